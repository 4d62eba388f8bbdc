#pragma once
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/base/yaml_node.h"

/// A plant file, parsed but not yet compiled. Every value knows its line.
///
///   format: 1
///   plant: feed_tank              name; texts stand beside the file in text/<language>.yaml
///   scan: 200 ms
///   medium: water                 what flows where nothing else is said: a liquid, or one of `media`
///   media:       {NAME: {components: [methanol, water]}}
///   units:       {TAG: {type: ..., like: TAG, <parameters>, start: {...}, at: [x, y, z], ...}}
///   lines:       {TAG: {from: TAG.port, to: TAG.port, through: [TAG...], dn: 80, length: 6 m, ...}}
///   instruments: {TAG: {type: ..., of: TAG.noun, range: [lo, hi], ...}}
///   control:     {TAG: {type: ..., ...}}
///   alarms:      {TAG: {of: TAG, below: ..., ...}}
///   safety:      {TAG: {when: ..., does: [...], ...}}
///   procedures:  {NAME: [{id, tags: [TAG...], expect: CONDITION}]}   what the operators go by (sim/model/procedures.h)
///   cameras:     {NAME: {from: [x, y, z], to: [x, y, z]}}
///   field:       {light: day, racks: [...], items: [...]}: what stands outside and is no unit (sim/model/field.h)
///   display:     where symbols stand on the mimic, and under `drawing:` on the P&ID; free form
namespace retort {

/// One entry of units, lines, instruments, control, alarms or safety.
struct BlockSpec {
  std::string tag;
  std::string section;  // "units", "lines", ...
  std::string type;     // "tank", "line", "pid", "alarm", "interlock", ...
  SourcePos at;
  YamlNode body;        // the map, with what `like:` adds
};

struct PlantSpec {
  std::string file;        // as given
  std::string folder;      // where texts and states stand
  std::string name;
  std::string text;        // the file itself: its hash names the plant
  double scan_period = 0.2;
  std::string medium = "water";
  std::vector<BlockSpec> blocks;
  std::unordered_map<std::string, std::size_t> places;  // of the tags in `blocks`
  YamlNode media, cameras, display, field, procedures, surroundings;

  const BlockSpec* find(std::string_view tag) const;
};

/// Throws FileError.
PlantSpec parse_plant(const std::string& text, const std::string& file);
PlantSpec load_plant(const std::string& path);

}  // namespace retort
