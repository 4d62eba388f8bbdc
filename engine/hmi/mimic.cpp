#include "engine/hmi/mimic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/displays.h"
#include "engine/hmi/drawing_paint.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/state_sign.h"
#include "engine/hmi/symbol_paint.h"
#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr float kLegible = 10;   // px of the letters of a value, in a room too small for the whole page

class Mimic {
 public:
  Mimic(const Desk& desk, const PlantPages& pages, const PageDrawing& page)
      : desk_(desk), plant_(desk.plant), pages_(pages), page_(page), on_(page.box, desk.state.look, 6, px(1.6f), px(kLegible / float(page.value_letters()))), draw_(on_.list()), scale_(on_.scale()) {}

  void paint() {
    for (const PidWay& w : page_.drawing.ways) on_.way(w);
    for (const PidFigure& f : page_.drawing.figures) figure(f);
    for (const PidWords& w : page_.drawing.words)
      if (!w.picture()) words(w);
    for (const PidWords& w : page_.drawing.words)
      if (w.picture()) picture(w);
    for (const PidFigure& f : page_.drawing.figures)
      if (f.tag == desk_.state.marked && desk_.state.wall < desk_.state.marked_until) lead(f);
  }

 private:
  /// To what one went to, once; whoever moves on is not held there.
  void lead(const PidFigure& f) const {
    on_.outline(f);
    if (desk_.state.marked_until - desk_.state.wall > kMarked - 0.3) on_.reveal(f.box);
  }
  ImVec2 at(Point p) const { return on_.at(p); }
  const Thing* thing(BlockId b) const { return plant_.thing(b); }

  SymbolLook look(const Thing* t) const {
    SymbolLook l{color::kText, color::kPanel, color::kPanel};
    if (!t) return l;
    l.ground = color::kGround;
    switch (t->kind) {
      case ThingKind::control_valve: l.state = plant_.value(*t, "position") > 0.02 ? color::kRunning : color::kStopped; break;
      case ThingKind::vessel:
        if (const Thing* level = plant_.level_of(*t)) l.level = float(plant_.value(*level, "pv"));
        break;
      case ThingKind::safety:
        // As in the table of causes and effects.
        if (plant_.on(*t, "bypassed") || (t->row("bypass") != kNoRow && plant_.on(*t, "bypass"))) l.ground = color::faded(color::kP2, 90);
        else if (plant_.on(*t, "active")) l.ground = color::faded(color::kP1, 60);
        break;
      default:
        if (t->wiring->machine) l.state = plant_.value(t->wiring->machine->running) > 0.5 ? color::kRunning : color::kStopped;
        break;
    }
    return l;
  }

  void figure(const PidFigure& f) {
    const Thing* t = thing(f.block);
    draw_symbol(draw_, *f.symbol, f.where, at(f.where.at), scale_, look(t));
    if (t && without_feedback(*t)) sign(*t, StateSign::no_feedback, at(f.where.at), 22 * scale_);
    if (f.dot) return;
    ImVec2 a, b;
    on_.touched(f, a, b);
    if (f.sheet > 0) return connector(f, a, b);
    if (!t) return;
    bool over = false;
    if (!t->face.opens()) {
      over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(a, b);
      if (over && ImGui::IsMouseClicked(0) && !field_controls(plant_.plant(), t->block).empty()) desk_.say(t->tag + ": " + desk_.words("ui.in_the_field"));
    } else {
      if (hot_area("mimic." + t->tag, a, b, &over)) desk_.open_faceplate(t->tag);
      pen_source(plant_, pens_of(plant_, *t));
    }
    if (over && !told_) tell(*t);
  }
  /// What one points at, in letters of the usual size whatever the page takes.
  void tell(const Thing& t) {
    told_ = true;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(t.tag.c_str());
    caption(description(desk_.words, t.tag));
    const auto signs = signs_of(plant_, t);
    if (!signs.empty()) ImGui::Dummy({px(300), 1});   // what they say breaks at the width of the tooltip
    draw_signs(desk_.words, signs);
    if (const RowId r = plant_.main_row(t); r != kNoRow && std::find(t.face.shown.begin(), t.face.shown.end(), r) != t.face.shown.end()) {
      const Row& row = plant_.catalogue()[r];
      if (t.wiring->machine && r == t.wiring->machine->running) {
        ImGui::TextUnformatted(machine_word(plant_, t, desk_.words).c_str());
      } else if (row.quantity == Quantity::flag) {   // yes to what?
        ImGui::TextUnformatted(state_text(row, plant_.value(r), desk_.words).c_str());
      } else {
        Face face(fonts().mono);
        ImGui::TextUnformatted(value_text(row, plant_.value(r), desk_.words).c_str());
      }
    }
    ImGui::EndTooltip();
  }
  void connector(const PidFigure& f, ImVec2 a, ImVec2 b) {
    bool over = false;
    if (hot_area("page.link." + f.tag, a, b, &over)) desk_.state.display = Display::unit, desk_.state.page = f.sheet - 1, mark(f.leads);
    if (!over) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(fmt::format("{} {} {}", desk_.words("ui.page.goes_on"), f.sheet, page_title(desk_.words, pages_.pages[std::size_t(f.sheet - 1)])).c_str());
    if (plant_.find(f.leads)) caption(f.leads + "  " + description(desk_.words, f.leads));
    ImGui::EndTooltip();
  }
  void mark(const std::string& tag) const {
    desk_.state.marked = tag;
    desk_.state.marked_until = desk_.state.wall + kMarked;
  }

  /// What stands there now, its face and its ink; the room for it is kept.
  void words(const PidWords& w) {
    std::string text = w.key.empty() ? w.text : desk_.words.get(w.key, w.text);
    const std::vector<ImFont*>* face = &fonts().text_sizes;
    ImU32 ink = color::kText;
    const std::string& style = w.style;
    if (style == "value") face = &fonts().mono_sizes, ink = color::kValue;
    if (style == "equipment" || style == "tag" || style == "state") face = &fonts().bold_sizes;
    if (style == "label" || style == "name" || style == "mode" || style == "line") ink = color::kDim;
    if (const Thing* t = thing(w.block)) {
      switch (w.live) {
        case PidLive::value: {
          const int quality = plant_.quality(*t);
          text = (quality == 2 ? "?" : quality == 1 ? "~" : "") + value_text(plant_.catalogue()[w.row], plant_.value(w.row), desk_.words);
          if (quality == 2) ink = color::kBad;
          break;
        }
        case PidLive::mode: text = mode_text(*t); break;
        case PidLive::state: {
          const Machine& m = *t->wiring->machine;
          const bool tripped = m.tripped != kNoRow && plant_.value(m.tripped) > 0.5;
          text = machine_word(plant_, *t, desk_.words);
          if (!tripped) face = &fonts().text_sizes, ink = color::kDim;
          break;
        }
        case PidLive::safety: {
          const std::string word = safety_word(plant_, plant_.plant().wiring.safety[std::size_t(t->wiring->safety)]);
          text = word == "ui.healthy" || word == "ui.permitted" ? "" : desk_.words(word);
          break;
        }
        case PidLive::choice: text = value_text(plant_.catalogue()[w.row], plant_.value(w.row), desk_.words); break;
        case PidLive::selected: {
          const Thing* of = plant_.selected_by(*t);
          text = of ? "← " + of->tag : "";
          break;
        }
        default: break;
      }
    }
    on_.words(w, text, *face, ink);
    if (w.live != PidLive::value) return;
    const ImVec2 a = at({w.box.x0, w.box.y0}), b = at({w.box.x1, w.box.y1});
    pen_source(plant_, a, b, {w.row});
    Context::current().mark("mimic.value." + w.of, a, b);
  }
  std::string mode_text(const Thing& t) const {
    const RowId mode = t.row("actual_mode");
    std::string line = mode == kNoRow ? "" : value_text(plant_.catalogue()[mode], plant_.value(mode), desk_.words);
    if (t.row("mode") != kNoRow && plant_.value(t, "mode") != plant_.value(mode)) line += "!";
    const RowId sp = t.row("working_sp") != kNoRow ? t.row("working_sp") : t.row("sp");
    if (sp != kNoRow && t.row("sp") != kNoRow) line += " " + desk_.words.term("sp") + " " + number_text(plant_.catalogue()[t.row("sp")], plant_.value(sp), desk_.words);
    return line;
  }

  void picture(const PidWords& w) {
    const Thing* t = thing(w.block);
    if (!t) return;
    const ImVec2 a = at({w.box.x0, w.box.y0}), b = at({w.box.x1, w.box.y1});
    const float wide = b.x - a.x;
    bool unseen = false;
    const int alarm = plant_.worst_alarm(*t, &unseen);
    if (w.live == PidLive::alarm && alarm) alarm_mark(draw_, {(a.x + b.x) / 2, (a.y + b.y) / 2}, wide * 0.66f, alarm, unseen, desk_.state.wall);
    const ImVec2 middle{(a.x + b.x) / 2, (a.y + b.y) / 2};
    if (w.live == PidLive::alarm && !alarm)
      if (const auto s = alarm_sign(plant_, *t)) sign(*t, *s, middle, wide * 0.66f);
    if (w.live == PidLive::sign)
      if (const auto s = output_sign(plant_, *t)) sign(*t, *s, middle, wide);
    if (w.live == PidLive::protection) protection(*t, middle, wide / 2);
    if (w.live != PidLive::bar) return;
    const RowId row = t->row("pv");
    const RowId sp = t->row("working_sp") != kNoRow ? t->row("working_sp") : t->row("sp");
    const double setpoint = plant_.value(sp);
    analogue_indicator(draw_, {a.x + wide * 0.3f, a.y}, {a.x + wide * 0.7f, b.y}, band_of(plant_, *t, row), plant_.value(row), sp != kNoRow ? &setpoint : nullptr,
                       alarm, plant_.quality(*t), wide * 0.3f);
  }

  void sign(const Thing& t, StateSign s, ImVec2 c, float size) {
    draw_sign(draw_, s, c, size);
    Context::current().note("sign." + t.tag + "." + sign_name(s));
    // In words where one points at it, unless the thing under it says all of it already.
    const float reach = std::max(size / 2, px(9));
    if (told_ || !ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect({c.x - reach, c.y - reach}, {c.x + reach, c.y + reach})) return;
    tell(t);
  }
  /// What an interlock holds, has tripped or forbids; where one looks closer, the function behind it.
  void protection(const Thing& t, ImVec2 c, float s) {
    const auto shown = protection_sign(plant_, t);
    if (!shown) return;
    const PlantView::Protection p = plant_.protection(t);
    bool over = false;
    const float reach = std::max(s, px(12));
    if (hot_area("mimic.safety." + t.tag, {c.x - reach, c.y - reach}, {c.x + reach, c.y + reach}, &over) && p.first) desk_.open_faceplate(p.first->tag);
    if (over && p.first && !told_) tell(*p.first);
    sign(t, *shown, c, 2 * s);
  }

  const Desk& desk_;
  const PlantView& plant_;
  const PlantPages& pages_;
  const PageDrawing& page_;
  const DrawingPaint on_;
  ImDrawList* draw_;
  const float scale_;
  bool told_ = false;   // a tooltip of this frame says what one points at
};

}  // namespace

void draw_mimic(const Desk& desk, const PlantPages& pages) {
  const Page& page = pages.pages[std::size_t(desk.state.page)];
  ImGui::BeginChild("mimic", {0, 0}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  Mimic(desk, pages, page.drawn()).paint();
  Context::current().mark("page." + page.id, corner, {corner.x + ImGui::GetWindowWidth(), corner.y + ImGui::GetWindowHeight()});
  if (desk.state.look.zoom > 1) {
    ImGui::SetCursorScreenPos({corner.x + px(4), corner.y + px(4)});
    if (button("page.fit", desk.words("ui.page.whole"))) look_at_whole(desk.state.look);
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
