#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// final(EXPR): the last value. full and zero must be written.
struct Final {
  static constexpr const char* kName = "final";
  Watch value;
  Scale scale;
  double last = 0;

  explicit Final(ScoreArguments& from) {
    from.want(1, "VALUE");
    value = from.value(0);
    scale = from.scale(from.quantity(value), {}, {});
  }
  template <class A> void archive(A& a) { a(last); }
  void advance(const ScoreScan& now) { last = now[value]; }
  void grade(ScoreGrading& g) const {
    g.judge(scale.share(last), g.end, g.rule("final", {g.what(value), scale.shown(last), scale.shown(scale.full), scale.shown(scale.zero)}));
  }
};

}  // namespace retort::scores
