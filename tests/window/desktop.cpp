#include "tests/window/desktop.h"

#include <cstdio>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <thread>

namespace retort::tests {
namespace {

void sleep_for(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

pid_t start(const std::string& command, int keep = -1) {
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    if (keep >= 0) fcntl(keep, F_SETFD, 0);
    execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
    _exit(127);
  }
  return child;
}

int stop(pid_t& child, int signal) {
  if (child <= 0) return -1;
  int status = 0;
  for (int i = 0; i < 600; ++i) {
    if (i == 0) kill(child, signal);
    if (i == 500) kill(child, SIGKILL);
    if (waitpid(child, &status, WNOHANG) == child) break;
    sleep_for(0.05);
  }
  child = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

Desktop::Desktop(const std::string& program, const std::string& arguments, const Options& o) {
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  server_ = start("Xvfb -displayfd " + std::to_string(ends[1]) + " -screen 0 " + o.screen + "x24 -nolisten tcp " + (o.framebuffer.empty() ? "" : "-fbdir " + o.framebuffer) + " 2>/dev/null", ends[1]);
  ::close(ends[1]);
  char number[16] = {};
  const ssize_t got = read(ends[0], number, sizeof number - 1);
  ::close(ends[0]);
  if (got <= 0) throw std::runtime_error("Xvfb did not start");
  display_ = ":" + std::to_string(std::atoi(number));
  map_file_ = (std::filesystem::temp_directory_path() / ("retort-map-" + std::to_string(getpid()) + ".json")).string();
  std::filesystem::remove(map_file_);
  program_ = start("env DISPLAY=" + display_ + " XDG_DATA_HOME='" + data_folder() + "' " + o.environment + " '" + program + "' play --ui-map " + map_file_ + " " + arguments);
}

Desktop::~Desktop() {
  stop(program_, SIGTERM);
  stop(server_, SIGTERM);
  std::filesystem::remove(map_file_);
}

int Desktop::x(const std::string& command) { return std::system(("DISPLAY=" + display_ + " " + command).c_str()); }

bool Desktop::running() { return program_ > 0 && kill(program_, 0) == 0 && waitpid(program_, nullptr, WNOHANG) == 0; }

std::map<std::string, std::array<int, 5>> Desktop::map() {
  std::ifstream in(map_file_);
  const nlohmann::json j = nlohmann::json::parse(in, nullptr, false);
  std::map<std::string, std::array<int, 5>> out;
  if (j.is_object())
    for (const auto& [id, place] : j.items()) out[id] = place.get<std::array<int, 5>>();
  return out;
}

std::vector<std::string> Desktop::names(const std::string& begin) {
  std::vector<std::string> out;
  for (const auto& [id, place] : map())
    if (id.starts_with(begin)) out.push_back(id);
  return out;
}

bool Desktop::on_screen(const std::string& widget) {
  const auto all = map();
  const auto it = all.find(widget);
  return it != all.end() && it->second[4] != 0;
}

bool Desktop::wait_for(const std::string& widget, double seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (std::chrono::steady_clock::now() < until) {
    if (on_screen(widget)) return true;
    if (!running()) return false;
    sleep_for(0.15);
  }
  return false;
}

bool Desktop::click(const std::string& widget) {
  if (!wait_for(widget, 10)) return false;
  sleep_for(0.3);  // a screen that has just come settles before its places are read again
  const auto all = map();
  const auto it = all.find(widget);
  if (it == all.end()) return false;
  const auto& p = it->second;
  const std::string at = std::to_string((p[0] + p[2]) / 2) + " " + std::to_string((p[1] + p[3]) / 2);
  return x("xdotool mousemove " + at + " sleep 0.15 mousedown 1 sleep 0.15 mouseup 1") == 0;
}

void Desktop::key(const std::string& name) { x("xdotool keydown " + name + " sleep 0.12 keyup " + name); }
void Desktop::resize(int width, int height) { x("xdotool search --name Retort windowsize " + std::to_string(width) + " " + std::to_string(height)); }
bool Desktop::has_window(const std::string& title) { return x("xdotool search --onlyvisible --name '^" + title + "$' > /dev/null") == 0; }
void Desktop::destroy_window(const std::string& title) { x("xdotool search --onlyvisible --name '^" + title + "$' windowclose"); }
void Desktop::lose_display() { stop(server_, SIGKILL); }
void Desktop::type(const std::string& text, int delay_ms) { x("xdotool type --delay " + std::to_string(delay_ms) + " '" + text + "'"); }

void Desktop::hold(const std::string& name, double seconds) { x("xdotool keydown " + name + " sleep " + std::to_string(seconds) + " keyup " + name); }

std::optional<std::array<int, 4>> Desktop::place(const std::string& widget) {
  const auto all = map();
  const auto it = all.find(widget);
  if (it == all.end()) return std::nullopt;
  return std::array<int, 4>{it->second[0], it->second[1], it->second[2], it->second[3]};
}
void Desktop::point(int px, int py) { x("xdotool mousemove " + std::to_string(px) + " " + std::to_string(py)); }
void Desktop::tap() { x("xdotool click 1"); }

std::optional<std::pair<int, int>> Desktop::middle(const std::string& widget) {
  const auto all = map();
  const auto it = all.find(widget);
  if (it == all.end()) return std::nullopt;
  return std::pair{(it->second[0] + it->second[2]) / 2, (it->second[1] + it->second[3]) / 2};
}

void Desktop::press(int px, int py) { x("xdotool mousemove " + std::to_string(px) + " " + std::to_string(py) + " sleep 0.2 mousedown 1 sleep 0.15 mouseup 1"); }

void Desktop::look(int dx, int dy) {
  const auto field = place("field");
  x("xdotool mousemove " + std::to_string(field ? ((*field)[0] + (*field)[2]) / 2 : 640) + " 360 sleep 0.1 mousedown 3 sleep 0.15 mousemove_relative -- " + std::to_string(dx / 2) + " " + std::to_string(dy / 2) + " sleep 0.15 mousemove_relative -- " +
    std::to_string(dx - dx / 2) + " " + std::to_string(dy - dy / 2) + " sleep 0.15 mouseup 3");
}

bool Desktop::walk_to(const std::string& tag) {
  constexpr double kTurn = 1.6, kPixel = 0.0016;   // rad/s of the turning keys (FieldPane::walk); rad of a pixel near the middle of a picture of 1280
  key("g");
  if (!wait_for("field.find.text", 5)) return false;
  type(tag);
  if (!wait_for("field.find." + tag, 5)) return false;
  click("field.find." + tag);
  if (!wait_for("field.target." + tag, 20)) return false;
  const auto turn = [&](double to_the_right) { hold(to_the_right > 0 ? "r" : "q", std::clamp(std::abs(to_the_right) / kTurn, 0.05, 0.7)); };
  // What was done is seen some pictures later, on a slow driver half a second.
  const auto settle = [&] {
    sleep_for(0.2);
    for (auto before = map(), now = before; ; before = now) {
      sleep_for(0.2);
      now = map();
      if (now == before) return;
    }
  };
  // Along the line on the floor, up and down its ladders, until one looks at the thing.
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(4);
  x("xdotool keydown f");
  while (std::chrono::steady_clock::now() < until && running() && !on_screen("field.arrived")) sleep_for(0.2);
  sleep_for(1);
  x("xdotool keyup f");
  for (int step = 0; step < 30; ++step) {
    settle();
    const auto at = middle("field.aim"), field = middle("field");
    const int straight_on = field ? field->first : 640;
    if (on_screen("field.aim.left")) turn(-0.5);
    else if (on_screen("field.aim.right")) turn(0.5);
    else if (on_screen("field.aim.below")) look(0, 60);
    else if (on_screen("field.aim.above")) look(0, -60);
    else if (at && std::abs(at->first - straight_on) > 250) turn((at->first - straight_on) * kPixel);
    else if (at && at->second > 560 && step < 12) look(0, 60);   // what lies at the foot of the picture may be covered
    else if (at) return true;
  }
  return false;
}

bool Desktop::work(const std::string& tag, const std::string& widget) {
  for (int attempt = 0; attempt < 2; ++attempt) {
    if (!walk_to(tag)) continue;
    const auto at = middle("field.aim");
    if (!at) continue;
    // The ring marks the middle of the thing, and a wheel has holes: round it until the program says that this is what one points at.
    const auto seen = [&](int dx, int dy) {
      point(at->first + dx, at->second + dy);
      return wait_for("field.seen." + tag, 0.8);
    };
    for (const int far : {0, 8, 20, 36, 56})
      for (const auto& [dx, dy] : {std::pair{0, -1}, {1, 0}, {-1, 0}, {0, 1}, {1, -1}, {-1, -1}}) {
        if (!seen(far * dx, far * dy)) {
          if (far == 0) break;
          continue;
        }
        press(at->first + far * dx, at->second + far * dy);
        if (wait_for(widget, 1.5)) return click(widget);
        if (far == 0) break;
      }
  }
  return false;
}

std::string Desktop::data_folder() {
  const auto folder = std::filesystem::temp_directory_path() / "retort-window" / "data";
  std::filesystem::create_directories(folder);
  return folder.string();
}

int Desktop::leave() { return click("debrief.menu") && click("menu.quit") ? exit_status() : -1; }

nlohmann::json Desktop::end_and_verify(const std::string& recording) {
  if (!on_screen("screen.debrief")) {
    key("Escape");
    if (!click("pause.end")) return nullptr;
    if (!wait_for("screen.debrief", 3) && on_screen("pause.end")) click("pause.end");   // an exam asks once more
  }
  return wait_for("screen.debrief", 30) && leave() == 0 ? verified(recording) : nlohmann::json();
}

int Desktop::exit_status() { return stop(program_, 0); }

std::string output_of(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen(command.c_str(), "r");
  char part[4096];
  while (pipe && std::fgets(part, sizeof part, pipe)) out += part;
  if (pipe) pclose(pipe);
  return out;
}

nlohmann::json verified(const std::string& recording) {
  return nlohmann::json::parse(output_of("'" RETORT_PROGRAM "' verify --json " + recording), nullptr, false);
}

std::string scratch(const std::string& name) {
  const auto folder = std::filesystem::temp_directory_path() / "retort-window";
  std::filesystem::create_directories(folder);
  return (folder / name).string();
}

std::string fresh(const std::string& name) {
  std::filesystem::remove(scratch(name));
  return scratch(name);
}

}  // namespace retort::tests
