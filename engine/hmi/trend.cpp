#include "engine/hmi/trend.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "engine/hmi/indicators.h"
#include "engine/hmi/trend_pens.h"
#include "sim/model/trend_groups.h"

namespace retort::hmi {

using namespace ui;

namespace {

static_assert(kMostPens <= std::size(color::kPens));

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

/// A pen over the columns of the plot: where it lay between, and its middle.
struct Trace {
  std::vector<float> x, lo, hi, mean;  // px; `mean` in place of a line that noise would blacken
  bool noisy = false;
};

/// What goes up and down from column to column is noise: it becomes a band with its running mean as the line. A step or a ramp stays as it is.
void calm(Trace& t) {
  const std::size_t n = t.x.size();
  std::size_t turns = 0;
  for (std::size_t i = 2; i < n; ++i)
    if ((t.mean[i] - t.mean[i - 1]) * (t.mean[i - 1] - t.mean[i - 2]) < 0) ++turns;
  t.noisy = n > 20 && turns > n / 5;
  if (!t.noisy) return;
  constexpr std::size_t kReach = 5;
  const std::vector<float> raw = t.mean, lo = t.lo, hi = t.hi;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t reach = std::min({kReach, i, n - 1 - i});
    float sum = 0;
    for (std::size_t k = i - reach; k <= i + reach; ++k) {
      sum += raw[k];
      t.lo[i] = std::min(t.lo[i], lo[k]), t.hi[i] = std::max(t.hi[i], hi[k]);
    }
    t.mean[i] = sum / float(2 * reach + 1);
  }
}

class Trend {
 public:
  Trend(const Desk& desk, const PlantPages& pages) : desk_(desk), pages_(pages), s_(desk.state), plant_(desk.plant), h_(desk.plant.history) {
    const double newest = double(h_.first_scan() + h_.scans()) * h_.period();
    end_ = s_.trend_end < 0 ? newest : std::min(s_.trend_end, newest);
    newest_ = newest;
    const int last = int(s_.pens.size()) - 1;
    s_.pen_left = std::clamp(s_.pen_left, 0, std::max(last, 0));
    s_.pen_right = std::clamp(s_.pen_right, -1, last);
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
    add_pens(desk_, dropped_pens());
  }

 private:
  void toolbar() {
    const std::pair<const char*, double> spans[] = {{"2 min", 120}, {"10 min", 600}, {"30 min", 1800}, {"1 h", 3600}, {"4 h", 14400}, {"12 h", 43200}};
    const auto press = [&](const std::string& id, const std::string& label, const ButtonLook& look = {}) {
      beside(button_width(label));
      return button(id, label, look);
    };
    for (auto [label, span] : spans) {
      const ButtonLook look{.on = std::abs(s_.trend_span - span) < 1};
      if (span == spans[0].second ? button(std::string("trend.span.") + label, label, look) : press(std::string("trend.span.") + label, label, look)) s_.trend_span = span;
    }
    if (press("trend.out", "−")) zoom(1.5, end_ - s_.trend_span / 2);
    if (press("trend.in", "+")) zoom(1 / 1.5, end_ - s_.trend_span / 2);
    if (press("trend.back", "◄")) pan(-0.25 * s_.trend_span);
    if (press("trend.forward", "►")) pan(0.25 * s_.trend_span);
    if (press("trend.now", desk_.words("ui.now"), {.on = s_.trend_end < 0})) s_.trend_end = -1;
    if (press("trend.csv", "CSV", {.enabled = bool(desk_.run.save) && !s_.pens.empty()}))
      desk_.save("trend.csv", trend_csv(plant_, s_.pens, end_ - s_.trend_span, end_));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", desk_.words("ui.export").c_str());
    const std::vector<PenGroup> groups = pen_groups(plant_, pages_, desk_.words);
    if (groups.empty()) return;
    beside(px(120));
    const auto open = std::find_if(groups.begin(), groups.end(), [&](const PenGroup& g) { return g.pens == s_.pens; });
    ImGui::SetNextItemWidth(std::max(px(120), ImGui::GetContentRegionAvail().x));
    if (ImGui::BeginCombo("###trend.group", (open == groups.end() ? desk_.words("ui.trend.own") : open->title).c_str(), ImGuiComboFlags_HeightLarge)) {
      for (std::size_t k = 0; k < groups.size(); ++k) {
        if (ImGui::Selectable((groups[k].title + "###" + std::to_string(k)).c_str(), open != groups.end() && groups[k].pens == open->pens)) s_.pens = groups[k].pens, s_.pen_left = 0, s_.pen_right = -1;
        Context::current().mark("trend.group." + std::to_string(k), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
      }
      ImGui::EndCombo();
    }
    Context::current().mark("trend.group", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
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
    add_pens(desk_, dropped_pens());
    Context::current().mark("trend.plot", corner, {corner.x + size.x, corner.y + size.y});
    const bool over = ImGui::IsItemHovered();
    const float foot = fonts().small->FontSize + px(6), side = px(56);
    const float head = fonts().small->FontSize + px(2);
    const ImVec2 a{corner.x + side, corner.y + head}, b{corner.x + size.x - (s_.pen_right >= 0 ? side : px(6)), corner.y + size.y - foot};
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
    lines(draw, a, b, begin);
    events(draw, b, begin, x_of, over);
    draw->AddRect(a, b, color::kLine);

    ImGuiIO& io = ImGui::GetIO();
    if (over && io.MouseWheel != 0) zoom(io.MouseWheel > 0 ? 1 / 1.25 : 1.25, t_of(io.MousePos.x));
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0, px(4))) {
      pan(-double(io.MouseDelta.x) / (b.x - a.x) * s_.trend_span);
    } else if (over && ImGui::IsMouseReleased(0) && io.MousePos.x >= a.x) {
      // Pressed where it stands already, it goes away.
      const bool again = s_.trend_cursor >= 0 && std::abs(x_of(s_.trend_cursor) - io.MousePos.x) < px(5);
      s_.trend_cursor = again ? -1 : t_of(io.MousePos.x);
    }
    if (ImGui::IsItemFocused()) {
      if (Context::current().pressed(input::Key::left)) move_cursor(-1, b.x - a.x);
      if (Context::current().pressed(input::Key::right)) move_cursor(1, b.x - a.x);
    }
    const auto inside = [&](double t) { return t >= begin && t <= end_; };
    const auto line = [&](double t, ImU32 ink) {
      draw->AddLine({x_of(t), a.y}, {x_of(t), b.y}, ink, 1.5f);
      text_anchored(draw, fonts().small, {std::clamp(x_of(t), a.x + px(26), b.x - px(26)), a.y - px(1)}, {0.5f, 1}, ink, clock_text(t));
    };
    // The cursor that was set, and the pointer as the second one.
    fixed_ = inside(s_.trend_cursor) ? s_.trend_cursor : -1;
    const bool pointing = over && !ImGui::IsItemActive() && io.MousePos.x >= a.x && io.MousePos.x <= b.x;
    cursor_ = pointing ? t_of(io.MousePos.x) : fixed_;
    if (fixed_ >= 0) line(fixed_, color::kFocus);
    if (pointing) line(cursor_, color::kLine);
  }
  void move_cursor(int pixels, float width) {
    const double step = s_.trend_span / width * 4;
    s_.trend_cursor = std::clamp((s_.trend_cursor < 0 ? end_ : s_.trend_cursor) + pixels * step, end_ - s_.trend_span, end_);
  }

  /// Acts as ticks at the foot, alarms as their shapes above; what they were is told where one points.
  void events(ImDrawList* draw, ImVec2 b, double begin, const auto& x_of, bool over) {
    const LogView& log = plant_.log;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float deep = px(26);
    std::string told;
    int lines = 0;
    for (std::size_t i = log.at_scan(std::uint64_t(std::max(0.0, begin / plant_.scan_period))); i < log.size(); ++i) {
      const LogEntry& e = log[i];
      const double t = double(e.scan) * plant_.scan_period;
      if (t < begin) continue;
      if (t > end_) break;
      if (e.row == kNoRow) continue;
      const Row& r = plant_.catalogue()[e.row];
      std::string text;
      if (e.is_act) {
        if (e.source == Source::scenario || e.source == Source::instructor || !e.refused.empty() || e.kind != kActNumber<acts::Write>) continue;
        draw->AddTriangleFilled({x_of(t), b.y - px(10)}, {x_of(t) - px(5), b.y}, {x_of(t) + px(5), b.y}, color::kLine);
        text = r.tag + " " + noun_text(desk_.words, r) + ": " + value_text(r, e.before, desk_.words) + " → " + value_text(r, e.after, desk_.words);
      } else if (const AlarmPoint* alarm = plant_.alarm_of(e.row); alarm && alarm_state(e.after) == AlarmState::unacknowledged) {
        draw->AddLine({x_of(t), b.y - deep}, {x_of(t), b.y}, priority_color(alarm->priority), 1.5f);
        alarm_mark(draw, {x_of(t), b.y - px(19)}, px(13), alarm->priority, false, 0);
        text = alarm->tag + " " + description(desk_.words, alarm->tag);
      }
      if (text.empty() || !over || std::abs(mouse.x - x_of(t)) > px(6) || mouse.y < b.y - deep || mouse.y > b.y) continue;
      if (++lines <= 8) told += (told.empty() ? "" : "\n") + clock_text(t) + "  " + text;
    }
    if (!told.empty()) ImGui::SetTooltip("%s%s", told.c_str(), lines > 8 ? "\n…" : "");
  }

  void lines(ImDrawList* draw, ImVec2 a, ImVec2 b, double begin) {
    const int columns = std::max(16, int(b.x - a.x));
    const double period = h_.period();
    // Before the first scan there is nothing, and in it instruments and controllers have not read yet: the query starts behind it.
    const std::uint64_t known = h_.first_scan() + (h_.first_scan() == 0 ? 2 : 0);
    const double first = std::max(begin, double(known) * period);
    if (first >= end_) return;
    const float x0 = a.x + float((first - begin) / s_.trend_span) * (b.x - a.x);
    const int shown = std::max(2, int(float(columns) * (b.x - x0) / (b.x - a.x)));
    draw->PushClipRect(a, b, true);
    // The chosen pen lies over the others.
    std::vector<std::size_t> order;
    for (std::size_t k = 0; k < s_.pens.size(); ++k)
      if (int(k) != s_.pen_left) order.push_back(k);
    if (!s_.pens.empty()) order.push_back(std::size_t(s_.pen_left));
    std::vector<std::pair<std::size_t, Scale>> axes;
    for (std::size_t k : order) {
      if (!h_.has(s_.pens[k])) continue;
      const Row& r = plant_.catalogue()[s_.pens[k]];
      const auto data = h_.columns(s_.pens[k], std::uint64_t(first / period), std::uint64_t(std::ceil(end_ / period)), shown);
      const Scale scale = scale_of(plant_, r, data);
      const auto y_of = [&](double v) { return b.y - float((v - scale.lo) / (scale.hi - scale.lo)) * (b.y - a.y); };
      Trace t;
      for (int i = 0; i < shown; ++i) {
        const auto& c = data[std::size_t(i)];
        if (c.lo > c.hi) continue;
        t.x.push_back(x0 + (float(i) + 0.5f) / float(shown) * (b.x - x0));
        t.hi.push_back(y_of(c.lo)), t.lo.push_back(y_of(c.hi));  // y grows downwards
        t.mean.push_back((t.lo.back() + t.hi.back()) / 2);
      }
      calm(t);
      trace(draw, t, color::kPens[k], int(k) == s_.pen_left);
      if (int(k) == s_.pen_left || int(k) == s_.pen_right) axes.push_back({k, scale});
    }
    draw->PopClipRect();
    for (const auto& [k, scale] : axes) axis(draw, a, b, k, scale, int(k) == s_.pen_left);
  }

  static void trace(ImDrawList* draw, const Trace& t, ImU32 ink, bool chosen) {
    std::vector<ImVec2> points;
    for (std::size_t i = 0; i < t.x.size(); ++i) {
      if (t.noisy) {
        draw->AddRectFilled({t.x[i] - 0.5f, t.lo[i]}, {t.x[i] + 0.5f, t.hi[i]}, color::faded(ink, 45));
        points.push_back({t.x[i], t.mean[i]});
        continue;
      }
      // Up and down in one column: the nearer end first.
      const bool falling = !points.empty() && std::abs(t.hi[i] - points.back().y) < std::abs(t.lo[i] - points.back().y);
      points.push_back({t.x[i], falling ? t.hi[i] : t.lo[i]});
      if (t.hi[i] > t.lo[i]) points.push_back({t.x[i], falling ? t.lo[i] : t.hi[i]});
    }
    draw->AddPolyline(points.data(), int(points.size()), ink, 0, px(chosen ? 2.5f : 1.6f));
  }

  /// The scale of a pen, in its colour: of the chosen one at the left, of the one that was chosen before at the right.
  void axis(ImDrawList* draw, ImVec2 a, ImVec2 b, std::size_t pen, Scale scale, bool left) {
    const Row& r = plant_.catalogue()[s_.pens[pen]];
    const float x = left ? a.x - px(6) : b.x + px(6);
    for (int i = 0; i <= 4; ++i)
      text_anchored(draw, fonts().small, {x, b.y - (b.y - a.y) * float(i) / 4}, {left ? 1.f : 0.f, i == 4 ? 0.2f : 0.6f}, color::kPens[pen],
                    number_text(r, scale.lo + (scale.hi - scale.lo) * i / 4, desk_.words));
    const std::string name = r.tag + (board_unit(r).empty() ? "" : "  " + board_unit(r));
    text_anchored(draw, fonts().small, {left ? a.x : b.x, a.y - px(1)}, {left ? 0.f : 1.f, 1}, color::kPens[pen], name);
  }

  double value_at(RowId row, double time) const {
    return time >= 0 && h_.has(row) ? h_.at(row, std::uint64_t(time / h_.period())) : plant_.value(row);
  }

  void pens() {
    const bool both = fixed_ >= 0 && cursor_ >= 0 && std::abs(cursor_ - fixed_) > h_.period();
    caption(both ? clock_text(fixed_) + " → " + clock_text(cursor_) : cursor_ >= 0 ? desk_.words("ui.at") + " " + clock_text(cursor_) : desk_.words("ui.now"));
    // The chosen pen, up and down the list.
    const float side = px(26);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - 2 * side - px(4));
    if (button("trend.up", "▲", {.enabled = s_.pen_left > 0, .size = {side, side}})) move_pen(s_, std::size_t(s_.pen_left), std::size_t(s_.pen_left - 1));
    ImGui::SameLine(0, px(4));
    if (button("trend.down", "▼", {.enabled = s_.pen_left + 1 < int(s_.pens.size()), .size = {side, side}})) move_pen(s_, std::size_t(s_.pen_left), std::size_t(s_.pen_left + 1));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    int drop = -1;
    std::pair<std::size_t, std::size_t> moved{0, 0};
    std::vector<RowId> added;
    for (std::size_t k = 0; k < s_.pens.size(); ++k) {
      const Row& r = plant_.catalogue()[s_.pens[k]];
      const ImVec2 p = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x, line = fonts().text->FontSize + px(2), height = std::max(px(40), 2 * line + px(4));
      if (int(k) == s_.pen_left || int(k) == s_.pen_right) draw->AddRectFilled(p, {p.x + width, p.y + height - px(3)}, color::kField, 2);
      draw->AddRectFilled({p.x, p.y}, {p.x + px(6), p.y + height - px(3)}, color::kPens[k]);
      const float right = p.x + width - px(34);
      const double v = value_at(r.id, cursor_);
      const std::string value = value_text(r, v, desk_.words);
      text_anchored(draw, fonts().mono, {right, p.y + line}, {1, 0}, color::kValue, value);
      std::string change;
      if (both && r.choices.empty() && r.quantity != Quantity::flag) {
        const double d = v - value_at(r.id, fixed_);
        // As a difference: without the offset of °C and barg.
        change = (d < 0 ? "Δ −" : "Δ +") + number_text(r, r.unit ? std::abs(d) + r.unit->offset : std::abs(d) + default_unit(r.quantity).offset, desk_.words);
        text_anchored(draw, fonts().mono, {right, p.y}, {1, 0}, color::kValue, change);
      }
      text_at(draw, fonts().bold, {p.x + px(12), p.y}, color::kText, fitted(r.tag, width - px(48) - (change.empty() ? 0 : text_size(fonts().mono, change).x), fonts().bold));
      text_at(draw, fonts().small, {p.x + px(12), p.y + line}, color::kDim,
              fitted(noun_text(desk_.words, r), width - px(60) - text_size(fonts().mono, value).x, fonts().small));
      bool over = false;
      if (hot_area("trend.pen." + r.name, p, {right + px(2), p.y + height - px(3)}, &over) && int(k) != s_.pen_left)
        s_.pen_right = s_.pen_left, s_.pen_left = int(k);
      pen_source(plant_, {r.id});
      // A pen of the list takes this place; what comes from elsewhere is added.
      if (const std::vector<RowId> came = dropped_pens(); !came.empty()) {
        const auto from = std::find(s_.pens.begin(), s_.pens.end(), came.front());
        if (from == s_.pens.end()) added = came;
        else moved = {std::size_t(from - s_.pens.begin()), k};
      }
      if (over) ImGui::SetTooltip("%s  %s\n%s", r.tag.c_str(), description(desk_.words, r.tag).c_str(), desk_.words("ui.trend.axis").c_str());
      ImGui::SetCursorScreenPos({p.x + width - px(28), p.y});
      if (button("trend.drop." + r.name, "×", {.size = {px(26), px(26)}})) drop = int(k);
      ImGui::SetCursorScreenPos({p.x, p.y + height});
    }
    move_pen(s_, moved.first, moved.second);
    add_pens(desk_, added);
    if (drop >= 0) {
      s_.pens.erase(s_.pens.begin() + drop);
      s_.pen_left = 0, s_.pen_right = -1;
    }
    if (s_.pens.size() < kMostPens) search();
  }

  /// A pen by a part of its tag, description or name.
  void search() {
    char typed[64];
    std::snprintf(typed, sizeof typed, "%s", s_.trend_search.c_str());
    ImGui::SetNextItemWidth(-1);
    const bool entered = ImGui::InputTextWithHint("###trend.search", desk_.words("ui.add_pen").c_str(), typed, sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
    Context::current().mark("trend.search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
    s_.trend_search = typed;
    const std::vector<RowId> found = find_pens(desk_, s_.trend_search, 8);
    RowId chosen = entered && !found.empty() ? found.front() : kNoRow;
    for (RowId id : found) {
      const Row& r = plant_.catalogue()[id];
      if (button("trend.add." + r.name, r.tag + "  " + noun_text(desk_.words, r), {.size = {ImGui::GetContentRegionAvail().x, 0}})) chosen = id;
    }
    if (found.empty() && !s_.trend_search.empty()) caption(desk_.words("ui.find.none"));
    if (chosen == kNoRow) return;
    add_pens(desk_, {chosen});
    s_.trend_search.clear();
  }

  const Desk& desk_;
  const PlantPages& pages_;
  BoardState& s_;
  const PlantView& plant_;
  const HistoryView& h_;
  double end_ = 0, newest_ = 0, cursor_ = -1, fixed_ = -1;  // s; cursor_: at the pointer, else as set
};

}  // namespace

void draw_trend(const Desk& desk, const PlantPages& pages) { Trend(desk, pages).paint(); }

}  // namespace retort::hmi
