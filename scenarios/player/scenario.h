#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/compiled_plant.h"
#include "sim/model/expression.h"
#include "sim/model/yaml_node.h"

/// A scenario file: starts a plant somewhere, lets things happen, asks for something and grades it. All times count from the
/// end of settling.
///
///   format: 1
///   plant: plant.yaml
///   teaches: [C05, C09]                       competences C01..C22
///   start: {from: states/normal.yaml, settle: 60 s}
///   duration: 20 min                          the longest it takes
///   ends: "done(spare) for 60 s"              else: when all steps are done for 30 s
///   seed: 1
///   events:                                   {id, at: TIME or LO..HI (drawn from the seed) | when: CONDITION, and one of
///     - {id: trip, at: 120 s..240 s, fail: P-101.trip}          fail: malfunction [severity, ramp] | clear: malfunction
///     - {id: more, when: "time() > 300 s", set: FIC-102.sp, to: 12 kg/s}         | set: variable, to: VALUE | say: true}
///   steps:
///     - {id: spare, done: "P-102.running for 10 s", after: [notice], since: trip, within: 180 s, hint: {after: 30 s, costs: 2}}
///   questions:
///     - {id: what, when: "event(trip)", options: [a, b, c], right: b}
///   grade:
///     - {id: level, category: quality, points: 30, score: "share_of_time(T-101.level in 40..60 %)", since: trip}
///     - {id: spill, caps_at: 40, when: "T-101.spilled > 50 kg"}
///   trends: [T-101.level, FT-101.pv]
///   check:
///     - {operator: answers/pump_trip.yaml, expect: "score >= 95"}
///
/// Scores (each gives 0..1 of the item's points):
///   share_of_time(COND)               share of the time from `since` to the end that COND holds
///   never(COND)                       1 unless COND ever holds
///   time_to(COND, FULL, ZERO)         1 when COND holds within FULL of `since`, falling to 0 at ZERO
///   excess(VALUE, LIMIT, NORM, TIME)  1 - integral of max(0, (VALUE - LIMIT)/NORM) dt / TIME
///   total(VALUE, FULL, ZERO)          integral of VALUE dt: 1 up to FULL, 0 from ZERO (numbers in SI)
///   count(COND, FULL, ZERO)           times COND becomes true: 1 up to FULL, 0 from ZERO
///   steps(ID, ...)                    steps done in time and order; without ids: all steps
///   answer(QUESTION)                  1 when answered right
///   alarms(TIME)                      share of announced alarms acknowledged within TIME
///   logged(WORDS)                     1 when the log book holds at least WORDS words
namespace retort {

struct ScenarioEventSpec {
  std::string id;
  SourcePos at;
  double from = 0, to = 0;                     // s; drawn uniformly
  std::optional<Expression> when;
  int first_timer = 0;
  RowId row = kNoRow;                          // malfunction or input; kNoRow: only a message
  double value = 0, ramp = 0;
  bool says = false;                           // text "event.<id>"
};

struct StepSpec {
  std::string id;
  SourcePos at;
  std::optional<Expression> done;
  int first_timer = 0;
  std::vector<int> after;                      // indices of steps
  int since_event = -1;
  double within = 0;                           // s; 0: no limit
  double hint_after = 30, hint_cost = 2;
  std::vector<std::string> teaches;
};

struct QuestionSpec {
  std::string id;
  SourcePos at;
  std::optional<Expression> when;              // asked from then on; empty: at once
  int first_timer = 0;
  std::vector<std::string> options;
  std::string right;
};

struct GradeSpec {
  enum class Kind { share_of_time, never, time_to, excess, total, count, steps, answer, alarms, logged, cap };
  std::string id, category;                    // safety, procedure, detect, quality, alarms
  SourcePos at;
  Kind kind = Kind::never;
  double points = 0;                           // 0: its share of the category's weight
  std::string rule_text;                       // the score as written
  std::optional<Expression> expression;
  int first_timer = 0;
  double limit = 0, norm = 1, full = 0, zero = 0, time = 0;
  double caps_at = 100;
  std::vector<int> steps;
  int question = -1;
  int since_event = -1, since_step = -1;
  std::vector<std::string> teaches;
};

struct CheckSpec {
  std::string operator_file;                   // "nobody" or a path beside the scenario
  std::string score_op;                        // ">=", "<="
  double score = 0;
  SourcePos at;
};

struct Scenario {
  std::string file, folder, name;              // name: file name without .yaml
  std::string text;
  Hash hash;
  std::string plant_file;
  std::vector<std::string> teaches;
  std::string start_file;                      // empty: the plant's own start
  double settle = 0, duration = 1200;
  std::uint64_t seed = 1;
  std::optional<Expression> ends;
  int ends_timer = 0;
  std::vector<ScenarioEventSpec> events;
  std::vector<StepSpec> steps;
  std::vector<QuestionSpec> questions;
  std::vector<GradeSpec> grade;
  std::vector<std::string> trends;
  std::vector<CheckSpec> checks;
  int timers = 0;                              // cells of all expressions

  PlantState start_state(const CompiledPlant& plant) const;  // throws FileError
};

/// The plant file a scenario names, without reading the rest. Throws FileError.
std::string scenario_plant(const std::string& scenario_path);
/// Reads and binds a scenario. Throws FileError with every problem found.
std::shared_ptr<const Scenario> load_scenario(const std::string& path, const CompiledPlant& plant);
std::shared_ptr<const Scenario> parse_scenario(const std::string& text, const std::string& path, const CompiledPlant& plant);

}  // namespace retort
