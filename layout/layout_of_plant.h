// From the compiled plant to the layout of the field. Takes:
//   places               m; z of a tank's bottom, of a pump's shaft, of a valve's or a tee's axis; degrees; second line of the sign
//   parameters           all, in SI: the shape of a unit takes what it knows
//   lines                dn, what stands in them, the places that they pass
//   instruments          what they look at, and their scale
//   cameras
// Valves in a line need no place: they are put on the routed pipe. A unit that a line ends at and that has no place gets
// one at the edge of the field.
#pragma once
#include <set>

#include "layout/plant_layout.h"
#include "sim/model/compiled_plant.h"

namespace retort::layout {

PlantLayout layout_of(const CompiledPlant& plant);

/// What stands in the field, where a hand can reach it: equipment, what stands in its lines, instruments.
std::set<std::string> stands_in(const PlantLayout& layout);

}  // namespace retort::layout
