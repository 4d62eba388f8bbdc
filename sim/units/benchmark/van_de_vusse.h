#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"

/// The van de Vusse reactor: A -> B -> C and 2 A -> D in a cooled stirred tank, whose yield of B has an optimum and whose
/// response to the feed starts the wrong way.
///   dcA/dt = F (cA0 - cA) - k1 cA - k3 cA^2                                               (1) mol/l/h
///   dcB/dt = -F cB + k1 cA - k2 cB                                                        (2)
///   dT/dt  = F (T0 - T) - (k1 cA dHab + k2 cB dHbc + k3 cA^2 dHad) / (rho Cp) + kw AR (TK - T) / (rho Cp VR)   (3) K/h
///   dTK/dt = (Q + kw AR (T - TK)) / (mK CPK)                                              (4)
///   k = k0 exp(E / T)                                                                     (5)
/// Source: H. Chen, A. Kremling, F. Allgower, Nonlinear predictive control of a benchmark CSTR, ECC 1995, p. 3247.
/// Holds for: the benchmark as published, F = flow / volume in 1/h, Q in kJ/h. Not for: boiling, freezing.
namespace retort {

class VanDeVusse {
 public:
  static constexpr const char* kType = "van_de_vusse";
  static constexpr const char* kHelp = "The van de Vusse reactor of Chen, Kremling and Allgower";

  explicit VanDeVusse(Declare& d) {
    const auto amount = [&](const char* name, const char* help, double start) {
      return d.state(name, Quantity::number, help, 1e-5, d.start(name, Quantity::number, help, start, {0, 10}));
    };
    const auto temperature = [&](const char* name, const char* help, double start) {
      return d.state(name, Quantity::temperature, help, 1e-3, d.start(name, Quantity::temperature, help, start, {250, 500}));
    };
    ca_ = amount("cA", "Concentration of A, mol/l", 2.1402105301746182);
    cb_ = amount("cB", "Concentration of B, mol/l", 1.0903043613077321);
    t_ = temperature("T", "Temperature of the reactor", 387.34108442079495);
    tk_ = temperature("TK", "Temperature of the jacket", 386.05659291045561);
    f_ = d.input("F", Quantity::number, "Flow over volume, 1/h", 14.19, {0, 40}, kBoard);
    q_ = d.input("Q", Quantity::number, "Heat to the jacket, kJ/h", -1113.5, {-9000, 0}, kBoard);
    ca0_ = d.input("cA0", Quantity::number, "Concentration of A in the feed, mol/l", 5.1, {0, 6}, kInstructor);
    t0_ = d.input("T0", Quantity::temperature, "Temperature of the feed", 378.05, {270, 400}, kInstructor);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const T &ca = e[ca_], &cb = e[cb_], &t = e[t_], &tk = e[tk_];
    const T kelvin = kept_above(t, 50, 2);
    const T k12 = 1.287e12 * exp(T(-9758.3 / kelvin)), k3 = 9.043e9 * exp(T(-8560.0 / kelvin));
    const T r1 = k12 * ca, r2 = k12 * cb, r3 = k3 * ca * ca;
    const double f = e[f_];
    e.add(ca_, (f * (e[ca0_] - ca) - r1 - r3) / kHour);
    e.add(cb_, (r1 - r2 - f * cb) / kHour);
    const T exchange = kHeatTransfer * (tk - t);
    const T heat = 4.2 * r1 - 11.0 * r2 - 41.85 * r3;
    e.add(t_, (f * (e[t0_] - t) - heat / kRhoCp + exchange / (kRhoCp * kVolume)) / kHour);
    e.add(tk_, (e[q_] - exchange) / (kJacket * kHour));
  }

 private:
  static constexpr double kHour = 3600, kRhoCp = 0.9342 * 3.01, kVolume = 10;  // s, kJ/l/K, l
  static constexpr double kHeatTransfer = 4032 * 0.215, kJacket = 5.0 * 2.0;   // kJ/h/K, kJ/K
  StateId ca_, cb_, t_, tk_;
  InputId f_, q_, ca0_, t0_;
};

}  // namespace retort
