#pragma once
#include "sim/model/block.h"
#include "sim/units/valve_law.h"

/// Steam trap with a float: it opens to liquid and closes to steam, and lets flow one way. What stands before it tells by its density:
///   open = smoothstep((rho - 60) / (0.3 rho_ref))                                                   (1)
///   Kv / Kv_100 = seat + open + air smoothstep((0.9 - p_vap / p) / 0.2)                              (2) air: a thermostatic vent,
///     which opens while the vapour before it is mostly air: 1 with `air_vent: yes`, else 0
/// Malfunctions: blocked, blowing (stays open to steam).
/// Put it in the line from a condensate nozzle (steam_heater.h). Condensate that flashes passes at the mean of the densities of
/// before and after: the branch's law for gas. Source: Spirax Sarco, Steam and Condensate Loop, ch. 11. Holds for: float and
/// thermostatic traps. Not for: the cycles of thermodynamic and bucket traps.
namespace retort {

class SteamTrap {
 public:
  static constexpr const char* kType = "steam_trap";
  static constexpr const char* kHelp = "Steam trap: passes condensate, holds steam";

  explicit SteamTrap(Declare& d) {
    kv_ = d.param("kv", Quantity::flow_coefficient, "Flow coefficient when open", {1e-6, 20});
    seat_ = d.param("leakage", Quantity::fraction, "What passes when shut, of the open trap", 1e-3, {1e-5, 0.1});
    vents_ = d.choice("air_vent", {"no", "yes"}, "Whether it lets air through", 1) == 1;
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    temperature_ = d.output("temperature", Quantity::temperature, "Temperature of what flows");
    blocked_ = d.malfunction("blocked", "Dirt shuts it; 1 lets a thousandth through");
    blowing_ = d.malfunction("blowing", "It does not close to steam; 1 stays open");
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const T liquid = smoothstep(T((r.from.rho - 60.0) / (0.3 * valve::kReferenceDensity)));
    T open = seat_ + (1 - seat_) * (r[blowing_] + (1 - r[blowing_]) * liquid);
    if (vents_) open = open + (1.0 - liquid) * smoothstep(T((0.9 - r.from.p_vap / r.from.p) / 0.2)) * (0.3 * (1 - r[blowing_]));
    Resistance<T> x;
    x.one_way = true;
    x.crack = 2000;
    x.a2 = valve::quadratic(kv_, T(open * (1 - 0.999 * r[blocked_])), r.rho);
    x.a2_reverse = valve::quadratic(kv_, T(1e-4), r.rho);
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
    e.set(temperature_, e.through().t);
  }

 private:
  double kv_, seat_;
  bool vents_;
  OutputId flow_, dp_, temperature_;
  MalfunctionId blocked_, blowing_;
};

}  // namespace retort
