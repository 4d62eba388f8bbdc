// A set to install: the program, its assets and its library, for an exam without the model answers.
#include <fmt/format.h>

#include <filesystem>

#include "apps/command_line/commands.h"
#include "language/texts.h"
#include "platform/paths.h"
#include "scenarios/session/library.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

void copy_tree(const fs::path& from, const fs::path& to, bool without_answers) {
  fs::create_directories(to);
  for (const fs::directory_entry& e : fs::directory_iterator(from)) {
    if (without_answers && e.is_directory() && e.path().filename() == "answers") continue;
    if (e.is_directory()) copy_tree(e.path(), to / e.path().filename(), without_answers);
    else if (e.is_regular_file()) fs::copy_file(e.path(), to / e.path().filename());
  }
}

}  // namespace

int package_command(const PackageOptions& o) {
  const fs::path folder = o.output;
  std::error_code ignored;
  if (fs::exists(folder, ignored)) throw FileError(o.output, {}, "is there already: give a folder that does not exist yet");
  try {
    fs::create_directories(folder / "bin");
    fs::copy_file(program_file(), folder / "bin/retort");
    copy_tree(assets_folder(), folder / "assets", false);
    for (const char* terms : {"LICENSE", "NOTICE"})   // what is handed on goes with its terms
      if (const fs::path file = fs::path(assets_folder()).lexically_normal().parent_path() / terms; fs::is_regular_file(file)) fs::copy_file(file, folder / terms);
    copy_tree(library_folder(), folder / "scenarios/library", o.exam);
  } catch (const fs::filesystem_error& e) {
    throw FileError(o.output, {}, fmt::format("could not be made: {}", e.code().message()));
  }
  fmt::print("{}: start {}/bin/retort{}\n", o.output, o.output, o.exam ? " (without model answers)" : "");
  return kFine;
}

}  // namespace retort
