#include "engine/gpu/frames.h"

namespace retort::gpu {

Frames::Frames(Gpu& gpu) : gpu_(gpu) {
  for (Slot& slot : slots_) {
    VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, 0, gpu.queue_family()};
    check(vkCreateCommandPool(gpu.device(), &pool, nullptr, &slot.pool), "vkCreateCommandPool");
    VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, slot.pool,
                                         VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
    check(vkAllocateCommandBuffers(gpu.device(), &allocate, &slot.cmd), "vkAllocateCommandBuffers");
  }
}

Frames::~Frames() {
  for (Slot& slot : slots_) {
    // Not `wait`, which throws: a lost device ends here as well.
    vkDeviceWaitIdle(gpu_.device());
    vkDestroyCommandPool(gpu_.device(), slot.pool, nullptr);
  }
}

Frames::Frame Frames::begin() {
  const uint32_t index = uint32_t(number_ % kInFlight);
  Slot& slot = slots_[index];
  gpu_.wait(slot.value);
  gpu_.collect();
  check(vkResetCommandPool(gpu_.device(), slot.pool, 0), "vkResetCommandPool");
  VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr,
                                 VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT, nullptr};
  check(vkBeginCommandBuffer(slot.cmd, &begin), "vkBeginCommandBuffer");
  return {slot.cmd, index, number_};
}

uint64_t Frames::submit(const Frame& frame, std::span<const VkSemaphoreSubmitInfo> waits,
                        std::span<const VkSemaphoreSubmitInfo> signals) {
  ++number_;
  return slots_[frame.slot].value = gpu_.submit(frame.cmd, waits, signals);
}

}  // namespace retort::gpu
