#include "sim/model/networks.h"

#include <fmt/format.h>

#include "sim/model/variable.h"
#include "sim/props/mixture.h"

namespace retort {

Networks::Networks(CompiledPlant& plant, const BlockTypes& types, Problems& problems) : plant_(plant), types_(types), problems_(problems) {
  read_media();
  problems_.check();
  join();
}

void Networks::problem(const BlockSpec& b, const YamlNode& at, const std::string& message) {
  problems_.add(plant_.spec.file, at.at, fmt::format("{} ({}): {}", b.tag, b.type, message));
}

const Medium* Networks::find_medium(const std::string& name) {
  for (const auto& m : plant_.media)
    if (m->name == name) return m.get();
  if (const Liquid* liquid = find_liquid(name)) {
    plant_.media.push_back(std::make_unique<Medium>(Medium{name, liquid, nullptr, 0}));
    return plant_.media.back().get();
  }
  return nullptr;
}

std::string Networks::medium_names() const {
  std::string names = liquid_names();
  for (const auto& m : plant_.media)
    if (m->mixture) names += ", " + m->name;
  return names;
}

/// The entries of `media:` and the plant's own medium.
void Networks::read_media() {
  for (const auto& [key, body] : plant_.spec.media.entries) {
    const YamlNode* components = body.find("components");
    if (!components || components->items.empty()) {
      problems_.add(plant_.spec.file, body.at, fmt::format("media: {}: 'components: [NAME, ...]' is missing", key.scalar));
      continue;
    }
    for (const auto& [k, v] : body.entries)
      if (k.scalar != "components") problems_.add(plant_.spec.file, k.at, fmt::format("media: {}: unknown key '{}'", key.scalar, k.scalar));
    try {
      std::vector<std::string> names;
      for (const YamlNode& n : components->items) names.push_back(n.scalar);
      auto mixture = make_mixture(names);
      const int n = mixture->size();
      plant_.media.push_back(std::make_unique<Medium>(Medium{key.scalar, nullptr, std::move(mixture), n}));
    } catch (const MixtureError& e) {
      const YamlNode& blamed = e.which >= 0 ? components->items[static_cast<std::size_t>(e.which)] : *components;
      problems_.add(plant_.spec.file, blamed.at, fmt::format("media: {}: {}", key.scalar, e.what()));
    }
  }
  own_ = find_medium(plant_.spec.medium);
  if (!own_) throw FileError(plant_.spec.file, {}, fmt::format("medium '{}' is not known: use {}", plant_.spec.medium, medium_names()));
  plant_.medium = own_->liquid;
}

std::string Networks::network_name(const std::string& port) const {
  const std::string tag = split_variable(port).tag;
  const BlockSpec* b = plant_.spec.find(tag);
  const BlockType* type = b ? types_.find(b->section, b->type) : nullptr;
  return type && !type->sides.empty() ? port : tag;
}

std::string Networks::root_of(std::string name) const {
  std::vector<std::string*> passed;
  while (true) {
    const auto at = joined_.find(name);
    if (at == joined_.end() || at->second == name) break;
    passed.push_back(&at->second);
    name = at->second;
  }
  for (std::string* up : passed) *up = name;   // the way is short the next time
  return name;
}

void Networks::join() {
  for (const BlockSpec& b : plant_.spec.blocks) {
    // The sides of a unit are networks also where no line ends: what one of its ports carries, a line at another one does.
    if (const BlockType* type = types_.find(b.section, b.type); type && !type->sides.empty()) {
      for (const std::vector<std::string>& side : type->sides) {
        const std::string whole = &side == &type->sides.front() ? b.tag : b.tag + "." + side.front();
        for (const std::string& port : side) joined_[root_of(b.tag + "." + port)] = root_of(whole);
      }
    }
    if (b.section != "lines") continue;
    const auto take = [&](const YamlNode* n) {
      if (n && n->is_scalar()) joined_[root_of(network_name(n->scalar))] = root_of(b.tag);
    };
    take(b.body.find("from"));
    take(b.body.find("to"));
    if (const YamlNode* through = b.body.find("through"))
      for (const YamlNode& item : through->items) take(&item);
  }
  std::map<std::string, const BlockSpec*> said_by;
  for (const BlockSpec& b : plant_.spec.blocks) {
    const YamlNode* n = b.body.find("medium");
    if (!n) continue;
    const Medium* m = find_medium(n->scalar);
    if (!m) {
      problem(b, *n, fmt::format("medium '{}' is not known: use {}", n->scalar, medium_names()));
      continue;
    }
    const std::string root = root_of(network_name(b.tag));
    const auto [at, is_new] = carries_.emplace(root, m);
    if (is_new) {
      said_by[root] = &b;
    } else if (at->second != m) {
      problem(b, *n, fmt::format("medium: lines join it to {}, where '{}' flows and not '{}'", said_by[root]->tag, at->second->name, m->name));
    }
  }
}

void Networks::add(const std::string& tag, const std::string& beside) { joined_[tag] = root_of(network_name(beside)); }

const Medium* Networks::medium_at(const std::string& name) const {
  const auto at = carries_.find(root_of(name));
  return at != carries_.end() ? at->second : own_;
}

Declare::Media Networks::media_of(const BlockSpec& b) const {
  Declare::Media media{{"", medium_at(b.tag)}};
  const BlockType* type = types_.find(b.section, b.type);
  if (type)
    for (const std::vector<std::string>& side : type->sides)
      for (const std::string& port : side) media[port] = medium_at(b.tag + "." + port);
  return media;
}

}  // namespace retort
