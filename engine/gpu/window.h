// A window and its frames: the only part that names GLFW. Headless never constructs one.
//
//   Window window("Retort", 1600, 900);
//   Gpu gpu(window.gpu_options());
//   WindowFrames frames(gpu, window);
//   while (!window.closing()) {
//     window.poll();
//     if (auto f = frames.begin()) {      // nothing while minimised
//       ...record into f->cmd, drawing to f->view (in kColorTarget, contents undefined)...
//       frames.end(*f);
//     }
//   }
#pragma once
#include <vulkan/vulkan.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/gpu/frames.h"
#include "engine/gpu/picture.h"

struct GLFWwindow;

namespace retort::gpu {

class Window {
 public:
  Window(const std::string& title, int width, int height);  ///< throws GpuError without a display
  ~Window();
  Window(const Window&) = delete;

  GLFWwindow* handle() const { return window_; }
  GpuOptions gpu_options() const;
  VkSurfaceKHR make_surface(VkInstance instance) const;
  VkExtent2D framebuffer() const;
  bool minimised() const;
  /// Somebody wants it closed, or it is gone.
  bool closing() const;
  /// Another program has destroyed it.
  bool gone() const;
  void close();
  void poll();
  void wait(double seconds);  ///< polls, sleeping until an event or this long
  /// Takes the keyboard.
  void focus();
  void entitle(const std::string& title);
  /// Where it stands on the screens, in their units.
  std::pair<int, int> place() const;
  /// In the middle of another monitor than that of `other`; where there is none, to the right of it as far as the screen goes.
  void stand_beside(const Window& other);

 private:
  GLFWwindow* window_ = nullptr;
};

struct WindowFrame {
  Frames::Frame frame;
  VkCommandBuffer cmd = VK_NULL_HANDLE;
  uint32_t slot = 0;
  VkImage image = VK_NULL_HANDLE;
  VkImageView view = VK_NULL_HANDLE;
  VkExtent2D extent{};
  uint32_t image_index = 0;
};

class WindowFrames {
 public:
  WindowFrames(Gpu& gpu, Window& window);
  ~WindowFrames();
  WindowFrames(const WindowFrames&) = delete;

  /// Nothing while the window is minimised or being rebuilt: try again after the next poll.
  std::optional<WindowFrame> begin();
  void end(WindowFrame& frame);
  /// As `end`, and returns what is shown.
  Picture end_and_read(WindowFrame& frame);
  VkFormat format() const { return format_; }
  VkExtent2D extent() const { return extent_; }

 private:
  void build();
  void drop_images();
  void present(WindowFrame& frame, uint64_t* value);

  Gpu& gpu_;
  Window& window_;
  Frames frames_;
  VkSurfaceKHR surface_ = VK_NULL_HANDLE;
  VkSwapchainKHR swapchain_ = VK_NULL_HANDLE;
  VkFormat format_ = VK_FORMAT_UNDEFINED;
  VkExtent2D extent_{};
  bool stale_ = true;
  std::vector<VkImage> images_;
  std::vector<VkImageView> views_;
  std::vector<VkSemaphore> rendered_;                      // per swapchain image: presentation waits for it
  std::array<VkSemaphore, Frames::kInFlight> acquired_{};  // per slot
};

}  // namespace retort::gpu
