#pragma once
#include "drawing/pages.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Trend display: up to ten pens over the recorded history, each on the scale of its range. Groups of pens, search, dragging from anywhere and up and down the list, two axes, a cursor
/// and the pointer with values and difference, pan (drag, arrow keys), zoom (wheel, + and -), events at the foot, export.
void draw_trend(const Desk& desk, const PlantPages& pages);

}  // namespace retort::hmi
