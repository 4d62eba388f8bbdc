#include "scenarios/player/result_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace retort {

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
