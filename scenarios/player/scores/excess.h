#pragma once
#include <algorithm>

#include "scenarios/player/score.h"

namespace retort::scores {

/// excess(EXPR, SCALE): the integral of max(0, EXPR) / SCALE over time, in s of full excess. zero must be written, full: 0 s.
struct Excess {
  static constexpr const char* kName = "excess";
  Watch over, relative;          // EXPR, and EXPR / SCALE
  Scale scale;
  double sum = 0;                // s of full excess
  Lapses lapses;

  explicit Excess(ScoreArguments& from) {
    from.want(2, "VALUE, SCALE");
    over = from.value(0);
    relative = from.ratio(0, 1);
    scale = from.scale(Quantity::time, 0, {});
  }
  template <class A> void archive(A& a) { a(sum, lapses); }
  void advance(const ScoreScan& now) {
    const double e = std::max(0.0, now[relative]);
    sum += e * now.period;
    lapses.mark(e > 0, now.time);
  }
  void grade(ScoreGrading& g) const {
    g.judge(g.covered * scale.share(sum), g.rule(lapses.empty() ? "excess_none" : "excess", {g.what(over), scale.shown(sum), scale.shown(scale.zero)}), lapses, g.what(over));
  }
};

}  // namespace retort::scores
