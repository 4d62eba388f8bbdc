#pragma once
#include <string>
#include <vector>

#include "drawing/pages.h"
#include "engine/hmi/drawing_paint.h"
#include "engine/hmi/words.h"

/// Sheets of the P&ID beside a text: looked at, and nothing else.
namespace retort::hmi {

struct Extract {
  const PlantPages* paper = nullptr;   // nullptr: there is nothing to look at
  std::vector<int> sheets;             // of these one leafs through
};
/// Kept from frame to frame.
struct ExtractState {
  std::size_t at = 0;                  // of Extract::sheets
  Closeness look;
  bool large = false;                  // in place of the text
  bool fill = false;                   // so close that it fills its room: from the next frame on
  std::string focus;                   // what the keyboard was at there
  std::string lead;                    // a tag to look at closely: taken in the next frame
};

/// In the room that is left in the current window. Page up and down leaf, F6 enlarges, and a figure that is pressed does and is seen closely; + and - look closer and farther as the wheel does, Home shows the whole sheet, and the
/// drawing follows the keyboard from figure to figure. A sheet that is not drawn yet is not waited for.
void draw_extract(const Words& words, const Extract& extract, ExtractState& state);

}  // namespace retort::hmi
