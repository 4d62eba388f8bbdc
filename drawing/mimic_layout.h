#pragma once
#include <string>
#include <vector>

#include "drawing/symbols.h"
#include "sim/model/compiled_plant.h"

/// Where everything stands on the mimic: from `display:` of the plant file (sim/model/display.h).
///
/// What has no place is laid out from the wiring: vessels and machines in columns by their distance from the source, inline
/// elements along their lines, controllers above what they drive. Lines run square: along x first, then y.
namespace retort {

struct MimicItem {
  BlockId block = kNoBlock;    // none: a part of a block, with its words
  std::string part;
  const Symbol* symbol = nullptr;
  Point at, size;
  int turn = 0;
  bool mirrored = false;
};
struct MimicLine {
  BlockId block = kNoBlock;
  std::vector<Point> points;
};
/// A measuring or control signal, drawn dashed.
struct MimicSignal {
  std::vector<Point> points;
};

struct MimicLayout {
  Point size{1100, 600};
  std::vector<MimicItem> items;
  std::vector<MimicLine> lines;
  std::vector<MimicSignal> signals;
  const MimicItem* item(BlockId block) const;
};

MimicLayout lay_out_mimic(const CompiledPlant& plant, const SymbolLibrary& symbols);

}  // namespace retort
