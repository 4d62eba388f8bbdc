#include "engine/hmi/mimic.h"

#include <algorithm>
#include <cmath>

#include "engine/hmi/indicators.h"
#include "engine/hmi/symbol_paint.h"
#include "sim/model/variable.h"

namespace retort::hmi {

using namespace ui;

namespace {

class Mimic {
 public:
  Mimic(const Desk& desk, const MimicLayout& layout) : desk_(desk), plant_(desk.plant), layout_(layout), draw_(ImGui::GetWindowDrawList()) {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    origin_ = ImGui::GetCursorScreenPos();
    // Symbols never get smaller than their texts allow: a large text scrolls.
    scale_ = std::max(std::min(room.x / float(layout.size.x), room.y / float(layout.size.y)), px(0.66f));
    const ImVec2 all{float(layout.size.x) * scale_, float(layout.size.y) * scale_};
    ImGui::Dummy(all);
    origin_.x += std::max(0.f, (room.x - all.x) / 2);
    origin_.y += std::max(0.f, (room.y - all.y) / 2);
  }

  void paint() {
    for (const MimicLine& line : layout_.lines) pipe(line);
    for (const MimicSignal& s : layout_.signals) signal(s);
    for (const MimicItem& item : layout_.items) item.block == kNoBlock ? part(item) : symbol(item);
    for (const MimicItem& item : layout_.items)
      if (item.block != kNoBlock) legend(item);
    for (const MimicItem& item : layout_.items)
      if (item.block != kNoBlock) mark(item);
  }

 private:
  ImVec2 at(Point p) const { return {origin_.x + float(p.x) * scale_, origin_.y + float(p.y) * scale_}; }
  /// Half of its size on the screen.
  ImVec2 half_of(const MimicItem& i) const { return {float(i.size.x) * scale_ / 2, float(i.size.y) * scale_ / 2}; }
  static Placement where(const MimicItem& i) { return {i.at, i.size, i.turn, i.mirrored}; }
  const Thing& thing(const MimicItem& i) const { return *plant_.thing(i.block); }

  void pipe(const MimicLine& line) {
    std::vector<ImVec2> p;
    for (Point q : line.points) p.push_back(at(q));
    draw_->AddPolyline(p.data(), int(p.size()), color::kLine, 0, std::max(2.f, 2.5f * scale_));
    if (p.size() < 2) return;
    arrow(p[p.size() - 2], p.back());
  }
  void arrow(ImVec2 from, ImVec2 tip) {
    const float length = std::hypot(tip.x - from.x, tip.y - from.y);
    if (length < px(14)) return;
    const ImVec2 d{(tip.x - from.x) / length, (tip.y - from.y) / length}, n{-d.y, d.x};
    const float l = px(9), w = px(4.5f);
    draw_->AddTriangleFilled(tip, {tip.x - d.x * l + n.x * w, tip.y - d.y * l + n.y * w},
                             {tip.x - d.x * l - n.x * w, tip.y - d.y * l - n.y * w}, color::kLine);
  }
  void signal(const MimicSignal& s) {
    for (std::size_t i = 1; i < s.points.size(); ++i) {
      const ImVec2 a = at(s.points[i - 1]), b = at(s.points[i]);
      const float length = std::hypot(b.x - a.x, b.y - a.y), dash = px(5);
      for (float x = 0; x < length; x += 2 * dash) {
        const float e = std::min(x + dash, length);
        draw_->AddLine({a.x + (b.x - a.x) * x / length, a.y + (b.y - a.y) * x / length},
                       {a.x + (b.x - a.x) * e / length, a.y + (b.y - a.y) * e / length}, color::kLine, 1);
      }
    }
  }

  SymbolLook look(const Thing& t) const {
    SymbolLook l{color::kText, color::kGround, color::kPanel};
    switch (t.kind) {
      case ThingKind::control_valve: l.state = plant_.value(t, "position") > 0.02 ? color::kRunning : color::kStopped; break;
      case ThingKind::vessel:
        l.state = color::kPanel;
        if (const Thing* level = plant_.level_of(t)) l.level = float(plant_.value(*level, "pv"));
        break;
      case ThingKind::safety:
        // As in the table of causes and effects.
        if (plant_.on(t, "bypassed") || (t.row("bypass") != kNoRow && plant_.on(t, "bypass"))) l.ground = color::faded(color::kP2, 90);
        else if (plant_.on(t, "active")) l.ground = color::faded(color::kP1, 60);
        break;
      default:
        if (t.wiring->machine) l.state = plant_.value(t.wiring->machine->running) > 0.5 ? color::kRunning : color::kStopped;
        break;
    }
    return l;
  }

  /// A part of a block: it only shows what is where.
  void part(const MimicItem& item) {
    const SymbolLook look{color::kText, color::kPanel, color::kPanel};
    draw_symbol(draw_, *item.symbol, where(item), at(item.at), scale_, look);
    if (item.part.empty()) return;
    const ImVec2 c = at(item.at), half = half_of(item);
    small_label(item.part, room_inside(item) ? ImVec2(c.x, c.y - half.y + px(6)) : ImVec2(c.x, c.y + half.y + px(1)), {0.5f, 0});
  }

  /// For its name; else that stands below.
  static bool room_inside(const MimicItem& item) { return item.symbol->stretch && item.size.y >= 60; }
  static bool bubble(const Thing& t) { return t.section == "instruments" || t.section == "control" || t.section == "safety"; }

  void symbol(const MimicItem& item) {
    const Thing& t = thing(item);
    draw_symbol(draw_, *item.symbol, where(item), at(item.at), scale_, look(t));
    if (bubble(t)) {
      const auto [letters, number] = tag_parts(t.tag);
      const ImVec2 c = at(item.at);
      ImFont* font = fonts().small;
      const float wide = std::max(text_size(font, letters).x, text_size(font, number).x);
      const float size = std::min({font->FontSize, 15 * scale_, font->FontSize * 30 * scale_ / std::max(wide, 1.f)});
      const auto word = [&](const std::string& s, float y) {
        const ImVec2 e = font->CalcTextSizeA(size, 1e9f, 0, s.c_str());
        draw_->AddText(font, size, {c.x - e.x / 2, y - e.y / 2}, color::kText, s.c_str());
      };
      word(letters, c.y - size * 0.55f);
      word(number, c.y + size * 0.6f);
    }
    const ImVec2 c = at(item.at), exact = half_of(item);
    const ImVec2 half{std::max(exact.x, px(12)), std::max(exact.y, px(12))};
    bool over = false;
    if (!t.face.opens()) {
      over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect({c.x - half.x, c.y - half.y}, {c.x + half.x, c.y + half.y});
      if (over && ImGui::IsMouseClicked(0) && !field_controls(desk_.plant.plant(), t.block).empty()) desk_.say(t.tag + ": " + desk_.words("ui.in_the_field"));
    } else if (hot_area("mimic." + t.tag, {c.x - half.x, c.y - half.y}, {c.x + half.x, c.y + half.y}, &over)) desk_.open_faceplate(t.tag);
    if (over) {
      ImGui::BeginTooltip();
      ImGui::TextUnformatted(t.tag.c_str());
      caption(description(desk_.words, t.tag));
      ImGui::EndTooltip();
    }
  }

  void legend(const MimicItem& item) {
    const Thing& t = thing(item);
    const ImVec2 c = at(item.at), half = half_of(item);
    const int alarm = plant_.worst_alarm(t);
    const float below = c.y + (item.turn & 1 ? half.x : half.y) + px(1);
    switch (t.kind) {
      case ThingKind::vessel: {
        if (!room_inside(item)) {
          text_anchored(draw_, fonts().bold, {c.x, below}, {0.5f, 0}, color::kText, t.tag);
          state_of_machine(t, {c.x, below + fonts().bold->FontSize});
          break;
        }
        state_of_machine(t, {c.x, below});
        text_anchored(draw_, fonts().bold, {c.x, c.y - half.y + px(6)}, {0.5f, 0}, color::kText, t.tag);
        if (half.x > px(40)) {
          const std::string name = fitted(description(desk_.words, t.tag), 2 * half.x - px(8), fonts().small);
          text_anchored(draw_, fonts().small, {c.x, c.y - half.y + px(6) + fonts().bold->FontSize}, {0.5f, 0}, color::kDim, name);
        }
        break;
      }
      case ThingKind::pump: {
        text_anchored(draw_, fonts().bold, {c.x, below}, {0.5f, 0}, color::kText, t.tag);
        state_of_machine(t, {c.x, below + fonts().bold->FontSize});
        break;
      }
      case ThingKind::control_valve: {
        text_anchored(draw_, fonts().small, {c.x, c.y + px(12) * std::max(scale_, 0.8f)}, {0.5f, 0}, color::kDim, t.tag);
        if (const RowId r = t.row("position"); r != kNoRow)
          text_anchored(draw_, fonts().mono, {c.x, c.y + px(12) * std::max(scale_, 0.8f) + fonts().small->FontSize}, {0.5f, 0}, color::kValue,
                        value_text(plant_.catalogue()[r], plant_.value(r), desk_.words));
        break;
      }
      case ThingKind::hand_valve:
      case ThingKind::in_line:
        if (bubble(t)) break;
        small_label(t.tag, item.turn & 1 ? ImVec2(c.x + half.y + px(4), c.y) : ImVec2(c.x, below), item.turn & 1 ? ImVec2(0, 0.5f) : ImVec2(0.5f, 0));
        break;
      case ThingKind::boundary:
        text_anchored(draw_, fonts().small, {c.x - px(3), c.y}, {0.5f, 0.5f}, color::kText, t.tag);
        if (scale_ > px(0.85f)) text_anchored(draw_, fonts().small, {c.x, below}, {0.5f, 0}, color::kDim, description(desk_.words, t.tag));
        break;
      case ThingKind::controller:
      case ThingKind::transmitter: instrument(t, c, half, alarm); break;
      case ThingKind::safety: safety(t, {c.x, below}); break;
      case ThingKind::logic:
        if (t.wiring->selector) {
          if (const Thing* of = plant_.selected_by(t)) text_anchored(draw_, fonts().small, {c.x, below}, {0.5f, 0}, color::kDim, "← " + of->tag);
        } else if (const RowId r = plant_.main_row(t); r != kNoRow && !plant_.catalogue()[r].choices.empty())
          text_anchored(draw_, fonts().small, {c.x, below}, {0.5f, 0}, color::kDim, value_text(plant_.catalogue()[r], plant_.value(r), desk_.words));
        break;
      default: break;
    }
  }

  /// Alarms stand over everything.
  void mark(const MimicItem& item) {
    bool unseen = false;
    const int alarm = plant_.worst_alarm(thing(item), &unseen);
    const ImVec2 c = at(item.at), half = half_of(item);
    if (alarm) alarm_mark(draw_, {c.x - half.x - px(9), c.y - half.y}, px(19), alarm, unseen, desk_.state.wall);
    protection(thing(item), {c.x + half.x + px(3), c.y - half.y - px(4)});
  }

  /// "running", "tripped": of what can be started.
  void state_of_machine(const Thing& t, ImVec2 at) {
    if (!t.wiring->machine) return;
    const Machine& m = *t.wiring->machine;
    const bool tripped = m.tripped != kNoRow && plant_.value(m.tripped) > 0.5;
    const char* state = tripped ? "ui.tripped" : plant_.value(m.running) > 0.5 ? "ui.running" : "ui.stopped";
    text_anchored(draw_, tripped ? fonts().bold : fonts().small, at, {0.5f, 0}, tripped ? color::kText : color::kDim, desk_.words(state));
  }

  /// A safety function that is not in its normal state says so under its symbol.
  void safety(const Thing& t, ImVec2 at) {
    const SafetyWiring& s = plant_.plant().wiring.safety[std::size_t(t.wiring->safety)];
    const std::string word = safety_word(plant_, s);
    if (word == "ui.healthy" || word == "ui.permitted") return;
    const std::string& text = desk_.words(word);
    const ImVec2 extent = text_size(fonts().bold, text);
    draw_->AddRectFilled({at.x - extent.x / 2 - px(3), at.y}, {at.x + extent.x / 2 + px(3), at.y + extent.y}, color::kGround);
    text_anchored(draw_, fonts().bold, at, {0.5f, 0}, color::kText, text);
  }

  /// A diamond with I beside what an interlock holds or has tripped, filled while it acts; crossed out while it is bypassed.
  void protection(const Thing& t, ImVec2 at) {
    const PlantView::Protection p = plant_.protection(t);
    if (!p.acts && !p.demanded && !p.bypassed) return;
    const float s = px(10);
    const ImVec2 c{at.x + s, at.y};
    const ImVec2 corners[4] = {{c.x, c.y - s}, {c.x + s, c.y}, {c.x, c.y + s}, {c.x - s, c.y}};
    draw_->AddConvexPolyFilled(corners, 4, p.acts ? color::kText : color::kGround);
    draw_->AddPolyline(corners, 4, color::kText, ImDrawFlags_Closed, px(1.5f));
    text_anchored(draw_, fonts().small, c, {0.5f, 0.5f}, p.acts ? color::kGround : color::kText, p.demanded ? "!" : "I");
    if (p.bypassed) draw_->AddLine({c.x - s, c.y + s}, {c.x + s, c.y - s}, color::kText, px(2));
    bool over = false;
    if (hot_area("mimic.safety." + t.tag, {c.x - s, c.y - s}, {c.x + s, c.y + s}, &over) && p.first) desk_.open_faceplate(p.first->tag);
    if (!over || !p.first) return;
    ImGui::BeginTooltip();
    ImGui::TextUnformatted(p.first->tag.c_str());
    caption(description(desk_.words, p.first->tag));
    ImGui::EndTooltip();
  }

  /// Tags of inline elements stand close: they shrink a little with the sheet.
  void small_label(const std::string& text, ImVec2 at, ImVec2 anchor) {
    ImFont* font = fonts().small;
    const float size = std::round(font->FontSize * std::clamp(scale_, 0.8f, 1.f));
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0, text.c_str());
    draw_->AddText(font, size, {std::round(at.x - extent.x * anchor.x), std::round(at.y - extent.y * anchor.y)}, color::kDim, text.c_str());
  }

  void instrument(const Thing& t, ImVec2 centre, ImVec2 half, int alarm) {
    const ImVec2 top{centre.x, centre.y + half.y + px(1)};
    const RowId row = t.row("pv");
    if (row == kNoRow) return;
    const Row& r = plant_.catalogue()[row];
    const int quality = plant_.quality(t);
    std::string text = value_text(r, plant_.value(row), desk_.words);
    if (quality == 2) text = "? " + text;
    const ImVec2 extent = text_size(fonts().mono, text);
    draw_->AddRectFilled({top.x - extent.x / 2 - 2, top.y}, {top.x + extent.x / 2 + 2, top.y + extent.y}, color::kGround);
    text_anchored(draw_, fonts().mono, top, {0.5f, 0}, quality == 2 ? color::kP1 : color::kValue, text);
    float y = top.y + fonts().mono->FontSize;
    if (t.kind == ThingKind::controller) {
      const RowId mode = t.row("actual_mode");
      std::string line = mode == kNoRow ? "" : value_text(plant_.catalogue()[mode], plant_.value(mode), desk_.words);
      if (t.row("mode") != kNoRow && plant_.value(t, "mode") != plant_.value(mode)) line += " !";
      const RowId sp = t.row("working_sp") != kNoRow ? t.row("working_sp") : t.row("sp");
      if (sp != kNoRow) line += "  SP " + number_text(plant_.catalogue()[t.row("sp")], plant_.value(sp), desk_.words);
      const ImVec2 wide = text_size(fonts().small, line);
      draw_->AddRectFilled({top.x - wide.x / 2 - 2, y}, {top.x + wide.x / 2 + 2, y + wide.y}, color::kGround);
      text_anchored(draw_, fonts().small, {top.x, y}, {0.5f, 0}, color::kDim, line);
    }
    if (r.hi > r.lo) {
      const Band band = band_of(plant_, t, row);
      const float x = centre.x + half.x + px(8), height = px(46), foot = centre.y + half.y;
      const RowId sp = t.row("working_sp") != kNoRow ? t.row("working_sp") : t.row("sp");
      const double setpoint = plant_.value(sp);
      analogue_indicator(draw_, {x, foot - height}, {x + px(8), foot}, band, plant_.value(row), sp != kNoRow ? &setpoint : nullptr, alarm, quality);
    }
  }

  const Desk& desk_;
  const PlantView& plant_;
  const MimicLayout& layout_;
  ImDrawList* draw_;
  ImVec2 origin_;
  float scale_ = 1;
};

}  // namespace

void draw_mimic(const Desk& desk, const MimicLayout& layout) {
  ImGui::BeginChild("mimic", {0, 0}, false, ImGuiWindowFlags_HorizontalScrollbar);
  Mimic(desk, layout).paint();
  ImGui::EndChild();
}

}  // namespace retort::hmi
