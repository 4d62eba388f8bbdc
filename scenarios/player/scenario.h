#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/player/grade.h"
#include "sim/base/hash.h"
#include "sim/model/compiled_plant.h"

/// A scenario: a file that starts a plant somewhere, lets things happen, asks for something and grades it.
///
///   format: 1
///   plant: plant.yaml                      beside this file
///   teaches: [C05, C09]                    competences C01 to C22
///   difficulty: 2                          1 (a first exercise, unless written) to 5; the menu is ordered by it
///   modes: [practise, exam]                all unless written
///   tuning: true                           gains and limits of controllers may be changed; not unless written
///   exam: {hud: {clock: no, step: no}}     what an exam takes out of the head-up line in the field: clock, alarms, radio, step; all stand there unless written
///   seed: 7                                used when the player does not draw one; 1 unless written
///   start:                                 the plant file's own start unless written
///     from: states/normal.yaml
///     settle: 60 s
///     draw: [[], ["P-102.start = 1", "P-101.stop = 1"], "FIC-102.sp = 4 kg/s..6 kg/s"]   one of these is chosen by the seed, set, and settled
///   values:                                what the student is told, drawn from the seed: {demand} in the texts, value(demand) in conditions
///     - {id: demand, of: FIC-102.sp, from: 4 kg/s, to: 6 kg/s, step: 0.5 kg/s}
///   duration: 15 min
///   end: "done(restored) for 60 s"         ends early, and well
///   trends: [T-101.level, FT-101.pv]       what the debrief plots
///   reflect: 3                             how many questions to reflect on stand in the texts (reflect.1 ...)
///   procedure: change_over                 which of the plant's written procedures lies open; the first unless written
///   events:
///     - {id: trip, at: 120 s..240 s, fail: P-101.trip, severity: 1, ramp: 0 s}     drawn from the seed
///     - {id: lost, at: 90 s, if: "P-101.running", fail: P-101.trip, else: P-102.trip}              the one that runs then
///     - {id: more, when: "done(spare)", wait: 30 s, set: ["FIC-102.sp = 6 kg/s..7 kg/s"], say: true}  a value drawn from the seed
///   steps:
///     - {id: spare, done: CONDITION, after: [notice], within: 180 s, since: trip, hint: {after: 30 s, costs: [0, 1, 2, 3]}}
///   questions:
///     - {id: wrong, when: "event(stuck)", options: [pump, transmitter, leak], correct: transmitter}
///   grade:
///     - {id: level, category: safety, points: 30, score: "share_of_time(T-101.level in 40..60 %)", since: trip, until: end}
///     - {id: spill, caps_at: 40, when: "T-101.spilled > 50 kg"}
///     - {id: lost, caps_at: 50, unless: restored}     what it was all for: at most 50 as long as this step is not done
///   weights: {safety: 40, procedure: 20, detect: 20, quality: 10, alarms: 10}
///   check:
///     - {operator: answers/pump_trip.yaml, expect: "score >= 95"}
///
/// Conditions may also use done(STEP), event(ID), since(STEP or EVENT) in s, answered(QUESTION), correct(QUESTION),
/// value(VALUE) (what was drawn), acts(TAG.noun) (how often the student wrote it), refused(TAG.noun) (how often he tried and was refused), logged() (entries in the log
/// book that say something: remark.h), bypassed() (s in which a safety function was bypassed, or an alarm shelved, by the student), unacknowledged() (alarms) and hints() (used).
/// `end` waits for answers and log entries that count, Player::kGrace.
/// What a score may be: one file each in scenarios/player/scores/. Texts stand in text/<scenario>.<language>.yaml.
namespace retort {

class Score;
struct Scenario;

enum class Category { safety, procedure, detect, quality, alarms };
constexpr int kCategories = 5;
const char* to_string(Category c);

/// Something that scenario conditions may ask beyond the catalogue: one value each.
struct ExtraValue {
  enum class Kind { done, event, since_step, since_event, answered, correct, acts, refused, logged, unacknowledged, hints, bypassed, value } kind;
  int index = -1;      // of the step, event, question or value; RowId for acts and refused
};

/// An expression of the scenario and where its timers stand in the player's state.
struct ScenarioExpression {
  std::shared_ptr<const Expression> expression;
  int first_timer = 0;
  RowId first_row() const;   // to cite; kNoRow when it reads none
};

/// A moment: the start, an event, a step done, the end.
struct Moment {
  enum class Kind { start, event, step, end } kind = Kind::start;
  int index = -1;
};

/// Something that differs with the seed and that the student is told.
struct ValueSpec {
  std::string id;
  RowId of = kNoRow;             // a variable of its kind: quantity and unit
  double from = 0, to = 0, step = 0;   // SI; a step of 0: any value between
  Unit unit;                     // to tell it in
  int decimals = 0;
  double drawn(std::uint64_t seed, std::size_t index) const;
};

struct SetAct {
  RowId row = kNoRow;
  double value = 0;
  double ramp = 0;             // malfunctions
  std::optional<double> to;    // the value is drawn between `value` and this
  int told = -1;               // it is this one of the scenario's values
  /// Of this seed; `n` tells it from the others of the scenario.
  double drawn(const Scenario& scenario, std::uint64_t seed, std::uint64_t n) const;
};

struct EventSpec {
  std::string id;
  SourcePos at;
  double from = 0, to = 0;                      // s: drawn between these when there is no condition
  std::optional<ScenarioExpression> when;
  double wait = 0;                              // s, after the condition came true
  std::optional<ScenarioExpression> only_if;    // when this does not hold at that moment, `otherwise` happens instead of `acts`
  std::vector<SetAct> acts, otherwise;
  bool says = false;
};

struct StepSpec {
  std::string id;
  ScenarioExpression done;
  std::vector<int> after;
  double within = 0;                            // s, 0: no limit
  std::optional<Moment> since;                  // what `within` counts from; else from when its predecessors were done
  bool goal = false;                            // an `unless` names it: done only once what comes before it is
  bool has_hints = false;
  double hint_after = 0;
  double hint_costs[4] = {0, 1, 2, 3};          // orient, ask, point, tell
  std::vector<std::string> teaches;
};

struct QuestionSpec {
  std::string id;
  ScenarioExpression when;
  std::vector<std::string> options;
  int correct = 0;
};

struct ItemSpec {
  std::string id;
  Category category = Category::procedure;
  double points = 0;                            // as written: a share within its category
  double of = 0;                                // out of 100 for the whole scenario
  std::shared_ptr<const Score> score;
  Moment since, until{Moment::Kind::end, -1};
  std::vector<std::string> teaches;
  std::string tag;                              // to cite: as written, else the first variable of the score
  RowId row = kNoRow;                           // the variable behind it
};

/// The total is at most `at`: from when a condition came true, or as long as a step is not done.
struct CapSpec {
  std::string id;
  double at = 0;
  std::vector<ScenarioExpression> when;         // any of them; empty: `unless`
  int unless = -1;                              // the step
};

/// What an exam leaves in the head-up line of who walks the field.
struct ExamHud {
  bool clock = true, alarms = true, radio = true, step = true;
};

struct CheckSpec {
  SourcePos at;
  std::string operator_file;                    // "nobody" or a path beside the scenario
  std::string expect;                           // "score >= 95"
  bool at_least = true;
  double score = 0;
};

struct Scenario {
  std::string file, folder, name;               // "…/pump_trip.yaml", "…", "pump_trip"
  std::string text;                             // the file itself
  Hash hash;
  std::string plant_file;
  std::vector<std::string> teaches, modes;
  int difficulty = 1;
  std::uint64_t seed = 1;
  double settle = 0, duration = 0;              // s
  std::vector<std::vector<SetAct>> draws;       // one of these, chosen by the seed, is set before it settles
  std::vector<ValueSpec> values;
  std::optional<ScenarioExpression> end;
  std::vector<RowId> trends;
  int reflect = 0;
  std::size_t procedure = 0;                    // of the plant's
  bool tuning = false;
  ExamHud exam_hud;
  std::vector<EventSpec> events;
  std::vector<StepSpec> steps;
  std::vector<QuestionSpec> questions;
  std::vector<ItemSpec> items;
  std::vector<CapSpec> caps;
  std::vector<CheckSpec> checks;
  std::vector<ExtraValue> extras;
  std::vector<RowId> alarms;                    // the `state` row of every alarm of the plant
  int timers = 0;

  /// The key of one of its texts: text_key("step.spare") -> "pump_trip.step.spare".
  std::string text_key(std::string_view rest) const { return name + "." + std::string(rest); }
  int find_step(std::string_view id) const;
  int find_event(std::string_view id) const;
  int find_question(std::string_view id) const;
  int find_value(std::string_view id) const;
  /// Which of the alternatives of its start a seed draws; 0 where there are none.
  std::size_t drawn_start(std::uint64_t seed) const;
  /// The value of this place for a seed, as it is told.
  NumberArgument told(int index, std::uint64_t seed) const;
  /// What the value of this place is for a seed, SI.
  double value(int index, std::uint64_t seed) const { return values[static_cast<std::size_t>(index)].drawn(seed, static_cast<std::size_t>(index)); }
  /// The extra value a function call of a condition stands for; -1 when there is none.
  int extra(const Catalogue& catalogue, std::string_view function, std::string_view argument, bool may_add);
};

/// The plant file a scenario file names, without reading the rest. Throws FileError.
std::string scenario_plant(const std::string& path);
/// The state file that it starts from, beside it; empty when it takes the plant's own start. Throws FileError.
std::string scenario_start_file(const std::string& path);
/// Reads and binds a scenario. Throws FileError with every problem found.
std::shared_ptr<const Scenario> load_scenario(const std::string& path, const CompiledPlant& plant);
std::shared_ptr<const Scenario> parse_scenario(const std::string& text, const std::string& path, const CompiledPlant& plant);
/// The noun a bare tag stands for in conditions, and what the scenario's own functions give. Both must outlive it.
ExpressionScope scenario_scope(const Scenario& scenario, const CompiledPlant& plant);
/// "TAG.noun = VALUE" or "TAG.noun": row and SI value (names of choices are known). Throws FileError.
SetAct parse_set(const std::string& text, const CompiledPlant& plant, const std::string& file, SourcePos at);

/// The same where a value may be a range, "TAG.noun = LO..HI".
SetAct parse_drawn_set(const std::string& text, const CompiledPlant& plant, const std::string& file, SourcePos at);
/// The same where it may be one of the scenario's values, "TAG.noun = value(ID)".
SetAct parse_told_set(const std::string& text, const Scenario& scenario, const CompiledPlant& plant, const std::string& file, SourcePos at);

/// The state a scenario starts from: `base` (its state file, or the plant's own start) with what is drawn for this seed, settled; its clock
/// stands at 0.
PlantState scenario_start(const Scenario& scenario, std::shared_ptr<const CompiledPlant> plant, PlantState base, std::uint64_t seed, bool noise,
                          double rtol);

}  // namespace retort
