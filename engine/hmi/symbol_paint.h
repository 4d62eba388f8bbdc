#pragma once
#include <imgui.h>

#include "drawing/symbols.h"

/// Paints the symbols of drawing/symbols.h on the board.
namespace retort::hmi {

struct SymbolLook {
  ImU32 ink, state, ground;
  float level = -1;  // 0 to 1; below 0: not known
};

/// `where`: on the mimic, with its middle at `centre` on the screen; `scale`: pixels per unit.
void draw_symbol(ImDrawList* draw, const Symbol& symbol, const Placement& where, ImVec2 centre, float scale, const SymbolLook& look);

}  // namespace retort::hmi
