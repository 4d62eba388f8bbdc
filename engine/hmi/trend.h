#pragma once
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Trend display: up to ten pens over the recorded history, cursor with values, pan (drag, arrow keys), zoom (wheel, + and -),
/// marks where alarms came and somebody acted.
void draw_trend(const Desk& desk);
/// The pens of a fresh board: what controllers hold, then other measurements, eight at most.
std::vector<RowId> first_pens(const PlantView& plant);

}  // namespace retort::hmi
