#include "apps/command_line/progress.h"

#include <fmt/format.h>

#include <cstdio>

#include "platform/system.h"
#include "sim/base/errors.h"

namespace retort {

Progress::Progress(std::string name) : name_(printable(name)), started_(steady_seconds()) {}
Progress::~Progress() {
  if (printed_ >= 0 && stderr_is_terminal()) fmt::print(stderr, "\r{:<60}\r", "");
}
void Progress::at(double share) {
  const double t = steady_seconds();
  if (t - started_ < 2 || (printed_ >= 0 && t - printed_ < (stderr_is_terminal() ? 0.5 : 5.0))) return;
  printed_ = t;
  const std::string line = fmt::format("{}  {:.0f} %", name_, 100 * share);
  if (stderr_is_terminal()) {
    fmt::print(stderr, "\r{}   ", line);
  } else {
    fmt::print(stderr, "{}\n", line);
  }
  std::fflush(stderr);
}

}  // namespace retort
