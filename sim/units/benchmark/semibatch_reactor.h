#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/benchmark/coolant.h"

/// Second-order reversible saponification in a semibatch: A stands in the vessel, B is fed with water, A + B <-> C + D.
///   k = A exp(-E / (8.314 T)),  Kc = 10^(3885.44 / T),  r = k (CA CB - CC^2 / Kc)         (1) m3/kmol/s, 1, kmol/m3/s
///   dV/dt = v0,  dNW/dt = v0 CW0,  dCi/dt = v0 (Ci0 - Ci) / V -+ r                        (2) m3/s, kmol/s, kmol/m3/s
///   dT/dt = (r V (-dH) - Qc - v0 (CB0 + CW0) cp (T - T0)) / (cp (V (CB + CC + CD) + NW) + cpA V CA)   (3) K/s
/// with CD = CC. Qc: see coolant.h. The feed runs while `feed` is above zero: it is v0.
/// Source: H.S. Fogler, Elements of Chemical Reaction Engineering, example 13-4 (4th ed. 9-3), in kmol, m3, J, s.
/// Holds for: the example as published. Not for: a vessel that runs over.
namespace retort {

class SemibatchReactor {
 public:
  static constexpr const char* kType = "semibatch_reactor";
  static constexpr const char* kHelp = "Fogler's semibatch saponification";

  explicit SemibatchReactor(Declare& d) : coolant_(d, 1e6, 18) {
    const Quantity n = Quantity::number;
    factor_ = d.param("A", n, "Frequency factor, m3/kmol/s", 1.991e8, {0, 1e12});
    energy_ = d.param("E", n, "Activation energy, J/mol", 45500, {0, 2e5});
    heat_ = d.param("dH", n, "Heat of reaction, J/kmol", -7.9076e7, {-1e9, 0});
    cp_ = d.param("cp", n, "Heat capacity of B, C, D and water, J/kmol/K", 75240, {1, 1e6});
    cpa_ = d.param("cpA", n, "Heat capacity of A, J/kmol/K", 170700, {1, 1e6});
    water_ = d.param("CW0", n, "Water in the feed, kmol/m3", 55, {0, 60});
    base_ = d.param("CB0", n, "B in the feed, kmol/m3", 1, {0, 10});
    const auto state = [&](const char* name, const char* help, double start, double hi, double tolerance) {
      return d.state(name, n, help, tolerance, d.start(name, n, help, start, {0, hi}));
    };
    ca_ = state("cA", "Concentration of A, kmol/m3", 5, 20, 1e-5);
    cb_ = state("cB", "Concentration of B, kmol/m3", 0, 20, 1e-7);
    cc_ = state("cC", "Concentration of C, kmol/m3", 0, 20, 1e-6);
    t_ = state("T", "Temperature, K", 300, 600, 1e-3);
    nw_ = state("NW", "Water, kmol", 6.14, 1e4, 1e-4);
    v_ = state("V", "Volume of the liquid, m3", 0.2, 100, 1e-6);
    feed_ = d.input("v0", n, "Feed, m3/s", 0.004, {0, 0.05}, kBoard);
    t0_ = d.input("T0", n, "Temperature of the feed, K", 300, {273, 400}, kBoard);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const T &ca = e[ca_], &cb = e[cb_], &cc = e[cc_], &t = e[t_];
    const double v0 = e[feed_];
    const T kelvin = kept_above(t, 50, 2), v = kept_positive(e[v_], 1e-4);
    const T k = factor_ * exp(T((-energy_ / 8.314) / kelvin));
    const T back = exp(T(-(3885.44 * kLn10) / kelvin));  // 1 / Kc
    const T r = k * (ca * cb - cc * cc * back), fill = v0 / v;
    e.add(ca_, -fill * ca - r);
    e.add(cb_, fill * (base_ - cb) - r);
    e.add(cc_, r - fill * cc);
    e.add(nw_, T(v0 * water_));
    e.add(v_, T(v0));
    const T removed = (v0 * (base_ + water_) * cp_) * (t - e[t0_]) + coolant_.heat(e, t);
    const T capacity = cp_ * (v * (cb + 2.0 * cc) + e[nw_]) + cpa_ * v * ca;
    e.add(t_, (-heat_ * (r * v) - removed) / kept_positive(capacity, 1e3));
  }

 private:
  static constexpr double kLn10 = 2.302585092994046;
  Coolant coolant_;
  double factor_, energy_, heat_, cp_, cpa_, water_, base_;
  StateId ca_, cb_, cc_, t_, nw_, v_;
  InputId feed_, t0_;
};

}  // namespace retort
