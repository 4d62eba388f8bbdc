#include "engine/hmi/tuning.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/hmi/indicators.h"
#include "sim/control/controller_form.h"

namespace retort::hmi {

using namespace ui;

namespace {

constexpr double kStep = 0.05;        // of the output, by the buttons
constexpr double kMoved = 0.002;      // of the output: more than a resolution
constexpr std::size_t kSamples = 500; // of a fit

std::string number(const Words& words, double v, int digits) {
  std::string text = fmt::format("{:.{}f}", v, digits);
  std::replace(text.begin(), text.end(), '.', words.decimal());
  return text;
}
/// Three figures.
std::string figure(const Words& words, double v) { return number(words, v, std::abs(v) >= 100 ? 0 : std::abs(v) >= 10 ? 1 : std::abs(v) >= 1 ? 2 : 4); }

const Fopdt* model(const StepTest& test) {
  const auto& m = test.as_integrating ? test.integrating : test.regulating;
  return m ? &*m : nullptr;
}

SimcTuning tuning_now(const PlantView& plant, const Thing& t) { return {plant.value(t, "gain"), plant.value(t, "ti"), plant.value(t, "td")}; }

/// As it acts on the process model, in the ideal form and with the sign of the process.
SimcTuning ideal_of(const SimcTuning& own, const ControllerForm& form) {
  SimcTuning t = from_form(own, form.form);
  if (!form.signed_gain && form.direct) t.gain = -t.gain;
  return t;
}

class TuningPage {
 public:
  TuningPage(const Desk& desk, const Thing& t) : desk_(desk), plant_(desk.plant), words_(desk.words), t_(t), id_("tuning." + t.tag), test_(desk.state.step_tests[t.tag]) {}

  void paint() {
    steps();
    plot();
    if (!test_.end) return wrapped(words_(test_.begin ? "ui.tuning.running" : "ui.tuning.how"));
    if (!model(test_)) return wrapped(words_("ui.tuning.no_step"));
    if (test_.moved_again) wrapped(words_("ui.tuning.moved_again"));
    process();
    const auto wanted = proposal(test_, plant_, t_);
    if (!wanted) return wrapped(words_("ui.tuning.wrong_action"));
    wishes();
    gains(*wanted);
    compare(*wanted);
    take_over(*wanted);
  }

 private:
  std::uint64_t now() const { return plant_.history.first_scan() + plant_.history.scans() - 1; }
  bool pressed(const char* name, const char* key, const ButtonLook& look = {}) {
    beside(button_width(words_(key)));
    return button(id_ + "." + name, words_(key), look);
  }

  void steps() {
    const bool by_hand = int(plant_.value(t_, "mode") + 0.5) == (t_.row("td") == kNoRow ? 0 : 1), runs = test_.begin && !test_.end;
    if (button(id_ + ".record", words_("ui.tuning.record"), {.on = runs})) {
      const auto kept = test_.before;
      test_ = {};
      test_.before = kept;
      test_.begin = now();
    }
    const Row& op = plant_.catalogue()[t_.row("op")];
    for (const auto& [name, key, by] : {std::tuple{"down", "ui.tuning.down", -kStep}, {"up", "ui.tuning.up", kStep}})
      if (pressed(name, key, {.enabled = runs && by_hand})) desk_.act(op.id, std::clamp(plant_.value(op.id) + by * (op.hi - op.lo), op.lo, op.hi));
    if (pressed("end", "ui.tuning.end", {.enabled = runs})) {
      test_.end = now();
      evaluate(test_, plant_, t_);
    }
    if (runs && !by_hand) wrapped(words_("ui.tuning.by_hand"));
  }

  /// PV and OP round the test, its marks, and the model over it.
  void plot() {
    const HistoryView& h = plant_.history;
    const RowId pv = t_.row("pv"), op = t_.row("op");
    if (!test_.begin || !h.has(pv)) return;
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(150)}, a = ImGui::GetCursorScreenPos(), b{a.x + size.x, a.y + size.y};
    ImGui::Dummy(size);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(a, b, color::kField);
    const std::uint64_t from = *test_.begin, to = std::max(test_.end.value_or(now()) + 1, from + 2);
    const int columns = std::max(8, int(size.x / 2));
    const auto x_of = [&](double scan) { return a.x + float((scan - double(from)) / double(to - from)) * size.x; };
    draw->PushClipRect(a, b, true);
    const auto trace = [&](RowId row, ImU32 ink, bool own_scale) -> std::pair<double, double> {
      const auto data = h.columns(row, from, to, columns);
      double lo = plant_.catalogue()[row].lo, hi = plant_.catalogue()[row].hi;
      if (own_scale) {
        lo = 1e300, hi = -1e300;
        for (const auto& c : data)
          if (c.lo <= c.hi) lo = std::min<double>(lo, c.lo), hi = std::max<double>(hi, c.hi);
        const double room = std::max(0.15 * (hi - lo), 0.002 * (plant_.catalogue()[row].hi - plant_.catalogue()[row].lo));
        lo -= room, hi += room;
      }
      std::vector<ImVec2> line;
      for (int i = 0; i < columns; ++i)
        if (const auto& c = data[std::size_t(i)]; c.lo <= c.hi)
          line.push_back({a.x + (float(i) + 0.5f) / float(columns) * size.x, b.y - float(((c.lo + c.hi) / 2 - lo) / std::max(hi - lo, 1e-12)) * size.y});
      draw->AddPolyline(line.data(), int(line.size()), ink, 0, px(1.5f));
      return {lo, hi};
    };
    trace(op, color::kOutput, true);
    const auto [lo, hi] = trace(pv, color::kPens[0], true);
    if (const Fopdt* m = model(test_); m && test_.end) {   // dashed, so that it is known from what was measured
      const Row& r = plant_.catalogue()[pv];
      const float dash = px(6);
      const auto y_of = [&](float x) {
        const double time = (double(from) + double(x - a.x) / size.x * double(to - from) - double(test_.step)) * h.period();
        const double v = r.lo + (r.hi - r.lo) * m->at(time, test_.du);
        return b.y - float((v - lo) / std::max(hi - lo, 1e-12)) * size.y;
      };
      for (float x = a.x; x < b.x; x += 2 * dash) draw->AddLine({x, y_of(x)}, {x + dash, y_of(x + dash)}, color::kText, px(2));
    }
    if (test_.end && model(test_)) draw->AddLine({x_of(double(test_.step)), a.y}, {x_of(double(test_.step)), b.y}, color::kLine, px(1.5f));
    draw->PopClipRect();
    draw->AddRect(a, b, color::kLine);
    caption(words_("ui.tuning.lines"));
  }

  void process() {
    for (const bool integrating : {false, true}) {
      if (integrating) beside(button_width(words_("ui.tuning.integrating")));
      const bool there = integrating ? test_.integrating.has_value() : test_.regulating.has_value();
      if (button(id_ + (integrating ? ".integrating" : ".regulating"), words_(integrating ? "ui.tuning.integrating" : "ui.tuning.regulating"), {.on = test_.as_integrating == integrating, .enabled = there}))
        test_.as_integrating = integrating;
    }
    const Fopdt& m = *model(test_);
    const std::string explains = fmt::format("{:.0f} %", 100 * m.explains);
    wrapped(m.integrating ? filled(words_("ui.tuning.model_integrating"), {figure(words_, 60 * m.gain), figure(words_, m.theta), explains})
                          : filled(words_("ui.tuning.model"), {figure(words_, m.gain), figure(words_, m.tau), figure(words_, m.theta), explains}));
  }

  void wishes() {
    if (t_.row("td") != kNoRow)
      for (const bool pid : {false, true}) {
        if (pid) beside(button_width("PID"));
        if (button(id_ + (pid ? ".pid" : ".pi"), pid ? "PID" : "PI", {.on = test_.pid == pid})) test_.pid = pid;
      }
    const Fopdt& m = *model(test_);
    for (const auto& [name, key, times] : {std::tuple{"tight", "ui.tuning.tight", 1.0}, {"smooth", "ui.tuning.smooth", 4.0}})
      if (pressed(name, key)) test_.tauc = std::max(times * m.theta, 5 * plant_.history.period());
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(words_("ui.tuning.tauc").c_str());
    beside(px(90));
    if (const auto v = number_entry(id_ + ".tauc", figure(words_, test_.tauc), px(90)); v && *v > 0) test_.tauc = *v;
  }

  void gains(const SimcTuning& wanted) {
    const SimcTuning have = tuning_now(plant_, t_);
    if (!ImGui::BeginTable("gains", test_.before ? 4 : 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_BordersInnerH)) return;
    ImGui::TableSetupColumn("");
    if (test_.before) ImGui::TableSetupColumn(words_("ui.tuning.before").c_str());
    ImGui::TableSetupColumn(words_("ui.now").c_str());
    ImGui::TableSetupColumn(words_("ui.tuning.proposed").c_str());
    ImGui::TableHeadersRow();
    for (const auto& [noun, member] : {std::pair{"gain", &SimcTuning::gain}, {"ti", &SimcTuning::ti}, {"td", &SimcTuning::td}}) {
      if (t_.row(noun) == kNoRow) continue;
      const Row& r = plant_.catalogue()[t_.row(noun)];
      ImGui::TableNextRow();
      ImGui::TableNextColumn();
      wrapped(noun_text(words_, r));
      const SimcTuning* columns[] = {test_.before ? &*test_.before : nullptr, &have, &wanted};
      for (const SimcTuning* c : columns) {
        if (!c) continue;
        ImGui::TableNextColumn();
        Face face(c == &wanted ? fonts().bold : fonts().text);
        ImGui::TextUnformatted((figure(words_, c->*member) + (r.quantity == Quantity::time ? " s" : "")).c_str());
      }
    }
    ImGui::EndTable();
  }

  /// A step of the set point by the model: dashed with the gains that it has, whole with those proposed.
  void compare(const SimcTuning& wanted) {
    const ControllerForm form = controller_form(plant_.plant(), t_.block);
    const Fopdt& m = *model(test_);
    const double length = 10 * std::max({test_.tauc + m.theta, m.integrating ? 0 : m.tau / 2, 10 * plant_.history.period()});
    constexpr int kPoints = 200;
    caption(filled(words_("ui.tuning.compare"), {figure(words_, length)}));
    const ImVec2 size{ImGui::GetContentRegionAvail().x, px(110)}, a = ImGui::GetCursorScreenPos(), b{a.x + size.x, a.y + size.y};
    ImGui::Dummy(size);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(a, b, color::kField);
    draw->PushClipRect(a, b, true);
    const auto y_of = [&](double v) { return b.y - float((v + 0.1) / 1.8) * size.y; };
    draw->AddLine({a.x, y_of(1)}, {b.x, y_of(1)}, color::kSetpoint, px(1));
    for (const bool proposed : {false, true}) {
      const auto y = loop_response(m, ideal_of(proposed ? wanted : tuning_now(plant_, t_), form), length / kPoints, kPoints);
      for (int i = 1; i < kPoints; ++i) {
        if (!proposed && i / 4 % 2) continue;
        const auto at = [&](int k) { return ImVec2(a.x + float(k) / float(kPoints - 1) * size.x, y_of(y[std::size_t(k)])); };
        draw->AddLine(at(i - 1), at(i), proposed ? color::kPens[0] : color::kText, px(2));
      }
    }
    draw->PopClipRect();
    draw->AddRect(a, b, color::kLine);
  }

  void set(const SimcTuning& tuning) {
    for (const auto& [noun, v] : {std::pair{"gain", tuning.gain}, {"ti", tuning.ti}, {"td", tuning.td}})
      if (const RowId row = t_.row(noun); row != kNoRow) desk_.act(row, std::clamp(v, plant_.catalogue()[row].lo, plant_.catalogue()[row].hi));
  }
  /// Where an exercise does not leave tuning to the operator, it says so.
  void take_over(const SimcTuning& wanted) {
    if (button(id_ + ".apply", words_("ui.tuning.apply"))) {
      test_.before = tuning_now(plant_, t_);
      set(wanted);
    }
    if (test_.before && pressed("restore", "ui.tuning.restore")) set(*test_.before);
  }

  const Desk& desk_;
  const PlantView& plant_;
  const Words& words_;
  const Thing& t_;
  std::string id_;
  StepTest& test_;
};

}  // namespace

bool can_be_tuned(const Thing& t) { return t.kind == ThingKind::controller && t.row("gain") != kNoRow && t.row("ti") != kNoRow && t.row("op") != kNoRow && t.row("pv") != kNoRow; }

bool evaluate(StepTest& test, const PlantView& plant, const Thing& t) {
  const HistoryView& h = plant.history;
  const RowId pv = t.row("pv"), op = t.row("op");
  test.regulating = test.integrating = {};
  if (!test.begin || !test.end || !h.has(pv) || !h.has(op) || *test.end <= *test.begin + 10) return false;
  const double first = h.at(op, *test.begin), last = h.at(op, *test.end);
  test.step = 0;
  test.moved_again = false;
  for (std::uint64_t k = *test.begin; k <= *test.end; ++k) {
    const double u = h.at(op, k);
    if (!test.step && std::abs(u - first) > kMoved) test.step = k;
    if (test.step && k > test.step && std::abs(u - last) > kMoved) test.moved_again = true;
  }
  test.du = last - first;
  if (!test.step || std::abs(test.du) < kMoved) return false;
  const Row& r = plant.catalogue()[pv];
  const std::uint64_t every = std::max<std::uint64_t>(1, (*test.end - test.step) / kSamples);
  std::vector<double> before, y;
  const auto share = [&](std::uint64_t k) { return (h.at(pv, k) - r.lo) / std::max(r.hi - r.lo, 1e-12); };
  for (std::uint64_t k = *test.begin; k < test.step; k += every) before.push_back(share(k));
  for (std::uint64_t k = test.step; k <= *test.end; k += every) y.push_back(share(k));
  const double dt = double(every) * h.period();
  test.regulating = fit_fopdt(before, y, dt, test.du, false);
  test.integrating = fit_fopdt(before, y, dt, test.du, true);
  // A time constant far beyond the test says no more than a slope does.
  if (test.regulating && test.integrating)
    test.as_integrating = test.regulating->tau > 2 * dt * double(y.size()) || test.integrating->error < 1.02 * test.regulating->error;
  if (const Fopdt* m = model(test)) test.tauc = std::max(m->theta, 5 * h.period());
  return test.regulating || test.integrating;
}

std::optional<SimcTuning> proposal(const StepTest& test, const PlantView& plant, const Thing& t) {
  const Fopdt* m = model(test);
  if (!m || m->gain == 0) return {};
  const ControllerForm form = controller_form(plant.plant(), t.block);
  if (!form.signed_gain && (m->gain < 0) != form.direct) return {};
  // For a lag with dead time: a third of the dead time. C. Grimholt, S. Skogestad, Optimal PID-control on first order plus time delay
  // systems and verification of the SIMC rules, IFAC DYCOPS 2013.
  SimcTuning tuning = in_form(simc(*m, test.tauc, test.pid && t.row("td") != kNoRow ? m->theta / 3 : 0), form.form);
  if (!form.signed_gain) tuning.gain = std::abs(tuning.gain), tuning.ti = std::abs(tuning.ti);
  return tuning;
}

void draw_tuning(const Desk& desk, const Thing& t) { TuningPage(desk, t).paint(); }

}  // namespace retort::hmi
