#pragma once
#include "drawing/mimic_layout.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Level 2: the unit as a mimic, drawn into the space that is left. Every symbol opens its faceplate.
void draw_mimic(const Desk& desk, const MimicLayout& layout);

/// "LIC" and "101" of "LIC-101".
std::pair<std::string, std::string> split_tag(const std::string& tag);

}  // namespace retort::hmi
