#pragma once
#include <memory>
#include <string>
#include <vector>

#include "scenarios/player/evidence.h"
#include "scenarios/player/grade.h"
#include "sim/run/simulation.h"

/// What a played scenario leaves behind: the grade with its reasons, and everything the debrief shows. Ids, keys and numbers only:
/// result_text.h makes sentences of it in any language.
namespace retort {

struct StepResult {
  std::string id;             // its texts: step.<id>, step.<id>.why
  bool done = false, late = false, out_of_order = false;
  double time = 0;            // s, when done
  int hints_used = 0;
  double hint_cost = 0;       // points
  bool settled_late = false;  // late only because it took its time
};

/// What the scenario did by itself: a malfunction, a message; shown in the debrief.
struct ScenarioEvent {
  double time = 0;
  std::string id;
  Phrase what;
  std::string tag;
  RowId row = kNoRow;
};

struct AlarmResult {
  std::string tag;
  double came = 0, seen = -1, gone = -1;  // s; negative: never
  int priority = 3;
};

struct RemarkResult {
  double time = 0;
  std::string text;
};

struct AnswerResult {
  std::string id;                      // its texts: question.<id>, question.<id>.<option>, question.<id>.why
  double asked = -1;                   // s; negative: never
  std::vector<std::string> given;      // options, in order
  std::string correct;
  bool right = false;
};

struct RunResult {
  std::shared_ptr<const CompiledPlant> plant;
  std::string plant_file, scenario_file;
  std::string scenario;                // "pump_trip": in front of the keys of its texts; empty: free play
  std::string mode, student;
  std::string language;                // the student's: what it is read in unless somebody asks for another
  std::uint64_t seed = 1;
  std::vector<std::pair<std::string, NumberArgument>> values;   // what the seed drew for the student to read, by id
  double duration = 0;                 // s
  Ending ending = Ending::running;
  Grade grade;
  std::vector<StepResult> steps;
  std::vector<ScenarioEvent> events;
  LogView log;                         // acts and changes of logged rows
  HistoryView history;
  std::vector<std::string> trends;     // rows the scenario wants plotted: "T-101.level"
  std::vector<AlarmResult> alarms;
  std::vector<RemarkResult> remarks;   // the student's log book
  std::vector<AnswerResult> answers;
  int reflect = 0;                     // questions to reflect on (C22): texts reflect.1 ...
  StepperCounters counters;
  double wall_s = 0, worst_scan_ms = 0, mass_error = 0, energy_error = 0;
  std::string state_hash;
  Evidence evidence;
  std::string verification;            // "", "identical", "within tolerance", "refused"
  std::string verification_detail;

  /// text_key("title") -> "pump_trip.title"
  std::string text_key(std::string_view rest) const { return scenario + "." + std::string(rest); }
};

}  // namespace retort
