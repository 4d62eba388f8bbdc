#include "scenarios/player/result_json.h"

#include <nlohmann/json.hpp>

namespace retort {
namespace {

nlohmann::json to_json(const GradeReason& r) {
  return {{"time", r.time}, {"tag", r.tag}, {"rule", r.rule}, {"points", r.points}};
}

}  // namespace

nlohmann::json to_json(const Grade& grade) {
  nlohmann::json items = nlohmann::json::array(), caps = nlohmann::json::array();
  for (const GradeItem& item : grade.items) {
    nlohmann::json j = {{"id", item.id},         {"category", item.category}, {"title", item.title}, {"points", item.points},
                        {"of", item.of},         {"time", nullptr},           {"tag", ""},           {"rule", ""},
                        {"reasons", nlohmann::json::array()}};
    for (const GradeReason& r : item.reasons) j["reasons"].push_back(to_json(r));
    if (!item.reasons.empty()) {
      const GradeReason& r = item.reasons.front();
      j["time"] = r.time;
      j["tag"] = r.tag;
      j["rule"] = r.rule;
    }
    if (!item.overridden_by.empty()) {
      j["overridden_by"] = item.overridden_by;
      j["override_reason"] = item.override_reason;
    }
    items.push_back(std::move(j));
  }
  for (const GradeCap& cap : grade.caps)
    caps.push_back({{"id", cap.id}, {"title", cap.title}, {"at", cap.at}, {"reason", to_json(cap.reason)}});
  nlohmann::json competences = nlohmann::json::object();
  for (const auto& [id, share] : grade.competences) competences[id] = share;
  return {{"score", grade.score}, {"before_caps", grade.before_caps}, {"hint_cost", grade.hint_cost},
          {"items", items},       {"caps", caps},                     {"competences", competences}};
}

nlohmann::json to_json(const RunResult& run) {
  nlohmann::json j = to_json(run.grade);
  j["plant"] = run.plant_file;
  j["scenario"] = run.scenario_file;
  j["mode"] = run.mode;
  j["language"] = run.language;
  j["student"] = run.student;
  j["seed"] = run.seed;
  j["finished"] = run.finished;
  nlohmann::json done = nlohmann::json::array();
  for (const StepResult& s : run.steps)
    if (s.done) done.push_back({{"id", s.id}, {"time", s.time}, {"late", s.late}, {"hints_used", s.hints_used}});
  j["steps_done"] = std::move(done);
  j["state_hash"] = run.state_hash;
  j["simulated_s"] = run.duration;
  j["wall_s"] = run.wall_s;
  j["x_real_time"] = run.wall_s > 0 ? nlohmann::json(run.duration / run.wall_s) : nlohmann::json(nullptr);
  j["worst_scan_ms"] = run.worst_scan_ms;
  j["holds"] = run.counters.holds;
  j["rescues"] = run.counters.rescues;
  j["steps"] = run.counters.steps;
  j["rhs_evals"] = run.counters.rhs_evals;
  j["mass_error"] = run.mass_error;
  j["energy_error"] = run.energy_error;
  if (!run.verification.empty()) {
    j["verified"] = run.verification;
    if (!run.verification_detail.empty()) j["verified_detail"] = run.verification_detail;
  }
  return j;
}

}  // namespace retort
