#pragma once
#include "engine/hmi/desk.h"

namespace retort::hmi {

enum FaceplateTab { kOperate, kDetail, kMalfunction, kProtection };
/// The faceplate of a tag, made from its rows. Draws into the current window at full width; returns false when closed.
bool draw_faceplate(const Desk& desk, const std::string& tag);

/// All rows of a tag that the board may know, with tuning and limits to enter: the detail display (level 3).
void draw_detail(const Desk& desk);

}  // namespace retort::hmi
