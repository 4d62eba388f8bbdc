#pragma once
#include <string>

#include "scenarios/player/scenario.h"

/// The scores of grading items. Each wins a share 0..1 of its item's points, over the window `since` .. `until`:
///
///   share_of_time(COND)          share of the window in which COND held; full: 100 %, zero: 0 % unless written
///   all_within(COND)             all when COND never failed, else nothing
///   time_to(COND)                time from `since` until COND first held; full and zero are times and must be written
///   excess(EXPR, SCALE)          integral of max(0, EXPR) / SCALE over time, in s of full excess; zero must be written, full: 0 s
///   count(COND)                  how often COND came true; zero must be written, full: 0
///   integral(EXPR)               integral over time: energy of a power, mass of a mass flow; full and zero must be written
///   final(EXPR), peak(EXPR)      last or largest value; full and zero must be written
///   alarms_answered(TIME)        share of the alarms that came up and were acknowledged within TIME; all when none came
///   not_before(A, B)             all unless condition A came true before condition B ever did; nothing when A never did
///   at_end(COND)                 all when COND holds at the end
///   answer(QUESTION)             all for the right answer at once, half at the second attempt, nothing after
///   logged(N)                    all when a log-book entry of N characters or more was made
///   steps(A, B, ...)             equal shares for the steps; a late step gives half, one out of order nothing. steps() means all
///
/// Between `full` and `zero` the share is linear. A run that stops before its end without meeting `end:` has, for the time that was
/// left, not held any condition.
namespace retort {

struct ScoreKeys {
  const YamlNode* score = nullptr;
  const YamlNode* full = nullptr;
  const YamlNode* zero = nullptr;
};

/// Makes expressions with their timers; throws FileError.
class ScenarioBinder {
 public:
  ScenarioBinder(Scenario& scenario, const CompiledPlant& plant);
  ScenarioExpression expression(const std::string& text, SourcePos at);
  /// The same, and it must be a condition.
  ScenarioExpression condition(const YamlNode& text);
  ScenarioExpression condition(const std::string& text, SourcePos at);

 private:
  Scenario& scenario_;
  const CompiledPlant& plant_;
};

ScoreSpec parse_score(const ScoreKeys& keys, Scenario& scenario, ScenarioBinder& binder);

}  // namespace retort
