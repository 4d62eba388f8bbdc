#pragma once
#include <string>

#include "drawing/pages.h"
#include "language/texts.h"

namespace retort {

/// A page of the board as an SVG, in the colours of the board, with sample values (the middle of a range): what the board would
/// draw while nothing is wrong.
std::string page_svg(const CompiledPlant& plant, const Page& page, const Texts& texts);

}  // namespace retort
