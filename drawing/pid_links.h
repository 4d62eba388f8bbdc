#pragma once
#include <string>
#include <vector>

#include "sim/model/compiled_plant.h"

/// Who is joined to whom by a signal, as the plant's wiring says it.
namespace retort {

/// A thing, or one of its variables.
struct PidPoint {
  std::string tag;
  RowId row = kNoRow;
};
PidPoint point_of(const CompiledPlant& plant, RowId row);

struct PidLink {
  std::string of;      // whose it is
  PidPoint from, to;
  const char* style;   // signal, safety
};

/// What a controller, a split range, a ratio or a choice of machines reads and drives, the most important first.
std::vector<PidPoint> read_by(const CompiledPlant& plant, BlockId block);
std::vector<PidPoint> driven_by(const CompiledPlant& plant, BlockId block);
/// Tags in the conditions of a safety function or a sequence, and tags on which it acts.
std::vector<std::string> watched_by(const CompiledPlant& plant, BlockId block);
std::vector<std::string> acted_on(const CompiledPlant& plant, BlockId block);
/// The variable that an instrument looks at; without a tag when it is none.
PidPoint measured_by(const CompiledPlant& plant, BlockId block);

/// All signals that are drawn as a line: to and from controllers, and to safety functions.
std::vector<PidLink> links(const CompiledPlant& plant);

}  // namespace retort
