#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// at_end(COND): all when COND holds at the end.
struct AtEnd {
  static constexpr const char* kName = "at_end";
  Watch condition;
  bool held = false;

  explicit AtEnd(ScoreArguments& from) {
    from.want(1, "CONDITION");
    condition = from.condition(0);
  }
  template <class A> void archive(A& a) { a(held); }
  void advance(const ScoreScan& now) { held = now.holds(condition); }
  void grade(ScoreGrading& g) const { g.judge(held, g.end, g.rule(held ? "at_end" : "not_at_end", {g.what(condition)})); }
};

}  // namespace retort::scores
