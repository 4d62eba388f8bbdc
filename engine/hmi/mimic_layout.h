#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "engine/hmi/plant_view.h"
#include "engine/hmi/symbols.h"

/// Where everything stands on the mimic. From `display:` of the plant file:
///
///   display:
///     size: [1100, 600]                          mimic units; about pixels at 100 %
///     T-100: {at: [120, 330], size: [130, 170]}   centre; size for vessels
///     P-101: [330, 400]                           short for {at: ...}
///     HV-103: {at: [560, 200], turn: 1}           quarter turns clockwise
///     L-1003: {by: [[600, 300], HV-103, ...]}     what a line passes, in order: corners and inline elements
///     LIC-101: [880, 90]                          instruments too; those without a place are not drawn
///
/// What has no place is laid out from the graph: vessels and machines in columns by their distance from the source, inline
/// elements along their lines, controllers above what they drive. Lines run square: along x first, then y.
namespace retort::hmi {

struct MimicItem {
  int thing = -1;              // in PlantView::things
  const Symbol* symbol = nullptr;
  ImVec2 at{0, 0}, size{0, 0};
  int turn = 0;
};
struct MimicLine {
  int thing = -1;
  std::vector<ImVec2> points;
};
/// A measuring or control signal, drawn dashed.
struct MimicSignal {
  std::vector<ImVec2> points;
};

struct MimicLayout {
  ImVec2 size{1100, 600};
  std::vector<MimicItem> items;
  std::vector<MimicLine> lines;
  std::vector<MimicSignal> signals;
  const MimicItem* item(int thing) const;
};

MimicLayout lay_out_mimic(const PlantView& plant, const SymbolLibrary& symbols);

}  // namespace retort::hmi
