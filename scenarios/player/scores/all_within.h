#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// all_within(COND): all when COND never failed in the window, else nothing.
struct AllWithin {
  static constexpr const char* kName = "all_within";
  Watch condition;
  Lapses lapses;

  explicit AllWithin(ScoreArguments& from) {
    from.want(1, "CONDITION");
    condition = from.condition(0);
  }
  template <class A> void archive(A& a) { a(lapses); }
  void advance(const ScoreScan& now) { lapses.mark(!now.holds(condition), now.time); }
  void grade(ScoreGrading& g) const {
    const Phrase met = g.since_a_step() ? g.rule("all_within_since", {g.what(condition), g.first_step()}) : g.rule("all_within", {g.what(condition)});
    g.judge(lapses.empty() ? g.covered : 0, lapses.empty() ? met : g.rule("not_within", {g.what(condition)}), lapses, g.what(condition));
  }
};

}  // namespace retort::scores
