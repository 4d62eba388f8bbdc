#pragma once
#include "sim/model/block.h"
#include "sim/units/valve_law.h"

/// Hand valve with a wheel or lever: it takes its time to turn.
///   dx/dt = (x_hand - x) / sqrt((x_hand - x)^2 + 0.02^2) / t_turn            (1) 1/s
///   Kv(x) = Kv_100 (leak + (1 - leak) x)                                      (2) valve_law.h
/// A chain with padlock and tag keeps it where it is, for whoever works behind it.
/// Malfunctions: seized (stays where it is), leaking (passes when shut).
/// Holds for: gate, ball and globe valves in liquids. Not for: choked flow.
namespace retort {

class HandValve {
 public:
  static constexpr const char* kType = "hand_valve";
  static constexpr const char* kHelp = "Valve turned by hand in the field";

  explicit HandValve(Declare& d) {
    kv_ = d.param("kv", Quantity::flow_coefficient, "Flow coefficient when open", {1e-6, 20});
    turn_ = d.param("travel_time", Quantity::time, "Time to turn it from shut to open", 4.0, {0.2, 600});
    opening_ = d.input("opening", Quantity::fraction, "Where the hand turns it", 1.0, {0, 1}, kField);
    const double x = d.inputs.back().start;
    lock_ = d.switch_input("lock", {"free", "locked"}, "Chain, padlock and tag on the wheel", 0, kField);
    d.guard(opening_, {is(lock_, 1)}, "refused.locked");
    position_ = d.state("position", Quantity::fraction, "Position of the stem", 1e-4, x);
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    seized_ = d.malfunction("seized", "The stem does not move");
    leaking_ = d.malfunction("leaking", "The seat passes when shut; 1 is a tenth of the open valve");
    d.primary_output("position");
    d.primary_input("opening");
    d.role(Role::hand_valve);
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const T f = valve::passing(r[position_], valve::kTrace, 0.1 * r[leaking_]);
    Resistance<T> x;
    x.a2 = valve::quadratic(kv_, f, r.rho);
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (e[seized_] < 0.5) e.add(position_, smooth_sign(e[opening_] - e[position_], 0.02) / turn_);
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
  }

 private:
  double kv_, turn_;
  InputId opening_, lock_;
  StateId position_;
  OutputId flow_, dp_;
  MalfunctionId seized_, leaking_;
};

}  // namespace retort
