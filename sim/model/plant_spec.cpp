#include "sim/model/plant_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "sim/base/quantity.h"

namespace retort {
namespace {

const std::vector<std::string> kSections = {"units", "lines", "instruments", "control", "alarms", "safety"};
const std::vector<std::string> kKeys = {"format", "plant",  "scan",   "medium",  "media", "units",   "lines",       "instruments",
                                        "control", "alarms", "safety", "procedures", "cameras", "display", "field", "surroundings"};

bool valid_tag(std::string_view tag) {
  if (tag.empty() || tag.size() > 32) return false;
  for (char c : tag)
    if (!(std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_')) return false;
  return true;
}

std::string default_type(const std::string& section) {
  if (section == "lines") return "line";
  if (section == "alarms") return "alarm";
  if (section == "safety") return "interlock";
  return "";
}

/// `like: TAG` takes over every key that is not written here, except the place. A `start:` of its own, also an empty one, stands alone.
void inherit(PlantSpec& spec, BlockSpec& block, Problems& problems, int depth) {
  const YamlNode* like = block.body.find("like");
  if (!like) return;
  const BlockSpec* model = spec.find(like->scalar);
  if (!model || model->section != block.section || depth > 8) {
    std::vector<std::string> tags;
    for (const BlockSpec& b : spec.blocks)
      if (b.section == block.section && b.tag != block.tag) tags.push_back(b.tag);
    problems.add(spec.file, like->at,
                 depth > 8 ? fmt::format("{}: 'like' goes round in a circle", block.tag)
                           : fmt::format("{}: like: there is no '{}' in {}.{}", block.tag, like->scalar, block.section,
                                         did_you_mean(like->scalar, tags)));
    return;
  }
  BlockSpec resolved = *model;
  inherit(spec, resolved, problems, depth + 1);
  for (const auto& [key, value] : resolved.body.entries) {
    if (key.scalar == "at" || key.scalar == "access" || key.scalar == "like" || block.body.find(key.scalar)) continue;
    block.body.entries.push_back({key, value});
  }
  if (block.type.empty()) block.type = resolved.type;
}

}  // namespace

const BlockSpec* PlantSpec::find(std::string_view tag) const {
  const auto at = places.find(std::string(tag));
  return at == places.end() ? nullptr : &blocks[at->second];
}

PlantSpec parse_plant(const std::string& text, const std::string& file) {
  const YamlNode root = parse_yaml(text, file);
  if (!root.is_map()) throw FileError(file, root.at, "a plant file is a map that starts with 'format: 1'");
  const YamlNode* format = root.find("format");
  if (!format) throw FileError(file, root.at, "'format: 1' is missing on top: is this a plant file?");
  if (format->scalar != "1")
    throw FileError(file, format->at, fmt::format("format {} is not known: this program reads format 1", format->scalar));

  Problems problems;
  PlantSpec spec;
  spec.file = file;
  spec.folder = std::filesystem::path(file).parent_path().string();
  if (spec.folder.empty()) spec.folder = ".";
  spec.text = text;
  for (const auto& [key, value] : root.entries) {
    const std::string& k = key.scalar;
    if (k == "plant") {
      spec.name = value.scalar;
    } else if (k == "scan") {
      const Parsed p = parse_value(value.scalar, Quantity::time);
      if (!p.error.empty()) {
        problems.add(file, value.at, "scan: " + p.error);
      } else if (p.si < 0.01 || p.si > 3600) {
        problems.add(file, value.at, fmt::format("scan = {} is outside 10 ms to 1 h", value.scalar));
      } else {
        spec.scan_period = p.si;
      }
    } else if (k == "medium") {
      spec.medium = value.scalar;
    } else if (k == "media") {
      spec.media = value;
    } else if (k == "cameras") {
      spec.cameras = value;
    } else if (k == "display") {
      spec.display = value;
    } else if (k == "procedures") {
      spec.procedures = value;
    } else if (k == "field") {
      spec.field = value;
    } else if (k == "surroundings") {
      spec.surroundings = value;
      const YamlNode* t = value.find("temperature");
      if (!value.is_map() || value.entries.size() > 1 || !t) problems.add(file, value.at, "surroundings: written {temperature: 15 degC}");
      else if (const Parsed p = parse_value(t->scalar, Quantity::temperature); !p.error.empty()) problems.add(file, t->at, "surroundings: temperature: " + p.error);
      else if (p.si < 223.15 || p.si > 333.15) problems.add(file, t->at, fmt::format("surroundings: temperature {} is outside -50 to 60 degC", t->scalar));
    } else if (std::find(kSections.begin(), kSections.end(), k) != kSections.end()) {
      if (value.is_null()) continue;
      if (!value.is_map()) {
        problems.add(file, value.at, fmt::format("{} is a map of tags", k));
        continue;
      }
      for (const auto& [tag, body] : value.entries) {
        if (!valid_tag(tag.scalar)) {
          problems.add(file, tag.at, fmt::format("'{}' is not a tag: use letters, digits and '-', as in P-101", tag.scalar));
          continue;
        }
        if (!body.is_map()) {
          problems.add(file, body.at, fmt::format("{}: expected a map of parameters", tag.scalar));
          continue;
        }
        const auto [first, is_new] = spec.places.emplace(tag.scalar, spec.blocks.size());
        if (!is_new) {
          problems.add(file, tag.at, fmt::format("the tag {} is already used at line {}", tag.scalar, spec.blocks[first->second].at.line));
          continue;
        }
        BlockSpec b{tag.scalar, k, default_type(k), tag.at, body};
        if (const YamlNode* type = body.find("type")) b.type = type->scalar;
        spec.blocks.push_back(std::move(b));
      }
    } else if (k != "format") {
      problems.add(file, key.at, fmt::format("unknown key '{}'.{}", k, did_you_mean(k, kKeys)));
    }
  }
  for (BlockSpec& b : spec.blocks) inherit(spec, b, problems, 0);
  for (const BlockSpec& b : spec.blocks)
    if (b.type.empty()) problems.add(file, b.at, fmt::format("{}: 'type' is missing", b.tag));
  if (spec.name.empty()) problems.add(file, root.at, "'plant: NAME' is missing");
  problems.check();
  return spec;
}

PlantSpec load_plant(const std::string& path) { return parse_plant(read_text_file(path), path); }

}  // namespace retort
