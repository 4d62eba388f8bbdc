#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// time_to(COND): the time from `since` until COND first held. full and zero are times and must be written.
struct TimeTo {
  static constexpr const char* kName = "time_to";
  Watch condition;
  Scale scale;
  double came = -1;              // s; negative: not yet

  explicit TimeTo(ScoreArguments& from) {
    from.want(1, "CONDITION");
    condition = from.condition(0);
    scale = from.scale(Quantity::time, {}, {});
  }
  template <class A> void archive(A& a) { a(came); }
  void advance(const ScoreScan& now) {
    if (came < 0 && now.holds(condition)) came = now.time;
  }
  void grade(ScoreGrading& g) const {
    if (came < 0) return g.judge(0, {g.begun, g.now}, g.rule("never", {g.what(condition)}));
    const double took = came - g.begun;
    g.judge(scale.share(took), {g.begun, came},
            g.rule("time_to", {g.what(condition), scale.shown(took), scale.shown(scale.full), scale.shown(scale.zero)}));
  }
};

}  // namespace retort::scores
