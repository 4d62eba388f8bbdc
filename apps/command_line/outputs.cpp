#include "apps/command_line/outputs.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <iostream>

#include "sim/base/errors.h"
#include "scenarios/session/recording.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

/// Where a path leads, also when a link's target is not there yet.
fs::path target(fs::path p) {
  std::error_code ignored;
  for (int i = 0; i < 40 && fs::is_symlink(fs::symlink_status(p, ignored)); ++i) {
    const fs::path to = fs::read_symlink(p, ignored);
    p = to.is_absolute() ? to : p.parent_path() / to;
  }
  return fs::weakly_canonical(fs::absolute(p, ignored), ignored);
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored) || target(a) == target(b);
}

}  // namespace

void Outputs::reads(const std::string& input) {
  if (!input.empty()) inputs_.push_back(input);
}

void Outputs::reads_folder_of(const std::string& file) {
  reads(file);
  const fs::path folder = fs::path(file).parent_path();
  std::error_code ignored;
  for (const fs::path& in : {folder, folder / "text", folder / "answers"})
    for (const auto& entry : fs::directory_iterator(in.empty() ? fs::path(".") : in, ignored))
      if (const fs::path type = entry.path().extension(); type == ".yaml" || type == ".json" || type == ".md") reads(entry.path().string());
}

void Outputs::writes(const std::string& option, const std::string& path) {
  if (path.empty()) return;
  std::error_code ignored;
  const fs::file_status there = fs::status(path, ignored);
  if (fs::is_directory(there)) throw UsageError(option, {}, fmt::format("'{}' is a folder: give the name of a file in it", path));
  // A named pipe that nobody reads holds the program for ever; one that the shell made for `>(command)` is read.
  if (fs::is_fifo(there) && !path.starts_with("/dev/") && !path.starts_with("/proc/"))
    throw UsageError(option, {}, fmt::format("'{}' is a pipe: write to a file, or to >(COMMAND)", path));
  if (fs::exists(there) && !fs::is_regular_file(there)) return;
  if (const fs::path folder = target(path).parent_path(); !fs::is_directory(folder, ignored))
    throw UsageError(option, {}, fmt::format("'{}' cannot be written: there is no folder '{}'", path, folder.string()));
  for (const std::string& input : inputs_)
    if (same_file(input, path)) throw UsageError(option, {}, fmt::format("'{}' is read by this command: write to another file", path));
  for (const File& other : outputs_)
    if (same_file(other.path, path))
      throw UsageError(option, {}, fmt::format("'{}' is written by {}, too: give each its own file", path, other.option));
  if (is_recording(path))
    throw UsageError(option, {}, fmt::format("'{}' is a recording, and no recording is written over: give another name, or move it away first",
                                             path));
  outputs_.push_back({option, path});
}

void Outputs::records(const std::string& option, const std::string& path) {
  std::error_code ignored;
  if (!path.empty() && fs::is_regular_file(path, ignored) && !is_recording(path))
    throw UsageError(option, {}, fmt::format("'{}' is there already, and a recording is never written over a file: give another name", path));
  writes(option, path);
}

bool flush_stdout() {
  const bool streamed = static_cast<bool>(std::cout.flush());
  return std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && streamed;
}

}  // namespace retort
