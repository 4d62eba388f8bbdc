#include "engine/hmi/trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/indicators.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr std::size_t kMostPens = std::size(color::kPens);

struct Scale {
  double lo, hi;
};

/// Set point and measured value of a loop share a scale: that of what the thing shows, where it is of the same kind.
Scale scale_of(const PlantView& plant, const Row& r, const std::vector<HistoryView::Bucket>& data) {
  if (const Thing* t = plant.find(r.tag))
    if (const RowId main = plant.main_row(*t); main != kNoRow && plant.catalogue()[main].quantity == r.quantity)
      if (const Row& shown = plant.catalogue()[main]; shown.hi > shown.lo && std::abs(shown.hi) < 1e100) return {shown.lo, shown.hi};
  if (r.hi > r.lo && std::abs(r.hi) < 1e100) return {r.lo, r.hi};
  if (r.quantity == Quantity::flag) return {-0.1, 1.1};
  double lo = 1e300, hi = -1e300;
  for (const auto& c : data)
    if (c.lo <= c.hi) lo = std::min<double>(lo, c.lo), hi = std::max<double>(hi, c.hi);
  if (lo > hi) return {0, 1};
  const double room = std::max({0.08 * (hi - lo), 1e-3 * std::abs(hi), 1e-9});
  return {lo - room, hi + room};
}

/// 1, 2, 5 x 10^n seconds, minutes or hours: about `wanted` marks on the axis.
double nice_step(double span, int wanted) {
  for (double s : {1., 2., 5., 10., 15., 30., 60., 120., 300., 600., 900., 1800., 3600., 7200., 14400., 28800., 86400.})
    if (span / s <= wanted) return s;
  return 86400;
}

class Trend {
 public:
  explicit Trend(const Desk& desk) : desk_(desk), s_(desk.state), plant_(desk.plant), h_(desk.plant.history) {
    const double newest = double(h_.first_scan() + h_.scans()) * h_.period();
    end_ = s_.trend_end < 0 ? newest : std::min(s_.trend_end, newest);
    newest_ = newest;
  }

  void paint() {
    toolbar();
    const float legend = std::min(px(340), ImGui::GetContentRegionAvail().x * 0.36f);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    plot({room.x - legend - px(8), room.y});
    ImGui::SameLine(0, px(8));
    ImGui::BeginChild("trend.pens", {legend, room.y}, true);
    pens();
    ImGui::EndChild();
  }

 private:
  void toolbar() {
    const std::pair<const char*, double> spans[] = {{"2 min", 120}, {"10 min", 600}, {"30 min", 1800}, {"1 h", 3600}, {"4 h", 14400}, {"12 h", 43200}};
    for (auto [label, span] : spans) {
      if (button(std::string("trend.span.") + label, label, {.on = std::abs(s_.trend_span - span) < 1})) s_.trend_span = span;
      ImGui::SameLine();
    }
    if (button("trend.out", "−")) zoom(1.5, end_ - s_.trend_span / 2);
    ImGui::SameLine();
    if (button("trend.in", "+")) zoom(1 / 1.5, end_ - s_.trend_span / 2);
    ImGui::SameLine();
    if (button("trend.back", "◄")) pan(-0.25 * s_.trend_span);
    ImGui::SameLine();
    if (button("trend.forward", "►")) pan(0.25 * s_.trend_span);
    ImGui::SameLine();
    if (button("trend.now", desk_.words("ui.now"), {.on = s_.trend_end < 0})) s_.trend_end = -1;
  }

  void pan(double seconds) {
    s_.trend_end = std::clamp(end_ + seconds, double(h_.first_scan()) * h_.period() + 1, newest_);
    if (s_.trend_end >= newest_ - 1e-6) s_.trend_end = -1;
  }
  void zoom(double factor, double about) {
    const double before = s_.trend_span;
    s_.trend_span = std::clamp(before * factor, 10.0, 48 * 3600.0);
    if (s_.trend_end >= 0) s_.trend_end = std::min(newest_, about + (end_ - about) * s_.trend_span / before);
  }

  void plot(ImVec2 size) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton("trend.plot", size);
    Context::current().mark("trend.plot", corner, {corner.x + size.x, corner.y + size.y});
    const bool over = ImGui::IsItemHovered();
    const float foot = fonts().small->FontSize + px(6), side = px(56);
    const ImVec2 a{corner.x + side, corner.y + px(14)}, b{corner.x + size.x - px(6), corner.y + size.y - foot};
    const double begin = end_ - s_.trend_span;
    const auto x_of = [&](double t) { return a.x + float((t - begin) / s_.trend_span) * (b.x - a.x); };
    const auto t_of = [&](float x) { return begin + double((x - a.x) / (b.x - a.x)) * s_.trend_span; };

    draw->AddRectFilled(a, b, color::kField);
    const double step = nice_step(s_.trend_span, std::max(3, int((b.x - a.x) / px(90))));
    for (double t = std::ceil(std::max(begin, 0.0) / step) * step; t <= end_; t += step) {
      draw->AddLine({x_of(t), a.y}, {x_of(t), b.y}, color::faded(color::kFaint, 140));
      text_anchored(draw, fonts().small, {x_of(t), b.y + px(3)}, {0.5f, 0}, color::kDim, clock_text(t));
    }
    for (int i = 0; i <= 4; ++i) {
      const float y = b.y - (b.y - a.y) * float(i) / 4;
      draw->AddLine({a.x, y}, {b.x, y}, color::faded(color::kFaint, 140));
    }
    events(draw, a, b, begin, x_of);
    lines(draw, a, b, begin);
    draw->AddRect(a, b, color::kLine);

    ImGuiIO& io = ImGui::GetIO();
    if (over && io.MouseWheel != 0) zoom(io.MouseWheel > 0 ? 1 / 1.25 : 1.25, t_of(io.MousePos.x));
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, px(4))) {
      pan(-double(io.MouseDelta.x) / (b.x - a.x) * s_.trend_span);
    } else if (over && ImGui::IsMouseReleased(0) && io.MousePos.x >= a.x) {
      s_.trend_cursor = t_of(io.MousePos.x);
    }
    if (ImGui::IsItemFocused()) {
      if (Context::current().pressed(input::Key::left)) move_cursor(-1, b.x - a.x);
      if (Context::current().pressed(input::Key::right)) move_cursor(1, b.x - a.x);
    }
    cursor_ = over && !ImGui::IsItemActive() && io.MousePos.x >= a.x && io.MousePos.x <= b.x ? t_of(io.MousePos.x) : s_.trend_cursor;
    if (cursor_ >= begin && cursor_ <= end_) {
      draw->AddLine({x_of(cursor_), a.y}, {x_of(cursor_), b.y}, color::kFocus, 1.5f);
      text_anchored(draw, fonts().small, {x_of(cursor_), a.y - px(1)}, {0.5f, 1}, color::kFocus, clock_text(cursor_));
    } else {
      cursor_ = -1;
    }
  }
  void move_cursor(int pixels, float width) {
    const double step = s_.trend_span / width * 4;
    s_.trend_cursor = std::clamp((s_.trend_cursor < 0 ? end_ : s_.trend_cursor) + pixels * step, end_ - s_.trend_span, end_);
  }

  /// Alarms as their shape at the top, acts as ticks at the foot.
  void events(ImDrawList* draw, ImVec2 a, ImVec2 b, double begin, const auto& x_of) {
    const LogView& log = plant_.log;
    for (std::size_t i = log.at_scan(std::uint64_t(std::max(0.0, begin / plant_.scan_period))); i < log.size(); ++i) {
      const LogEntry& e = log[i];
      const double t = double(e.scan) * plant_.scan_period;
      if (t < begin) continue;
      if (t > end_) break;
      if (e.is_act) {
        if (e.source == Source::scenario || !e.refused.empty()) continue;
        draw->AddTriangleFilled({x_of(t), b.y - px(9)}, {x_of(t) - px(4), b.y}, {x_of(t) + px(4), b.y}, color::kLine);
        continue;
      }
      for (const AlarmPoint& alarm : plant_.alarms()) {
        if (alarm.state != e.row || e.row == kNoRow) continue;
        if (alarm_state(e.after) == AlarmState::unacknowledged) {
          draw->AddLine({x_of(t), a.y}, {x_of(t), b.y}, color::faded(priority_color(alarm.priority), 150), 1);
          alarm_mark(draw, {x_of(t), a.y + px(10)}, px(13), alarm.priority, false, 0);
        }
      }
    }
  }

  void lines(ImDrawList* draw, ImVec2 a, ImVec2 b, double begin) {
    const int columns = std::max(16, int(b.x - a.x));
    const double period = h_.period();
    // Before the first scan there is nothing: start the query there, and draw from where it stands.
    const double first = std::max(begin, double(h_.first_scan()) * period);
    if (first >= end_) return;
    const float x0 = a.x + float((first - begin) / s_.trend_span) * (b.x - a.x);
    const int shown = std::max(2, int(float(columns) * (b.x - x0) / (b.x - a.x)));
    draw->PushClipRect(a, b, true);
    for (std::size_t k = 0; k < s_.pens.size(); ++k) {
      if (!h_.has(s_.pens[k])) continue;
      const Row& r = plant_.catalogue()[s_.pens[k]];
      const auto data = h_.columns(s_.pens[k], std::uint64_t(first / period), std::uint64_t(std::ceil(end_ / period)), shown);
      const Scale scale = scale_of(plant_, r, data);
      const auto y_of = [&](double v) { return b.y - float((v - scale.lo) / (scale.hi - scale.lo)) * (b.y - a.y); };
      std::vector<ImVec2> points;
      double last = 0;
      for (int i = 0; i < shown; ++i) {
        const auto& c = data[std::size_t(i)];
        if (c.lo > c.hi) continue;
        const float x = x0 + (float(i) + 0.5f) / float(shown) * (b.x - x0);
        const bool falling = !points.empty() && std::abs(c.hi - last) < std::abs(c.lo - last);
        points.push_back({x, y_of(falling ? c.hi : c.lo)});
        if (c.hi > c.lo) points.push_back({x, y_of(falling ? c.lo : c.hi)});
        last = falling ? c.lo : c.hi;
      }
      draw->AddPolyline(points.data(), int(points.size()), color::kPens[k % kMostPens], 0, px(k == chosen_ ? 2.5f : 1.6f));
    }
    draw->PopClipRect();
    // The scale at the left is that of the first pen, in its colour.
    if (s_.pens.empty()) return;
    const Row& r = plant_.catalogue()[s_.pens[0]];
    const auto data = h_.columns(s_.pens[0], std::uint64_t(first / period), std::uint64_t(std::ceil(end_ / period)), shown);
    const Scale scale = scale_of(plant_, r, data);
    for (int i = 0; i <= 4; ++i)
      text_anchored(draw, fonts().small, {a.x - px(6), b.y - (b.y - a.y) * float(i) / 4}, {1, i == 4 ? 0.2f : 0.6f}, color::kPens[0],
                    number_text(r, scale.lo + (scale.hi - scale.lo) * i / 4, desk_.words));
  }

  void pens() {
    const bool at_cursor = cursor_ >= 0;
    caption(at_cursor ? desk_.words("ui.at") + " " + clock_text(cursor_) : desk_.words("ui.now"));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    int drop = -1;
    for (std::size_t k = 0; k < s_.pens.size(); ++k) {
      const Row& r = plant_.catalogue()[s_.pens[k]];
      const ImVec2 p = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x, height = px(44);
      draw->AddRectFilled({p.x, p.y + px(3)}, {p.x + px(6), p.y + height - px(5)}, color::kPens[k % kMostPens]);
      text_at(draw, fonts().text, {p.x + px(12), p.y}, color::kText, fitted(r.tag + "  " + noun_text(desk_.words, r), width - px(140), fonts().text));
      text_at(draw, fonts().small, {p.x + px(12), p.y + fonts().text->FontSize}, color::kDim, fitted(description(desk_.words, r.tag), width - px(50), fonts().small));
      const double v = at_cursor && h_.has(r.id) ? h_.at(r.id, std::uint64_t(cursor_ / h_.period())) : plant_.value(r.id);
      text_anchored(draw, fonts().mono, {p.x + width - px(34), p.y}, {1, 0}, color::kValue, value_text(r, v, desk_.words));
      if (hot_area("trend.show." + r.name, p, {p.x + width - px(32), p.y + height - px(5)})) desk_.show(r.tag);
      ImGui::SetCursorScreenPos({p.x + width - px(28), p.y});
      if (button("trend.drop." + r.name, "×", {.size = {px(26), px(26)}})) drop = int(k);
      ImGui::SetCursorScreenPos({p.x, p.y + height});
    }
    if (drop >= 0) s_.pens.erase(s_.pens.begin() + drop);
    if (s_.pens.size() >= kMostPens) return;
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("###trend.add", desk_.words("ui.add_pen").c_str(), ImGuiComboFlags_HeightLarge)) {
      for (const Thing& t : plant_.things())
        for (RowId id : plant_.board_rows(t)) {
          if (!h_.has(id) || std::find(s_.pens.begin(), s_.pens.end(), id) != s_.pens.end()) continue;
          if (t.kind == ThingKind::alarm) continue;
          if (ImGui::Selectable(plant_.catalogue()[id].name.c_str())) s_.pens.push_back(id);
        }
      ImGui::EndCombo();
    }
    Context::current().mark("trend.add", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  }

  const Desk& desk_;
  BoardState& s_;
  const PlantView& plant_;
  const HistoryView& h_;
  double end_ = 0, newest_ = 0, cursor_ = -1;
  std::size_t chosen_ = 0;
};

}  // namespace

std::vector<RowId> first_pens(const PlantView& plant) {
  std::vector<RowId> pens;
  const auto take = [&](const Thing& t, std::initializer_list<const char*> nouns) {
    for (const char* n : nouns)
      if (const RowId r = t.row(n); r != kNoRow && pens.size() < 8) pens.push_back(r);
  };
  for (const Thing& t : plant.things())
    if (t.kind == ThingKind::controller) take(t, {"pv", "working_sp", "op"});
  for (const Thing& t : plant.things())
    if (t.kind == ThingKind::transmitter) take(t, {"pv"});
  return pens;
}

void draw_trend(const Desk& desk) {
  Trend(desk).paint();
}

}  // namespace retort::hmi
