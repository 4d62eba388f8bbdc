#pragma once
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "sim/base/quantity.h"
#include "sim/model/catalogue.h"

/// A grade as data: keys, numbers, names and times, in no language. Sentences are made of it by result_text.h, in any language and
/// as often as wanted, without simulating again.
namespace retort {

/// How an exercise came to its end: by its own condition, by its clock, or because the student had enough of it.
enum class Ending { running, goal, time_up, handed_in };
inline const char* ending_name(Ending e) {
  constexpr const char* names[] = {"running", "goal", "time_up", "handed_in"};
  return names[static_cast<int>(e)];
}

/// A number, and how it is shown.
struct NumberArgument {
  double si = 0;
  Quantity quantity = Quantity::number;
  const Unit* unit = nullptr;   // to show it in; null: the default of the quantity
  int decimals = -1;            // -1: as many as read well
  bool bare = false;            // the sentence itself names the unit
};
/// A time on the clock of the exercise.
struct ClockArgument {
  double time = 0;              // s
};
/// A text of the exercise, as what an option of a question says.
struct TextArgument {
  std::string key;              // "pump_trip.question.cause.trip"
};
/// A variable, by what it is called.
struct RowArgument {
  std::string tag, noun;        // "P-101", "trip"
};
/// A condition or value as the exercise writes it; the calls in it that have a name of their own are read by that name.
struct ConditionArgument {
  std::string written;                         // "done(spare) and T-101.level > 40 %"
  std::map<std::string, std::string> names;    // "done(spare)" -> the text's key, "pump_trip.step.spare"
  std::map<std::string, NumberArgument> values;   // "value(demand)" -> what was drawn
};
/// What fills {0}, {1} ... of a text.
using Argument = std::variant<NumberArgument, ClockArgument, TextArgument, RowArgument, ConditionArgument>;

/// A sentence in no language: the key of a text and what fills it.
struct Phrase {
  std::string key;              // "grade.rule.share_of_time"
  std::vector<Argument> arguments;
};

/// On what a reason hangs. With the id of its item it tells which mistake this is, the same for every student.
struct Cause {
  enum class Kind { condition, step, question, alarm, logbook } kind = Kind::condition;
  std::string id;               // the condition as written; the id of the step or question; the tag of the alarm; "" for all
};
const char* to_string(Cause::Kind k);

/// Why points were won or lost.
struct GradeReason {
  Phrase rule;
  std::string tag;              // what is cited: "T-101.level", an alarm "LAL-101"; "" when nothing is
  RowId row = kNoRow;           // the variable behind it
  double time = 0;              // s: the moment it is told for
  double from = 0, to = 0;      // s: what it covers; both are `time` for a moment
  double points = 0;            // won (+) or lost (-) here
  Cause cause;
};

struct GradeItem {
  std::string id;               // "level"; its title is the text <scenario>.grade.<id>
  std::string category;         // safety, procedure, detect, quality, alarms
  double points = 0, of = 0;
  std::vector<GradeReason> reasons;            // at least one
  std::string overridden_by, override_reason;  // instructor's change; empty when none
};

struct GradeCap {               // a critical violation caps the total
  std::string id;
  double at = 100;              // the total is at most this
  GradeReason reason;
};

struct Grade {
  double score = 0;             // 0..100, after hints and caps
  double before_caps = 0;
  double hint_cost = 0;
  std::vector<GradeItem> items;
  std::vector<GradeCap> caps;
  std::map<std::string, double> competences;  // "C05" -> 0..1, from the items and steps that teach it
};

/// Adds up: items less hints, then the caps.
void total_grade(Grade& g);

}  // namespace retort
