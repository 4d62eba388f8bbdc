#include "engine/input/window_events.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

namespace retort::input {
namespace {

EventQueue& queue_of(GLFWwindow* window) { return *static_cast<EventQueue*>(glfwGetWindowUserPointer(window)); }

}  // namespace

WindowEvents::WindowEvents(gpu::Window& window, EventQueue& queue) : window_(window), queue_(queue) {
  GLFWwindow* w = window.handle();
  glfwSetWindowUserPointer(w, &queue_);
  glfwSetKeyCallback(w, [](GLFWwindow* win, int key, int, int action, int) {
    if (key < 0 || key >= kKeyCount) return;
    if (action == GLFW_REPEAT) queue_of(win).push(Event::of_key(Key(key), false));
    queue_of(win).push(Event::of_key(Key(key), action != GLFW_RELEASE));
  });
  glfwSetCharCallback(w, [](GLFWwindow* win, unsigned c) { queue_of(win).push(Event::of_text(c)); });
  glfwSetCursorPosCallback(w, [](GLFWwindow* win, double x, double y) {
    int ww = 1, wh = 1, fw = 1, fh = 1;
    glfwGetWindowSize(win, &ww, &wh);
    glfwGetFramebufferSize(win, &fw, &fh);
    if (ww > 0 && wh > 0) queue_of(win).push(Event::of_move(float(x * fw / ww), float(y * fh / wh)));
  });
  glfwSetMouseButtonCallback(w, [](GLFWwindow* win, int button, int action, int) {
    if (button < 3) queue_of(win).push(Event::of_button(button, action == GLFW_PRESS));
  });
  glfwSetScrollCallback(w, [](GLFWwindow* win, double x, double y) {
    queue_of(win).push(Event::of_wheel(float(x), float(y)));
  });
  glfwSetWindowFocusCallback(w, [](GLFWwindow* win, int in) { queue_of(win).push(Event::of_focus(in == GLFW_TRUE)); });
  cursors_[0] = glfwCreateStandardCursor(GLFW_ARROW_CURSOR);
  cursors_[1] = glfwCreateStandardCursor(GLFW_IBEAM_CURSOR);
  cursors_[2] = glfwCreateStandardCursor(GLFW_HAND_CURSOR);
}

WindowEvents::~WindowEvents() {
  for (void* c : cursors_)
    if (c) glfwDestroyCursor(static_cast<GLFWcursor*>(c));
}

void WindowEvents::show(Pointer pointer) {
  if (pointer == shown_) return;
  GLFWwindow* w = window_.handle();
  if (pointer == Pointer::hidden) {
    glfwSetInputMode(w, GLFW_CURSOR, GLFW_CURSOR_DISABLED);
  } else {
    if (shown_ == Pointer::hidden) glfwSetInputMode(w, GLFW_CURSOR, GLFW_CURSOR_NORMAL);
    glfwSetCursor(w, static_cast<GLFWcursor*>(cursors_[int(pointer)]));
  }
  shown_ = pointer;
}

std::string WindowEvents::label(Key key) {
  const char* name = glfwGetKeyName(int(key), 0);
  std::string label = name ? name : "";
  if (label.size() == 1 && label[0] >= 'a' && label[0] <= 'z') label[0] = char(label[0] - 'a' + 'A');
  return label;
}

std::string WindowEvents::clipboard(GLFWwindow* window) {
  const char* text = glfwGetClipboardString(window);
  return text ? text : "";
}
void WindowEvents::set_clipboard(GLFWwindow* window, const char* text) { glfwSetClipboardString(window, text); }

}  // namespace retort::input
