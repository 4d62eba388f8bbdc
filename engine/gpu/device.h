// The graphics device: instance, choice of a physical device, one queue with one timeline, memory, deferred deletion.
// Everything else in engine/gpu takes a `Gpu&`. One thread at a time.
//
//   RETORT_GPU=1 or RETORT_GPU=llvmpipe   picks a device by index or by part of its name
//   RETORT_VALIDATE=1                     switches the Khronos validation layer on, with synchronization validation
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/gpu/check.h"
#include "engine/gpu/memory.h"

namespace retort::gpu {

/// What the validation layer said. Tests fail on any.
struct ValidationLog {
  int errors = 0;
  int warnings = 0;
  std::vector<std::string> texts;  ///< first occurrence of each message id
};

struct GpuOptions {
  /// Empty for headless. A window passes what GLFW asks for, and the swapchain extension is then required as well.
  std::vector<const char*> instance_extensions;
  /// Can this queue family present? Null for headless.
  std::function<bool(VkInstance, VkPhysicalDevice, uint32_t family)> presents;
};

class Gpu {
 public:
  explicit Gpu(const GpuOptions& options = {});
  ~Gpu();
  Gpu(const Gpu&) = delete;
  Gpu& operator=(const Gpu&) = delete;

  VkInstance instance() const { return instance_; }
  VkPhysicalDevice physical() const { return physical_; }
  VkDevice device() const { return device_; }
  VkQueue queue() const { return queue_; }
  uint32_t queue_family() const { return family_; }
  const VkPhysicalDeviceProperties& properties() const { return properties_; }
  /// It draws many times by commands that it has written itself.
  bool indirect_draws() const { return indirect_draws_; }
  std::string name() const { return properties_.deviceName; }
  bool anisotropy() const { return anisotropy_; }
  bool has_clock() const { return has_clock_; }  ///< timestamps
  Memory& memory() { return *memory_; }
  bool validating() const { return messenger_ != VK_NULL_HANDLE; }
  const ValidationLog& validation() const { return validation_; }

  /// Names an object for validation messages and frame debuggers.
  void set_name(VkObjectType type, uint64_t handle, const std::string& name) const;

  /// Ends and submits `cmd`; returns the timeline value that it signals when done.
  uint64_t submit(VkCommandBuffer cmd, std::span<const VkSemaphoreSubmitInfo> waits = {},
                  std::span<const VkSemaphoreSubmitInfo> signals = {});
  void wait(uint64_t value) const;
  uint64_t completed() const;
  uint64_t submitted() const { return submitted_; }

  /// Records with `record`, submits and waits: for uploads, read-backs and tests.
  void run(const std::function<void(VkCommandBuffer)>& record);

  /// Destroys once the GPU can no longer use the thing: after everything submitted so far and the next submission.
  void defer(std::function<void()> destroy);
  /// Runs the deferred destructions that are due. Frames call it once per frame.
  void collect();
  void wait_idle();

 private:
  void create_instance(const GpuOptions& options);
  void choose_device(const GpuOptions& options);
  void create_device(const GpuOptions& options);
  void destroy();

  VkInstance instance_ = VK_NULL_HANDLE;
  VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
  VkPhysicalDevice physical_ = VK_NULL_HANDLE;
  VkPhysicalDeviceProperties properties_{};
  VkDevice device_ = VK_NULL_HANDLE;
  uint32_t family_ = 0;
  VkQueue queue_ = VK_NULL_HANDLE;
  VkSemaphore timeline_ = VK_NULL_HANDLE;
  VkCommandPool one_shot_pool_ = VK_NULL_HANDLE;
  PFN_vkSetDebugUtilsObjectNameEXT set_object_name_ = nullptr;
  bool anisotropy_ = false, has_clock_ = false, indirect_draws_ = false;
  uint64_t submitted_ = 0;
  std::unique_ptr<Memory> memory_;
  ValidationLog validation_;
  std::deque<std::pair<uint64_t, std::function<void()>>> deferred_;
};

/// Rank of a device type: discrete, integrated, virtual, CPU. Lower is better.
int device_rank(VkPhysicalDeviceType type);

}  // namespace retort::gpu
