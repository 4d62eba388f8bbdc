#pragma once
#include <functional>
#include <string>

#include "engine/input/window_events.h"
#include "engine/ui/context.h"
#include "engine/ui/renderer.h"

namespace retort {

/// What is cut in one window is put down in another, ours or not: each user interface asks the system.
class Clipboard {
 public:
  /// For the user interface that is current. It must outlive that one's last frame.
  explicit Clipboard(const gpu::Window& window);
  Clipboard(const Clipboard&) = delete;

 private:
  GLFWwindow* window_;
  std::string text_;
};

/// The window that the field has on another monitor while the board has the first one: a window, its frames, and a user interface of its own.
class FieldWindow {
 public:
  /// Beside `board`, on another monitor where there is one. Throws gpu::GpuError.
  FieldWindow(gpu::Gpu& gpu, const gpu::Window& board, const std::string& title);

  bool closing() const { return window_.closing(); }
  bool has_events() const { return !queue_.empty(); }
  /// Takes the keyboard.
  void focus() { window_.focus(); }
  struct Drawing {
    std::function<void(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen)> record;   // before the screen's own pass
    std::function<void(ui::Renderer&, ImVec2 screen, double seconds)> build;            // inside a frame of its user interface
  };
  void frame(double dt, float text_scale, bool calm, const Drawing& drawing);
  void show(input::Pointer pointer) { events_.show(pointer); }
  /// In the language of the moment.
  void entitle(const std::string& title);
  const ui::Context& ui() const { return ui_; }
  /// Where it stands as seen from the board's window, pixels.
  ImVec2 beside(const gpu::Window& board) const;

 private:
  gpu::Gpu& gpu_;
  gpu::Window window_;
  gpu::WindowFrames frames_;
  ui::Context ui_;
  Clipboard clipboard_;
  std::string title_;
  ui::Renderer renderer_;
  input::EventQueue queue_;
  input::WindowEvents events_;
  bool fonts_there_ = false;
};

/// The portions of input that wait for a picture, each a frame of the user interface: a slow picture does not make a slow keyboard. The last one
/// is drawn.
void build_frames(ui::Context& ui, ui::Renderer& renderer, input::EventQueue& queue, ImVec2 screen, double dt, bool& fonts_there, const std::function<void(double seconds)>& build);

}  // namespace retort
