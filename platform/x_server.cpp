#include "platform/x_server.h"

#include <dlfcn.h>

#include <cstdio>
#include <cstdlib>
#include <set>

namespace retort {
namespace {

// As Xlib.h has it since X11R2; the header itself is not asked for, since GLFW may stand on another display.
struct XErrorEvent {
  int type;
  void* display;
  unsigned long resource, serial;
  unsigned char error, request, minor;
};
constexpr unsigned char kBadWindow = 3, kBadDrawable = 9;

LastWords last_words = nullptr;
std::set<unsigned long> gone;   // asked and told by the thread of the windows alone

int take_error(void*, XErrorEvent* e) {
  if (e->error == kBadWindow || e->error == kBadDrawable) gone.insert(e->resource);
  else std::fprintf(stderr, "The display refused a request: error %d, request %d.%d.\n", e->error, e->request, e->minor);
  return 0;
}
int take_io_error(void*) {
  if (const LastWords last = last_words) {
    last_words = nullptr;   // what asks the server again while the last words are said ends at once
    last();
  }
  std::_Exit(2);
}

/// Of the library that GLFW has loaded; nullptr where it stands on something else.
void* x11(const char* name) {
  static void* const library = dlopen("libX11.so.6", RTLD_LAZY | RTLD_NOLOAD);
  return library ? dlsym(library, name) : nullptr;
}

}  // namespace

void watch_x_server(LastWords last) {
  last_words = last;
  using Set = void* (*)(int (*)(void*));
  if (const auto set = reinterpret_cast<Set>(x11("XSetIOErrorHandler"))) set(take_io_error);
}

void forgive_x_errors() {
  using Set = void* (*)(int (*)(void*, XErrorEvent*));
  static const auto set = reinterpret_cast<Set>(x11("XSetErrorHandler"));
  if (set) set(take_error);
}

bool x_window_gone(unsigned long window) { return gone.contains(window); }
void forget_x_window(unsigned long window) { gone.erase(window); }

}  // namespace retort
