#pragma once
#include "sim/model/block.h"
#include "sim/units/liquid_passage.h"

/// Shell-and-tube heat exchanger between two liquids, each of its own network. Cells of both sides face each other over a wall with
/// a temperature of its own; liquid_passage.h has the flow and the heat of each side.
///   hA_tube = 1 / (s / (UA f_tube) + R_tube),  hA_shell = 1 / ((1 - s) / (UA f_shell) + R_shell)    (1) W/K; s: tube_share
///   R = 3 severity share / UA                     fouling; 1 makes that side's resistance four times   (2) K/W
///   dE_wall/dt = Q_tube + Q_shell                                                                    (3) W
///   loss = UA_ambient (T_shell - T_ambient)                                                          (4) W
///   leak: w = Cd A sqrt(2 rho) regroot(p_tube - p_shell), both ways                                  (5) kg/s; 1 is a hole of 5 mm
/// One shell pass; one tube pass counter- or co-current, or an even number of tube passes. Where both sides carry the same medium a
/// leak mixes it; otherwise what leaks leaves one network and enters the other as its own liquid with that heat, through the ledger.
/// Source: Bergman et al., Fundamentals of Heat and Mass Transfer, 7th ed., ch. 11; exchanger_sizing.h has the closed forms.
/// Holds for: liquids, both directions on both sides, no flow. Not for: boiling, condensing (steam_heater.h), draining.
namespace retort {

class Exchanger {
 public:
  static constexpr const char* kType = "exchanger";
  static constexpr const char* kHelp = "Shell-and-tube heat exchanger between two liquids";
  static Sides sides() { return {{"tube_in", "tube_out"}, {"shell_in", "shell_out"}}; }

  explicit Exchanger(Declare& d);

  template <class T>
  void publish(Publish<T>& p) const {
    tube_.publish(p);
    shell_.publish(p);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const auto tube = tube_.run(e);
    const auto shell = shell_.run(e);
    const int n = shell_.cells(), m = tube_.cells();
    const T ha_tube = film(T(ua_ / tube_share_ * tube.film), 3 * e[tube_fouling_] * tube_share_ / ua_);
    const T ha_shell = film(T(ua_ / (1 - tube_share_) * shell.film), 3 * e[shell_fouling_] * (1 - tube_share_) / ua_);

    T wall[LiquidPassage::kMaxCells];
    for (int k = 0; k < m; ++k) wall[k] = kReferenceTemperature + e[StateId{wall_.i + k}] / wall_cell_;
    T duty(0.0);
    for (int k = 0; k < m; ++k) {
      // x counts from the tubes' entry; every other pass comes back.
      const int pass = k / n, i = k % n, x = pass % 2 == 0 ? i : n - 1 - i, j = counter_ ? n - 1 - x : x;
      const bool first = i == 0, last = i == n - 1;
      T along(0.0);  // change of the wall's temperature over the cell, in the tubes' direction
      if (n > 1) along = (first || last ? 1.0 : 0.5) * (wall[last ? k : k + 1] - wall[first ? k : k - 1]);
      const bool same_way = (pass % 2 == 0) != counter_;
      const T from_tube = tube_.to_wall(tube, k, T(ha_tube / m), T(ha_tube / m), wall[k], along);
      const T from_shell = shell_.to_wall(shell, j, T(ha_shell / m), T(ha_shell / n), wall[k], same_way ? along : T(-along));
      tube_.take(e, k, from_tube);
      shell_.take(e, j, from_shell);
      e.add(StateId{wall_.i + k}, from_tube + from_shell);
      duty += from_shell;
    }
    for (int j = 0; j < n; ++j) {
      const T loss = heat_loss_ / n * (shell.t[j] - ambient_);
      shell_.take(e, j, loss);
      e.energy_in(-loss);
    }
    const T leak = leak_through(e);
    if (!e.wants_outputs()) return;
    e.set(duty_, duty);
    e.set(leak_flow_, leak);
    e.set(wall_temperature_, 0.5 * (wall[0] + wall[m - 1]));
    e.set(ua_now_, 1.0 / (1.0 / ha_tube + 1.0 / ha_shell));
  }

 private:
  template <class T>
  static T film(const T& clean, double fouling) {
    return 1.0 / (1.0 / clean + fouling);
  }

  /// (5), kg/s from the tubes to the shell.
  template <class T>
  T leak_through(Eval<T>& e) const {
    if (e[tube_leak_] <= 0) return T(0.0);
    constexpr double kHole = 0.6 * 1.9635e-5;  // m2
    const FluidState<T>&tube = e.port(tube_.out()), &shell = e.port(shell_.out());
    const T d = tube.p - shell.p;
    const T side = smooth_sign(d, 500.0);
    const T w = e[tube_leak_] * kHole * sqrt(tube.rho + shell.rho) * regroot(d, 500.0) * upwind(side, tube.cover, shell.cover);
    const T out = w * (0.5 * (1.0 + side)), back = w * (0.5 * (side - 1.0));  // each positive, from its own side
    if (mixes_) {
      const T power = w * (upwind(side, tube.h, shell.h) + kGravity * tube.z);
      e.add(tube_.outlet().mass(), -w);
      e.add(shell_.outlet().mass(), w);
      e.add(tube_.outlet().energy(), -power);
      e.add(shell_.outlet().energy(), power);
      for (int i = 0; i < tube_.outlet().n_components(); ++i) {
        const T moved = w * upwind(side, e.fractions(tube_.out())[i], e.fractions(shell_.out())[i]);
        e.add(StateId{tube_.outlet().components().i + i}, -moved);
        e.add(StateId{shell_.outlet().components().i + i}, moved);
      }
    } else {
      tube_.outlet().lose(e, tube_.out(), out);
      shell_.outlet().gain(e, shell_.out(), out, tube.t);
      shell_.outlet().lose(e, shell_.out(), back);
      tube_.outlet().gain(e, tube_.out(), back, shell.t);
    }
    return w;
  }

  LiquidPassage tube_, shell_;
  double ua_, tube_share_, wall_cell_, heat_loss_, ambient_;
  bool counter_, mixes_;
  StateId wall_;
  OutputId duty_, leak_flow_, wall_temperature_, ua_now_;
  MalfunctionId tube_fouling_, shell_fouling_, tube_leak_;
};

}  // namespace retort
