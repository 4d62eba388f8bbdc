#pragma once
#include <string>

#include "apps/pid_drawing.h"
#include "sim/model/compiled_plant.h"

namespace retort {

/// A drawing on a page of a series A format, landscape: frame, legend, table of safety functions and title block (after ISO
/// 5457 and ISO 7200) under it. Every figure, way and text is one element, with its tag as title.
std::string pid_page(const CompiledPlant& plant, const PidDrawing& drawing);

}  // namespace retort
