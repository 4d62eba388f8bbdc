#pragma once
#include <string>

#include "drawing/pid_drawing.h"
#include "drawing/pid_sheets.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// A sheet of the piping and instrumentation diagram, before it is put on paper or on a screen: spread as far as it takes for nothing to
/// cover anything, or else the best that there is. Symbols and plant must outlive it.
PidDrawing pid_sheet(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet);

/// The piping and instrumentation diagram of a plant as one SVG file, with the symbols of ISA-5.1 (assets/symbols).
/// Positions come from `display: drawing:` of the plant file, or its `display:` (drawing/pid_plan.h); what has none stands
/// where there is room: units in a row at the foot, instruments beside what they measure. Where things would cover each
/// other the whole is spread. Pipes run square between nozzles and through their inline elements and carry their tag
/// and size; instrument bubbles carry their letters and number, alarms as H, L, HH, LL beside them; connections to the
/// process are thin, signals dashed, safety functions dash-dotted, with what they act on written under them and as a
/// table at the foot; control valves say how they fail. A large plant is drawn on several sheets (drawing/pid_sheets.h),
/// which stand one below the other in the file, each for an A3 page; lines and signals between them end in connectors
/// with the number of the other sheet. Throws FileError when the symbols cannot be read, or when the sheets are not
/// written right.
std::string pid_svg(const CompiledPlant& plant);

}  // namespace retort
