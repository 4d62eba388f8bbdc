// A result as JSON: data for whoever asks, with sentences beside them when a language is given.
#include <cmath>
#include <nlohmann/json.hpp>

#include "scenarios/player/result.h"
#include "scenarios/player/result_text.h"
#include "scenarios/player/run_story.h"

namespace retort {
namespace {

using nlohmann::json;

double rounded(double v) { return std::round(v * 1000) / 1000; }

json time_or_null(double t) { return t < 0 ? json() : json(rounded(t)); }

struct ArgumentJson {
  json operator()(const NumberArgument& n) const {
    json j = {{"value", n.si}, {"quantity", std::string(to_string(n.quantity))}};
    if (n.unit) j["unit"] = std::string(n.unit->name);
    return j;
  }
  json operator()(const ClockArgument& c) const { return {{"time", rounded(c.time)}}; }
  json operator()(const TextArgument& t) const { return {{"text", t.key}}; }
  json operator()(const RowArgument& r) const { return {{"row", r.tag + "." + r.noun}}; }
  json operator()(const ConditionArgument& c) const {
    json j = {{"condition", c.written}};
    if (!c.names.empty()) j["names"] = c.names;
    return j;
  }
};

class Writer {
 public:
  Writer(const RunResult& result, const Texts* texts) : r_(result), texts_(texts) {}

  json write() const {
    const Grade& g = r_.grade;
    json j = {{"score", rounded(g.score)}, {"before_caps", rounded(g.before_caps)}, {"hint_cost", g.hint_cost}, {"scenario", r_.scenario},
              {"mode", r_.mode}, {"language", r_.language}, {"student", r_.student}, {"seed", r_.seed}, {"simulated_s", r_.duration},
              {"ended", ending_name(r_.ending)}, {"state_hash", r_.state_hash}, {"verified", r_.verification},
              {"verification_detail", r_.verification_detail}};
    for (const char* list : {"items", "caps", "steps", "answers", "events", "alarms"}) j[list] = json::array();
    for (const GradeItem& i : g.items) j["items"].push_back(item(i));
    for (const GradeCap& c : g.caps) {
      json cap = reason(c.reason);
      cap["id"] = c.id;
      cap["at"] = c.at;
      j["caps"].push_back(titled(std::move(cap), "grade." + c.id));
    }
    j["drawn"] = json::object();
    for (const auto& [id, n] : r_.values) {
      const double shown = n.unit ? n.unit->from_si(n.si) : n.si;
      j["drawn"][id] = {{"value", std::round(shown * 1e6) / 1e6}, {"unit", n.unit ? std::string(n.unit->name) : ""}};
    }
    j["competences"] = json::object();
    for (const auto& [id, level] : g.competences) j["competences"][id] = rounded(level);
    for (const StepResult& s : r_.steps)
      j["steps"].push_back({{"id", s.id}, {"done", s.done}, {"late", s.late}, {"out_of_order", s.out_of_order}, {"time", rounded(s.time)},
                            {"hints", s.hints_used}, {"hint_cost", s.hint_cost}});
    for (const AnswerResult& a : r_.answers)
      j["answers"].push_back({{"id", a.id}, {"asked", time_or_null(a.asked)}, {"given", a.given}, {"correct", a.correct}, {"right", a.right}});
    for (const ScenarioEvent& e : r_.events) {
      json event = phrase(e.what);
      event.update({{"id", e.id}, {"time", rounded(e.time)}, {"tag", e.tag}, {"row", row(e.row)}});
      j["events"].push_back(std::move(event));
    }
    for (const AlarmResult& a : r_.alarms)
      j["alarms"].push_back({{"tag", a.tag}, {"priority", a.priority}, {"came", rounded(a.came)}, {"seen", time_or_null(a.seen)},
                             {"gone", time_or_null(a.gone)}});
    j["refused"] = json::array();
    for (const RefusedAct& a : refused_of(r_)) {
      if (j["refused"].size() == kMostRefusedTold) break;
      j["refused"].push_back({{"time", rounded(a.act.time)}, {"from", a.act.source == Source::field ? "field" : a.act.source == Source::instructor ? "instructor" : "board"}, {"act", act_name(a.act.kind)}, {"row", row(a.act.row)},
                              {"reason", a.reason}, {"condition", row(a.condition)}, {"times", a.times}});
    }
    return j;
  }

 private:
  json row(RowId id) const { return id == kNoRow ? json() : json(r_.plant->catalogue[id].name); }
  json phrase(const Phrase& p) const {
    json arguments = json::array();
    for (const Argument& a : p.arguments) arguments.push_back(std::visit(ArgumentJson{}, a));
    return {{"key", p.key}, {"arguments", std::move(arguments)}};
  }
  json reason(const GradeReason& why) const {
    json j = phrase(why.rule);
    j.update({{"tag", why.tag}, {"row", row(why.row)}, {"time", rounded(why.time)}, {"from", rounded(why.from)}, {"to", rounded(why.to)},
              {"points", rounded(why.points)}, {"cause", {{"kind", to_string(why.cause.kind)}, {"id", why.cause.id}}}});
    if (texts_) j["rule"] = phrase_text(why.rule, *texts_);
    return j;
  }
  json titled(json j, const std::string& key) const {
    if (texts_) j["title"] = (*texts_)(r_.text_key(key));
    return j;
  }
  json item(const GradeItem& i) const {
    json j = {{"id", i.id}, {"category", i.category}, {"points", rounded(i.points)}, {"of", rounded(i.of)}, {"reasons", json::array()}};
    for (const GradeReason& why : i.reasons) j["reasons"].push_back(reason(why));
    for (const char* first : {"time", "tag", "rule"})
      if (!i.reasons.empty() && j["reasons"][0].contains(first)) j[first] = j["reasons"][0][first];
    if (!i.overridden_by.empty()) j["override"] = {{"by", i.overridden_by}, {"reason", i.override_reason}};
    return titled(std::move(j), "grade." + i.id);
  }

  const RunResult& r_;
  const Texts* texts_;
};

}  // namespace

nlohmann::json result_json(const RunResult& result, const Texts* texts) { return Writer(result, texts).write(); }

}  // namespace retort
