// A graphics driver that is reset under a running program: loaded before the Vulkan loader, it lets RETORT_LOSE_AFTER submissions pass and then
// says that the device is lost, whatever is asked.
#include <dlfcn.h>
#include <vulkan/vulkan.h>

#include <atomic>
#include <cstdlib>

extern "C" VKAPI_ATTR VkResult VKAPI_CALL vkQueueSubmit2(VkQueue queue, uint32_t count, const VkSubmitInfo2* submits, VkFence fence) {
  static const auto real = reinterpret_cast<PFN_vkQueueSubmit2>(dlsym(RTLD_NEXT, "vkQueueSubmit2"));
  static std::atomic<int> left = std::atoi(std::getenv("RETORT_LOSE_AFTER"));
  return left-- > 0 ? real(queue, count, submits, fence) : VK_ERROR_DEVICE_LOST;
}
