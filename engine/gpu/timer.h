// How long the device takes from one place in a frame to another, by its own clock.
#pragma once
#include <array>
#include <optional>

#include "engine/gpu/frames.h"

namespace retort::gpu {

class Timer {
 public:
  explicit Timer(Gpu& gpu);
  ~Timer();
  Timer(const Timer&) = delete;

  void begin(VkCommandBuffer cmd, uint32_t slot);
  void end(VkCommandBuffer cmd, uint32_t slot);
  /// Of the last frame of this slot, which is finished, ms. Nothing where the device has no clock, or there was none.
  std::optional<double> took(uint32_t slot) const;

 private:
  Gpu& gpu_;
  VkQueryPool pool_ = VK_NULL_HANDLE;
  std::array<bool, Frames::kInFlight> written_{};
};

}  // namespace retort::gpu
