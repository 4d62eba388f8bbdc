#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// not_before(A, B): all unless condition A came true before condition B ever did; nothing when A never did.
struct NotBefore {
  static constexpr const char* kName = "not_before";
  Watch a, b;
  double first_a = -1, first_b = -1;   // s; negative: not yet

  explicit NotBefore(ScoreArguments& from) {
    from.want(2, "CONDITION, CONDITION");
    a = from.condition(0);
    b = from.condition(1);
  }
  template <class A> void archive(A& archive) { archive(first_a, first_b); }
  void advance(const ScoreScan& now) {
    if (first_a < 0 && now.holds(a)) first_a = now.time;
    if (first_b < 0 && now.holds(b)) first_b = now.time;
  }
  void grade(ScoreGrading& g) const {
    if (first_a < 0) return g.judge(0, {g.begun, g.now}, g.rule("never", {g.what(a)}));
    if (first_b < 0 || first_a < first_b) return g.judge(1, first_a, g.rule("before", {g.what(a), g.what(b)}));
    g.judge(0, first_a, g.rule("not_before", {g.what(a), g.what(b), ClockArgument{first_b}}));
  }
};

}  // namespace retort::scores
