#pragma once
#include <string>

#include "sim/model/compiled_plant.h"

namespace retort {

/// The piping and instrumentation diagram of a plant as one SVG file, with the symbols of ISA-5.1 (assets/symbols). Positions come from
/// `display: drawing:` of the plant file, or its `display:`; what has none stands in a row at the foot, so that nothing is missing. Pipes run square between nozzles and
/// through their inline elements and carry their line tag and size; instrument bubbles carry their letters and number, alarms as
/// H, L, HH, LL beside them; impulse lines are thin, signals dashed, safety functions dash-dotted, with what they act on written under them; control
/// valves say how they fail.
/// Throws FileError when the symbols cannot be read.
std::string pid_svg(const CompiledPlant& plant);

}  // namespace retort
