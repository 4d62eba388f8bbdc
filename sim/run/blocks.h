#pragma once
#include "sim/model/block.h"

namespace retort {

/// Every kind of block this program has: unit operations, lines, instruments, control, alarms, safety.
const BlockTypes& standard_blocks();

}  // namespace retort
