#include "platform/paths.h"

#include <cstdlib>
#include <filesystem>

namespace fs = std::filesystem;

namespace retort {
namespace {

std::string user_folder(const char* variable, const char* below_home) {
  const char* set = std::getenv(variable);
  const char* home = std::getenv("HOME");
  if (!(set && *set) && !(home && *home)) return {};
  const fs::path folder = (set && *set ? fs::path(set) : fs::path(home) / below_home) / "retort";
  std::error_code error;
  fs::create_directories(folder, error);
  return error ? std::string() : folder.string();
}

}  // namespace

std::string program_file() {
  std::error_code ignored;
  return fs::read_symlink("/proc/self/exe", ignored).string();
}

std::string shipped_folder(const char* variable, const std::string& relative, const std::string& marker) {
  if (const char* set = std::getenv(variable)) return set;
  std::error_code ignored;
  const fs::path program = fs::path(program_file()).parent_path();
  for (const fs::path& base : {program / "../..", program / "../share/retort", program / "..", program / "../../..", fs::path(".")}) {
    const fs::path folder = base / relative;
    if (fs::is_directory(folder / marker, ignored)) return fs::weakly_canonical(folder, ignored).string();
  }
  return relative;
}

std::string data_folder() { return user_folder("XDG_DATA_HOME", ".local/share"); }
std::string cache_folder() { return user_folder("XDG_CACHE_HOME", ".cache"); }

}  // namespace retort
