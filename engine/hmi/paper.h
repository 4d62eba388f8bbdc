#pragma once
#include "drawing/pages.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// px a unit at which the smallest letters of a sheet are read.
inline constexpr float kReadable = 1.5f;

/// Where a sheet stands in the room that is left in the current window.
DrawingPaint sheet_paint(const PageDrawing& sheet, Closeness& look);
/// A sheet as it is printed.
void paint_sheet(const DrawingPaint& on, const PageDrawing& sheet);
/// A step closer (1) or farther (-1).
void look_closer(float& zoom, int steps);
/// Closer, farther, the whole: "OF.closer", "OF.farther", "OF.fit".
void closeness_buttons(const std::string& of, const Words& words, float& zoom);

/// The P&ID, sheet by sheet, as it is printed: nothing on it is alive but the marks of alarms. Looked at as a page is; every figure opens its
/// faceplate, every connector leads to the sheet where its line goes on.
void draw_paper(const Desk& desk, const PlantPages& paper);

}  // namespace retort::hmi
