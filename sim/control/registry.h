#pragma once
#include "sim/model/block.h"

namespace retort {

/// Controllers, alarms and safety functions that plant files may name.
void add_control_blocks(BlockTypes& types);

}  // namespace retort
