#pragma once
#include <string>

#include "engine/gpu/window.h"
#include "engine/input/event.h"

namespace retort::input {

enum class Pointer { arrow, text, hand, hidden };

/// Fills a queue from a window, and keeps the window's pointer: hidden and held while walking.
class WindowEvents {
 public:
  WindowEvents(gpu::Window& window, EventQueue& queue);
  ~WindowEvents();
  WindowEvents(const WindowEvents&) = delete;

  void show(Pointer pointer);
  /// What stands on a key of this keyboard: keys are told by their place, and on AZERTY Z is where W is elsewhere. Empty when unknown.
  static std::string label(Key key);
  static std::string clipboard(GLFWwindow* window);
  static void set_clipboard(GLFWwindow* window, const char* text);

 private:
  gpu::Window& window_;
  EventQueue& queue_;
  void* cursors_[3] = {};
  Pointer shown_ = Pointer::arrow;
};

}  // namespace retort::input
