#include "engine/gpu/device.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>

namespace retort::gpu {
namespace {

constexpr const char* kValidationLayer = "VK_LAYER_KHRONOS_validation";

VKAPI_ATTR VkBool32 VKAPI_CALL on_message(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT,
                                          const VkDebugUtilsMessengerCallbackDataEXT* data, void* user) {
  auto& log = *static_cast<ValidationLog*>(user);
  const bool error = severity & VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
  (error ? log.errors : log.warnings)++;
  const std::string id = data->pMessageIdName ? data->pMessageIdName : "?";
  const bool seen = std::any_of(log.texts.begin(), log.texts.end(), [&](auto& t) { return t.rfind(id, 0) == 0; });
  if (!seen) {
    log.texts.push_back(id + ": " + data->pMessage);
    spdlog::log(error ? spdlog::level::err : spdlog::level::warn, "Vulkan {}", log.texts.back());
  }
  return VK_FALSE;
}

bool has_layer(const char* wanted) {
  uint32_t n = 0;
  vkEnumerateInstanceLayerProperties(&n, nullptr);
  std::vector<VkLayerProperties> layers(n);
  vkEnumerateInstanceLayerProperties(&n, layers.data());
  return std::any_of(layers.begin(), layers.end(), [&](auto& l) { return !std::strcmp(l.layerName, wanted); });
}

bool has_extension(VkPhysicalDevice device, const char* wanted) {
  uint32_t n = 0;
  vkEnumerateDeviceExtensionProperties(device, nullptr, &n, nullptr);
  std::vector<VkExtensionProperties> found(n);
  vkEnumerateDeviceExtensionProperties(device, nullptr, &n, found.data());
  return std::any_of(found.begin(), found.end(), [&](auto& e) { return !std::strcmp(e.extensionName, wanted); });
}

/// Why a device cannot be used; empty when it can. `family` receives the queue family.
std::string unfit(VkInstance instance, VkPhysicalDevice device, const GpuOptions& options, uint32_t& family) {
  VkPhysicalDeviceProperties p;
  vkGetPhysicalDeviceProperties(device, &p);
  if (p.apiVersion < VK_API_VERSION_1_3)
    return fmt::format("has Vulkan {}.{}, 1.3 is needed", VK_API_VERSION_MAJOR(p.apiVersion), VK_API_VERSION_MINOR(p.apiVersion));
  VkPhysicalDeviceVulkan13Features f13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
  VkPhysicalDeviceVulkan12Features f12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &f13};
  VkPhysicalDeviceFeatures2 f{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &f12};
  vkGetPhysicalDeviceFeatures2(device, &f);
  if (!f13.dynamicRendering) return "lacks dynamic rendering";
  if (!f13.synchronization2) return "lacks synchronization2";
  if (!f12.timelineSemaphore) return "lacks timeline semaphores";
  if (options.presents && !has_extension(device, VK_KHR_SWAPCHAIN_EXTENSION_NAME)) return "cannot show windows";
  uint32_t n = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(device, &n, nullptr);
  std::vector<VkQueueFamilyProperties> families(n);
  vkGetPhysicalDeviceQueueFamilyProperties(device, &n, families.data());
  for (uint32_t i = 0; i < n; ++i)
    if ((families[i].queueFlags & VK_QUEUE_GRAPHICS_BIT) && (!options.presents || options.presents(instance, device, i))) {
      family = i;
      return {};
    }
  return options.presents ? "has no queue that draws and presents" : "has no graphics queue";
}

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return char(std::tolower(c)); });
  return s;
}

}  // namespace

int device_rank(VkPhysicalDeviceType type) {
  switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU: return 0;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU: return 1;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU: return 2;
    case VK_PHYSICAL_DEVICE_TYPE_CPU: return 3;
    default: return 4;
  }
}

Gpu::Gpu(const GpuOptions& options) {
  try {
    create_instance(options);
    choose_device(options);
    create_device(options);
  } catch (...) {
    destroy();
    throw;
  }
}

Gpu::~Gpu() { destroy(); }

void Gpu::destroy() {
  if (device_) {
    vkDeviceWaitIdle(device_);
    for (auto& [value, destroy] : deferred_) destroy();
    deferred_.clear();
    memory_.reset();
    if (one_shot_pool_) vkDestroyCommandPool(device_, one_shot_pool_, nullptr);
    if (timeline_) vkDestroySemaphore(device_, timeline_, nullptr);
    vkDestroyDevice(device_, nullptr);
  }
  if (messenger_) {
    auto drop = reinterpret_cast<PFN_vkDestroyDebugUtilsMessengerEXT>(
        vkGetInstanceProcAddr(instance_, "vkDestroyDebugUtilsMessengerEXT"));
    drop(instance_, messenger_, nullptr);
  }
  if (instance_) vkDestroyInstance(instance_, nullptr);
}

void Gpu::create_instance(const GpuOptions& options) {
  std::vector<const char*> extensions = options.instance_extensions;
  std::vector<const char*> layers;
  const char* wish = std::getenv("RETORT_VALIDATE");
  bool validate = wish && std::string(wish) != "0";
  if (validate && !has_layer(kValidationLayer)) {
    spdlog::warn("RETORT_VALIDATE is set but {} is not installed: graphics run unchecked.", kValidationLayer);
    validate = false;
  }
  // Ubuntu 24.04's layer (1.3.275) also compares submissions with each other, but does not see that the CPU waited for a timeline
  // semaphore between them (Vulkan-ValidationLayers issue 7457). Debian 12's does not compare them.
  if (validate) setenv("VK_LAYER_DISABLES", "VALIDATION_CHECK_DISABLE_SYNCHRONIZATION_VALIDATION_QUEUE_SUBMIT", 0);
  const VkValidationFeatureEnableEXT enables[] = {VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
  VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
  features.enabledValidationFeatureCount = 1;
  features.pEnabledValidationFeatures = enables;
  VkDebugUtilsMessengerCreateInfoEXT debug{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
  debug.messageSeverity =
      VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
  debug.messageType =
      VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
  debug.pfnUserCallback = on_message;
  debug.pUserData = &validation_;
  features.pNext = &debug;
  if (validate) {
    layers.push_back(kValidationLayer);
    extensions.push_back(VK_EXT_DEBUG_UTILS_EXTENSION_NAME);
  }
  VkApplicationInfo app{VK_STRUCTURE_TYPE_APPLICATION_INFO};
  app.pApplicationName = "Retort";
  app.apiVersion = VK_API_VERSION_1_3;
  VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
  info.pNext = validate ? &features : nullptr;
  info.pApplicationInfo = &app;
  info.enabledExtensionCount = uint32_t(extensions.size());
  info.ppEnabledExtensionNames = extensions.data();
  info.enabledLayerCount = uint32_t(layers.size());
  info.ppEnabledLayerNames = layers.data();
  const VkResult result = vkCreateInstance(&info, nullptr, &instance_);
  if (result == VK_ERROR_INCOMPATIBLE_DRIVER)
    throw GpuError("No Vulkan driver was found. Install your graphics driver, or mesa-vulkan-drivers for the CPU one.");
  check(result, "vkCreateInstance");
  if (!validate) return;
  auto make = reinterpret_cast<PFN_vkCreateDebugUtilsMessengerEXT>(
      vkGetInstanceProcAddr(instance_, "vkCreateDebugUtilsMessengerEXT"));
  check(make(instance_, &debug, nullptr, &messenger_), "vkCreateDebugUtilsMessengerEXT");
  set_object_name_ = reinterpret_cast<PFN_vkSetDebugUtilsObjectNameEXT>(
      vkGetInstanceProcAddr(instance_, "vkSetDebugUtilsObjectNameEXT"));
}

void Gpu::choose_device(const GpuOptions& options) {
  uint32_t n = 0;
  check(vkEnumeratePhysicalDevices(instance_, &n, nullptr), "vkEnumeratePhysicalDevices");
  std::vector<VkPhysicalDevice> devices(n);
  check(vkEnumeratePhysicalDevices(instance_, &n, devices.data()), "vkEnumeratePhysicalDevices");
  const char* wish = std::getenv("RETORT_GPU");
  int best = 1000;
  std::string reasons;
  for (uint32_t i = 0; i < n; ++i) {
    VkPhysicalDeviceProperties p;
    vkGetPhysicalDeviceProperties(devices[i], &p);
    const std::string name = p.deviceName;
    if (wish && *wish && std::to_string(i) != wish && lower(name).find(lower(wish)) == std::string::npos) {
      reasons += fmt::format("\n  {} {}: is not RETORT_GPU={}", i, name, wish);
      continue;
    }
    uint32_t family = 0;
    if (std::string why = unfit(instance_, devices[i], options, family); !why.empty()) {
      reasons += fmt::format("\n  {} {}: {}", i, name, why);
      continue;
    }
    if (device_rank(p.deviceType) >= best) continue;
    best = device_rank(p.deviceType);
    physical_ = devices[i];
    properties_ = p;
    family_ = family;
  }
  if (!physical_)
    throw GpuError(n == 0 ? "Vulkan found no graphics device." : "No graphics device can run Retort:" + reasons);
}

void Gpu::create_device(const GpuOptions& options) {
  VkPhysicalDeviceFeatures available;
  vkGetPhysicalDeviceFeatures(physical_, &available);
  anisotropy_ = available.samplerAnisotropy;
  VkPhysicalDeviceVulkan13Features f13{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_3_FEATURES};
  f13.dynamicRendering = f13.synchronization2 = f13.maintenance4 = VK_TRUE;   // every 1.3 device has the last
  VkPhysicalDeviceVulkan12Features f12{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES, &f13};
  f12.timelineSemaphore = VK_TRUE;
  VkPhysicalDeviceFeatures2 f{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2, &f12};
  f.features.samplerAnisotropy = available.samplerAnisotropy;
  // Many draws by commands that the device has written itself, each from its own first instance.
  f.features.multiDrawIndirect = available.multiDrawIndirect;
  f.features.drawIndirectFirstInstance = available.drawIndirectFirstInstance;
  indirect_draws_ = available.multiDrawIndirect && available.drawIndirectFirstInstance;
  const float priority = 1;
  VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
  queue.queueFamilyIndex = family_;
  queue.queueCount = 1;
  queue.pQueuePriorities = &priority;
  const char* swapchain = VK_KHR_SWAPCHAIN_EXTENSION_NAME;
  VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO, &f};
  info.queueCreateInfoCount = 1;
  info.pQueueCreateInfos = &queue;
  info.enabledExtensionCount = options.presents ? 1 : 0;
  info.ppEnabledExtensionNames = &swapchain;
  check(vkCreateDevice(physical_, &info, nullptr, &device_), "vkCreateDevice");
  vkGetDeviceQueue(device_, family_, 0, &queue_);
  uint32_t n = 0;
  vkGetPhysicalDeviceQueueFamilyProperties(physical_, &n, nullptr);
  std::vector<VkQueueFamilyProperties> families(n);
  vkGetPhysicalDeviceQueueFamilyProperties(physical_, &n, families.data());
  has_clock_ = families[family_].timestampValidBits > 0 && properties_.limits.timestampPeriod > 0;
  memory_ = std::make_unique<Memory>(physical_, device_);

  VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO, nullptr, VK_SEMAPHORE_TYPE_TIMELINE, 0};
  VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO, &type};
  check(vkCreateSemaphore(device_, &semaphore, nullptr, &timeline_), "vkCreateSemaphore");
  VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO, nullptr, VK_COMMAND_POOL_CREATE_TRANSIENT_BIT,
                               family_};
  check(vkCreateCommandPool(device_, &pool, nullptr, &one_shot_pool_), "vkCreateCommandPool");
  spdlog::debug("Graphics device: {}", name());
}

void Gpu::set_name(VkObjectType type, uint64_t handle, const std::string& name) const {
  if (!set_object_name_) return;
  VkDebugUtilsObjectNameInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_OBJECT_NAME_INFO_EXT, nullptr, type, handle,
                                     name.c_str()};
  set_object_name_(device_, &info);
}

uint64_t Gpu::submit(VkCommandBuffer cmd, std::span<const VkSemaphoreSubmitInfo> waits,
                     std::span<const VkSemaphoreSubmitInfo> signals) {
  check(vkEndCommandBuffer(cmd), "vkEndCommandBuffer");
  std::vector<VkSemaphoreSubmitInfo> all(signals.begin(), signals.end());
  all.push_back({VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, timeline_, submitted_ + 1,
                 VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0});
  VkCommandBufferSubmitInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_SUBMIT_INFO, nullptr, cmd, 0};
  VkSubmitInfo2 submit{VK_STRUCTURE_TYPE_SUBMIT_INFO_2};
  submit.waitSemaphoreInfoCount = uint32_t(waits.size());
  submit.pWaitSemaphoreInfos = waits.data();
  submit.commandBufferInfoCount = 1;
  submit.pCommandBufferInfos = &info;
  submit.signalSemaphoreInfoCount = uint32_t(all.size());
  submit.pSignalSemaphoreInfos = all.data();
  check(vkQueueSubmit2(queue_, 1, &submit, VK_NULL_HANDLE), "vkQueueSubmit2");
  return ++submitted_;
}

void Gpu::wait(uint64_t value) const {
  VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO, nullptr, 0, 1, &timeline_, &value};
  check(vkWaitSemaphores(device_, &info, UINT64_MAX), "vkWaitSemaphores");
}

uint64_t Gpu::completed() const {
  uint64_t value = 0;
  check(vkGetSemaphoreCounterValue(device_, timeline_, &value), "vkGetSemaphoreCounterValue");
  return value;
}

void Gpu::run(const std::function<void(VkCommandBuffer)>& record) {
  VkCommandBufferAllocateInfo allocate{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO, nullptr, one_shot_pool_,
                                       VK_COMMAND_BUFFER_LEVEL_PRIMARY, 1};
  VkCommandBuffer cmd = VK_NULL_HANDLE;
  check(vkAllocateCommandBuffers(device_, &allocate, &cmd), "vkAllocateCommandBuffers");
  VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO, nullptr,
                                 VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT, nullptr};
  check(vkBeginCommandBuffer(cmd, &begin), "vkBeginCommandBuffer");
  record(cmd);
  wait(submit(cmd));
  vkFreeCommandBuffers(device_, one_shot_pool_, 1, &cmd);
}

void Gpu::defer(std::function<void()> destroy) { deferred_.emplace_back(submitted_ + 1, std::move(destroy)); }

void Gpu::collect() {
  const uint64_t done = completed();
  while (!deferred_.empty() && deferred_.front().first <= done) {
    auto destroy = std::move(deferred_.front().second);
    deferred_.pop_front();
    destroy();
  }
}

void Gpu::wait_idle() { check(vkDeviceWaitIdle(device_), "vkDeviceWaitIdle"); }

}  // namespace retort::gpu
