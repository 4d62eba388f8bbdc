#include "scenarios/player/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace retort {

std::string clock_text(double t) {
  const auto s = static_cast<long>(std::max(0.0, t));
  return fmt::format("{:02}:{:02}", s / 60, s % 60);
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

Texts scenario_texts(const Scenario& scenario, const std::string& language) {
  Texts texts(language);
  texts.load_assets();
  const std::string plant_folder = std::filesystem::path(scenario.plant_file).parent_path().string();
  texts.load(plant_folder + "/text", "");
  texts.load(scenario.folder + "/text", scenario.name + ".");
  return texts;
}

RunResult collect_result(const Simulation& sim, const Player& player, const Texts& texts, const std::string& student) {
  const Scenario& s = player.scenario();
  RunResult r;
  r.plant = sim.plant_ptr();
  r.plant_file = s.plant_file;
  r.scenario_file = s.file;
  r.scenario_title = texts("title");
  r.scenario_briefing = texts("briefing");
  r.debrief = texts("debrief");
  r.mode = to_string(player.mode());
  r.language = texts.language();
  r.student = student;
  r.seed = sim.options().seed;
  r.duration = player.time();
  r.finished = player.finished();
  r.grade = player.grade(texts);
  for (const Player::StepView& v : player.steps()) {
    const std::string key = "step." + v.spec->id;
    r.steps.push_back({v.spec->id, texts(key), v.done, v.late, v.done ? v.done_at : 0, v.hints_used,
                       texts.has(key + ".why") ? texts(key + ".why") : "", v.out_of_order});
  }
  for (const Player::Said& said : player.said()) {
    const std::string& id = s.events[static_cast<std::size_t>(said.event)].id;
    r.events.push_back({said.time, id, texts("event." + id), ""});
  }
  for (const LogEntry& e : sim.log()) {
    if (!e.is_command || e.source != Source::scenario || e.row == kNoRow) continue;
    const Row& row = sim.catalogue()[e.row];
    const std::string text = (row.store == Store::malfunction ? texts(e.after == 0 ? "grade.malfunction_cleared" : "grade.malfunction_begins")
                                                              : texts("grade.scenario_sets")) +
                             ": " + texts.noun(row.tag, row.noun);
    r.events.push_back({static_cast<double>(e.scan) * sim.plant().scan_period(), row.noun, text, row.tag});
  }
  std::stable_sort(r.events.begin(), r.events.end(), [](const ScenarioEvent& a, const ScenarioEvent& b) { return a.time < b.time; });
  r.log = sim.log();
  r.history = sim.history();
  for (RowId row : s.trends) r.trends.push_back(sim.catalogue()[row].name);
  for (const Player::Remark& m : player.remarks()) r.remarks.push_back(clock_text(m.time) + " " + m.text);
  for (const Player::QuestionView& q : player.questions()) {
    const std::string key = "question." + q.spec->id;
    AnswerResult a{texts(key), "", texts(key + "." + q.spec->options[static_cast<std::size_t>(q.spec->correct)]),
                   texts.has(key + ".why") ? texts(key + ".why") : "", q.right};
    if (!q.given.empty()) a.given = texts(key + "." + q.spec->options[static_cast<std::size_t>(q.given.back())]);
    r.answers.push_back(std::move(a));
  }
  for (int i = 1; i <= s.reflect; ++i) r.questions.push_back(texts("reflect." + std::to_string(i)));
  r.counters = sim.counters();
  r.mass_error = sim.mass_error();
  r.energy_error = sim.energy_error();
  r.state_hash = sim.state_hash().hex();
  return r;
}

}  // namespace retort
