// Text files in three languages, separated by a line of dashes: loaded, looked up with arguments, and linted.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "language/text_lint.h"
#include "language/texts.h"
#include "sim/base/errors.h"

namespace {

/// A folder of its own for this process, gone with it.
struct Folder {
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "retort-fuzz-XXXXXX").string();
    if (!mkdtemp(pattern.data())) std::abort();
    path = pattern;
  }
  ~Folder() { std::filesystem::remove_all(path); }
  std::string path;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace retort;
  static const Folder folder;
  std::string rest(reinterpret_cast<const char*>(data), size);
  for (const std::string& language : languages()) {
    const auto cut = rest.find("\n---\n");
    std::ofstream(folder.path + "/" + language + ".yaml", std::ios::binary) << rest.substr(0, cut);
    rest = cut == std::string::npos ? "" : rest.substr(cut + 5);
  }
  try {
    for (const std::string& language : languages()) {
      Texts texts(language);
      texts.load(folder.path, "");
      for (const auto& [of, keys] : texts.by_language())
        for (const auto& [key, text] : keys) texts(key, {"P-101", "40 %"});
      texts.tag("P-101");
      texts.noun("P-101", "running");
    }
    lint_texts(folder.path);
  } catch (const FileError& e) {
    if (e.problems().empty()) std::abort();
  }
  return 0;
}
