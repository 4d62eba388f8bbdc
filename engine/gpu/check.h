// Errors of the graphics layer.
#pragma once
#include <vulkan/vulkan.h>

#include <stdexcept>
#include <string>

namespace retort::gpu {

struct GpuError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

inline void check(VkResult result, const char* call) {
  if (result == VK_ERROR_DEVICE_LOST)
    throw GpuError("The graphics device was lost: its driver was reset, or it was taken away. Start Retort again; RETORT_GPU=llvmpipe draws without it.");
  if (result == VK_ERROR_OUT_OF_DEVICE_MEMORY) throw GpuError(std::string("The graphics device has no memory left (") + call + "). RETORT_TIER=low needs least.");
  if (result < 0) throw GpuError(std::string(call) + " failed with VkResult " + std::to_string(result));
}

}  // namespace retort::gpu
