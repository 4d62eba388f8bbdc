#include "platform/system.h"

#include <fenv.h>
#include <pthread.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

extern char** environ;

namespace retort {

bool show_with_desktop(const std::string& path) {
  pid_t child = 0;
  std::string program = "xdg-open", argument = path;
  char* arguments[] = {program.data(), argument.data(), nullptr};
  if (posix_spawnp(&child, "xdg-open", nullptr, nullptr, arguments, environ) != 0) return false;
  // What opens the file may stay for as long as it is looked at; what cannot open it ends soon.
  for (int tenth = 0; tenth < 50; ++tenth) {
    int status = 0;
    if (waitpid(child, &status, WNOHANG) == child) return WIFEXITED(status) && WEXITSTATUS(status) == 0;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  std::thread([child] { waitpid(child, nullptr, 0); }).detach();
  return true;
}

void trap_floating_point(bool on) {
  if (on) {
    feenableexcept(FE_DIVBYZERO | FE_INVALID | FE_OVERFLOW);
  } else {
    fedisableexcept(FE_ALL_EXCEPT);
  }
}

namespace {
volatile std::sig_atomic_t g_interrupted = 0;
extern "C" void take_interrupt(int signal) {
  g_interrupted = 1;
  std::signal(signal, SIG_DFL);
}
}  // namespace

void tell_of_full_disks() { std::signal(SIGXFSZ, SIG_IGN); }

void catch_interrupt() {
  std::signal(SIGINT, take_interrupt);
  std::signal(SIGTERM, take_interrupt);
}
bool interrupted() { return g_interrupted != 0; }

bool stderr_is_terminal() { return isatty(2) != 0; }

void name_thread(const char* name) { pthread_setname_np(pthread_self(), std::string(name).substr(0, 15).c_str()); }

double steady_seconds() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

namespace {
double seconds_of(clockid_t clock) {
  timespec t{};
  clock_gettime(clock, &t);
  return double(t.tv_sec) + double(t.tv_nsec) * 1e-9;
}
}  // namespace
double thread_processor_seconds() { return seconds_of(CLOCK_THREAD_CPUTIME_ID); }
double process_processor_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }

std::size_t resident_memory() {
  std::size_t pages = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

}  // namespace retort
