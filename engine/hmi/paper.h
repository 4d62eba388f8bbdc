#pragma once
#include "drawing/pages.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// The P&ID, sheet by sheet, as it is printed: nothing on it is alive but the marks of alarms. Looked at as a page is; every figure opens its
/// faceplate, every connector leads to the sheet where its line goes on.
void draw_paper(const Desk& desk, const PlantPages& paper);

}  // namespace retort::hmi
