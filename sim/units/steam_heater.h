#pragma once
#include "sim/units/liquid_passage.h"
#include "sim/units/vessel_core.h"

/// Upright heater with steam in the shell and a liquid in the tubes. The shell holds both phases (vessel_core.h): condensate that is
/// not drained floods the tubes, gas that does not condense lowers the temperature at which the rest does and blankets the tubes.
///   dry = 1 - level / height, rounded over 2 %                                                       (1)
///   hA_shell = UA / (1 - s) (dry / (1 + y / 0.05) + 0.1 (1 - dry)) / fouling                          (2) W/K; s: tube_share, y: mole
///     fraction of gas in the vapour: 5 % of air halve the film, and flooded tubes have a tenth of it
///   dE_wall/dt = hA_shell (T_shell - T_wall) + Q_tube;   dE_shell/dt = ... - hA_shell (T_shell - T_wall)    (3) W
///   leak: w = Cd A sqrt(2 rho (p_tube - p_shell)), into the condensate, through the ledger            (4) kg/s; 1 is a hole of 5 mm
/// Heat of the tubes' side: liquid_passage.h. The condensate nozzle gives liquid, and steam where there is none: put a steam_trap in
/// its line, or a level controller. Source: (2) blanketing: W.J. Minkowycz, E.M. Sparrow, Int. J. Heat Mass Transfer 9 (1966) 1125,
/// as an order of magnitude. Holds for: steam or any one vapour with gas. Not for: condensate colder than its vapour, desuperheating.
namespace retort {

class SteamHeater {
 public:
  static constexpr const char* kType = "steam_heater";
  static constexpr const char* kHelp = "Heater with condensing steam in the shell and a liquid in the tubes";
  static Sides sides() {
    Sides s = {VesselCore::ports(), {"tube_in", "tube_out"}};
    s[0].push_back("condensate");
    return s;
  }

  explicit SteamHeater(Declare& d);

  template <class T>
  void publish(Publish<T>& p) const {
    shell_.publish(p);
    const auto& c = TwoPhase::kept(p.kept());
    FluidState<T>& f = p.port(condensate_);
    f = shell_.phases().gas_nozzle(c, 0.5 * nozzle_, nozzle_, p.fractions(condensate_));
    f.p = c.p + c.rho_l * (kGravity * softplus(c.level, 0.01));
    f.z = shell_.phases().z;
    tubes_.publish(p);
  }
  template <class T>
  void exchange(Exchange<T>& x) const {
    if (tubes_.owns(x.port)) tubes_.exchange(x);
    else shell_.exchange(x);
  }

  template <class T>
  void eval(Eval<T>& e) const {
    const auto& c = shell_.eval(e);
    const auto tube = tubes_.run(e);
    const int m = tubes_.cells();
    const Mixture& mix = *shell_.phases().mix;
    T inert(0.0);
    for (int i = 0; i < mix.size(); ++i)
      if (mix.gas(i)) inert += c.y[i];
    const T above = 1.0 - c.level / shell_.height();
    const T dry = smooth_min(smooth_max(above, T(0.0), 0.02), T(1.0), 0.002);
    const T ha_tube = 1.0 / (tube_share_ / (ua_ * tube.film) + 3 * e[tube_fouling_] * tube_share_ / ua_);
    const T ha_shell = ua_ / (1 - tube_share_) * (dry / (1.0 + 20.0 * inert) + 0.1 * (1.0 - dry)) / (1 + 3 * e[shell_fouling_]);

    T wall[LiquidPassage::kMaxCells];
    for (int k = 0; k < m; ++k) wall[k] = kReferenceTemperature + e[StateId{wall_.i + k}] / wall_cell_;
    T duty(0.0);
    for (int k = 0; k < m; ++k) {
      const bool first = k == 0, last = k == m - 1;
      T along(0.0);
      if (m > 1) along = (first || last ? 1.0 : 0.5) * (wall[last ? k : k + 1] - wall[first ? k : k - 1]);
      const T from_tube = tubes_.to_wall(tube, k, T(ha_tube / m), T(ha_tube / m), wall[k], along);
      const T from_shell = ha_shell / m * (c.t - wall[k]);
      tubes_.take(e, k, from_tube);
      shell_.take(e, T(-from_shell));
      e.add(StateId{wall_.i + k}, from_tube + from_shell);
      duty += from_shell;
    }
    T leak(0.0);
    if (e[tube_leak_] > 0) {
      constexpr double kHole = 0.6 * 1.9635e-5;  // m2
      const FluidState<T>& f = e.port(tubes_.out());
      leak = e[tube_leak_] * kHole * f.cover * sqrt(2.0 * f.rho * softplus(T(f.p - c.p), 500.0));
      tubes_.outlet().lose(e, tubes_.out(), leak);
      const T power = leak * (mix.liquid_enthalpy(solvent_, f.t) + kGravity * shell_.phases().z);
      e.add(shell_.liquid(solvent_), leak);
      e.mass_in(leak);
      shell_.heat(e, power);
    }
    if (!e.wants_outputs()) return;
    e.set(duty_, duty);
    e.set(flooded_, 1.0 - dry);
    e.set(inert_, inert);
    e.set(leak_flow_, leak);
    e.set(wall_temperature_, 0.5 * (wall[0] + wall[m - 1]));
  }

 private:
  VesselCore shell_;
  LiquidPassage tubes_;
  double ua_, tube_share_, wall_cell_, nozzle_;
  int solvent_ = 0;
  StateId wall_;
  PortId condensate_;
  OutputId duty_, flooded_, inert_, leak_flow_, wall_temperature_;
  MalfunctionId tube_fouling_, shell_fouling_, tube_leak_;
};

}  // namespace retort
