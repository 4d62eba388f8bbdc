#pragma once
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/errors.h"
#include "sim/base/yaml_node.h"
#include "sim/model/wiring.h"

/// Where things stand outside: `at`, `turn`, `access` and `name` of a unit, and what no unit is, under `field:`. Read once and strictly, by the compiler.
///
///   field:
///     light: night                  day, dusk or night: of the picture only
///     racks:
///       - {from: [-20, 8], to: [28, 8], width: 3, levels: [4.2, 5.6]}    along x or along y; m; the tops of the beams that pipes lie on
///     items:
///       - {shape: safety_shower, at: [3, -6, 0], turn: 90}               a shape of assets/shapes that stands by itself
namespace retort {

struct CompiledPlant;

/// Where a unit stands in the field, as the plant file says it. `access: {stairs: 180}` or `{ladder: 90}`: how one comes onto its platform, and
/// on which side (a quarter turn, in the plant).
struct FieldPlace {
  std::optional<std::array<double, 3>> at;  // m, at most 2 km from the middle
  std::optional<double> turn;               // degrees, from +X to +Y
  std::string name;                         // second line of its sign
  bool stairs = false;                      // to its platform, where it is raised; else a ladder
  std::optional<double> access;             // degrees: the side of the platform that they lead to
  SourcePos access_pos;
};
FieldPlace read_field_place(const CompiledPlant& plant, BlockId block, Problems& problems);
/// A point [x, y, z] of the field, in m. Adds a problem and gives nothing when it is none, or out of range.
std::optional<std::array<double, 3>> read_field_point(const std::string& file, const std::string& what, const YamlNode& n, Problems& problems);

/// A steel frame that pipes lie on, in one or more levels.
struct FieldRack {
  std::array<double, 2> from{}, to{};  // m, the ends of its axis
  double width = 3;                    // m, between the outer faces of its columns
  std::vector<double> levels;          // m, rising: the tops of its beams
};
/// What stands in the field and is no unit.
struct FieldItem {
  std::string shape;
  std::array<double, 3> at{};  // m
  double turn = 0;             // degrees
  SourcePos pos;
};
struct FieldPlan {
  std::string light;                   // day, dusk or night, in which its pictures begin; empty: nothing is said
  std::vector<FieldRack> racks;
  std::vector<FieldItem> items;
};
FieldPlan read_field_plan(const CompiledPlant& plant, Problems& problems);

}  // namespace retort
