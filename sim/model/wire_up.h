#pragma once
#include "sim/model/compiled_plant.h"

/// Fills CompiledPlant::wiring from what the blocks declared, once rows, signals and targets are resolved. Adds a problem for what cannot be: two
/// controllers on one output, a loop of two pressure bases.
namespace retort {

void wire_up(CompiledPlant& plant, Problems& problems);

}  // namespace retort
