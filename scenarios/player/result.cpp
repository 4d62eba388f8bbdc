#include "scenarios/player/result.h"

#include <algorithm>
#include <filesystem>

namespace retort {

const char* to_string(Cause::Kind k) {
  switch (k) {
    case Cause::Kind::condition: return "condition";
    case Cause::Kind::step: return "step";
    case Cause::Kind::question: return "question";
    case Cause::Kind::alarm: return "alarm";
    case Cause::Kind::logbook: return "logbook";
  }
  return "";
}

void total_grade(Grade& g) {
  double sum = 0;
  for (const GradeItem& i : g.items) sum += i.points;
  g.before_caps = std::clamp(sum - g.hint_cost, 0.0, 100.0);
  g.score = g.before_caps;
  for (const GradeCap& c : g.caps) g.score = std::min(g.score, c.at);
}

bool override_item(Grade& grade, const std::string& item, double points, const std::string& by, const std::string& reason) {
  for (GradeItem& i : grade.items) {
    if (i.id != item) continue;
    if (reason.empty() || !(points >= 0 && points <= i.of)) return false;
    i.points = points;
    i.overridden_by = by;
    i.override_reason = reason;
    total_grade(grade);
    return true;
  }
  return false;
}

RunResult collect_result(const Simulation& sim, const Player& player, const std::string& language, const std::string& student) {
  const Scenario& s = player.scenario();
  RunResult r;
  r.plant = sim.plant_ptr();
  r.plant_file = s.plant_file;
  r.scenario_file = s.file;
  r.scenario = s.name;
  r.mode = to_string(player.mode());
  r.language = language;
  r.student = student;
  r.seed = sim.options().seed;
  r.duration = player.time();
  for (std::size_t i = 0; i < s.values.size(); ++i) r.values.emplace_back(s.values[i].id, s.told(static_cast<int>(i), r.seed));
  r.ending = player.ending();
  r.grade = player.grade();
  for (const Player::StepView& v : player.steps()) {
    StepResult step{v.spec->id, v.done, v.late, v.out_of_order, v.done ? v.done_at : 0, v.hints_used, 0, v.settled_late};
    for (int h = 0; h < v.hints_used; ++h) step.hint_cost += v.spec->hint_costs[h];
    r.steps.push_back(std::move(step));
  }
  for (const Player::Said& said : player.said()) {
    const std::string& id = s.events[static_cast<std::size_t>(said.event)].id;
    r.events.push_back({said.time, id, {s.text_key("event." + id), {}}, "", kNoRow});
  }
  for (const LogEntry& e : sim.log()) {
    if (!e.is_act || e.source != Source::scenario || e.row == kNoRow) continue;
    const Row& row = sim.catalogue()[e.row];
    const char* key = row.store != Store::malfunction ? "report.scenario_sets" : e.after == 0 ? "report.malfunction_cleared" : "report.malfunction_begins";
    r.events.push_back({static_cast<double>(e.scan) * sim.plant().scan_period(), row.noun, {key, {RowArgument{row.tag, row.noun}}}, row.tag, e.row});
  }
  std::stable_sort(r.events.begin(), r.events.end(), [](const ScenarioEvent& a, const ScenarioEvent& b) { return a.time < b.time; });
  for (const Player::AlarmRecord& a : player.alarms()) {
    const int priority = a.priority >= 1 && a.priority <= 4 ? static_cast<int>(a.priority) : 3;
    r.alarms.push_back({sim.catalogue()[a.state].tag, a.came, a.seen, a.gone, priority});
  }
  r.log = sim.log();
  r.history = sim.history();
  for (RowId row : s.trends) r.trends.push_back(sim.catalogue()[row].name);
  for (const Player::Remark& m : player.remarks()) r.remarks.push_back({m.time, m.text});
  for (const Player::QuestionView& q : player.questions()) {
    AnswerResult a{q.spec->id, q.asked_at, {}, q.spec->options[static_cast<std::size_t>(q.spec->correct)], q.right};
    for (int g : q.given) a.given.push_back(q.spec->options[static_cast<std::size_t>(g)]);
    r.answers.push_back(std::move(a));
  }
  r.reflect = s.reflect;
  r.counters = sim.counters();
  r.mass_error = sim.mass_error();
  r.energy_error = sim.energy_error();
  r.state_hash = sim.state_hash().hex();
  return r;
}

}  // namespace retort
