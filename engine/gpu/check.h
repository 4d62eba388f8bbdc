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
  if (result < 0) throw GpuError(std::string(call) + " failed with VkResult " + std::to_string(result));
}

}  // namespace retort::gpu
