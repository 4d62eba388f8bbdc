#include "shapes/shape_library.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "shapes/shape_file.h"
#include "sim/base/errors.h"
#include "sim/base/quantity.h"
#include "sim/base/yaml_node.h"

namespace retort::shape_files {
struct File {
  const char* name;
  const char* text;
};
extern const File kFiles[];
extern const int kFileCount;
}  // namespace retort::shape_files

namespace retort::shapes {
namespace {

std::vector<Paint> read_paints(const std::string& file, const std::string& text) {
  static const std::map<std::string, Material> materials = {
      {"paint", Material::paint},     {"metal", Material::metal},   {"concrete", Material::concrete}, {"ground", Material::ground},
      {"grating", Material::grating}, {"stripes", Material::stripes}, {"lamp", Material::lamp},       {"dial", Material::dial},
      {"liquid", Material::liquid},   {"pipe", Material::pipe},     {"shell", Material::shell},       {"rubber", Material::rubber},
      {"spray", Material::spray},     {"scale", Material::scale},
      {"cladding", Material::cladding}, {"clad_shell", Material::clad_shell},
      {"vapour", Material::vapour},   {"flame", Material::flame}};
  std::vector<Paint> paints;
  for (const auto& [name, body] : parse_yaml(text, file).entries) {
    Paint p;
    p.name = name.scalar;
    for (const auto& [key, value] : body.entries) {
      const auto number = [&](const YamlNode& n) {
        const auto x = n.is_scalar() ? read_number(n.scalar) : std::nullopt;
        if (!x || !(x->number >= 0 && x->number <= 1)) throw FileError(file, n.at, "expected a number from 0 to 1");
        return float(x->number);
      };
      if (key.scalar == "colour") {
        if (value.items.size() != 3) throw FileError(file, value.at, "expected a colour [red, green, blue], each from 0 to 1");
        p.colour = {number(value.items[0]), number(value.items[1]), number(value.items[2])};
      } else if (key.scalar == "roughness") {
        p.roughness = number(value);
      } else if (key.scalar == "material") {
        const auto it = materials.find(value.scalar);
        if (it == materials.end()) throw FileError(file, value.at, fmt::format("no material '{}'", value.scalar));
        p.material = it->second;
      } else {
        throw FileError(file, key.at, fmt::format("unknown word '{}' of a paint: colour, roughness or material", key.scalar));
      }
    }
    paints.push_back(p);
  }
  if (paints.empty()) throw FileError(file, {}, "holds no paint");
  return paints;
}

}  // namespace

ShapeLibrary::ShapeLibrary(const std::vector<std::pair<std::string, std::string>>& files) {
  for (const auto& [name, text] : files)
    if (name == "paints") paints_ = read_paints(name + ".yaml", text);
  for (const auto& [name, text] : files) {
    if (name == "paints") continue;
    const std::string file = name + ".yaml";
    for (const auto& [key, body] : parse_yaml(text, file).entries) {
      if (shapes_.contains(key.scalar)) throw FileError(file, key.at, fmt::format("the shape '{}' stands in {} too", key.scalar, shapes_[key.scalar]->file()));
      auto shape = std::make_unique<ShapeFile>(file, key, body, paints_);
      for (const std::string& type : shape->types()) by_type_[type] = key.scalar;
      shapes_[key.scalar] = std::move(shape);
    }
  }
  // Every piece that is used stands somewhere, and none uses itself.
  for (const auto& [name, shape] : shapes_) {
    std::set<std::string> seen;
    std::function<void(const ShapeFile&)> follow = [&](const ShapeFile& s) {
      for (const auto& [used, at] : s.uses()) {
        const auto it = shapes_.find(used);
        if (it == shapes_.end()) throw FileError(s.file(), at, fmt::format("{}: no shape '{}'.{}", s.name(), used, did_you_mean(used, names())));
        if (used == name) throw FileError(s.file(), at, fmt::format("{}: '{}' would be a piece of itself", s.name(), used));
        if (seen.insert(used).second) follow(*it->second);
      }
    };
    follow(*shape);
  }
}

ShapeLibrary::~ShapeLibrary() = default;

const ShapeLibrary& library() {
  static const ShapeLibrary shipped([] {
    std::vector<std::pair<std::string, std::string>> files;
    for (int i = 0; i < shape_files::kFileCount; ++i) files.emplace_back(shape_files::kFiles[i].name, shape_files::kFiles[i].text);
    return files;
  }());
  return shipped;
}

std::vector<std::string> ShapeLibrary::names() const {
  std::vector<std::string> list;
  for (const auto& [name, shape] : shapes_) list.push_back(name);
  return list;
}

std::vector<std::string> ShapeLibrary::items() const {
  std::vector<std::string> list;
  for (const auto& [name, shape] : shapes_)
    if (shape->item()) list.push_back(name);
  return list;
}

std::vector<std::string> ShapeLibrary::types() const {
  std::vector<std::string> list;
  for (const auto& [type, shape] : by_type_) list.push_back(type);
  return list;
}

Shape ShapeLibrary::build(const std::string& type, const Given& given, const Words& words) const { return piece(by_type_.at(type), given, words); }

Shape ShapeLibrary::piece(const std::string& name, const Given& given, const Words& words) const {
  const std::lock_guard lock(building_);
  Shape shape;
  shapes_.at(name)->build(given, words, [this](const std::string& other) -> const ShapeFile& { return *shapes_.at(other); }, glm::mat4(1), shape, true);
  return shape;
}

}  // namespace retort::shapes
