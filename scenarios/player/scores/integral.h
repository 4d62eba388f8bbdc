#pragma once
#include "scenarios/player/score.h"

namespace retort::scores {

/// integral(EXPR): the integral over time: energy of a power, mass of a mass flow. full and zero must be written.
struct Integral {
  static constexpr const char* kName = "integral";
  Watch value;
  Scale scale;
  double sum = 0;

  explicit Integral(ScoreArguments& from) {
    from.want(1, "VALUE");
    value = from.value(0);
    scale = from.scale(of(from.quantity(value)), {}, {});
  }
  template <class A> void archive(A& a) { a(sum); }
  void advance(const ScoreScan& now) { sum += now[value] * now.period; }
  void grade(ScoreGrading& g) const {
    g.judge(g.covered * scale.share(sum), {g.begun, g.end},
            g.rule("integral", {g.what(value), scale.shown(sum), scale.shown(scale.full), scale.shown(scale.zero)}));
  }

  static Quantity of(Quantity q) {
    switch (q) {
      case Quantity::mass_flow: return Quantity::mass;
      case Quantity::volume_flow: return Quantity::volume;
      case Quantity::power: return Quantity::energy;
      case Quantity::velocity: return Quantity::length;
      case Quantity::number: return Quantity::time;
      case Quantity::flag: return Quantity::time;
      default: return Quantity::number;
    }
  }
};

}  // namespace retort::scores
