// From the plant file to the layout of the field. Reads of each entry of `units`, `lines` and `instruments`:
//   at: [x, y, z]     m; z of a tank's bottom, of a pump's shaft, of a valve's or a tee's axis
//   turn: 90          degrees, +X towards +Y
//   name: Day tank    second line of the sign
//   diameter, height, area, *_height, dn, range, through, via: as the units themselves read them
// Valves named by a line's `through` need no place: they are put on the routed pipe. A unit that a line ends at and
// that has no `at` gets a place at the edge of the field.
#pragma once
#include "layout/plant_layout.h"
#include "sim/model/plant_spec.h"

namespace retort::layout {

/// Never throws for what the compiler of the plant accepts.
PlantLayout layout_from_spec(const PlantSpec& spec);

}  // namespace retort::layout
