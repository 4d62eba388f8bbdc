// How long it takes from an act to the picture that shows it, at 1280x720 with a real window: the mouse clicks, and the framebuffer of the X
// server is watched until what the act changes is seen to be changed. Not a test, for machines are noisy: ./act_to_picture prints median and
// 95th percentile, at the board and in the field. What xdotool takes to start is part of the figure (some 10 ms).
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <functional>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "tests/window/desktop.h"

using retort::tests::Desktop;

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kWide = 1280, kHigh = 720, kTimes = 40;

/// What Xvfb shows: an XWD file that it keeps in memory.
class Screen {
 public:
  explicit Screen(const std::string& folder) {
    const int file = ::open((folder + "/Xvfb_screen0").c_str(), O_RDONLY);
    if (file < 0) throw std::runtime_error("the X server keeps no picture in " + folder);
    size_ = static_cast<std::size_t>(lseek(file, 0, SEEK_END));
    data_ = static_cast<const std::uint8_t*>(mmap(nullptr, size_, PROT_READ, MAP_SHARED, file, 0));
    ::close(file);
  }
  std::uint64_t look(std::array<int, 4> box) const {
    std::uint64_t sum = 1469598103934665603u;
    const std::uint8_t* pixels = data_ + size_ - std::size_t(kWide) * kHigh * 4;
    for (int y = box[1]; y < box[3]; ++y)
      for (int x = box[0]; x < box[2]; ++x) {
        std::uint32_t pixel;
        std::memcpy(&pixel, pixels + (std::size_t(y) * kWide + std::size_t(x)) * 4, 4);
        sum = (sum ^ (pixel & 0xf0f0f0)) * 1099511628211u;
      }
    return sum;
  }

 private:
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

void report(const char* where, std::vector<double> ms) {
  std::sort(ms.begin(), ms.end());
  std::printf("%s: median %.0f ms, 95th percentile %.0f ms, worst %.0f ms, of %zu acts\n", where, ms[ms.size() / 2], ms[ms.size() * 95 / 100], ms.back(), ms.size());
}

/// Clicks one widget and the other in turn; `watched`: what changes with it.
std::vector<double> measure(Desktop& d, const Screen& screen, const std::string& one, const std::string& other, const std::function<std::array<int, 4>(bool first)>& watched) {
  std::vector<double> ms;
  for (int k = 0; k < kTimes; ++k) {
    const bool first = k % 2 == 0;
    const auto at = d.middle(first ? one : other);
    if (!at) throw std::runtime_error(first ? one : other);
    d.point(at->first, at->second);
    std::this_thread::sleep_for(std::chrono::milliseconds(700 + 37 * (k % 7)));   // at any moment of a scan and a picture
    const std::array<int, 4> box = watched(first);
    const std::uint64_t before = screen.look(box);
    const auto start = Clock::now();
    d.tap();
    while (screen.look(box) == before && Clock::now() - start < std::chrono::seconds(3)) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
  }
  return ms;
}

}  // namespace

int main() {
  const std::string folder = (std::filesystem::temp_directory_path() / "retort-screen").string();
  std::filesystem::create_directories(folder);
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + retort::tests::fresh("latency.rec"), {.framebuffer = folder});
  if (!d.wait_for("screen.run", 60) || !d.click("mimic.LIC-101") || !d.wait_for("fp.LIC-101.mode.man", 10)) return 1;
  const Screen screen(folder);
  const auto button = [&](const std::string& name) { return *d.place(name); };
  report("board", measure(d, screen, "fp.LIC-101.mode.man", "fp.LIC-101.mode.auto", [&](bool first) { return button(first ? "fp.LIC-101.mode.auto" : "fp.LIC-101.mode.man"); }));
  d.key("F2");
  if (!d.wait_for("field", 30) || !d.work("HV-107", "field.HV-107.100 %")) return 1;
  std::this_thread::sleep_for(std::chrono::seconds(3));
  // The line under the buttons says to what opening it is turned.
  report("field", measure(d, screen, "field.HV-107.0 %", "field.HV-107.100 %", [&](bool) {
           const std::array<int, 4> b = button("field.HV-107.0 %");
           return std::array<int, 4>{b[0], b[3] + 4, b[0] + 180, b[3] + 22};
         }));
  return 0;
}
