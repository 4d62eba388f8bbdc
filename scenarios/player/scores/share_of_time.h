#pragma once
#include <algorithm>

#include "scenarios/player/score.h"

namespace retort::scores {

/// share_of_time(COND): the share of the window in which COND held. full: 100 %, zero: 0 % unless written.
struct ShareOfTime {
  static constexpr const char* kName = "share_of_time";
  Watch condition;
  Scale scale;
  double good = 0;               // s in which it held
  Lapses lapses;

  explicit ShareOfTime(ScoreArguments& from) {
    from.want(1, "CONDITION");
    condition = from.condition(0);
    scale = from.scale(Quantity::fraction, 1, 0);
  }
  template <class A> void archive(A& a) { a(good, lapses); }
  void advance(const ScoreScan& now) {
    if (now.holds(condition)) good += now.period;
    lapses.mark(!now.holds(condition), now.time);
  }
  void grade(ScoreGrading& g) const {
    const double share = g.span > 0 ? std::min(1.0, good / g.span) : 0;
    g.judge(scale.share(share), g.rule("share_of_time", {g.what(condition), g.percent(share), scale.shown(scale.full)}), lapses, g.what(condition));
  }
};

}  // namespace retort::scores
