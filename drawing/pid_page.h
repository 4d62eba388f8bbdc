#pragma once
#include <string>
#include <vector>

#include "drawing/pid_drawing.h"
#include "drawing/pid_sheets.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// A drawing on a page of a series A format, landscape: frame, legend, table of safety functions and title block (after
/// ISO 5457 and ISO 7200) under it. Several drawings are pages of A3 one below the other, `sheet-1` and so on, each
/// with the safety functions that stand on it. Every figure, way and text is one element, with its tag as title.
std::string pid_page(const CompiledPlant& plant, const PidSheets& sheets, const std::vector<PidDrawing>& drawings);

}  // namespace retort
