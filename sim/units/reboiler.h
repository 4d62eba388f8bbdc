#pragma once
#include "sim/units/condensing_side.h"
#include "sim/units/vessel_core.h"

/// Kettle reboiler: a bundle of tubes in which steam condenses, in a vessel of boiling mixture. The steam's pressure is what its valve and
/// the condensing leave; the condensate runs out by a trap, which lets no steam through.
///   C_w dT_w/dt = Q_steam - Q_boil                                                      (1) W; Q_steam: condensing_side.h
///   Q_boil = UA_b / (1 + 4 f) smoothstep(L / L_tubes) (T_w - T)                         (2) W; tubes that fall dry transfer nothing
/// The vessel of the mixture: vessel_core.h. What it boils leaves by `vapour`, what is left by `out`.
/// Malfunctions: fouling (of the outside of the tubes; at 1 a fifth of the transfer is left), trap_closed, and those of a vessel.
/// Source: Kern, Process Heat Transfer, 1950, ch. 14 and 15. Holds for: cold to boiling, dry tubes, no steam, flooded steam side. Not for:
/// film boiling beyond the critical heat flux.
namespace retort {

class KettleReboiler {
 public:
  static constexpr const char* kType = "kettle_reboiler";
  static constexpr const char* kHelp = "Kettle reboiler heated by condensing steam";
  static Sides sides() { return {VesselCore::ports(), {"steam", "condensate", "steam_vent"}}; }

  explicit KettleReboiler(Declare& d) : core_(d) {
    ua_steam_ = d.param("ua_steam", Quantity::heat_transfer, "Heat transfer from the steam to the tubes", {1, 1e8});
    ua_boil_ = d.param("ua_boil", Quantity::heat_transfer, "Heat transfer from the tubes to what boils", {1, 1e8});
    tubes_ = d.param("tube_height", Quantity::length, "Height of the top of the tubes above the floor", 0.5 * core_.height(), {0.01, 50});
    const double volume = d.param("steam_volume", Quantity::volume, "Volume of the steam side", 0.2, {0.001, 50});
    wall_ = d.param("tube_heat_capacity", Quantity::heat_capacity, "Heat capacity of the tubes", 3e6 * volume, {1e3, 1e12});
    steam_.declare(d, "steam", "condensate", "steam_vent", "steam_", volume, 0.5, d.around().elevation, 0.05);
    const double t = d.start("wall_temperature", Quantity::temperature, "Temperature of the tubes at the start", d.ambient_temperature(), {223.15, 773.15});
    wall_energy_ = d.state("wall_energy", Quantity::energy, "Energy of the tubes", 1e-3 * wall_, wall_ * (t - kReferenceTemperature));
    d.holds_energy(wall_energy_);
    d.keep(2 * TwoPhase::kContent);
    duty_ = d.output("duty", Quantity::power, "Heat to the boiling liquid");
    t_wall_ = d.output("wall_temperature", Quantity::temperature, "Temperature of the tubes");
    fouling_ = d.malfunction("fouling", "Fouled tubes; at 1 a fifth of the heat transfer is left");
    trap_ = d.malfunction("trap_closed", "The steam trap does not let the condensate out");
  }

  template <class T>
  void publish(Publish<T>& p) const {
    core_.publish(p);
    steam_.publish(p, p.kept() + TwoPhase::kContent, p[trap_]);
  }
  template <class T>
  void exchange(Exchange<T>& x) const {
    if (steam_.owns(x.port)) return steam_.exchange(x, x.kept + TwoPhase::kContent);
    core_.exchange(x);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const VesselCore::Content<T>& c = core_.eval(e);
    const T t_wall = kReferenceTemperature + e[wall_energy_] / wall_;
    const T in = steam_.eval(e, e.kept() + TwoPhase::kContent, ua_steam_, t_wall);
    const T out = ua_boil_ / (1 + 4 * e[fouling_]) * smoothstep(T(c.level / tubes_)) * (t_wall - c.t);
    e.add(wall_energy_, in - out);
    core_.take(e, out);
    if (!e.wants_outputs()) return;
    e.set(duty_, out);
    e.set(t_wall_, t_wall);
  }

 private:
  VesselCore core_;
  double ua_steam_, ua_boil_, tubes_, wall_;
  CondensingSide steam_;
  StateId wall_energy_;
  OutputId duty_, t_wall_;
  MalfunctionId fouling_, trap_;
};

}  // namespace retort
