// A window manager that minimises the first window: loaded before GLFW, it says so for as long as the file RETORT_ICONIFIED is there. Xvfb has no
// window manager that could.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdlib>

struct GLFWwindow;
struct GLFWmonitor;

namespace {
constexpr int kIconified = 0x00020002;   // GLFW_ICONIFIED
GLFWwindow* first = nullptr;
}  // namespace

extern "C" GLFWwindow* glfwCreateWindow(int width, int height, const char* title, GLFWmonitor* monitor, GLFWwindow* share) {
  static const auto real = reinterpret_cast<GLFWwindow* (*)(int, int, const char*, GLFWmonitor*, GLFWwindow*)>(dlsym(RTLD_NEXT, "glfwCreateWindow"));
  GLFWwindow* made = real(width, height, title, monitor, share);
  if (!first) first = made;
  return made;
}

extern "C" int glfwGetWindowAttrib(GLFWwindow* window, int which) {
  static const auto real = reinterpret_cast<int (*)(GLFWwindow*, int)>(dlsym(RTLD_NEXT, "glfwGetWindowAttrib"));
  const char* file = std::getenv("RETORT_ICONIFIED");
  if (window == first && which == kIconified && file && access(file, F_OK) == 0) return 1;
  return real(window, which);
}
