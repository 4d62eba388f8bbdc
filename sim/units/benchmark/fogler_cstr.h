#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/benchmark/coolant.h"

/// Propylene glycol in a stirred tank: A (propylene oxide) + B (water) -> C (glycol) with M (methanol), first order in A.
///   v0 = FA0 / rhoA + FB0 / rhoB + FM0 / rhoM,  k = A exp(-E / (R Tabs)),  r = k CA       (1) ft3/h, 1/h, lbmol/ft3/h
///   dCi/dt = v0 / V (Ci0 - Ci) -+ r                                                       (2)
///   dT/dt = (r V (-dH(T)) - Qc - (FA0 CpA + FB0 CpB + FM0 CpM) (T - T0)) / (V sum Ci Cpi) (3) degF/h
///   dH(T) = dH + dCp (T - TR)                                                             (4) Btu/lbmol
/// Qc: see coolant.h. X = 1 - v0 CA / FA0, the conversion of what leaves.
/// Source: H.S. Fogler, Elements of Chemical Reaction Engineering, examples 12-3 and 13-3 (4th ed. 8-8 and 9-4).
/// Holds for: both examples, in lbmol, ft3, Btu, h; T in degF with Tabs = T + 460 (13-3), or in degR with Tabs = T (12-3).
/// Not for: boiling, a full tank that fills.
namespace retort {

class FoglerCstr {
 public:
  static constexpr const char* kType = "fogler_cstr";
  static constexpr const char* kHelp = "Fogler's stirred tank for propylene glycol";

  explicit FoglerCstr(Declare& d) : coolant_(d, 3e4, 18) {
    const Quantity n = Quantity::number;
    volume_ = d.param("V", n, "Volume, ft3", {1, 1000});
    absolute_ = d.param("absolute", n, "What makes T absolute: 460 for degF, 0 for degR", 460, {0, 500});
    heat_ = d.param("dH", n, "Heat of reaction at TR, Btu/lbmol", -36000, {-1e5, 0});
    dcp_ = d.param("dCp", n, "Change of the heat capacity by the reaction, Btu/lbmol/R", 0, {-100, 100});
    reference_ = d.param("TR", n, "Temperature of dH", 68, {0, 1000});
    density_[0] = d.param("rhoA", n, "Molar density of propylene oxide, lbmol/ft3", 0.923, {0.01, 10});
    density_[1] = d.param("rhoB", n, "Molar density of water, lbmol/ft3", 3.45, {0.01, 10});
    density_[2] = d.param("rhoM", n, "Molar density of methanol, lbmol/ft3", 1.54, {0.01, 10});
    const auto state = [&](const char* name, const char* help, double start, double hi, double tolerance) {
      return d.state(name, n, help, tolerance, d.start(name, n, help, start, {0, hi}));
    };
    ca_ = state("cA", "Concentration of propylene oxide, lbmol/ft3", 0, 1, 1e-6);
    cb_ = state("cB", "Concentration of water, lbmol/ft3", density_[1], 5, 1e-5);
    cc_ = state("cC", "Concentration of propylene glycol, lbmol/ft3", 0, 1, 1e-6);
    cm_ = state("cM", "Concentration of methanol, lbmol/ft3", 0, 2, 1e-6);
    t_ = state("T", "Temperature", 75, 1000, 1e-3);
    t0_ = d.input("T0", n, "Temperature of the feed", 75, {0, 1000}, kBoard);
    fa0_ = d.input("FA0", n, "Feed of propylene oxide, lbmol/h", 80, {1, 500}, kBoard);
    fb0_ = d.input("FB0", n, "Feed of water, lbmol/h", 1000, {1, 5000}, kBoard);
    fm0_ = d.input("FM0", n, "Feed of methanol, lbmol/h", 100, {0, 1000}, kBoard);
    conversion_ = d.output("X", n, "Conversion of propylene oxide");
    made_ = d.output("Qg", n, "Heat of the reaction, Btu/h");
    removed_ = d.output("Qr", n, "Heat that feed and coolant take, Btu/h");
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const double fa0 = e[fa0_], fb0 = e[fb0_], fm0 = e[fm0_];
    const double v0 = fa0 / density_[0] + fb0 / density_[1] + fm0 / density_[2], per_volume = v0 / volume_;
    const T &ca = e[ca_], &cb = e[cb_], &cc = e[cc_], &cm = e[cm_], &t = e[t_];
    const T k = 16.96e12 * exp(T((-32400 / 1.987) / kept_above(T(t + absolute_), 90, 4)));
    const T r = k * ca;
    e.add(ca_, (per_volume * (fa0 / v0 - ca) - r) / kHour);
    e.add(cb_, (per_volume * (fb0 / v0 - cb) - r) / kHour);
    e.add(cc_, (r - per_volume * cc) / kHour);
    e.add(cm_, (per_volume * (fm0 / v0 - cm)) / kHour);
    const T made = r * (volume_ * -1.0) * (heat_ + dcp_ * (t - reference_));
    const T removed = (fa0 * kCpA + fb0 * kCpB + fm0 * kCpM) * (t - e[t0_]) + coolant_.heat(e, t);
    const T capacity = volume_ * (kCpA * ca + kCpB * cb + kCpC * cc + kCpM * cm);
    e.add(t_, (made - removed) / (kHour * kept_positive(capacity, 1.0)));
    e.set(conversion_, 1.0 - (v0 / fa0) * ca);
    e.set(made_, made);
    e.set(removed_, removed);
  }

 private:
  static constexpr double kHour = 3600;
  static constexpr double kCpA = 35, kCpB = 18, kCpC = 46, kCpM = 19.5;  // Btu/lbmol/R
  Coolant coolant_;
  double volume_, absolute_, heat_, dcp_, reference_, density_[3];
  StateId ca_, cb_, cc_, cm_, t_;
  InputId t0_, fa0_, fb0_, fm0_;
  OutputId conversion_, made_, removed_;
};

}  // namespace retort
