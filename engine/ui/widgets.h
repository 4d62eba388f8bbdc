#pragma once
#include <imgui.h>

#include <optional>
#include <string>

#include "engine/ui/context.h"
#include "engine/ui/theme.h"

/// The few widgets of the screens: at least 24 px high, named in the widget map, reachable by keyboard.
namespace retort::ui {

/// Pixels at the text size in use.
float px(float at_100);
const Fonts& fonts();

/// For as long as it lives.
struct Face {
  explicit Face(ImFont* f) { ImGui::PushFont(f); }
  ~Face() { ImGui::PopFont(); }
  Face(const Face&) = delete;
};

struct ButtonLook {
  bool on = false;        // pressed in, as of a chosen mode
  bool enabled = true;
  bool settles = false;   // what comes and moves by itself, as in a list of alarms: takes no press that was meant for what stood there before
  ImVec2 size{0, 0};
  ImU32 ground = 0;       // 0: the theme's
  ImU32 ink = 0;
};
/// A label that does not fit is set smaller, and where that does not do, cut and told whole by a tooltip.
bool button(const std::string& id, const std::string& label, const ButtonLook& look = {});

/// For what cannot be taken back: the first press changes the label to `sure`, a second one within some seconds acts.
bool button_twice(const std::string& id, const std::string& label, const std::string& sure, const ButtonLook& look = {});

/// An area that is clicked like a button but draws itself: a symbol, a row. Shows where the keyboard is. `settles`: as of a button.
bool hot_area(const std::string& id, ImVec2 a, ImVec2 b, bool* hovered = nullptr, bool settles = false);

/// A number that is typed and taken with Enter. Shows `shown` while nobody types. nullopt: nothing taken.
std::optional<double> number_entry(const std::string& id, const std::string& shown, float width, bool enabled = true);
/// The same, taken at every stroke: of a wish that a button beside it carries out.
std::optional<double> number_typed(const std::string& id, const std::string& shown, float width);

/// Text cut with an ellipsis at a width.
std::string fitted(const std::string& text, float width, ImFont* font = nullptr);
void text_at(ImDrawList* draw, ImFont* font, ImVec2 at, ImU32 ink, const std::string& text);
/// `anchor` 0 to 1 in both directions: which point of the text stands at `at`.
void text_anchored(ImDrawList* draw, ImFont* font, ImVec2 at, ImVec2 anchor, ImU32 ink, const std::string& text);
ImVec2 text_size(ImFont* font, const std::string& text);
/// A line of text in this width, fitted as a button's label is.
void fitted_line(const std::string& text, float width);
void caption(const std::string& text);
/// With line ends put where it must break to fit: at blanks only, so that "6.3 kg/s" keeps its decimals.
std::string broken(const std::string& text, float width, ImFont* font = nullptr);
void wrapped(const std::string& text);
/// Paragraphs, and lists: lines that begin with "- ".
void prose(const std::string& text);

}  // namespace retort::ui
