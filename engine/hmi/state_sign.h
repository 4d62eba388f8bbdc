#pragma once
#include <imgui.h>

#include <optional>
#include <vector>

#include "engine/hmi/plant_view.h"

/// Signs for states that a value alone does not tell: on pages, on faceplates and in the legend, each a shape of its own, so that it is
/// known without its colour.
namespace retort::hmi {

enum class StateSign {
  high_limit,      // the output stands at its upper limit
  low_limit,
  tracking,        // what stands downstream does not follow: the output follows it
  bad,             // the measured value cannot be trusted
  uncertain,
  interlock,       // a safety function acts
  cause,           // its cause is there, and it does not act
  bypassed,        // a safety function that is bypassed
  not_permitted,   // a start that is not permitted
  shelved,         // an alarm on the shelf
  silenced,        // an alarm out of service, or suppressed by design
  no_feedback,     // a valve worked by hand: the control room does not know how it stands
};
inline constexpr StateSign kStateSigns[] = {StateSign::high_limit, StateSign::low_limit, StateSign::tracking,      StateSign::bad,     StateSign::uncertain, StateSign::interlock,
                                            StateSign::cause,      StateSign::bypassed,  StateSign::not_permitted, StateSign::shelved, StateSign::silenced,  StateSign::no_feedback};

/// "high_limit": in the map of widgets, and after "ui.sign." in the texts.
const char* sign_name(StateSign sign);
/// In a square of this size round `centre`.
void draw_sign(ImDrawList* draw, StateSign sign, ImVec2 centre, float size);

/// What holds of a thing now, the most telling first.
std::vector<StateSign> signs_of(const PlantView& plant, const Thing& t);
/// The sign that stands beside a controller, and the one in the place of an alarm that is not listed; nothing where all is well.
std::optional<StateSign> output_sign(const PlantView& plant, const Thing& t);
std::optional<StateSign> alarm_sign(const PlantView& plant, const Thing& t);
std::optional<StateSign> protection_sign(const PlantView& plant, const Thing& t);
/// A valve that a hand works in the field, and that tells the control room nothing.
bool without_feedback(const Thing& t);

/// A state of a thing: its sign and what it means.
struct StateLine {
  std::optional<StateSign> sign;
  std::string text;
};
std::vector<StateLine> state_lines(const Words& words, const std::vector<StateSign>& signs);
/// Below each other, where nothing stands below that could move.
void draw_signs(const Words& words, const std::vector<StateSign>& signs);
/// In a room of two lines, whether there are none or many: one may fill both, of more than two the others stand by their signs alone. All of
/// them, whole, by a tooltip.
void draw_state(const std::vector<StateLine>& lines);

}  // namespace retort::hmi
