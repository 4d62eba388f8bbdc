#include "engine/hmi/extract.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/paper.h"

namespace retort::hmi {

using namespace ui;
using input::Key;

namespace {

void turn_to(ExtractState& state, std::size_t at) {
  if (state.at == at) return;
  state.at = at;
  state.look = {};
  state.fill = state.large;
  state.focus.clear();
}
void enlarge(ExtractState& state, bool large) {
  state.large = state.fill = large;
  state.look = {};
}

/// So close that nothing of a room is left empty, as far as that helps to read.
float filling(const Box& box, ImVec2 room) {
  const float x = room.x / float(box.x1 - box.x0), y = room.y / float(box.y1 - box.y0);
  return std::min(std::max(x, y), px(kReadable)) / std::min(x, y);
}

/// To a figure that was pressed, in letters that are read.
void lead(const std::string& tag, const DrawingPaint& on, const PageDrawing& sheet) {
  for (const PidFigure& f : sheet.drawing.figures)
    if (!tag.empty() && f.tag == tag) on.show(f.box, px(kReadable));
}

/// What a figure is called, and where a line goes on.
void figures(const Words& words, const Extract& extract, ExtractState& state, const DrawingPaint& on, const PageDrawing& sheet) {
  for (const PidFigure& f : sheet.drawing.figures) {
    if (f.dot || (f.block == kNoBlock && f.sheet <= 0)) continue;
    ImVec2 a, b;
    on.touched(f, a, b);
    bool over = false;
    const bool pressed = hot_area("extract.figure." + f.tag, a, b, &over);
    if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible && state.focus != f.tag) {
      state.focus = f.tag;
      on.reveal(f.box);
    }
    const auto leads = std::find(extract.sheets.begin(), extract.sheets.end(), f.sheet - 1);
    if (pressed && f.sheet > 0 && leads != extract.sheets.end()) turn_to(state, std::size_t(leads - extract.sheets.begin()));
    if (pressed && f.sheet <= 0) enlarge(state, true), state.lead = f.tag;
    if (!over) continue;
    ImGui::BeginTooltip();
    if (f.sheet > 0) {
      ImGui::TextUnformatted((words("ui.page.goes_on") + " " + std::to_string(f.sheet) + " " + page_title(words, extract.paper->pages[std::size_t(f.sheet - 1)])).c_str());
    } else {
      ImGui::TextUnformatted(f.tag.c_str());
      caption(description(words, f.tag));
    }
    ImGui::EndTooltip();
  }
}

/// The way to a larger drawing, how close one looks, and the sheets one leafs through, by number.
void bar(const Words& words, const Extract& extract, ExtractState& state) {
  const std::string& size = words(state.large ? "ui.extract.smaller" : "ui.extract.larger");
  if (button("extract.large", size, {.on = state.large})) enlarge(state, !state.large);
  ImGui::SameLine();
  closeness_buttons("extract", words, state.look.zoom);
  for (std::size_t k = 0; extract.sheets.size() > 1 && k < extract.sheets.size(); ++k) {
    const std::string number = std::to_string(extract.sheets[k] + 1), &title = page_title(words, extract.paper->pages[std::size_t(extract.sheets[k])]);
    beside(button_width(number));
    if (button("extract.sheet." + number, number, {.on = k == state.at})) turn_to(state, k);
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", title.c_str());
  }
}

/// Over the drawing, where it moves no button.
void title(ImVec2 corner, const std::string& text) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 extent = text_size(fonts().bold, text), a{corner.x + px(8), corner.y + px(8)};
  draw->AddRectFilled(a, {a.x + extent.x + px(12), a.y + extent.y + px(6)}, color::faded(color::kPanel, 230), 3);
  text_at(draw, fonts().bold, {a.x + px(6), a.y + px(3)}, color::kText, text);
}

void keys(const Extract& extract, ExtractState& state) {
  const Context& ui = Context::current();
  if (ui.pressed(Key::page_down)) turn_to(state, std::min(state.at + 1, extract.sheets.size() - 1));
  if (ui.pressed(Key::page_up) && state.at > 0) turn_to(state, state.at - 1);
  if (ui.pressed(Key::f6)) {
    enlarge(state, !state.large);
    ImGui::SetNextWindowFocus();   // the arrows go from figure to figure
  }
  const bool ctrl = ui.down(Key::left_ctrl) || ui.down(Key::right_ctrl);   // then it is the letters that grow
  if (!ctrl && (ui.pressed(Key::equal) || ui.pressed(Key::pad_plus))) look_closer(state.look.zoom, 1);
  if (!ctrl && (ui.pressed(Key::minus) || ui.pressed(Key::pad_minus))) look_closer(state.look.zoom, -1);
  if (ui.pressed(Key::home)) look_at_whole(state.look);
}

}  // namespace

void draw_extract(const Words& words, const Extract& extract, ExtractState& state) {
  if (!extract.paper || extract.sheets.empty()) return;
  state.at = std::min(state.at, extract.sheets.size() - 1);
  const bool fill = std::exchange(state.fill, false);   // its room is that of this frame
  keys(extract, state);
  bar(words, extract, state);
  const Page& sheet = extract.paper->pages[std::size_t(extract.sheets[state.at])];
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
  ImGui::BeginChild("extract", {0, 0}, true, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar();
  ImGui::SetScrollX(0), ImGui::SetScrollY(0);   // what lies outside is reached by moving the drawing, not the window
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  if (sheet.drawing.wait_for(std::chrono::seconds(0)) != std::future_status::ready) {
    caption(words("ui.extract.drawing"));
    state.fill |= fill;
  } else {
    if (fill) state.look.zoom = std::max(1.f, filling(sheet.drawn().box, ImGui::GetContentRegionAvail()));
    const DrawingPaint on = sheet_paint(sheet.drawn(), state.look);
    paint_sheet(on, sheet.drawn());
    lead(std::exchange(state.lead, ""), on, sheet.drawn());
    figures(words, extract, state, on, sheet.drawn());
    if (extract.sheets.size() > 1) title(corner, std::to_string(extract.sheets[state.at] + 1) + "   " + page_title(words, sheet));
    Context::current().mark("extract.page." + sheet.id, corner, {corner.x + ImGui::GetWindowWidth(), corner.y + ImGui::GetWindowHeight()});
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
