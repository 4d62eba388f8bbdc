#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// count(COND): how often COND came true. zero must be written, full: 0.
struct Count {
  static constexpr const char* kName = "count";
  Watch condition;
  Scale scale;
  double times = 0;
  bool held = false;             // at the last scan
  Lapses lapses;                 // when it came true

  explicit Count(ScoreArguments& from) {
    from.want(1, "CONDITION");
    condition = from.condition(0);
    scale = from.scale(Quantity::number, 0, {});
  }
  template <class A> void archive(A& a) { a(times, held, lapses); }
  void advance(const ScoreScan& now) {
    const bool came = now.holds(condition) && !held;
    if (came) {
      times += 1;
      lapses.point(now.time);
    }
    held = now.holds(condition);
  }
  void grade(ScoreGrading& g) const {
    g.judge(g.covered * scale.share(times), g.rule("count", {g.what(condition), g.number(times), scale.shown(scale.full)}), lapses, g.what(condition));
  }
};

}  // namespace retort::scores
