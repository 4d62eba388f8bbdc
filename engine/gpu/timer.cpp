#include "engine/gpu/timer.h"

namespace retort::gpu {

Timer::Timer(Gpu& gpu) : gpu_(gpu) {
  if (!gpu.has_clock()) return;
  VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
  info.queryType = VK_QUERY_TYPE_TIMESTAMP;
  info.queryCount = 2 * Frames::kInFlight;
  check(vkCreateQueryPool(gpu.device(), &info, nullptr, &pool_), "vkCreateQueryPool");
}

Timer::~Timer() {
  if (pool_) gpu_.defer([gpu = &gpu_, pool = pool_] { vkDestroyQueryPool(gpu->device(), pool, nullptr); });
}

void Timer::begin(VkCommandBuffer cmd, uint32_t slot) {
  if (!pool_) return;
  vkCmdResetQueryPool(cmd, pool_, 2 * slot, 2);
  vkCmdWriteTimestamp2(cmd, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, pool_, 2 * slot);
}

void Timer::end(VkCommandBuffer cmd, uint32_t slot) {
  if (!pool_) return;
  vkCmdWriteTimestamp2(cmd, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, pool_, 2 * slot + 1);
  written_[slot] = true;
}

std::optional<double> Timer::took(uint32_t slot) const {
  uint64_t at[2];
  if (!pool_ || !written_[slot]) return std::nullopt;
  if (vkGetQueryPoolResults(gpu_.device(), pool_, 2 * slot, 2, sizeof at, at, sizeof at[0], VK_QUERY_RESULT_64_BIT) != VK_SUCCESS || at[1] <= at[0]) return std::nullopt;
  return double(at[1] - at[0]) * double(gpu_.properties().limits.timestampPeriod) * 1e-6;
}

}  // namespace retort::gpu
