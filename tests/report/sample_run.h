#pragma once
#include <cstdlib>
#include <string>

#include "scenarios/player/run_result.h"
#include "language/texts.h"
#include "tests/rig.h"

/// A run of the feed tank as a scenario leaves it: P-101 trips after two minutes, somebody starts P-102.
namespace retort::test {

struct SampleActs {
  double acknowledge = 0, start_spare = 0, restore = 0;  // s; 0: never
};

inline RunResult sample_run(const std::string& source, const SampleActs& acts, const std::string& student,
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
      at(acts.acknowledge, alarm, 1, Source::board);
    at(acts.start_spare - 20, "HV-112.opening", 1, Source::field);
    at(acts.start_spare, "P-102.start", 1, Source::board);
    at(acts.restore, "LIC-101.sp", 0.55, Source::board);
    at(acts.restore + 1, "LIC-101.sp", 0.52, Source::board);
    if (acts.restore > 0 && std::abs(rig.sim.time() - acts.restore - 30) < 0.05) {
      Command c;
      c.text = "log:P-102 loopt; P-101 te onderzoeken";
      rig.sim.submit(c);
    }
    rig.sim.step();
  }
  RunResult r;
  r.plant = rig.plant;
  r.plant_file = "plant.yaml";
  r.scenario_file = "pump_trip.yaml";
  r.scenario_title = "Pomp valt uit";
  r.scenario_briefing =
      "U neemt de wacht over. De dagtank staat op 50 %.\n\nHoud het niveau van T-101 tussen 40 en 60 %:\n- lees de "
      "alarmen\n- houd de voeding op gang";
  r.debrief =
      "P-101 viel uit door de motorbeveiliging. Wie de reservepomp binnen drie minuten start, houdt het niveau.";
  r.mode = "practise";
  r.language = "nl";
  r.student = student;
  r.seed = 7;
  r.duration = duration;
  r.finished = true;
  r.grade.items = {{"notice",
                    "alarms",
                    "Het alarm wordt gezien",
                    8,
                    10,
                    {{acts.acknowledge, "XA-101", "bevestigd binnen 60 s", 8},
                     {acts.acknowledge, "LAL-101", "niet binnen 60 s bevestigd", -2}},
                    "",
                    ""},
                   {"spare",
                    "procedure",
                    "De reservepomp draait",
                    20,
                    20,
                    {{acts.start_spare, "P-102.running", "draait en FT-101.pv > 2 kg/s gedurende 10 s", 20}},
                    "",
                    ""},
                   {"level",
                    "quality",
                    "Het niveau blijft tussen 40 en 60 %",
                    41.3,
                    60,
                    {{120, "T-101.level", "share_of_time(T-101.level in 40..60 %): 68,8 %", 41.3},
                     {244, "T-101.level", "buiten 40..60 % van 4:04 tot 7:31", -18.7}},
                    "",
                    ""},
                   {"handover",
                    "alarms",
                    "Het logboek vertelt wat er gebeurde",
                    10,
                    10,
                    {{acts.restore, "", "een aantekening van minstens 20 tekens", 10}},
                    "Lector <b>Peeters</b>",
                    "goed & volledig"}};
  for (const GradeItem& i : r.grade.items) r.grade.before_caps += i.points;
  r.grade.hint_cost = 2;
  r.grade.score = r.grade.before_caps - 2;
  r.grade.competences = {{"C05", 0.69}, {"C09", 1}, {"C10", 0.8}, {"C20", 1}};
  r.steps = {
      {"notice", "Bevestig het alarm", true, false, acts.acknowledge, 1, "Wie bevestigt, weet wat er speelt.", false},
      {"spare", "Start de reservepomp", true, true, acts.start_spare, 0, "", false},
      {"back", "Breng het niveau terug", false, false, 0, 0, "", false}};
  r.events = {{120, "trip", "Storing: motorbeveiliging valt uit", "P-101"},
              {420, "more", "De afnemer vraagt meer", "FIC-102"}};
  r.log = rig.sim.log();
  r.history = rig.sim.history();
  r.trends = {"T-101.level", "FIC-101.pv", "LIC-101.pv", "PT-101.pv", "TT-103.pv"};
  r.remarks = {{acts.restore, "P-102 loopt; P-101 te onderzoeken"}};
  r.answers = {{"Wat viel er uit?", "P-101", "P-101", "De stroom was nul.", true},
               {"Waarom?", "", "Motorbeveiliging", "", false}};
  r.questions = {"Wat zag u het eerst, en wat had u het eerst willen zien?", "Wanneer zou u de ploegchef verwittigen?"};
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
  return t;
}

}  // namespace retort::test
