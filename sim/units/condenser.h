#pragma once
#include "sim/units/condensing_side.h"
#include "sim/units/liquid_volume.h"

/// Condenser with cooling water in its tubes, total or partial: the vapour of a mixture in the shell, a liquid in the tubes, a wall between.
///   C_w dT_w/dt = Q_shell - Q_tubes                                                 (1) W; Q_shell: condensing_side.h
///   Q_tubes = UA_t / (1 + 4 f) (T_w - T_water),  f: fouling                          (2) W
/// The water is one mixed volume, so the temperature that drives is that of the outlet: a little less duty than with counterflow.
/// Malfunctions: fouling (of the tubes; at 1 a fifth of the transfer is left).
/// Source: Kern, Process Heat Transfer, 1950, ch. 12. Holds for: no water, boiling water, vapour with gas, flooded with condensate. Not for:
/// temperature crosses in counterflow.
namespace retort {

class Condenser {
 public:
  static constexpr const char* kType = "condenser";
  static constexpr const char* kHelp = "Condenser of a mixture against cooling water, total or partial";
  static Sides sides() { return {{"in", "out", "vent"}, {"cw_in", "cw_out"}}; }

  explicit Condenser(Declare& d) {
    ua_shell_ = d.param("ua_shell", Quantity::heat_transfer, "Heat transfer from the condensing vapour to the tubes", {1, 1e8});
    ua_tubes_ = d.param("ua_tubes", Quantity::heat_transfer, "Heat transfer from the tubes to the water", {1, 1e8});
    const double volume = d.param("volume", Quantity::volume, "Volume of the shell around the tubes", 0.5, {0.01, 100});
    const double height = d.param("height", Quantity::length, "Height of the shell", 0.6, {0.05, 10});
    const double tubes = d.param("tube_volume", Quantity::volume, "Volume of the water in the tubes", 0.2, {0.001, 100});
    const double nozzle = d.param("nozzle", Quantity::length, "Diameter of the nozzles", 0.1, {0.005, 2});
    wall_ = d.param("wall_heat_capacity", Quantity::heat_capacity, "Heat capacity of the tubes", 3e6 * tubes, {1e3, 1e12});
    d.liquid("cw_in");
    water_.declare(d, "cw_in", "water_", tubes, 0.02, 0.02 * 4.19e6 * tubes);
    const double t = d.start("wall_temperature", Quantity::temperature, "Temperature of the tubes at the start", d.ambient_temperature(), {223.15, 773.15});
    wall_energy_ = d.state("wall_energy", Quantity::energy, "Energy of the tubes", 1e-3 * wall_, wall_ * (t - kReferenceTemperature));
    d.holds_energy(wall_energy_);
    cw_in_ = water_.port(d, "cw_in", "Cooling water in", true);
    cw_out_ = water_.port(d, "cw_out", "Cooling water out", true);
    d.port(cw_out_).use = PortUse::outlet;
    for (PortId p : {cw_in_, cw_out_}) {
      d.port(p).sees = {water_.mass(), water_.energy()};
      d.port(p).writes = d.port(p).sees;
    }
    shell_.declare(d, "in", "out", "vent", "", volume, height, d.around().elevation, nozzle);
    d.keep(TwoPhase::kContent);
    duty_ = d.output("duty", Quantity::power, "Heat to the cooling water");
    t_water_ = d.output("water_temperature", Quantity::temperature, "Temperature of the water at the outlet");
    t_wall_ = d.output("wall_temperature", Quantity::temperature, "Temperature of the tubes");
    fouling_ = d.malfunction("fouling", "Fouled tubes; at 1 a fifth of the heat transfer is left");
    d.primary_output("temperature");
  }

  template <class T>
  void publish(Publish<T>& p) const {
    if (p.wants_all() || !(p.wants(cw_in_) || p.wants(cw_out_))) shell_.publish(p, p.kept());
    if (p.wants_all() || p.wants(cw_in_) || p.wants(cw_out_)) p.port(cw_in_) = p.port(cw_out_) = water_.fluid(p, p.fractions(cw_in_));
  }
  template <class T>
  void exchange(Exchange<T>& x) const {
    if (shell_.owns(x.port)) return shell_.exchange(x, x.kept);
    x.add(water_.mass(), x.takes - x.gives);
    x.add(water_.energy(), -x.energy);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const T t_wall = kReferenceTemperature + e[wall_energy_] / wall_;
    const T in = shell_.eval(e, e.kept(), ua_shell_, t_wall);
    const T out = ua_tubes_ / (1 + 4 * e[fouling_]) * (t_wall - e.port(cw_in_).t);
    e.add(wall_energy_, in - out);
    e.add(water_.energy(), out);
    if (!e.wants_outputs()) return;
    e.set(duty_, out);
    e.set(t_water_, e.port(cw_in_).t);
    e.set(t_wall_, t_wall);
  }

 private:
  double ua_shell_, ua_tubes_, wall_;
  CondensingSide shell_;
  LiquidVolume water_;
  StateId wall_energy_;
  PortId cw_in_, cw_out_;
  OutputId duty_, t_water_, t_wall_;
  MalfunctionId fouling_;
};

}  // namespace retort
