#pragma once
#include "engine/hmi/desk.h"
#include "engine/ui/widgets.h"

/// The small pictures that displays are made of.
namespace retort::hmi {

/// Shape, colour and number of a priority: 1 red square, 2 orange triangle, 3 yellow inverted triangle, 4 purple circle. Not yet
/// acknowledged: framed in a blinking outline.
void alarm_mark(ImDrawList* draw, ImVec2 centre, float size, int priority, bool unacknowledged, double wall);
/// As a widget in the flow of text.
void alarm_mark_item(int priority, bool unacknowledged, double wall);
ImU32 priority_color(int priority);

/// Limits of a thing in SI, from its alarms: where the normal band stands.
struct Band {
  double lo, hi;          // of the range
  double normal_lo, normal_hi;
  std::vector<std::pair<double, int>> limits;  // value, priority
};
Band band_of(const PlantView& plant, const Thing& t, RowId row);

/// Moving analogue indicator: range, normal band, alarm limits, pointer at the value, set point if there is one.
void analogue_indicator(ImDrawList* draw, ImVec2 a, ImVec2 b, const Band& band, double value, const double* setpoint, int alarm, int quality,
                        float pointer = ui::px(6));

/// Upright bar of a faceplate with its scale.
struct BarLook {
  ImU32 ink = ui::color::kFill;
  double lo_limit, hi_limit;   // marks; equal: none
  bool pointer = false;        // a pointer beside the bar instead of a filled bar
};
void upright_bar(ImDrawList* draw, ImVec2 a, ImVec2 b, double share, const BarLook& look);

/// Little trend of one or two rows over the last `seconds`.
void small_trend(const Desk& desk, ImVec2 size, RowId row, RowId setpoint, double seconds);

/// Text key of the state of a safety function: "ui.tripped", "ui.healthy" ...
std::string safety_word(const PlantView& plant, const SafetyWiring& s);

/// A box that is ticked, or waits to be.
void tick_box(ImDrawList* draw, ImVec2 at, float side, bool ticked);

/// Goes on beside the last widget where one of this width still fits, else below it.
void beside(float width, float gap = ui::px(6));
/// Of a button that is as wide as its label.
float button_width(const std::string& label);

/// A tag in the flow of text that leads to its place on the pages; `label` is what stands there.
void tag_link(const Desk& desk, const std::string& id, const std::string& tag, const std::string& label);

std::string quality_text(const Words& words, int quality);

}  // namespace retort::hmi
