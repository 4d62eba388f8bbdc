#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "engine/hmi/plant_view.h"
#include "engine/hmi/symbols.h"

/// Where everything stands on the mimic. From `display:` of the plant file:
///
///   display:
///     size: [1100, 600]                            mimic units; about pixels at 100 %
///     at:                                          centres; things without one are not drawn, but for vessels and machines
///       T-100: {at: [120, 330], size: [130, 170]}   size for vessels
///       HV-103: {at: [560, 200], turn: 1}           quarter turns clockwise
///       P-101: [330, 400]
///     by:                                          what a line passes, in order: corners and inline elements
///       L-1003: [[600, 300], HV-103]
///     parts:                                       a block that is a whole plant in itself, drawn by parts of it
///       reactor: {of: TE, symbol: stirred_reactor, at: [540, 500], size: [110, 190], tag: Reactor, shows: [TE.xmeas8]}
///     streams:
///       "6": {from: feed, to: reactor.in, by: [valve, [430, 418]]}
///
/// What has no place is laid out from the graph: vessels and machines in columns by their distance from the source, inline
/// elements along their lines, controllers above what they drive. Lines run square: along x first, then y.
namespace retort::hmi {

struct MimicItem {
  int thing = -1;              // in PlantView::things; none: a part, with its words
  std::string part;
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
