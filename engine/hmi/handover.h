#pragma once
#include "engine/hmi/desk.h"

/// What the next shift has to know: what was written down, what stands open, and what was changed.
namespace retort::hmi {

struct HandoverSection {
  const char* title;   // text key
  struct Line {
    double time = -1;  // s of the plant's clock; below 0: it just is so
    std::string tag, text;
  };
  std::vector<Line> lines;
};
/// In a fixed order; a section without lines says that there is nothing.
std::vector<HandoverSection> handover_of(const PlantView& plant, const Words& words);
std::string handover_text(const std::vector<HandoverSection>& sections, const PlantView& plant, const Words& words);
std::string handover_csv(const std::vector<HandoverSection>& sections, const Words& words);

/// A line to write into the log book; posts it as an act.
void draw_note_entry(const Desk& desk);

}  // namespace retort::hmi
