#pragma once
#include <cstdlib>
#include <string>

#include "language/texts.h"
#include "scenarios/player/run_result.h"
#include "tests/rig.h"

/// A run of the feed tank as a scenario leaves it: P-101 trips after two minutes, somebody starts P-102.
namespace retort::test {

struct SampleActs {
  double acknowledge = 0, start_spare = 0, restore = 0;  // s; 0: never
};

inline LogView log_of(const std::vector<LogEntry>& entries) {
  EventLog log;
  for (const LogEntry& e : entries) log.add(e);
  return log.view();
}

inline RunResult sample_run(const std::string& source, const SampleActs& when, const std::string& student,
                            double duration = 600) {
  SimulationOptions options;
  options.seed = 7;
  Rig rig(load_plant(source + "/scenarios/library/feed_tank/plant.yaml"), options);
  const auto at = [&](double t, const std::string& name, double value, Source who) {
    if (t > 0 && std::abs(rig.sim.time() - t) < 0.05) rig.set(name, value, who);
  };
  while (rig.sim.time() < duration - 1e-9) {
    at(120, "P-101.trip", 1, Source::scenario);
    for (const char* alarm :
         {"XA-101.acknowledge", "FAL-101.acknowledge", "PAL-101.acknowledge", "LAL-101.acknowledge"})
      at(when.acknowledge, alarm, 1, Source::board);
    at(when.start_spare - 20, "HV-112.opening", 1, Source::field);
    at(when.start_spare, "P-102.start", 1, Source::board);
    at(when.restore, "LIC-101.sp", 0.55, Source::board);
    at(when.restore + 1, "LIC-101.sp", 0.52, Source::board);
    if (when.restore > 0 && std::abs(rig.sim.time() - when.restore - 30) < 0.05)
      rig.sim.submit(act_of(acts::Remark{"P-102 loopt; P-101 te onderzoeken"}));
    rig.sim.step();
  }
  RunResult r;
  r.plant = rig.plant;
  r.plant_file = "plant.yaml";
  r.scenario_file = "pump_trip.yaml";
  r.scenario = "sample";
  r.mode = "practise";
  r.language = "nl";
  r.student = student;
  r.seed = 7;
  r.duration = duration;
  r.ending = Ending::goal;
  const auto rule = [](const char* key, std::vector<Argument> arguments) { return Phrase{std::string("grade.rule.") + key, std::move(arguments)}; };
  const auto reason = [](double time, const char* tag, double points, Phrase why) {
    return GradeReason{std::move(why), tag, kNoRow, time, time, time, points, {}};
  };
  const NumberArgument minute{60, Quantity::time, nullptr, 0};
  const ConditionArgument level{"T-101.level in 40..60 %", {}};
  r.grade.items = {
      {"notice", "alarms", 8, 10,
       {reason(when.acknowledge, "XA-101", 8, rule("alarms", {NumberArgument{4}, NumberArgument{5}, minute})),
        reason(when.acknowledge, "LAL-101", -2, rule("alarm_late", {NumberArgument{75, Quantity::time, nullptr, 0}, minute}))}, "", ""},
      {"spare", "procedure", 20, 20,
       {reason(when.start_spare, "P-102.running", 20, rule("at_end", {ConditionArgument{"done(spare) and FT-101.pv > 2 kg/s for 10 s", {{"done(spare)", "sample.step.spare"}}}}))}, "", ""},
      {"level", "quality", 41.3, 60,
       {reason(120, "T-101.level", 41.3, rule("share_of_time", {level, NumberArgument{0.688, Quantity::fraction, nullptr, 1, true}, NumberArgument{1, Quantity::fraction}})),
        reason(244, "T-101.level", -18.7, rule("from_to", {level, ClockArgument{244}, ClockArgument{451}}))}, "", ""},
      {"handover", "alarms", 10, 10, {reason(when.restore, "", 10, rule("logged", {NumberArgument{20}}))}, "Lector <b>Peeters</b>", "goed & volledig"}};
  for (const GradeItem& i : r.grade.items) r.grade.before_caps += i.points;
  r.grade.hint_cost = 2;
  r.grade.score = r.grade.before_caps - 2;
  r.grade.competences = {{"C05", 0.69}, {"C09", 1}, {"C10", 0.8}, {"C20", 1}};
  r.steps = {{"notice", true, false, false, when.acknowledge, 1, 2},
             {"spare", true, true, false, when.start_spare, 0, 0},
             {"back", false, false, false, 0, 0, 0}};
  r.events = {{120, "trip", {"report.malfunction_begins", {RowArgument{"P-101", "trip"}}}, "P-101"},
              {420, "more", {"sample.event.more", {}}, "FIC-102"}};
  r.log = rig.sim.log();
  r.history = rig.sim.history();
  r.trends = {"T-101.level", "FIC-101.pv", "LIC-101.pv", "PT-101.pv", "TT-103.pv"};
  r.remarks = {{when.restore, "P-102 loopt; P-101 te onderzoeken"}};
  r.answers = {{"what", 130, {"pump"}, "pump", true}, {"cause", 140, {}, "motor", false}};
  r.reflect = 2;
  r.counters = rig.sim.counters();
  r.mass_error = rig.sim.mass_error();
  r.energy_error = rig.sim.energy_error();
  r.state_hash = rig.sim.state_hash().hex();
  return r;
}

inline Texts sample_texts(const std::string& source, const std::string& language) {
  ::setenv("RETORT_ASSETS", (source + "/assets").c_str(), 1);
  Texts t(language);
  t.load_assets();
  t.load(source + "/scenarios/library/feed_tank/text", "");
  t.load(source + "/tests/report/data", "sample.");
  return t;
}

}  // namespace retort::test
