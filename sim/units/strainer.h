#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/valve_law.h"

/// Basket strainer in a liquid line: it fills with what the liquid carries, and is rinsed by hand when nothing flows.
///   a2 = 1e5 / (Kv^2 rho rho_ref (1 - 0.9999 b)^2)                          (1) Pa s2/kg2, b: blocked share of the mesh
///   db/dt = s_dirt |w| / w_fill (1 - b) / 600 s  -  c still(w) b / t_rinse   (2) 1/s
///   still(w) = 1 - smoothstep(|w| / 0.05 kg/s)                               (3) rinsing does nothing while it flows
/// s_dirt is the severity of the malfunction `dirt`; c is 1 while a person in the field rinses.
/// Source: IEC 60534-2-1 for the flow coefficient; (2) is a filling law of first order, fitted to nothing.
/// Holds for: clean to nearly blocked, both directions. Not for: a torn basket, the pressure that tears one.
namespace retort {

class Strainer {
 public:
  static constexpr const char* kType = "strainer";
  static constexpr const char* kHelp = "Basket strainer in a line";

  explicit Strainer(Declare& d) {
    kv_ = d.param("kv", Quantity::flow_coefficient, "Flow coefficient when clean", {1e-6, 20});
    fill_ = d.param("fill_flow", Quantity::mass_flow, "Flow at which full dirt blocks two thirds in 10 min", 5.0, {0.01, 1e4});
    rinse_time_ = d.param("rinse_time", Quantity::time, "Time constant of rinsing", 20.0, {1, 3600});
    const double blocked = d.start("blocked", Quantity::fraction, "Blocked share of the mesh at the start", 0.0, {0, 1});
    rinse_ = d.switch_input("rinse", {"off", "on"}, "Rinse the basket; works only when nothing flows", 0, kField);
    blocked_ = d.state("blocked", Quantity::fraction, "Blocked share of the mesh", 1e-4, blocked);
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    dirt_ = d.malfunction("dirt", "The liquid carries dirt; at 1 the basket is two thirds blocked in 10 min");
    d.primary_output("dp");
    d.primary_input("rinse");
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    // The share may leave 0..1 by the integrator's tolerance.
    const T open = smooth_max(T(1.0 - 0.9999 * r[blocked_]), T(1e-4), 1e-4);
    Resistance<T> x;
    x.a2 = valve::quadratic(kv_, open, r.rho);
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const T flow = smooth_abs(e.through().w, 1e-3);
    const T still = 1.0 - smoothstep(flow / 0.05);
    e.add(blocked_, e[dirt_] * flow / fill_ * (1.0 - e[blocked_]) / 600.0 - e[rinse_] * still * e[blocked_] / rinse_time_);
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
  }

 private:
  double kv_, fill_, rinse_time_;
  InputId rinse_;
  StateId blocked_;
  OutputId flow_, dp_;
  MalfunctionId dirt_;
};

}  // namespace retort
