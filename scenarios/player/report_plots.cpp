#include "scenarios/player/report_plots.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "language/markup.h"
#include "scenarios/player/result_text.h"
#include "sim/base/math.h"

namespace retort {
namespace {

constexpr double kWidth = 760;
constexpr int kColumns = 480;

/// A coordinate, with at most one decimal.
std::string at(double x) {
  std::string s = fmt::format("{:.1f}", x);
  if (s.ends_with(".0")) s.resize(s.size() - 2);
  return s == "-0" ? "0" : s;
}

struct TimeScale {
  const TimeAxis& axis;
  double left, right;
  double operator()(double t) const {
    return left + (right - left) * std::clamp((t - axis.from) / (axis.to - axis.from), 0.0, 1.0);
  }
};

std::string time_grid(const TimeScale& x, double top, double bottom) {
  std::string s;
  for (double t = std::ceil(x.axis.from / x.axis.step) * x.axis.step; t <= x.axis.to + 1e-9; t += x.axis.step)
    s += fmt::format("<path class=\"grid\" d=\"M{0} {1}V{2}\"/><text class=\"tick\" x=\"{0}\" y=\"{3}\">{4}</text>\n",
                     at(x(t)), at(top), at(bottom), at(bottom + 13), clock_text(t));
  return s;
}

std::string event_lines(const RunResult& run, const TimeScale& x, double top, double bottom) {
  std::string s;
  double used = -1e9;
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    const double px = x(run.events[i].time);
    s += fmt::format("<path class=\"event\" d=\"M{} {}V{}\"/>", at(px), at(top), at(bottom));
    if (px - used < 12) continue;
    used = px;
    s += fmt::format("<text class=\"letter\" x=\"{}\" y=\"{}\">{}</text>\n", at(px), at(top - 3), event_letter(i));
  }
  return s;
}

/// A word that fits in `width` at the size of the labels.
std::string cut_to(const std::string& text, double width) {
  const auto room = static_cast<std::size_t>(std::max(1.0, width / 5.6));
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) == 0x80) continue;
    if (++letters > room) return text.substr(0, i) + "…";
  }
  return text;
}

/// Decimals that show a step exactly: 0.25 has two.
int decimals_of(double step) {
  int decimals = 0;
  for (double x = step; decimals < 6 && std::abs(x - std::round(x)) > 1e-9 * std::max(1.0, x); x *= 10) ++decimals;
  return decimals;
}

double nice_step(double span, int most) {
  const double raw = span / most, base = math::pow(10.0, std::floor(math::log(raw) * 0.4342944819032518));
  for (const double m : {1.0, 2.0, 2.5, 5.0})
    if (m * base >= raw - 1e-12 * base) return m * base;
  return 10 * base;
}

/// One lane of the timeline: its name at the left and what stands in it.
class Lanes {
 public:
  Lanes(const TimeScale& x, double top) : x_(x), y_(top) {}
  double open(const std::string& name, const std::string& title = "") {
    const double middle = y_ + kHeight / 2;
    body_ +=
        fmt::format("<path class=\"lane\" d=\"M{} {}H{}\"/><text class=\"lane-name\" x=\"{}\" y=\"{}\">{}{}</text>\n",
                    at(x_.left), at(middle), at(x_.right), at(x_.left - 8), at(middle + 4),
                    title.empty() ? "" : "<title>" + escape(title) + "</title>", escape(cut_to(name, x_.left - 12)));
    y_ += kHeight;
    return middle;
  }
  void add(const std::string& svg) { body_ += svg; }
  double bottom() const { return y_; }
  const std::string& body() const { return body_; }

 private:
  static constexpr double kHeight = 22;
  const TimeScale& x_;
  double y_;
  std::string body_;
};

std::string mark(const char* shape, const char* style, double x, double y, const std::string& title) {
  return fmt::format("<path class=\"{}\" transform=\"translate({} {})\" d=\"{}\"><title>{}</title></path>\n", style,
                     at(x), at(y), shape, escape(title));
}

std::string act_title(const RunResult& run, const StudentAct& a, const Texts& texts) {
  if (a.row == kNoRow) return fmt::format("{} {}", clock_text(a.time), said_text(run, a, texts));
  const Row& row = run.plant->catalogue[a.row];
  return fmt::format("{} {} {} = {}", clock_text(a.time), row.tag, texts.noun(row.tag, row.noun), value_text(row, a.after, texts));
}

void draw_acts(Lanes& lanes, const RunResult& run, const std::vector<StudentAct>& acts, Source source, const char* name,
               const char* style, const TimeScale& x, const Texts& texts, bool numbered) {
  if (std::none_of(acts.begin(), acts.end(), [&](const StudentAct& a) { return a.source == source; })) return;
  const double y = lanes.open(texts(name));
  double used = -1e9;
  for (std::size_t i = 0; i < acts.size(); ++i) {
    if (acts[i].source != source) continue;
    const double px = x(acts[i].time);
    lanes.add(mark("M0 -6V6", style, px, y, act_title(run, acts[i], texts)));
    const std::string number = std::to_string(i + 1);
    if (!numbered || px - used < 4 + 6 * static_cast<double>(number.size())) continue;
    lanes.add(fmt::format("<text class=\"number\" x=\"{}\" y=\"{}\">{}</text>\n", at(px + 2), at(y - 2), number));
    used = px;
  }
}

void draw_alarms(Lanes& lanes, const RunResult& run, const TimeScale& x, const Texts& texts) {
  const std::vector<AlarmEpisode> episodes = alarms_of(run);
  std::set<std::string> drawn;
  for (const AlarmEpisode& first : episodes) {
    if (!drawn.insert(first.tag).second) continue;
    const double y = lanes.open(first.tag, texts.tag(first.tag));
    for (const AlarmEpisode& e : episodes) {
      if (e.tag != first.tag) continue;
      const double came = x(e.came), gone = x(e.returned.value_or(x.axis.to)),
                   seen = x(e.acknowledged.value_or(x.axis.to));
      const char* fill = e.priority == 0 ? "p0" : e.priority == 1 ? "p1" : e.priority == 2 ? "p2" : "p3";
      lanes.add(fmt::format(
          "<rect class=\"alarm {}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"8\"><title>{}: {}–{}</title></rect>\n",
          fill, at(came), at(y - 4), at(std::max(1.0, gone - came)), escape(e.tag), clock_text(e.came),
          e.returned ? clock_text(*e.returned) : "…"));
      if (e.priority > 0 && (!e.acknowledged || *e.acknowledged > e.came))
        lanes.add(fmt::format("<path class=\"unseen\" d=\"M{} {}H{}\"/>\n", at(came), at(y + 7),
                              at(std::max(seen, came + 1))));
      if (e.acknowledged)
        lanes.add(
            mark("M-4 0L-1 4L5 -5", "seen", seen, y, texts("report.acknowledged") + " " + clock_text(*e.acknowledged)));
      lanes.add(priority_sign(e.priority, came, y));
    }
  }
}

/// First scan and number of scans of a plot. The sample before the first scan is left out: instruments had not measured
/// yet.
std::pair<std::uint64_t, std::uint64_t> measured(const RunResult& run) {
  const std::uint64_t n = run.history.scans();
  return n > 1 ? std::pair{run.history.first_scan() + 1, n - 1} : std::pair{run.history.first_scan(), n};
}

/// A line through the minima and maxima of the columns.
std::string history_path(const RunResult& run, RowId row, const TimeScale& x, double scale, double offset) {
  const double period = run.plant->scan_period();
  const auto [first, count] = measured(run);
  if (count == 0) return "";
  const auto from = std::max(first, static_cast<std::uint64_t>(std::max(0.0, std::floor(x.axis.from / period + 0.5))));
  const auto to = std::max(from + 1, static_cast<std::uint64_t>(std::ceil(x.axis.to / period)) + 1);
  const int columns = static_cast<int>(std::min<std::uint64_t>(kColumns, to - from));
  const std::vector<HistoryView::Bucket> buckets = run.history.columns(row, from, to, columns);
  std::vector<std::pair<double, double>> points;
  double previous = NAN;
  for (int k = 0; k < columns; ++k) {
    const HistoryView::Bucket b = buckets[static_cast<std::size_t>(k)];
    if (!(b.lo <= b.hi)) continue;
    const double t = (static_cast<double>(from) + (k + 0.5) * static_cast<double>(to - from) / columns) * period;
    const double px =
        x(std::clamp(t, static_cast<double>(first) * period, static_cast<double>(first + count - 1) * period));
    const bool up = std::isnan(previous) || std::abs(previous - b.lo) <= std::abs(previous - b.hi);
    points.emplace_back(px, offset + scale * (up ? b.lo : b.hi));
    if (b.lo != b.hi) points.emplace_back(px, offset + scale * (up ? b.hi : b.lo));
    previous = up ? b.hi : b.lo;
  }
  std::string d;
  for (std::size_t i = 0; i < points.size(); ++i) {
    // Points in the middle of a level stretch say nothing.
    if (i > 0 && i + 1 < points.size() && at(points[i - 1].second) == at(points[i].second) &&
        at(points[i].second) == at(points[i + 1].second))
      continue;
    d += fmt::format("{}{} {}", d.empty() ? "M" : "L", at(points[i].first), at(points[i].second));
  }
  return d;
}

struct Extremes {
  double lo = INFINITY, hi = -INFINITY;
  void add(const RunResult& run, RowId row) {
    const auto [first, count] = measured(run);
    for (const HistoryView::Bucket& b : run.history.columns(row, first, first + count, 1))
      if (b.lo <= b.hi) {
        lo = std::min<double>(lo, b.lo);
        hi = std::max<double>(hi, b.hi);
      }
  }
};

}  // namespace

std::string event_letter(std::size_t index) {
  const std::string last(1, static_cast<char>('A' + index % 26));
  return index < 26 ? last : event_letter(index / 26 - 1) + last;
}

TimeAxis make_time_axis(const RunResult& run, const RunResult* model) {
  auto [from, to] = time_span(run);
  if (model) {
    const auto [model_from, model_to] = time_span(*model);
    from = std::min(from, model_from);
    to = std::max(to, model_to);
  }
  if (to <= from) to = from + 1;
  double step = 24 * 3600;
  for (const double s : {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 28800})
    if ((to - from) / s <= 10) {
      step = s;
      break;
    }
  return {from, to, step};
}

std::string priority_sign(int priority, double x, double y) {
  const char* shape = priority == 0   ? "<path class=\"sign p0\" d=\"M0 -8L8 0L0 8L-8 0Z\"/>"
                      : priority == 1 ? "<path class=\"sign p1\" d=\"M-7 -7H7V7H-7Z\"/>"
                      : priority == 2 ? "<path class=\"sign p2\" d=\"M0 -8L8 6H-8Z\"/>"
                                      : "<path class=\"sign p3\" d=\"M0 8L8 -6H-8Z\"/>";
  const double down = priority == 2 ? 4.5 : priority == 3 ? 2 : 3.5;
  return fmt::format(
      "<g transform=\"translate({} {})\">{}<text class=\"sign-text s{}\" x=\"0\" y=\"{}\">{}</text></g>\n", at(x),
      at(y), shape, priority, at(down), priority == 0 ? std::string("S") : std::to_string(priority));
}

std::string score_gauge(const Grade& grade, const Grade* model, const Texts& texts) {
  const auto x = [](double score) { return 10 + 4.8 * std::clamp(score, 0.0, 100.0); };
  std::string s = fmt::format(
      "<svg class=\"gauge\" viewBox=\"0 0 500 86\" role=\"img\" aria-label=\"{}\">\n<rect class=\"gauge-back\" "
      "x=\"10\" y=\"30\" width=\"480\" "
      "height=\"22\"/><rect class=\"gauge-bar\" x=\"10\" y=\"30\" width=\"{}\" height=\"22\"/>\n",
      escape(texts("report.gauge_alt", {points_text(grade.score, texts)})), at(x(grade.score) - 10));
  for (int tick = 0; tick <= 100; tick += 10)
    s += fmt::format(
        "<path class=\"gauge-tick\" d=\"M{0} 52v{1}\"/>{2}", at(x(tick)), tick % 50 == 0 ? 8 : 5,
        tick % 20 == 0 ? fmt::format("<text class=\"tick\" x=\"{}\" y=\"73\">{}</text>", at(x(tick)), tick) : "");
  for (const GradeCap& cap : grade.caps)
    s += fmt::format(
        "<path class=\"gauge-cap\" d=\"M{0} 24V58\"/><text class=\"cap-name\" x=\"{0}\" y=\"20\">{1}</text>\n",
        at(x(cap.at)), escape(texts("report.cap_at", {points_text(cap.at, texts)})));
  if (model)
    s += fmt::format(
        "<path class=\"gauge-model\" transform=\"translate({} 29)\" d=\"M0 0L-6 -10H6Z\"><title>{}</title></path>\n",
        at(x(model->score)), escape(texts("report.model_score", {points_text(model->score, texts)})));
  return s + "</svg>\n";
}

std::string timeline(const RunResult& run, const RunResult* model, const TimeAxis& axis, const Texts& texts) {
  const TimeScale x{axis, 132, kWidth - 14};
  const double top = 16;
  Lanes lanes(x, top);

  if (!run.events.empty()) {
    const double y = lanes.open(texts("report.events"));
    double used = -1e9;
    for (std::size_t i = 0; i < run.events.size(); ++i) {
      const ScenarioEvent& e = run.events[i];
      const std::string text = phrase_text(e.what, texts);
      const double px = x(e.time), next = i + 1 < run.events.size() ? x(run.events[i + 1].time) : x.right;
      lanes.add(mark("M0 7V-7L9 -3L0 0", "flag", px, y, clock_text(e.time) + " " + text));
      if (px < used) continue;
      const std::string label = cut_to(text, next - px - 16);
      if (next - px < 40) continue;
      lanes.add(
          fmt::format("<text class=\"label\" x=\"{}\" y=\"{}\">{}</text>\n", at(px + 12), at(y + 4), escape(label)));
      used = px + 12;
    }
  }
  if (!run.steps.empty()) {
    const double y = lanes.open(texts("report.steps"));
    for (std::size_t i = 0; i < run.steps.size(); ++i) {
      const StepResult& step = run.steps[i];
      if (!step.done) continue;
      const double px = x(step.time);
      lanes.add(mark("M0 -7L7 0L0 7L-7 0Z", step.late ? "step late" : "step", px, y,
                     clock_text(step.time) + " " + exercise_text(run, "step." + step.id, texts)));
      lanes.add(fmt::format("<text class=\"step-number{}\" x=\"{}\" y=\"{}\">{}</text>\n", step.late ? " late" : "",
                            at(px), at(y + 3.5), i + 1));
    }
  }
  for (const Running& m : machines_of(run)) {
    const double y = lanes.open(texts("report.runs", {m.tag}), texts.tag(m.tag));
    for (const auto& [from, to] : m.spans)
      lanes.add(fmt::format(
          "<rect class=\"running\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"8\"><title>{} {}–{}</title></rect>\n",
          at(x(from)), at(y - 4), at(std::max(1.0, x(to) - x(from))), escape(m.tag), clock_text(from), clock_text(to)));
  }
  draw_alarms(lanes, run, x, texts);
  const std::vector<StudentAct> acts = acts_of(run);
  draw_acts(lanes, run, acts, Source::board, "report.board", "act", x, texts, true);
  draw_acts(lanes, run, acts, Source::field, "report.field", "act", x, texts, true);
  const auto lost = [](const GradeReason& r) { return r.points < 0; };
  const auto loses = [&](const GradeItem& item) { return std::any_of(item.reasons.begin(), item.reasons.end(), lost); };
  if (std::any_of(run.grade.items.begin(), run.grade.items.end(), loses)) {
    const double y = lanes.open(texts("report.points_lost"));
    for (const GradeItem& item : run.grade.items)
      for (const GradeReason& r : item.reasons)
        if (lost(r))
          lanes.add(mark(
              "M-5 -6H5L0 5Z", "loss", x(r.time), y,
              fmt::format("{} {}: {} ({})", clock_text(r.time), exercise_text(run, "grade." + item.id, texts),
                          phrase_text(r.rule, texts), points_text(r.points, texts))));
  }
  if (model) {
    const std::vector<StudentAct> theirs = acts_of(*model);
    draw_acts(lanes, *model, theirs, Source::board, "report.model_board", "act model", x, texts, false);
    draw_acts(lanes, *model, theirs, Source::field, "report.model_field", "act model", x, texts, false);
  }
  const double bottom = lanes.bottom() + 2;
  return fmt::format("<svg class=\"timeline\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">\n", at(kWidth),
                     at(bottom + 20), escape(texts("report.timeline_alt"))) +
         time_grid(x, top, bottom) + event_lines(run, x, top, bottom) + lanes.body() + "</svg>\n";
}

std::string trend(const RunResult& run, const RunResult* model, RowId id, const TimeAxis& axis, const Texts& texts) {
  if (!run.history.has(id) || run.history.scans() == 0) return "";
  const Row& row = run.plant->catalogue[id];
  const RowId model_id = model ? model->plant->catalogue.find(row.name) : kNoRow;
  const bool with_model = model && model->history.has(model_id) && model->history.scans() > 0;
  RowId set_point = kNoRow;
  for (const ControllerWiring& c : run.plant->wiring.controllers)
    if (c.pv == id) set_point = c.working_sp;

  Extremes range;
  range.add(run, id);
  if (with_model) range.add(*model, model_id);
  if (set_point != kNoRow) range.add(run, set_point);
  const Extremes data = range;
  const std::vector<AlarmLimit> limits = limits_on(*run.plant, id);
  const bool ranged = row.lo < row.hi;
  for (const AlarmLimit& l : limits) {
    range.lo = std::min(range.lo, l.value);
    range.hi = std::max(range.hi, l.value);
  }
  const double least =
      ranged ? 0.1 * (row.hi - row.lo) : std::max(1e-9, 0.02 * std::max(std::abs(data.lo), std::abs(data.hi)));
  double lo = row.unit->from_si(range.lo), hi = row.unit->from_si(range.hi);
  const double room = std::max(0.06 * (hi - lo), 0.5 * (row.unit->from_si(least) - row.unit->from_si(0) - (hi - lo)));
  lo -= room;
  hi += room;
  if (ranged && range.lo >= row.lo) lo = std::max(lo, row.unit->from_si(row.lo));
  if (ranged && range.hi <= row.hi) hi = std::min(hi, row.unit->from_si(row.hi));
  if (!(hi > lo)) hi = lo + 1;

  const TimeScale x{axis, 60, kWidth - 66};
  const double top = 18, bottom = 142;
  const auto y_of = [&](double shown) { return bottom - (bottom - top) * (shown - lo) / (hi - lo); };
  const double scale = -(bottom - top) / (hi - lo) / row.unit->scale, offset = y_of(row.unit->from_si(0));

  std::string s = fmt::format(
      "<svg class=\"trend\" viewBox=\"0 0 {} 162\" role=\"img\" aria-label=\"{}\">\n", at(kWidth),
      escape(texts("report.trend_alt", {row.tag + " " + texts.noun(row.tag, row.noun), value_text(row, data.lo, texts), value_text(row, data.hi, texts)})));
  s += time_grid(x, top, bottom);
  const double step = nice_step(hi - lo, 5);
  const int decimals = decimals_of(step);
  for (double v = std::ceil(lo / step - 1e-9) * step; v <= hi + 1e-9 * step; v += step)
    s += fmt::format("<path class=\"grid\" d=\"M{} {}H{}\"/><text class=\"value\" x=\"{}\" y=\"{}\">{}</text>\n",
                     at(x.left), at(y_of(v)), at(x.right), at(x.left - 5), at(y_of(v) + 4), texts.number(v, decimals));
  s += fmt::format("<text class=\"unit\" x=\"{}\" y=\"{}\">{}</text>\n", at(x.left - 5), at(top - 7),
                   escape(unit_text(*row.unit)));
  double label = -1e9;
  for (const AlarmLimit& l : limits) {
    const double y = y_of(row.unit->from_si(l.value));
    label = std::max(label + 12, y + 4);
    s += fmt::format(
        "<path class=\"limit l{}\" d=\"M{} {}H{}\"/><text class=\"limit-name\" x=\"{}\" y=\"{}\">{}</text>\n",
        l.priority, at(x.left), at(y), at(x.right), at(x.right + 4), at(label), escape(l.tag));
  }
  s += event_lines(run, x, top, bottom);
  if (set_point != kNoRow && run.history.has(set_point))
    s += fmt::format("<path class=\"set-point\" d=\"{}\"/>\n", history_path(run, set_point, x, scale, offset));
  if (with_model)
    s += fmt::format("<path class=\"model-line\" d=\"{}\"/>\n", history_path(*model, model_id, x, scale, offset));
  s += fmt::format("<path class=\"own-line\" d=\"{}\"/>\n", history_path(run, id, x, scale, offset));
  return s + fmt::format("<path class=\"frame\" d=\"M{0} {1}V{2}H{3}\"/></svg>\n", at(x.left), at(top), at(bottom),
                         at(x.right));
}

}  // namespace retort
