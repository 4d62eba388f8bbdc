#include "engine/gpu/window.h"

#define GLFW_INCLUDE_VULKAN
#include <GLFW/glfw3.h>
#include <spdlog/spdlog.h>

#include <algorithm>

#include "platform/x_server.h"

// Of GLFW's X11 part; absent where it stands on another display.
extern "C" __attribute__((weak)) unsigned long glfwGetX11Window(GLFWwindow* window);

namespace retort::gpu {
namespace {
std::string glfw_reason() {
  const char* text = nullptr;
  glfwGetError(&text);
  return text ? text : "unknown reason";
}
/// GLFW lives as long as there is a window.
int windows = 0;

void end_glfw_without_windows() {
  if (windows == 0) glfwTerminate();
}
}  // namespace

Window::Window(const std::string& title, int width, int height) {
  if (!glfwInit()) throw GpuError("No window can be opened: " + glfw_reason());
  if (!glfwVulkanSupported()) {
    end_glfw_without_windows();
    throw GpuError("No window can be opened: Vulkan cannot draw on this display.");
  }
  glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
  window_ = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
  if (!window_) {
    const std::string why = glfw_reason();
    end_glfw_without_windows();
    throw GpuError("No window can be opened: " + why);
  }
  ++windows;
  forgive_x_errors();
  glfwSetWindowSizeLimits(window_, 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
}

Window::~Window() {
  forgive_x_errors();
  const unsigned long number = glfwGetX11Window ? glfwGetX11Window(window_) : 0;
  glfwDestroyWindow(window_);
  forget_x_window(number);
  --windows;
  end_glfw_without_windows();
}

GpuOptions Window::gpu_options() const {
  uint32_t n = 0;
  const char** names = glfwGetRequiredInstanceExtensions(&n);
  GpuOptions options;
  options.instance_extensions.assign(names, names + n);
  options.presents = [](VkInstance instance, VkPhysicalDevice device, uint32_t family) {
    return glfwGetPhysicalDevicePresentationSupport(instance, device, family) == GLFW_TRUE;
  };
  return options;
}

VkSurfaceKHR Window::make_surface(VkInstance instance) const {
  VkSurfaceKHR surface = VK_NULL_HANDLE;
  check(glfwCreateWindowSurface(instance, window_, nullptr, &surface), "glfwCreateWindowSurface");
  return surface;
}

VkExtent2D Window::framebuffer() const {
  int w = 0, h = 0;
  glfwGetFramebufferSize(window_, &w, &h);
  return {uint32_t(std::max(w, 0)), uint32_t(std::max(h, 0))};
}

bool Window::minimised() const {
  const VkExtent2D size = framebuffer();
  return size.width == 0 || size.height == 0 || glfwGetWindowAttrib(window_, GLFW_ICONIFIED);
}

bool Window::closing() const { return glfwWindowShouldClose(window_) || gone(); }
bool Window::gone() const { return glfwGetX11Window && x_window_gone(glfwGetX11Window(window_)); }
void Window::close() { glfwSetWindowShouldClose(window_, GLFW_TRUE); }
void Window::poll() {
  forgive_x_errors();
  glfwPollEvents();
}
void Window::wait(double seconds) {
  forgive_x_errors();
  glfwWaitEventsTimeout(seconds);
}
void Window::entitle(const std::string& title) { glfwSetWindowTitle(window_, title.c_str()); }
void Window::focus() { glfwFocusWindow(window_); }

std::pair<int, int> Window::place() const {
  int x = 0, y = 0;
  glfwGetWindowPos(window_, &x, &y);
  return {x, y};
}

void Window::stand_beside(const Window& other) {
  const auto [x, y] = other.place();
  int width = 0, height = 0, own_width = 0, own_height = 0, n = 0;
  glfwGetWindowSize(other.window_, &width, &height);
  glfwGetWindowSize(window_, &own_width, &own_height);
  GLFWmonitor** monitors = glfwGetMonitors(&n);
  for (int k = 0; k < n; ++k) {
    int mx = 0, my = 0, mw = 0, mh = 0;
    glfwGetMonitorWorkarea(monitors[k], &mx, &my, &mw, &mh);
    const int cx = x + width / 2, cy = y + height / 2;
    const bool others = cx >= mx && cx < mx + mw && cy >= my && cy < my + mh;
    if (others && n > 1) continue;
    if (!others) return glfwSetWindowPos(window_, mx + std::max(0, (mw - own_width) / 2), my + std::max(0, (mh - own_height) / 2));
    return glfwSetWindowPos(window_, std::max(mx, std::min(x + width, mx + mw - own_width)), std::max(my, std::min(y, my + mh - own_height)));
  }
}

WindowFrames::WindowFrames(Gpu& gpu, Window& window) : gpu_(gpu), window_(window), frames_(gpu) {
  VkSemaphoreCreateInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
  for (VkSemaphore& s : acquired_) check(vkCreateSemaphore(gpu.device(), &info, nullptr, &s), "vkCreateSemaphore");
  build();
}

WindowFrames::~WindowFrames() {
  vkDeviceWaitIdle(gpu_.device());
  drop_images();
  for (VkSemaphore s : acquired_) vkDestroySemaphore(gpu_.device(), s, nullptr);
  if (swapchain_) vkDestroySwapchainKHR(gpu_.device(), swapchain_, nullptr);
  if (surface_) vkDestroySurfaceKHR(gpu_.instance(), surface_, nullptr);
}

void WindowFrames::drop_images() {
  for (VkImageView v : views_) vkDestroyImageView(gpu_.device(), v, nullptr);
  for (VkSemaphore s : rendered_) vkDestroySemaphore(gpu_.device(), s, nullptr);
  views_.clear();
  rendered_.clear();
  images_.clear();
}

void WindowFrames::build() {
  if (window_.minimised() || window_.gone()) return;
  gpu_.wait_idle();
  if (!surface_) surface_ = window_.make_surface(gpu_.instance());
  VkSurfaceCapabilitiesKHR caps;
  VkResult result = vkGetPhysicalDeviceSurfaceCapabilitiesKHR(gpu_.physical(), surface_, &caps);
  if (result == VK_ERROR_SURFACE_LOST_KHR) {
    if (swapchain_) vkDestroySwapchainKHR(gpu_.device(), swapchain_, nullptr);
    drop_images();
    vkDestroySurfaceKHR(gpu_.instance(), surface_, nullptr);
    swapchain_ = VK_NULL_HANDLE;
    surface_ = window_.make_surface(gpu_.instance());
    result = vkGetPhysicalDeviceSurfaceCapabilitiesKHR(gpu_.physical(), surface_, &caps);
  }
  const VkExtent2D wanted = window_.framebuffer();
  if (window_.gone()) return;   // since the last look
  check(result, "vkGetPhysicalDeviceSurfaceCapabilitiesKHR");
  extent_ = caps.currentExtent.width != UINT32_MAX
                ? caps.currentExtent
                : VkExtent2D{std::clamp(wanted.width, caps.minImageExtent.width, caps.maxImageExtent.width),
                             std::clamp(wanted.height, caps.minImageExtent.height, caps.maxImageExtent.height)};
  if (extent_.width == 0 || extent_.height == 0) return;

  // Shaders write display-referred values, so a plain 8-bit format is wanted, not an sRGB one.
  uint32_t n = 0;
  check(vkGetPhysicalDeviceSurfaceFormatsKHR(gpu_.physical(), surface_, &n, nullptr), "surface formats");
  std::vector<VkSurfaceFormatKHR> formats(n);
  check(vkGetPhysicalDeviceSurfaceFormatsKHR(gpu_.physical(), surface_, &n, formats.data()), "surface formats");
  if (formats.empty()) throw GpuError("The display offers no surface format.");
  VkSurfaceFormatKHR chosen = formats[0];
  for (auto& f : formats)
    if (f.format == VK_FORMAT_B8G8R8A8_UNORM || f.format == VK_FORMAT_R8G8B8A8_UNORM) {
      chosen = f;
      break;
    }
  format_ = chosen.format;

  VkSwapchainCreateInfoKHR info{VK_STRUCTURE_TYPE_SWAPCHAIN_CREATE_INFO_KHR};
  info.surface = surface_;
  info.minImageCount = std::max(caps.minImageCount, 3u);
  if (caps.maxImageCount) info.minImageCount = std::min(info.minImageCount, caps.maxImageCount);
  info.imageFormat = chosen.format;
  info.imageColorSpace = chosen.colorSpace;
  info.imageExtent = extent_;
  info.imageArrayLayers = 1;
  info.imageUsage = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT |
                    (caps.supportedUsageFlags & (VK_IMAGE_USAGE_TRANSFER_SRC_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT));
  info.preTransform = caps.currentTransform;
  info.compositeAlpha = caps.supportedCompositeAlpha & VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR
                            ? VK_COMPOSITE_ALPHA_OPAQUE_BIT_KHR
                            : VK_COMPOSITE_ALPHA_INHERIT_BIT_KHR;
  info.presentMode = VK_PRESENT_MODE_FIFO_KHR;
  info.clipped = VK_TRUE;
  info.oldSwapchain = swapchain_;
  VkSwapchainKHR made = VK_NULL_HANDLE;
  check(vkCreateSwapchainKHR(gpu_.device(), &info, nullptr, &made), "vkCreateSwapchainKHR");
  drop_images();
  if (swapchain_) vkDestroySwapchainKHR(gpu_.device(), swapchain_, nullptr);
  swapchain_ = made;
  check(vkGetSwapchainImagesKHR(gpu_.device(), swapchain_, &n, nullptr), "vkGetSwapchainImagesKHR");
  images_.resize(n);
  check(vkGetSwapchainImagesKHR(gpu_.device(), swapchain_, &n, images_.data()), "vkGetSwapchainImagesKHR");
  for (VkImage image : images_) {
    VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    view.image = image;
    view.viewType = VK_IMAGE_VIEW_TYPE_2D;
    view.format = format_;
    view.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 1, 0, 1};
    views_.emplace_back();
    check(vkCreateImageView(gpu_.device(), &view, nullptr, &views_.back()), "vkCreateImageView");
    VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
    rendered_.emplace_back();
    check(vkCreateSemaphore(gpu_.device(), &semaphore, nullptr, &rendered_.back()), "vkCreateSemaphore");
  }
  stale_ = false;
}

std::optional<WindowFrame> WindowFrames::begin() {
  if (window_.minimised()) return std::nullopt;
  const VkExtent2D size = window_.framebuffer();
  if (window_.gone()) return std::nullopt;   // its size just now was nobody's
  if (stale_ || size.width != extent_.width || size.height != extent_.height) build();
  if (stale_ || !swapchain_) return std::nullopt;
  Frames::Frame frame = frames_.begin();
  uint32_t index = 0;
  const VkResult result =
      vkAcquireNextImageKHR(gpu_.device(), swapchain_, UINT64_MAX, acquired_[frame.slot], VK_NULL_HANDLE, &index);
  if (result == VK_ERROR_OUT_OF_DATE_KHR || result == VK_ERROR_SURFACE_LOST_KHR) {
    stale_ = true;
    frames_.submit(frame);
    return std::nullopt;
  }
  check(result, "vkAcquireNextImageKHR");
  if (result == VK_SUBOPTIMAL_KHR) stale_ = true;
  WindowFrame f{frame, frame.cmd, frame.slot, images_[index], views_[index], extent_, index};
  transition(f.cmd, f.image, VK_IMAGE_ASPECT_COLOR_BIT, Use::kAcquired, Use::kColorTarget);
  return f;
}

void WindowFrames::present(WindowFrame& f, uint64_t* value) {
  VkSemaphoreSubmitInfo wait{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, acquired_[f.slot], 0,
                             VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, 0};
  VkSemaphoreSubmitInfo signal{VK_STRUCTURE_TYPE_SEMAPHORE_SUBMIT_INFO, nullptr, rendered_[f.image_index], 0,
                               VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, 0};
  *value = frames_.submit(f.frame, {&wait, 1}, {&signal, 1});
  VkPresentInfoKHR info{VK_STRUCTURE_TYPE_PRESENT_INFO_KHR};
  info.waitSemaphoreCount = 1;
  info.pWaitSemaphores = &rendered_[f.image_index];
  info.swapchainCount = 1;
  info.pSwapchains = &swapchain_;
  info.pImageIndices = &f.image_index;
  const VkResult result = vkQueuePresentKHR(gpu_.queue(), &info);
  if (result == VK_ERROR_OUT_OF_DATE_KHR || result == VK_SUBOPTIMAL_KHR || result == VK_ERROR_SURFACE_LOST_KHR)
    stale_ = true;
  else
    check(result, "vkQueuePresentKHR");
}

void WindowFrames::end(WindowFrame& f) {
  transition(f.cmd, f.image, VK_IMAGE_ASPECT_COLOR_BIT, Use::kColorTarget, Use::kPresent);
  uint64_t value = 0;
  present(f, &value);
}

Picture WindowFrames::end_and_read(WindowFrame& f) {
  ReadBack read(gpu_, f.extent, format_);
  transition(f.cmd, f.image, VK_IMAGE_ASPECT_COLOR_BIT, Use::kColorTarget, Use::kTransferSrc);
  read.record(f.cmd, f.image);
  transition(f.cmd, f.image, VK_IMAGE_ASPECT_COLOR_BIT, Use::kTransferSrc, Use::kPresent);
  uint64_t value = 0;
  present(f, &value);
  gpu_.wait(value);
  return read.finish();
}

}  // namespace retort::gpu
