#include "scenarios/session/material.h"

#include "scenarios/player/result_text.h"

#include <fmt/format.h>

#include <filesystem>

#include "layout/routes.h"
#include "scenarios/session/content_hash.h"
#include "scenarios/session/library.h"
#include "scenarios/session/shipped.h"
#include "sim/run/blocks.h"
#include "sim/run/state_file.h"
#include "sim/base/file.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

/// Names are taken from the folder above the one that the exercise lies in.
fs::path root_of(const std::string& path) { return fs::absolute(path).lexically_normal().parent_path().parent_path(); }

std::string name_from(const fs::path& root, const std::string& path) {
  return fs::absolute(path).lexically_normal().lexically_relative(root).generic_string();
}

void gather_texts(Material& m, const fs::path& root, const std::string& folder, const std::string& stem) {
  for (const std::string& language : languages()) {
    const std::string path = (fs::path(folder) / "text" / (stem + language + ".yaml")).string();
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) m.files[name_from(root, path)] = read_text_file(path);
  }
}

/// The exercise is played on the plant and from the state that it names itself: not on another of ours, from a better start.
void check_names(const Material& m, const std::string& shown) {
  const auto text = m.files.find(m.exercise);
  if (text == m.files.end()) throw FileError(m.exercise, {}, "is not among the files of this run");
  const YamlNode root = parse_yaml(text->second, shown);
  const auto named = [&](const YamlNode* n) {
    return n && n->is_scalar() ? (fs::path(m.exercise).parent_path() / n->scalar).lexically_normal().generic_string() : std::string();
  };
  const YamlNode *plant = root.find("plant"), *start = root.find("start");
  const YamlNode* from = start && start->is_map() ? start->find("from") : nullptr;
  if (named(plant) != m.plant) throw FileError(shown, plant ? plant->at : root.at, fmt::format("is to be played on another plant than '{}'", m.plant));
  if (named(from) != m.start) throw FileError(shown, from ? from->at : root.at, m.start.empty() ? "starts from a file that is none of this plant's start states: 'from:' names one beside it, as states/cold.yaml"
                                                                                          : fmt::format("does not start from '{}'", m.start));
}

std::string stem_of(const std::string& name) { return fs::path(name).stem().string(); }
std::string folder_of(const std::string& name) { return fs::path(name).parent_path().generic_string(); }

/// The folder that these files were shipped in, where a copy lies in one of another name: the plant or the exercise there says the same.
std::string shipped_folder_of(const Material& m, const std::string& folder) {
  for (const std::string* main : {&m.exercise, &m.plant}) {
    const auto file = m.files.find(*main);
    if (file == m.files.end() || folder_of(*main) != folder || !shipped_hash(*main).empty()) continue;
    const std::string content = content_hash(file->second, *main).hex(), name = fs::path(*main).filename().string();
    for (std::size_t i = 0; i < kShippedFileCount; ++i)
      if (kShippedFiles[i].hash == content && fs::path(kShippedFiles[i].name).filename() == name) return folder_of(kShippedFiles[i].name);
  }
  return folder;
}

/// A copy of a shipped folder is named as the folder itself: what it is called at home changes nothing.
Material under_shipped_names(const Material& m) {
  // Shipped exercises lie beside their plant, and so do their copies.
  const std::string folder = folder_of(m.plant), ours = shipped_folder_of(m, folder);
  if (ours == folder || (!m.exercise.empty() && folder_of(m.exercise) != folder)) return m;
  const std::string from = folder + "/", to = ours + "/";
  for (const auto& [name, text] : m.files)
    if (name.starts_with(to) || fs::path(name).lexically_normal().generic_string() != name) return m;
  const auto shipped = [&](const std::string& name) { return name.starts_with(from) ? to + name.substr(from.size()) : name; };
  Material r{{}, shipped(m.plant), shipped(m.exercise), shipped(m.start)};
  for (const auto& [name, text] : m.files) r.files.emplace(shipped(name), text);
  return r;
}

/// The routes that were shipped: a run that has none takes them.
bool as_shipped_routes(const Material& m, const std::string& name, const Hash& content) { return name == m.routes() && content.hex() == shipped_hash(name); }

}  // namespace

std::string Material::routes() const { return folder_of(plant) + "/routes.json"; }
std::string Material::shipped_routes() const { return under_shipped_names(*this).routes(); }

Hash Material::identity() const {
  const Material m = under_shipped_names(*this);
  Hasher h;
  for (const std::string* name : {&m.plant, &m.exercise, &m.start}) h.add(*name), h.add(std::string_view("\n"));
  for (const auto& [name, text] : m.files) {
    const Hash content = content_hash(text, name);
    if (as_shipped_routes(m, name, content)) continue;
    h.add(name);
    h.add(content.bytes.data(), content.bytes.size());
  }
  return h.finish();
}

Hash Material::content() const {
  const std::string main = folder_of(exercise.empty() ? plant : exercise);
  const auto beside = [&](const std::string& name) { return fs::path(name).lexically_relative(main).generic_string(); };
  std::map<std::string, std::string> all;
  const std::string ours = shipped_routes();
  for (const auto& [name, text] : files)
    if (const Hash content = content_hash(text, name); name != routes() || content.hex() != shipped_hash(ours)) all[beside(name)] = content.hex();
  std::string said = beside(plant) + "\n" + beside(exercise) + "\n" + (start.empty() ? "" : beside(start)) + "\n";
  for (const auto& [name, hash] : all) said += name + "=" + hash + "\n";
  return hash_text(said);
}

std::string Material::title() const {
  const Material m = under_shipped_names(*this);
  return m.exercise.empty() ? folder_of(m.plant) : folder_of(m.exercise) + "/" + stem_of(m.exercise);
}

bool Material::belongs(const std::string& name) const {
  if (name == plant || name == exercise || name == start || name == routes()) return true;
  for (const std::string& language : languages())
    for (const std::string& text : {folder_of(plant) + "/text/" + language + ".yaml",
                                    exercise.empty() ? "" : folder_of(exercise) + "/text/" + stem_of(exercise) + "." + language + ".yaml"})
      if (name == text) return true;
  return false;
}

Hash Material::kind() const {
  const Material m = under_shipped_names(*this);
  std::string all;
  for (const std::string& name : {m.exercise, m.plant})
    if (const auto f = m.files.find(name); f != m.files.end()) all += name + "=" + content_hash(f->second, name).hex() + "\n";
  return hash_text(all);
}

Provenance provenance(const Material& named) {
  const Material m = under_shipped_names(named);
  Provenance p;
  p.known = !shipped_hash(m.exercise.empty() ? m.plant : m.exercise).empty();
  for (const auto& [name, text] : m.files)
    if (content_hash(text, name).hex() != shipped_hash(name) || !m.belongs(name)) p.changed.push_back(name);
  for (std::size_t i = 0; p.known && i < kShippedFileCount; ++i)
    if (const std::string name = kShippedFiles[i].name; m.belongs(name) && !m.files.contains(name) && name != m.routes()) p.changed.push_back(name);
  return p;
}

Material gather(const std::string& path, const std::string& start) {
  Material m;
  const fs::path root = root_of(path);
  const bool scenario = is_scenario(path);
  const std::string plant = scenario ? scenario_plant(path) : path;
  m.plant = name_from(root, plant);
  m.files[m.plant] = read_text_file(plant);
  gather_texts(m, root, fs::path(plant).parent_path().string(), "");
  const std::string routes = (fs::path(plant).parent_path() / "routes.json").string();
  std::error_code ignored;
  if (fs::is_regular_file(routes, ignored)) m.files[m.routes()] = read_file(routes, layout::kMostRoutes);
  if (scenario) {
    if (!start.empty()) throw FileError(start, {}, "a scenario has its own start: --start is for plants");
    m.exercise = name_from(root, path);
    m.files[m.exercise] = read_text_file(path);
    const std::string folder = fs::path(path).parent_path().string();
    gather_texts(m, root, folder, stem_of(path) + ".");
    if (const std::string own = scenario_start_file(path); !own.empty()) {
      m.start = name_from(root, own);
      m.files[m.start] = read_text_file(own);
    }
  } else if (!start.empty()) {
    // One of the plant's own is named as it lies there, and so counts as shipped with it.
    const bool own = root_of(start) == fs::absolute(path).lexically_normal().parent_path();
    m.start = own ? name_from(root, start) : "start/" + fs::path(start).filename().generic_string();
    m.files[m.start] = read_text_file(start);
  }
  return m;
}

Prepared prepare(Material material, const std::string& folder, const std::string& start_file) {
  Prepared p;
  p.folder = folder;
  // Messages name a file as it lies on the disk, or as the recording calls it.
  const fs::path root = folder.empty() ? fs::path() : fs::path(folder) / "..";
  const auto shown = [&](const std::string& name) { return (root / name).lexically_normal().string(); };
  const auto text = [&](const std::string& name) -> const std::string& {
    const auto f = material.files.find(name);
    if (f == material.files.end()) throw FileError(name, {}, "is not among the files of this run");
    return f->second;
  };
  if (!material.exercise.empty()) check_names(material, shown(material.exercise));
  p.plant = compile(parse_plant(text(material.plant), shown(material.plant)), standard_blocks());
  if (!material.exercise.empty()) p.scenario = parse_scenario(text(material.exercise), shown(material.exercise), *p.plant);
  p.base = material.start.empty() ? p.plant->initial : read_state(*p.plant, text(material.start), start_file.empty() ? shown(material.start) : start_file);
  p.material = std::move(material);
  return p;
}

Prepared open_material(const std::string& argument, const std::string& start) {
  const std::string file = find_file(argument);
  return prepare(gather(file, start), fs::path(file).parent_path().empty() ? "." : fs::path(file).parent_path().string(), start);
}

Texts Prepared::texts(const std::string& language, std::uint64_t seed) const {
  Texts t(language);
  t.load_assets();
  const std::string plant_texts = folder_of(material.plant) + "/text/";
  const std::string stem = material.exercise.empty() ? "" : stem_of(material.exercise) + ".";
  for (const auto& [name, text] : material.files) {
    for (const std::string& l : languages()) {
      if (name == plant_texts + l + ".yaml") t.add(l, "", text, name);
      if (!stem.empty() && name == folder_of(material.exercise) + "/text/" + stem + l + ".yaml") t.add(l, stem, text, name);
    }
  }
  for (std::size_t i = 0; scenario && i < scenario->values.size(); ++i) {
    t.fill(stem, scenario->values[i].id, phrase_text({"condition.value", {scenario->told(static_cast<int>(i), seed)}}, t));
  }
  return t;
}

}  // namespace retort
