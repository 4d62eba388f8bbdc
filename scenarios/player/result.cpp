#include "scenarios/player/result.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

namespace retort {

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
  r.scenario_title = texts(s.name + ".title");
  r.scenario_briefing = texts(s.name + ".briefing");
  r.debrief = texts(s.name + ".debrief");
  r.mode = to_string(player.mode());
  r.language = texts.language();
  r.student = student;
  r.seed = sim.options().seed;
  r.duration = player.time();
  r.finished = player.finished();
  r.grade = player.grade(texts);
  for (const Player::StepView& v : player.steps()) {
    const std::string key = s.name + ".step." + v.spec->id;
    r.steps.push_back({v.spec->id, texts(key), v.done, v.late, v.done ? v.done_at : 0, v.hints_used,
                       texts.has(key + ".why") ? texts(key + ".why") : "", v.out_of_order});
  }
  for (const Player::Said& said : player.said()) {
    const std::string& id = s.events[static_cast<std::size_t>(said.event)].id;
    r.events.push_back({said.time, id, texts(s.name + ".event." + id), ""});
  }
  for (const LogEntry& e : sim.log()) {
    if (!e.is_act || e.source != Source::scenario || e.row == kNoRow) continue;
    const Row& row = sim.catalogue()[e.row];
    const std::string text = (row.store == Store::malfunction ? texts(e.after == 0 ? "report.malfunction_cleared" : "report.malfunction_begins")
                                                              : texts("report.scenario_sets")) +
                             ": " + texts.noun(row.tag, row.noun);
    r.events.push_back({static_cast<double>(e.scan) * sim.plant().scan_period(), row.noun, text, row.tag});
  }
  std::stable_sort(r.events.begin(), r.events.end(), [](const ScenarioEvent& a, const ScenarioEvent& b) { return a.time < b.time; });
  for (const Player::AlarmRecord& a : player.alarms())
    r.alarms.push_back({sim.catalogue()[a.state].tag, a.came, a.seen, a.gone, static_cast<int>(a.priority)});
  r.log = sim.log();
  r.history = sim.history();
  for (RowId row : s.trends) r.trends.push_back(sim.catalogue()[row].name);
  for (const Player::Remark& m : player.remarks()) r.remarks.push_back({m.time, m.text});
  for (const Player::QuestionView& q : player.questions()) {
    const std::string key = s.name + ".question." + q.spec->id;
    AnswerResult a{texts(key), "", texts(key + "." + q.spec->options[static_cast<std::size_t>(q.spec->correct)]),
                   texts.has(key + ".why") ? texts(key + ".why") : "", q.right};
    if (!q.given.empty()) a.given = texts(key + "." + q.spec->options[static_cast<std::size_t>(q.given.back())]);
    r.answers.push_back(std::move(a));
  }
  for (int i = 1; i <= s.reflect; ++i) r.questions.push_back(texts(s.name + ".reflect." + std::to_string(i)));
  r.counters = sim.counters();
  r.mass_error = sim.mass_error();
  r.energy_error = sim.energy_error();
  r.state_hash = sim.state_hash().hex();
  return r;
}

nlohmann::json result_json(const RunResult& r) {
  using nlohmann::json;
  const auto rounded = [](double v) { return std::round(v * 1000) / 1000; };
  json items = json::array();
  for (const GradeItem& i : r.grade.items) {
    json reasons = json::array();
    for (const GradeReason& why : i.reasons)
      reasons.push_back({{"time", rounded(why.time)}, {"tag", why.tag}, {"rule", why.rule}, {"points", rounded(why.points)}});
    const GradeReason first = i.reasons.empty() ? GradeReason{} : i.reasons.front();
    json item = {{"id", i.id}, {"category", i.category}, {"title", i.title}, {"points", rounded(i.points)}, {"of", rounded(i.of)},
                 {"time", rounded(first.time)}, {"tag", first.tag}, {"rule", first.rule}, {"reasons", std::move(reasons)}};
    if (!i.overridden_by.empty()) item["override"] = {{"by", i.overridden_by}, {"reason", i.override_reason}};
    items.push_back(std::move(item));
  }
  json caps = json::array();
  for (const GradeCap& c : r.grade.caps)
    caps.push_back({{"id", c.id}, {"title", c.title}, {"at", c.at}, {"time", rounded(c.reason.time)}, {"tag", c.reason.tag}, {"rule", c.reason.rule}});
  json steps = json::array();
  for (const StepResult& s : r.steps)
    steps.push_back({{"id", s.id}, {"done", s.done}, {"late", s.late}, {"out_of_order", s.out_of_order}, {"time", rounded(s.time)}, {"hints", s.hints_used}});
  json competences = json::object();
  for (const auto& [id, level] : r.grade.competences) competences[id] = rounded(level);
  return {{"score", rounded(r.grade.score)}, {"before_caps", rounded(r.grade.before_caps)}, {"hint_cost", r.grade.hint_cost},
          {"items", std::move(items)}, {"caps", std::move(caps)}, {"competences", std::move(competences)}, {"steps", std::move(steps)},
          {"mode", r.mode}, {"language", r.language}, {"student", r.student}, {"seed", r.seed}, {"simulated_s", r.duration},
          {"finished", r.finished}, {"state_hash", r.state_hash}, {"verified", r.verification}, {"verification_detail", r.verification_detail}};
}

}  // namespace retort
