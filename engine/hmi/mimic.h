#pragma once
#include "drawing/mimic_layout.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Level 2: the unit as a mimic, drawn into the space that is left. Every symbol opens its faceplate.
void draw_mimic(const Desk& desk, const MimicLayout& layout);

}  // namespace retort::hmi
