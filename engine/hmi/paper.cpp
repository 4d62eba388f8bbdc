#include "engine/hmi/paper.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/hmi/displays.h"
#include "engine/hmi/drawing_paint.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/symbol_paint.h"
#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr float kMost = 12;   // times the whole: the letters of the largest sheet are larger than those of a page then

}  // namespace

DrawingPaint sheet_paint(const PageDrawing& sheet, Closeness& look) { return {sheet.box, look, kMost, px(kReadable)}; }

void paint_sheet(const DrawingPaint& on, const PageDrawing& sheet) {
  const ImVec2 a = on.at({sheet.box.x0, sheet.box.y0}), b = on.at({sheet.box.x1, sheet.box.y1});
  on.list()->AddRectFilled(a, b, color::kField);
  for (const char* style : {"safety", "signal", "impulse", "leader", "pipe"})
    for (const PidWay& w : sheet.drawing.ways)
      if (w.style == style) on.way(w);
  for (const PidFigure& f : sheet.drawing.figures) draw_symbol(on.list(), *f.symbol, f.where, on.at(f.where.at), on.scale(), {color::kText, color::kField, color::kField});
  for (const PidWords& w : sheet.drawing.words)
    on.words(w, w.text, w.style == "tag" || w.style == "equipment" ? fonts().bold_sizes : fonts().text_sizes, w.style == "effect" ? color::kBad : color::kText);
}

void look_closer(float& zoom, int steps) { zoom = std::clamp(steps > 0 ? zoom * 1.44f : zoom / 1.44f, 1.f, kMost); }

void closeness_buttons(const std::string& of, const Words& words, float& zoom) {
  const ImVec2 side{px(30), 0};
  if (button(of + ".closer", "+", {.enabled = zoom < kMost, .size = side})) look_closer(zoom, 1);
  ImGui::SameLine();
  if (button(of + ".farther", "−", {.enabled = zoom > 1, .size = side})) look_closer(zoom, -1);
  ImGui::SameLine();
  if (button(of + ".fit", words("ui.page.sheet"), {.enabled = zoom > 1})) zoom = 1;
}

namespace {

class Paper {
 public:
  Paper(const Desk& desk, const PlantPages& paper, const PageDrawing& sheet) : desk_(desk), plant_(desk.plant), paper_(paper), sheet_(sheet), on_(sheet_paint(sheet, desk.state.paper_look)) {}

  void paint() {
    paint_sheet(on_, sheet_);
    for (const PidFigure& f : sheet_.drawing.figures)
      if (!f.dot) figure(f);
  }
  /// Where one was led to.
  void lead(const std::string& tag) const {
    for (const PidFigure& f : sheet_.drawing.figures)
      if (f.tag == tag) on_.show(f.box, px(kReadable));
  }

 private:
  void figure(const PidFigure& f) {
    BoardState& s = desk_.state;
    const Thing* t = plant_.thing(f.block);
    if (f.tag == s.marked && s.wall < s.marked_until) on_.outline(f);
    if (!t && f.sheet <= 0) return;
    ImVec2 a, b;
    on_.touched(f, a, b);
    bool over = false;
    const bool pressed = hot_area((t ? "pid." : "pid.link.") + f.tag, a, b, &over);
    if (t && t->face.opens()) pen_source(plant_, pens_of(plant_, *t));
    // The drawing follows the keyboard.
    if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible && s.paper_focus != f.tag) {
      s.paper_focus = f.tag;
      on_.reveal(f.box);
    }
    if (f.sheet > 0) return connector(f, pressed, over);
    bool unseen = false;
    if (const int alarm = plant_.worst_alarm(*t, &unseen)) {
      alarm_mark(on_.list(), on_.at({f.box.x1, f.box.y0}), px(14), alarm, unseen, s.wall);
      Context::current().note("pid.alarm." + f.tag);
    }
    if (pressed && t->face.opens()) desk_.open_faceplate(t->tag);
    else if (pressed && !field_controls(plant_.plant(), t->block).empty()) desk_.say(t->tag + ": " + desk_.words("ui.in_the_field"));
    if (!over) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(t->tag.c_str());
    caption(description(desk_.words, t->tag));
    ImGui::EndTooltip();
  }
  void connector(const PidFigure& f, bool pressed, bool over) const {
    if (pressed) desk_.state.sheet = f.sheet - 1, desk_.state.paper_lead = f.leads;
    if (!over) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(fmt::format("{} {} {}", desk_.words("ui.page.goes_on"), f.sheet, page_title(desk_.words, paper_.pages[std::size_t(f.sheet - 1)])).c_str());
    if (plant_.find(f.leads)) caption(f.leads + "  " + description(desk_.words, f.leads));
    ImGui::EndTooltip();
  }

  const Desk& desk_;
  const PlantView& plant_;
  const PlantPages& paper_;
  const PageDrawing& sheet_;
  const DrawingPaint on_;
};

}  // namespace

void draw_paper(const Desk& desk, const PlantPages& paper) {
  BoardState& s = desk.state;
  s.sheet = std::clamp(s.sheet, 0, int(paper.pages.size()) - 1);
  const Page& sheet = paper.pages[std::size_t(s.sheet)];
  ImGui::BeginChild("pid", {0, 0}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::SetScrollX(0), ImGui::SetScrollY(0);   // what lies outside is reached by moving the drawing, not the window
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  Paper drawn(desk, paper, sheet.drawn());
  if (!s.paper_lead.empty()) drawn.lead(std::exchange(s.paper_lead, ""));
  drawn.paint();
  Context::current().mark("pid.sheet." + sheet.id, corner, {corner.x + ImGui::GetWindowWidth(), corner.y + ImGui::GetWindowHeight()});
  ImGui::SetCursorScreenPos({corner.x + px(4), corner.y + px(4)});
  closeness_buttons("pid", desk.words, s.paper_look.zoom);
  ImGui::EndChild();
}

}  // namespace retort::hmi
