#include "scenarios/session/library.h"

#include <fmt/format.h>

#include <filesystem>

#include "platform/paths.h"
#include "sim/base/quantity.h"
#include "sim/run/blocks.h"

namespace fs = std::filesystem;

namespace retort {

std::string library_folder() { return shipped_folder("RETORT_LIBRARY", "scenarios/library"); }

std::string find_file(const std::string& argument) {
  std::error_code ignored;
  const fs::path library = library_folder();
  for (const fs::path& base : {fs::path(), library}) {
    const fs::path p = base / argument;
    if (fs::is_regular_file(p, ignored)) return p.string();
    if (fs::is_regular_file(p / "plant.yaml", ignored)) return (p / "plant.yaml").string();
    const fs::path yaml = p.string() + ".yaml";
    if (fs::is_regular_file(yaml, ignored)) return yaml.string();
  }
  if (fs::is_directory(argument, ignored)) throw FileError(argument, {}, "is a folder that holds no plant.yaml");
  if (fs::exists(argument, ignored)) return argument;  // a device or a pipe: who reads it says why not
  std::vector<std::string> names;
  for (fs::recursive_directory_iterator it(library, ignored), end; it != end; it.increment(ignored)) {
    if (it->path().filename() == "plant.yaml") {
      names.push_back(fs::relative(it->path().parent_path(), library).string());
    } else if (it->path().extension() == ".yaml" && fs::exists(it->path().parent_path() / "plant.yaml", ignored)) {
      names.push_back(fs::relative(it->path(), library).replace_extension().string());
    }
  }
  throw FileError(argument, {}, fmt::format("there is no such file, and no such plant or exercise in the library.{}",
                                            did_you_mean(argument, names)));
}

bool is_scenario(const std::string& path) {
  const YamlNode root = load_yaml(path);
  if (root.find("units")) return false;
  if (root.find("steps") || root.find("grade") || root.find("teaches")) return true;
  throw FileError(path, root.at, "is neither a plant (it has no 'units') nor a scenario (it has no 'steps')");
}

std::shared_ptr<const CompiledPlant> load_compiled(const std::string& path) {
  return compile(load_plant(path), standard_blocks());
}

double parse_duration(const std::string& text, const std::string& what) {
  const Parsed p = parse_value(text, Quantity::time);
  if (!p.error.empty()) throw UsageError(what, {}, p.error);
  if (!(p.si >= 0) || p.si > 1e8) throw UsageError(what, {}, fmt::format("'{}' is outside 0 s to 1157 days", text));
  return p.si;
}

}  // namespace retort
