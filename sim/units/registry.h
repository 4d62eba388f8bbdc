#pragma once
#include "sim/model/block.h"

/// Unit operations, lines and instruments: what units.inc lists.
namespace retort {

void add_unit_blocks(BlockTypes& types);

}  // namespace retort
