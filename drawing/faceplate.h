#pragma once
#include <vector>

#include "sim/model/compiled_plant.h"

/// What the faceplate of a block offers in the control room, from what the block declares: the board draws exactly this, and `retort check`
/// proves with it that every act of a model answer has a widget.
namespace retort {

struct Faceplate {
  std::vector<RowId> shown;    // what reaches the control room, in the order of the catalogue; with what is set there
  std::vector<RowId> buttons;  // pressed: a press writes 1
  std::vector<RowId> entries;  // numbers and choices that are set
  std::vector<BlockId> instruments;  // that look at it
  bool opens() const { return !shown.empty() || !instruments.empty(); }
};

Faceplate faceplate_of(const CompiledPlant& plant, BlockId block);

/// What a hand can work on a block in the field, where it stands there.
std::vector<RowId> field_controls(const CompiledPlant& plant, BlockId block);

/// What who stands before a block reads and sees there, with what he works on it.
std::vector<RowId> field_seen(const CompiledPlant& plant, BlockId block);

/// Whether a faceplate of the plant offers to write a row.
bool on_a_faceplate(const CompiledPlant& plant, RowId row);

}  // namespace retort
