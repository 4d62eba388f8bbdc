#include "engine/hmi/indicators.h"

#include <algorithm>
#include <cmath>

#include "engine/hmi/trend_pens.h"

namespace retort::hmi {

using namespace ui;

ImU32 priority_color(int p) { return p == 1 ? color::kP1 : p == 2 ? color::kP2 : p == 3 ? color::kP3 : color::kP4; }

void alarm_mark(ImDrawList* draw, ImVec2 c, float size, int priority, bool unacknowledged, double wall) {
  if (priority <= 0) return;
  const float r = size / 2;
  const ImU32 fill = priority_color(priority), edge = color::kText;
  float lift = 0;
  switch (priority) {
    case 1:
      draw->AddRectFilled({c.x - r, c.y - r}, {c.x + r, c.y + r}, fill);
      draw->AddRect({c.x - r, c.y - r}, {c.x + r, c.y + r}, edge, 0, 0, 1);
      break;
    case 2:
      draw->AddTriangleFilled({c.x - 1.2f * r, c.y + r}, {c.x, c.y - 1.1f * r}, {c.x + 1.2f * r, c.y + r}, fill);
      draw->AddTriangle({c.x - 1.2f * r, c.y + r}, {c.x, c.y - 1.1f * r}, {c.x + 1.2f * r, c.y + r}, edge, 1);
      lift = 0.25f * r;
      break;
    case 3:
      draw->AddTriangleFilled({c.x - 1.2f * r, c.y - r}, {c.x + 1.2f * r, c.y - r}, {c.x, c.y + 1.1f * r}, fill);
      draw->AddTriangle({c.x - 1.2f * r, c.y - r}, {c.x + 1.2f * r, c.y - r}, {c.x, c.y + 1.1f * r}, edge, 1);
      lift = -0.3f * r;
      break;
    default:
      draw->AddCircleFilled(c, r, fill, 20);
      draw->AddCircle(c, r, edge, 20, 1);
  }
  const char digit[] = {char('0' + priority), 0};
  const ImU32 ink = priority == 2 || priority == 3 ? color::kText : color::kTopText;
  ImFont* font = fonts().bold;
  const float height = std::min(size * 0.85f, font->FontSize);
  const ImVec2 extent = font->CalcTextSizeA(height, 1e9f, 0, digit);
  draw->AddText(font, height, {c.x - extent.x / 2, c.y + lift - extent.y / 2}, ink, digit);
  if (unacknowledged && (Context::current().calm() || std::fmod(wall, 1.0) < 0.5)) draw->AddRect({c.x - 1.5f * r, c.y - 1.5f * r}, {c.x + 1.5f * r, c.y + 1.5f * r}, fill == color::kP3 ? color::kText : fill, 2, 0, 2);
}

void alarm_mark_item(int priority, bool unacknowledged, double wall) {
  const float size = px(18);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({size * 1.5f, ImGui::GetTextLineHeight()});
  alarm_mark(ImGui::GetWindowDrawList(), {at.x + size * 0.75f, at.y + ImGui::GetTextLineHeight() / 2}, size * 0.8f, priority, unacknowledged, wall);
}

Band band_of(const PlantView& plant, const Thing& t, RowId row) {
  const Row& r = plant.catalogue()[row];
  Band b{r.lo, r.hi, r.lo, r.hi, {}};
  for (int i : t.alarms) {
    const AlarmPoint& a = plant.alarms()[std::size_t(i)];
    const RowId limit = a.wiring->limit;
    // Of its own variable, or of the transmitter that a controller reads.
    const bool own = a.wiring->of == row || (t.wiring->controller >= 0 && plant.plant().wiring.controllers[std::size_t(t.wiring->controller)].source == a.wiring->of);
    if (!own || limit == kNoRow || plant.catalogue()[limit].quantity != r.quantity) continue;
    const double v = plant.value(limit);
    b.limits.push_back({v, a.priority});
    if (a.wiring->side == AlarmWiring::Side::below) b.normal_lo = std::max(b.normal_lo, v);
    if (a.wiring->side == AlarmWiring::Side::above) b.normal_hi = std::min(b.normal_hi, v);
  }
  return b;
}

void analogue_indicator(ImDrawList* draw, ImVec2 a, ImVec2 b, const Band& band, double value, const double* setpoint, int alarm, int quality,
                        float pointer) {
  const bool upright = b.y - a.y > b.x - a.x;
  const auto share = [&](double v) { return float(std::clamp((v - band.lo) / std::max(band.hi - band.lo, 1e-12), 0.0, 1.0)); };
  const auto at = [&](double v) { return upright ? ImVec2(a.x, b.y - share(v) * (b.y - a.y)) : ImVec2(a.x + share(v) * (b.x - a.x), a.y); };
  draw->AddRectFilled(a, b, color::kPanel);
  const ImVec2 lo = at(band.normal_lo), hi = at(band.normal_hi);
  if (upright) draw->AddRectFilled({a.x, hi.y}, {b.x, lo.y}, color::kNormalBand);
  else draw->AddRectFilled({lo.x, a.y}, {hi.x, b.y}, color::kNormalBand);
  for (const auto& [limit, priority] : band.limits) {
    const ImVec2 p = at(limit);
    if (upright) draw->AddLine({a.x, p.y}, {b.x, p.y}, color::kText, 1.5f);
    else draw->AddLine({p.x, a.y}, {p.x, b.y}, color::kText, 1.5f);
  }
  draw->AddRect(a, b, color::kLine, 0, 0, 1);
  if (setpoint) {
    const ImVec2 p = at(*setpoint);
    const float s = pointer * 0.85f;
    if (upright) draw->AddTriangleFilled({a.x - s, p.y - s}, {a.x - s, p.y + s}, {a.x + 1, p.y}, color::kSetpoint);
    else draw->AddTriangleFilled({p.x - s, a.y - s}, {p.x + s, a.y - s}, {p.x, a.y + 1}, color::kSetpoint);
  }
  const ImVec2 p = at(value);
  const ImU32 ink = quality == 2 ? color::kFaint : alarm ? priority_color(alarm) : color::kText;
  const float s = pointer;
  if (upright) {
    const ImVec2 tip[3] = {{b.x - 2, p.y}, {b.x + s, p.y - s}, {b.x + s, p.y + s}};
    draw->AddTriangleFilled(tip[0], tip[1], tip[2], ink);
    draw->AddTriangle(tip[0], tip[1], tip[2], color::kText, 1);
  } else {
    const ImVec2 tip[3] = {{p.x, b.y - 2}, {p.x - s, b.y + s}, {p.x + s, b.y + s}};
    draw->AddTriangleFilled(tip[0], tip[1], tip[2], ink);
    draw->AddTriangle(tip[0], tip[1], tip[2], color::kText, 1);
  }
}

void upright_bar(ImDrawList* draw, ImVec2 a, ImVec2 b, double share, const BarLook& look) {
  const auto y = [&](double s) { return b.y - float(std::clamp(s, 0.0, 1.0)) * (b.y - a.y); };
  draw->AddRectFilled(a, b, color::kField);
  if (look.pointer) {
    const float s = px(7), at = y(share);
    draw->AddLine({a.x, at}, {b.x, at}, look.ink, 2);
    draw->AddTriangleFilled({b.x + s, at - s}, {b.x + s, at + s}, {b.x, at}, look.ink);
  } else {
    draw->AddRectFilled({a.x, y(share)}, b, look.ink);
    draw->AddLine({a.x, y(share)}, {b.x, y(share)}, color::kText, px(1.5f));
  }
  if (look.lo_limit < look.hi_limit)
    for (double limit : {look.lo_limit, look.hi_limit})
      draw->AddLine({a.x - px(3), y(limit)}, {b.x + px(3), y(limit)}, color::kText, 2);
  draw->AddRect(a, b, color::kLine);
}

void small_trend(const Desk& desk, ImVec2 size, RowId row, RowId setpoint, double seconds) {
  ImDrawList* draw = ImGui::GetWindowDrawList();
  const ImVec2 a = ImGui::GetCursorScreenPos(), b(a.x + size.x, a.y + size.y);
  ImGui::Dummy(size);
  draw->AddRectFilled(a, b, color::kField);
  for (int i = 1; i < 4; ++i) draw->AddLine({a.x, a.y + size.y * float(i) / 4}, {b.x, a.y + size.y * float(i) / 4}, color::faded(color::kFaint, 120));
  const HistoryView& h = desk.plant.history;
  if (row != kNoRow && h.has(row) && h.scans() > 3) {
    const Row& r = desk.plant.catalogue()[row];
    const std::uint64_t end = h.first_scan() + h.scans();
    const auto span = std::uint64_t(seconds / h.period());
    const int columns = std::max(8, int(size.x / 2));
    // In the first scan instruments and controllers have not read yet.
    const std::uint64_t from = std::max<std::uint64_t>(end > span ? end - span : 0, 2);
    double lo = r.lo, hi = r.hi;
    const std::vector<HistoryView::Bucket> pv = h.columns(row, from, end, columns);
    if (lo >= hi) {
      lo = 1e300, hi = -1e300;
      for (const auto& c : pv)
        if (c.lo <= c.hi) lo = std::min<double>(lo, c.lo), hi = std::max<double>(hi, c.hi);
      const double room = std::max(0.1 * (hi - lo), 1e-9);
      lo -= room, hi += room;
    }
    const auto line = [&](const std::vector<HistoryView::Bucket>& data, ImU32 ink) {
      std::vector<ImVec2> points;
      for (int i = 0; i < columns; ++i) {
        const auto& c = data[std::size_t(i)];
        if (c.lo > c.hi) continue;
        const auto y = [&](double v) { return b.y - float(std::clamp((v - lo) / (hi - lo), 0.0, 1.0)) * size.y; };
        const float x = a.x + (float(i) + 0.5f) / float(columns) * size.x;
        points.push_back({x, y(c.lo)});
        if (c.hi > c.lo) points.push_back({x, y(c.hi)});
      }
      draw->PushClipRect(a, b, true);
      draw->AddPolyline(points.data(), int(points.size()), ink, 0, px(1.5f));
      draw->PopClipRect();
    };
    if (setpoint != kNoRow && h.has(setpoint)) line(h.columns(setpoint, from, end, columns), color::kSetpoint);
    line(pv, color::kPens[0]);
  }
  draw->AddRect(a, b, color::kLine);
}

std::string safety_word(const PlantView& plant, const SafetyWiring& s) {
  const auto on = [&](RowId row) { return row != kNoRow && plant.value(row) > 0.5; };
  if (on(s.permissive ? s.bypass : s.bypassed)) return "ui.bypassed";
  if (s.permissive) return on(s.fulfilled) ? "ui.permitted" : "ui.not_permitted";
  return on(s.active) ? "ui.tripped" : on(s.healthy) ? "ui.healthy" : "ui.demand";
}

void tick_box(ImDrawList* draw, ImVec2 at, float side, bool ticked) {
  draw->AddRectFilled(at, {at.x + side, at.y + side}, ticked ? color::kButtonOn : color::kField, 2);
  draw->AddRect(at, {at.x + side, at.y + side}, color::kLine, 2);
  if (!ticked) return;
  const ImVec2 hook[] = {{at.x + side * 0.22f, at.y + side * 0.52f}, {at.x + side * 0.43f, at.y + side * 0.74f}, {at.x + side * 0.8f, at.y + side * 0.28f}};
  draw->AddPolyline(hook, 3, color::kTopText, 0, px(2));
}

void beside(float width, float gap) {
  if (ImGui::GetItemRectMax().x + gap + width <= ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x) ImGui::SameLine(0, gap);   // of the column, in a table
}

float button_width(const std::string& label) { return text_size(fonts().text, label).x + 2 * ImGui::GetStyle().FramePadding.x; }

void tag_link(const Desk& desk, const std::string& id, const std::string& tag, const std::string& label) {
  const ImVec2 a = ImGui::GetCursorScreenPos(), extent = ImGui::CalcTextSize(label.c_str());
  const float high = std::max(extent.y, px(24));
  ImDrawList* draw = ImGui::GetWindowDrawList();
  bool over = false;
  if (hot_area(id, a, {a.x + extent.x, a.y + high}, &over)) desk.show(tag);
  if (const Thing* t = desk.plant.find(tag)) pen_source(desk.plant, pens_of(desk.plant, *t));
  draw->AddText({a.x, a.y}, color::kText, label.c_str());
  draw->AddLine({a.x, a.y + extent.y}, {a.x + extent.x, a.y + extent.y}, over ? color::kText : color::kFill, 1);
  if (over) ImGui::SetTooltip("%s: %s", desk.words("ui.show").c_str(), description(desk.words, tag).c_str());
  ImGui::SetCursorScreenPos(a);
  ImGui::Dummy({extent.x, extent.y});
}

std::string quality_text(const Words& words, int q) { return words(q == 0 ? "ui.quality.good" : q == 1 ? "ui.quality.uncertain" : "ui.quality.bad"); }

}  // namespace retort::hmi
