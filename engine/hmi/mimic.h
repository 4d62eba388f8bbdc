#pragma once
#include "drawing/pages.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Level 2: the page of the state with live values, whole in the room that is left; the wheel looks closer, and dragging moves it then. Every symbol opens
/// its faceplate, every connector leads to the page where its line goes on.
void draw_mimic(const Desk& desk, const PlantPages& pages);

}  // namespace retort::hmi
