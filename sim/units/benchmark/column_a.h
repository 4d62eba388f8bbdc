#pragma once
#include <algorithm>
#include <string>

#include "sim/base/smooth.h"
#include "sim/model/block.h"

/// Skogestad's "column A": a binary distillation column of 41 stages (1 reboiler, 21 feed, 41 total condenser) with constant
/// relative volatility, constant molar flows and linear liquid dynamics, its levels closed by the product flows (LV).
///   y_i = alpha x_i / (1 + (alpha - 1) x_i)                                               (1)
///   L_i = LT0 [+ F0 below the feed] + (M_i - M0) / tau + lambda (V_(i-1) - V0)            (2) kmol/min
///   V_i = VB below the feed, VB + (1 - qF) F from it up                                   (3)
///   dM_i/dt = L_(i+1) - L_i + V_(i-1) - V_i [+ F]                                         (4) kmol/min
///   d(M_i x_i)/dt = L_(i+1) x_(i+1) - L_i x_i + V_(i-1) y_(i-1) - V_i y_i [+ F zF]        (5)
///   D = D0 + KcD (M_41 - M0),  B = B0 + KcB (M_1 - M0)                                    (6)
/// Source: S. Skogestad, I. Postlethwaite, Multivariable Feedback Control, Wiley 1996, ch. 12 and its files cola*.m.
/// Holds for: the benchmark as published, in kmol and minutes; B and D of (6) may turn negative. The limits of VB and LT keep the
/// reboiler and the drum wet. Not for: flooding, a dry reboiler, a feed that is not between liquid and vapour.
namespace retort {

class ColumnA {
 public:
  static constexpr const char* kType = "column_a";
  static constexpr const char* kHelp = "Skogestad's distillation column A in LV configuration";
  static constexpr int kStages = 41, kFeed = 20;  // counted from 0

  explicit ColumnA(Declare& d) {
    alpha_ = d.param("alpha", Quantity::number, "Relative volatility", 1.5, {1.01, 20});
    tau_ = d.param("tau", Quantity::time, "Time constant of the liquid on a tray", 0.063 * 60, {0.1, 600});
    lambda_ = d.param("lambda", Quantity::number, "Effect of the vapour on the liquid (K2)", 0, {-5, 5});
    reflux_ = d.param("LT0", Quantity::number, "Nominal reflux, kmol/min", 2.70629, {0, 4});
    boilup_ = d.param("VB0", Quantity::number, "Nominal boilup, kmol/min", 3.20629, {0, 4});
    const double start_x = 0.5;
    for (int i = 0; i < kStages; ++i) {
      const std::string n = std::to_string(i + 1);
      x_[i] = d.state("x" + n, Quantity::number, "Mole fraction of the light component on stage " + n, 1e-5,
                      d.start("x" + n, Quantity::number, "Mole fraction on stage " + n, start_x, {0, 1}));
    }
    for (int i = 0; i < kStages; ++i) {
      const std::string n = std::to_string(i + 1);
      m_[i] = d.state("M" + n, Quantity::number, "Holdup of stage " + n + ", kmol", 1e-5,
                      d.start("M" + n, Quantity::number, "Holdup of stage " + n, kHoldup, {0.05, 5}));
    }
    lt_ = d.input("LT", Quantity::number, "Reflux, kmol/min", reflux_, {0, 4}, kBoard);
    vb_ = d.input("VB", Quantity::number, "Boilup, kmol/min", boilup_, {0, 4}, kBoard);
    f_ = d.input("F", Quantity::number, "Feed, kmol/min", kFeedFlow, {0, 2}, kInstructor);
    zf_ = d.input("zF", Quantity::number, "Mole fraction of the light component in the feed", 0.5, {0, 1}, kInstructor);
    qf_ = d.input("qF", Quantity::number, "Liquid fraction of the feed", 1, {0, 1.2}, kInstructor);
    distillate_ = d.output("D", Quantity::number, "Distillate, kmol/min");
    bottoms_ = d.output("B", Quantity::number, "Bottom product, kmol/min");
    for (int i = 0; i < kStages; ++i) {
      const int below = std::max(i - 1, 0), above = std::min(i + 1, kStages - 1);
      d.depends(x_[i], {x_[below], x_[above], m_[i], m_[above]});
      d.depends(m_[i], {m_[above]});
    }
  }

  template <class T>
  void eval(Eval<T>& e) const {
    constexpr int kTop = kStages - 1;
    const double feed = e[f_], vb = e[vb_], above_feed = std::max(0.0, vb + (1 - e[qf_]) * feed);
    T y[kStages], l[kStages];
    for (int i = 0; i < kTop; ++i) y[i] = alpha_ * e[x_[i]] / (1.0 + (alpha_ - 1) * e[x_[i]]);
    for (int i = 1; i < kTop; ++i) {
      const double base = reflux_ + (i <= kFeed ? kFeedFlow : 0.0) + lambda_ * ((i <= kFeed ? vb : above_feed) - boilup_);
      l[i] = base + (e[m_[i]] - kHoldup) / (tau_ / 60);
    }
    l[kTop] = T(e[lt_]);
    const T d = kProduct + kLevelGain * (e[m_[kTop]] - kHoldup), b = kProduct + kLevelGain * (e[m_[0]] - kHoldup);
    e.set(distillate_, d);
    e.set(bottoms_, b);

    for (int i = 1; i < kTop; ++i) {
      const double v = i < kFeed ? vb : above_feed, v_below = i <= kFeed ? vb : above_feed;
      T dm = l[i + 1] - l[i] + (v_below - v);
      T dmx = l[i + 1] * e[x_[i + 1]] - l[i] * e[x_[i]] + v_below * y[i - 1] - v * y[i];
      if (i == kFeed) {
        dm += feed;
        dmx += feed * e[zf_];
      }
      stage(e, i, dm, dmx);
    }
    stage(e, 0, T(l[1] - vb - b), T(l[1] * e[x_[1]] - vb * y[0] - b * e[x_[0]]));
    stage(e, kTop, T(above_feed - l[kTop] - d), T(above_feed * y[kTop - 1] - (l[kTop] + d) * e[x_[kTop]]));
  }

 private:
  template <class T>
  void stage(Eval<T>& e, int i, const T& dm, const T& dmx) const {
    e.add(m_[i], dm / 60.0);
    e.add(x_[i], (dmx - e[x_[i]] * dm) / (60.0 * kept_positive(e[m_[i]], 1e-3)));
  }

  static constexpr double kHoldup = 0.5, kFeedFlow = 1, kProduct = 0.5, kLevelGain = 10;  // kmol, kmol/min, kmol/min, 1/min
  double alpha_, tau_, lambda_, reflux_, boilup_;
  StateId x_[kStages], m_[kStages];
  InputId lt_, vb_, f_, zf_, qf_;
  OutputId distillate_, bottoms_;
};

}  // namespace retort
