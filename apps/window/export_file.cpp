#include "apps/window/export_file.h"

#include <fmt/format.h>

#include <exception>
#include <filesystem>

#include "apps/command_line/outputs.h"
#include "platform/paths.h"
#include "sim/base/file.h"

namespace fs = std::filesystem;

namespace retort {

std::string export_file(const std::string& name, const std::string& text) {
  try {
    const std::string data = data_folder();
    if (data.empty()) return "";
    const fs::path folder = fs::path(data) / "exports";
    fs::create_directories(folder);
    const fs::path wanted = name;
    fs::path path;
    for (int k = 1; path.empty() || fs::exists(fs::symlink_status(path)); ++k)
      path = folder / fmt::format("{}-{:03}{}", wanted.stem().string(), k, wanted.extension().string());
    Outputs outputs;
    outputs.writes("export", path.string());
    write_file(path.string(), text);
    return path.string();
  } catch (const std::exception&) {
    return "";  // a full disk, a folder that may not be written: the board says so
  }
}

}  // namespace retort
