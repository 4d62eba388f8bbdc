// Frame pacing: at most two frames are on their way to the GPU. `slot` (0 or 1) picks the per-frame buffers; when
// `begin` returns, the GPU no longer uses those of that slot.
#pragma once
#include <vulkan/vulkan.h>

#include <array>
#include <cstdint>
#include <span>

#include "engine/gpu/device.h"

namespace retort::gpu {

class Frames {
 public:
  static constexpr uint32_t kInFlight = 2;

  struct Frame {
    VkCommandBuffer cmd = VK_NULL_HANDLE;  ///< recording
    uint32_t slot = 0;
    uint64_t number = 0;
  };

  explicit Frames(Gpu& gpu);
  ~Frames();
  Frames(const Frames&) = delete;

  Frame begin();
  /// Returns the timeline value: `gpu.wait(value)` waits for this frame.
  uint64_t submit(const Frame& frame, std::span<const VkSemaphoreSubmitInfo> waits = {},
                  std::span<const VkSemaphoreSubmitInfo> signals = {});

 private:
  struct Slot {
    VkCommandPool pool = VK_NULL_HANDLE;
    VkCommandBuffer cmd = VK_NULL_HANDLE;
    uint64_t value = 0;
  };
  Gpu& gpu_;
  std::array<Slot, kInFlight> slots_;
  uint64_t number_ = 0;
};

}  // namespace retort::gpu
