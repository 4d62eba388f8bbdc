#include "engine/hmi/mimic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/displays.h"
#include "engine/hmi/indicators.h"
#include "engine/hmi/state_sign.h"
#include "engine/hmi/symbol_paint.h"

namespace retort::hmi {

using namespace ui;

namespace {

class Mimic {
 public:
  Mimic(const Desk& desk, const PlantPages& pages, const PageDrawing& page) : desk_(desk), plant_(desk.plant), pages_(pages), page_(page), draw_(ImGui::GetWindowDrawList()) {
    const ImVec2 room = ImGui::GetContentRegionAvail(), corner = ImGui::GetCursorScreenPos();
    const float wide = float(page.box.x1 - page.box.x0), high = float(page.box.y1 - page.box.y0);
    BoardState& s = desk.state;
    const float fit = std::min({room.x / wide, room.y / high, px(1.6f)});
    look_closer(corner, room);
    scale_ = fit * s.zoom;
    s.pan_x = std::clamp(s.pan_x, -std::max(0.f, (wide * scale_ - room.x) / 2), std::max(0.f, (wide * scale_ - room.x) / 2));
    s.pan_y = std::clamp(s.pan_y, -std::max(0.f, (high * scale_ - room.y) / 2), std::max(0.f, (high * scale_ - room.y) / 2));
    origin_ = {corner.x + (room.x - wide * scale_) / 2 + s.pan_x, corner.y + (room.y - high * scale_) / 2 + s.pan_y};
  }

  void paint() {
    for (const PidWay& w : page_.drawing.ways) w.style == "signal" ? signal(w) : line(w);
    for (const PidFigure& f : page_.drawing.figures) figure(f);
    for (const PidWords& w : page_.drawing.words)
      if (!w.picture()) words(w);
    for (const PidWords& w : page_.drawing.words)
      if (w.picture()) picture(w);
    for (const PidFigure& f : page_.drawing.figures)
      if (f.tag == desk_.state.marked && desk_.state.wall < desk_.state.marked_until) outline(f);
  }

 private:
  /// Wheel and Home: closer, and the whole page. Dragging moves what is larger than its room.
  void look_closer(ImVec2 corner, ImVec2 room) const {
    BoardState& s = desk_.state;
    if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel != 0) {
      const float before = s.zoom;
      s.zoom = std::clamp(s.zoom * std::pow(1.2f, io.MouseWheel), 1.f, 6.f);
      const float from_x = io.MousePos.x - corner.x - room.x / 2, from_y = io.MousePos.y - corner.y - room.y / 2, by = s.zoom / before;
      s.pan_x = from_x + (s.pan_x - from_x) * by;
      s.pan_y = from_y + (s.pan_y - from_y) * by;
    }
    for (int b : {0, 1, 2})
      if (s.zoom > 1 && ImGui::IsMouseDragging(b, px(4))) s.pan_x += io.MouseDelta.x, s.pan_y += io.MouseDelta.y;
  }

  ImVec2 at(Point p) const { return {origin_.x + float(p.x - page_.box.x0) * scale_, origin_.y + float(p.y - page_.box.y0) * scale_}; }
  const Thing* thing(BlockId b) const { return plant_.thing(b); }

  void line(const PidWay& w) {
    const bool pipe = w.style == "pipe";
    std::vector<ImVec2> p;
    for (Point q : w.points) p.push_back(at(q));
    draw_->AddPolyline(p.data(), int(p.size()), pipe ? color::kLine : color::kFill, 0, pipe ? std::max(1.5f, 2.4f * scale_) : 1);
    if (p.size() > 1 && w.arrow) arrow(p[p.size() - 2], p.back());
  }
  void arrow(ImVec2 from, ImVec2 tip) {
    const float length = std::hypot(tip.x - from.x, tip.y - from.y), l = std::max(px(5), 9 * scale_), w = l / 2;
    if (length < l) return;
    const ImVec2 d{(tip.x - from.x) / length, (tip.y - from.y) / length}, n{-d.y, d.x};
    draw_->AddTriangleFilled(tip, {tip.x - d.x * l + n.x * w, tip.y - d.y * l + n.y * w}, {tip.x - d.x * l - n.x * w, tip.y - d.y * l - n.y * w}, color::kLine);
  }
  void signal(const PidWay& s) {
    for (std::size_t i = 1; i < s.points.size(); ++i) {
      const ImVec2 a = at(s.points[i - 1]), b = at(s.points[i]);
      const float length = std::hypot(b.x - a.x, b.y - a.y), dash = px(4);
      for (float x = 0; x < length; x += 2 * dash) {
        const float e = std::min(x + dash, length);
        draw_->AddLine({a.x + (b.x - a.x) * x / length, a.y + (b.y - a.y) * x / length},
                       {a.x + (b.x - a.x) * e / length, a.y + (b.y - a.y) * e / length}, color::kLine, 1);
      }
    }
  }

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
    ImVec2 a = at({f.box.x0, f.box.y0}), b = at({f.box.x1, f.box.y1});
    const ImVec2 grow{std::max(0.f, (px(24) - (b.x - a.x)) / 2), std::max(0.f, (px(24) - (b.y - a.y)) / 2)};
    a = {a.x - grow.x, a.y - grow.y}, b = {b.x + grow.x, b.y + grow.y};
    if (f.sheet > 0) return connector(f, a, b);
    if (!t) return;
    bool over = false;
    if (!t->face.opens()) {
      over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(a, b);
      if (over && ImGui::IsMouseClicked(0) && !field_controls(plant_.plant(), t->block).empty()) desk_.say(t->tag + ": " + desk_.words("ui.in_the_field"));
    } else if (hot_area("mimic." + t->tag, a, b, &over)) {
      desk_.open_faceplate(t->tag);
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
      if (row.quantity == Quantity::flag) {   // yes to what?
        ImGui::TextUnformatted((noun_text(desk_.words, row) + ": " + value_text(row, plant_.value(r), desk_.words)).c_str());
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
    desk_.state.marked_until = desk_.state.wall + 3;
  }
  void outline(const PidFigure& f) {
    const ImVec2 a = at({f.box.x0, f.box.y0}), b = at({f.box.x1, f.box.y1});
    draw_->AddRect({a.x - px(3), a.y - px(3)}, {b.x + px(3), b.y + px(3)}, color::kFocus, px(3), 0, px(2.5f));
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
          text = desk_.words(tripped ? "ui.tripped" : plant_.value(m.running) > 0.5 ? "ui.running" : "ui.stopped");
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
    if (text.empty()) return;
    float size = float(w.letters()) * scale_;
    ImFont* font = crisp(*face, size);
    const ImVec2 a = at({w.box.x0, w.box.y0}), b = at({w.box.x1, w.box.y1}), extent = font->CalcTextSizeA(size, 1e9f, 0, text.c_str());
    draw_->AddText(font, size, {std::round((a.x + b.x - extent.x) / 2), std::round((a.y + b.y - extent.y) / 2)}, ink, text.c_str());
  }
  /// The largest size that was made and fits; beyond those a size is stretched.
  static ImFont* crisp(const std::vector<ImFont*>& sizes, float& size) {
    ImFont* font = sizes.front();
    for (ImFont* f : sizes)
      if (f->FontSize <= 1.03f * size) font = f;
    if (font->FontSize <= 1.03f * size && size < 1.3f * font->FontSize) size = font->FontSize;
    return font;
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
  ImDrawList* draw_;
  ImVec2 origin_;
  float scale_ = 1;
  bool told_ = false;   // a tooltip of this frame says what one points at
};

}  // namespace

void draw_mimic(const Desk& desk, const PlantPages& pages) {
  const Page& page = pages.pages[std::size_t(desk.state.page)];
  ImGui::BeginChild("mimic", {0, 0}, false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  Mimic(desk, pages, page.drawn()).paint();
  Context::current().mark("page." + page.id, corner, {corner.x + ImGui::GetWindowWidth(), corner.y + ImGui::GetWindowHeight()});
  if (desk.state.zoom > 1) {
    ImGui::SetCursorScreenPos({corner.x + px(4), corner.y + px(4)});
    if (button("page.fit", desk.words("ui.page.whole"))) desk.state.zoom = 1;
  }
  ImGui::EndChild();
}

}  // namespace retort::hmi
