#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"

/// The quadruple-tank process: two pumps, two three-way valves, four tanks that drain freely, with an adjustable zero.
///   A1 dh1/dt = -a1 sqrt(2 g h1) + a3 sqrt(2 g h3) + gamma1 k1 v1               (1) m3/s
///   A2 dh2/dt = -a2 sqrt(2 g h2) + a4 sqrt(2 g h4) + gamma2 k2 v2               (2)
///   A3 dh3/dt = -a3 sqrt(2 g h3) + (1 - gamma2) k2 v2                           (3)
///   A4 dh4/dt = -a4 sqrt(2 g h4) + (1 - gamma1) k1 v1                           (4)
/// The root is rounded over 10 um, so that an empty tank stays smooth.
/// Source: K.H. Johansson, IEEE Trans. Control Syst. Technol. 8(3), 456-465 (2000).
/// Holds for: the benchmark as published, in levels alone. Not for: mass and energy bookkeeping, overflow.
namespace retort {

class QuadrupleTank {
 public:
  static constexpr const char* kType = "quadruple_tank";
  static constexpr const char* kHelp = "The quadruple-tank benchmark process";

  explicit QuadrupleTank(Declare& d) {
    const Range area{1e-6, 10};
    const char* names[] = {"1", "2", "3", "4"};
    for (int i = 0; i < 4; ++i) {
      const std::string n = names[i];
      floor_[i] = d.param("area" + n, Quantity::area, "Floor area of tank " + n, area);
      hole_[i] = d.param("hole" + n, Quantity::area, "Outlet area of tank " + n, area);
      const double h = d.start("h" + n, Quantity::length, "Level of tank " + n, 0.1, {0, 2});
      level_[i] = d.state("h" + n, Quantity::length, "Level of tank " + n, 1e-6, h);
    }
    for (int i = 0; i < 2; ++i) {
      const std::string n = names[i];
      pump_[i] = d.param("k" + n, Quantity::volume_flow, "Flow of pump " + n + " per volt", {1e-9, 1});
      voltage_[i] = d.input("v" + n, Quantity::number, "Voltage of pump " + n, 3, {0, 10}, kBoard);
      split_[i] = d.input("gamma" + n, Quantity::fraction, "Share of pump " + n + " to its lower tank", 0.7, {0, 1}, kBoard);
    }
  }

  template <class T>
  void eval(Eval<T>& e) const {
    T out[4];
    for (int i = 0; i < 4; ++i) out[i] = (hole_[i] * math::sqrt(2 * kGravity)) * regroot(e[level_[i]], 1e-5);
    double in[2];
    for (int i = 0; i < 2; ++i) in[i] = pump_[i] * e[voltage_[i]];
    e.add(level_[0], (out[2] - out[0] + e[split_[0]] * in[0]) / floor_[0]);
    e.add(level_[1], (out[3] - out[1] + e[split_[1]] * in[1]) / floor_[1]);
    e.add(level_[2], ((1 - e[split_[1]]) * in[1] - out[2]) / floor_[2]);
    e.add(level_[3], ((1 - e[split_[0]]) * in[0] - out[3]) / floor_[3]);
  }

 private:
  static constexpr double kGravity = 9.81;  // as published
  double floor_[4], hole_[4], pump_[2];
  StateId level_[4];
  InputId voltage_[2], split_[2];
};

}  // namespace retort
