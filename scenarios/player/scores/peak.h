#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// peak(EXPR): the largest value. full and zero must be written.
struct Peak {
  static constexpr const char* kName = "peak";
  Watch value;
  Scale scale;
  double largest = 0;
  double at = -1;                // s

  explicit Peak(ScoreArguments& from) {
    from.want(1, "VALUE");
    value = from.value(0);
    scale = from.scale(from.quantity(value), {}, {});
  }
  template <class A> void archive(A& a) { a(largest, at); }
  void advance(const ScoreScan& now) {
    if (!now.first && !(now[value] > largest)) return;
    largest = now[value];
    at = now.time;
  }
  void grade(ScoreGrading& g) const {
    g.judge(g.covered * scale.share(largest), at,
            g.rule("peak", {g.what(value), scale.shown(largest), scale.shown(scale.full), scale.shown(scale.zero)}));
  }
};

}  // namespace retort::scores
