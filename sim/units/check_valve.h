#pragma once
#include <algorithm>

#include "sim/model/block.h"
#include "sim/units/valve_law.h"

/// Check valve: flow one way, a trace the other.
///   Kv = Kv_100 forward, Kv_100 leak backward, blended over the cracking pressure   (1)
/// Malfunctions: passing (stays partly open backward), stuck_closed.
/// Holds for: swing and spring-loaded checks at steady flow. Not for: slam.
namespace retort {

class CheckValve {
 public:
  static constexpr const char* kType = "check_valve";
  static constexpr const char* kHelp = "Valve that lets flow through one way";

  explicit CheckValve(Declare& d) {
    kv_ = d.param("kv", Quantity::flow_coefficient, "Flow coefficient when open", {1e-6, 20});
    seat_ = d.param("leakage", Quantity::fraction, "What passes backward, of the open valve", 1e-4, {1e-5, 0.1});
    crack_ = d.param("crack", Quantity::pressure_difference, "Pressure over which it opens", 2000.0, {200, 1e5});
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    passing_ = d.malfunction("passing", "It does not close; 1 is half open backward");
    stuck_ = d.malfunction("stuck_closed", "It does not open");
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    Resistance<T> x;
    x.one_way = true;
    x.crack = crack_;
    const double forward = 1 - (1 - valve::kTrace) * r[stuck_];
    const double backward = std::min(seat_ + 0.5 * r[passing_], forward);
    x.a2 = valve::quadratic(kv_, T(forward), r.rho);
    x.a2_reverse = valve::quadratic(kv_, T(backward), r.rho);
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
  }

 private:
  double kv_, seat_, crack_;
  OutputId flow_, dp_;
  MalfunctionId passing_, stuck_;
};

}  // namespace retort
