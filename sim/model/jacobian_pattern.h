#pragma once
#include "sim/model/compiled_plant.h"

namespace retort {

/// Which state's rate depends on which, from what branches and blocks write and see; the pattern of the sparse Jacobian by columns;
/// and for each piece of it the directions in which dual numbers give it: columns that share no row share a direction.
/// Source: Curtis, Powell, Reid, J. Inst. Math. Appl. 13 (1974) 117 (grouping of columns).
void find_jacobian_pattern(CompiledPlant& plant);

}  // namespace retort
