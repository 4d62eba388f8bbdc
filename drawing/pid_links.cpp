#include "drawing/pid_links.h"

#include <algorithm>

namespace retort {
namespace {

void take(std::vector<std::string>& list, const std::string& tag) {
  if (!tag.empty() && std::find(list.begin(), list.end(), tag) == list.end()) list.push_back(tag);
}
const YamlNode* body(const CompiledPlant& plant, const std::string& tag) {
  const BlockSpec* spec = plant.spec.find(tag);
  return spec ? &spec->body : nullptr;
}

}  // namespace

std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? std::pair{name, std::string()}
                                  : std::pair{name.substr(0, dot), name.substr(dot + 1)};
}

std::string scalar(const YamlNode* map, std::string_view key) {
  const YamlNode* n = map ? map->find(key) : nullptr;
  return n && n->is_scalar() ? n->scalar : "";
}
std::string written(const CompiledPlant& plant, const std::string& tag, std::string_view key) {
  return scalar(body(plant, tag), key);
}

std::vector<std::string> read_by(const CompiledPlant& plant, const std::string& tag) {
  std::vector<std::string> list;
  for (const char* key : {"pv", "wild", "override"}) take(list, written(plant, tag, key));
  // Of a choice of machines, `low` is the condition for the second one.
  if (const std::string low = written(plant, tag, "low"); low.find(' ') != std::string::npos)
    take(list, split_name(low).first);
  return list;
}
std::vector<std::string> driven_by(const CompiledPlant& plant, const std::string& tag) {
  std::vector<std::string> list;
  for (const char* key : {"out", "low", "high"})
    if (const std::string to = written(plant, tag, key); to.find(' ') == std::string::npos) take(list, to);
  if (const YamlNode* y = body(plant, tag))
    if (const YamlNode* machines = y->find("machines"))
      for (const YamlNode& n : machines->items) take(list, n.scalar);
  return list;
}

std::vector<std::string> watched_by(const CompiledPlant& plant, const BlockLayout& b) {
  std::vector<std::string> tags;
  for (const ConditionDecl& c : b.declared->conditions)
    for (const RowId row : c.expression->rows()) take(tags, plant.catalogue[row].tag);
  return tags;
}
std::vector<std::string> acted_on(const CompiledPlant& plant, const std::string& tag) {
  std::vector<std::string> tags;
  const YamlNode* y = body(plant, tag);
  if (!y) return tags;
  if (const YamlNode* phases = y->find("phases"))  // a sequence: what its phases write
    for (const YamlNode& phase : phases->items)
      for (const char* key : {"do", "leave"})
        if (const YamlNode* acts = phase.find(key))
          for (const YamlNode& n : acts->items) take(tags, split_name(n.scalar).first);
  for (const char* key : {"does", "allows"})
    if (const YamlNode* acts = y->find(key))
      for (const YamlNode& n : acts->items) take(tags, n.scalar.substr(0, n.scalar.find(' ')));
  return tags;
}

std::vector<PidLink> links(const CompiledPlant& plant) {
  std::vector<PidLink> list;
  for (const BlockLayout& b : plant.blocks) {
    if (b.section == "control") {
      for (const std::string& from : read_by(plant, b.tag)) list.push_back({b.tag, from, b.tag, "signal"});
      for (const std::string& to : driven_by(plant, b.tag)) list.push_back({b.tag, b.tag, to, "signal"});
    } else if (b.section == "safety") {
      for (const std::string& from : watched_by(plant, b)) list.push_back({b.tag, from, b.tag, "safety"});
    }
  }
  return list;
}

}  // namespace retort
