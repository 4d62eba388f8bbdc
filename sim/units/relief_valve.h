#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/api520.h"

/// Spring-loaded relief valve in a line, for gas or liquid. dp = p_in - p_out (the back pressure bears on the spring).
///   pops when dp > p_set, shuts when dp < (1 - blowdown) p_set            a mode, changed at scans
///   x_set = 0.6 + 0.4 smoothstep((dp / p_set - 1) / overpressure) when popped, 0 when shut                 (1)
///   dx/dt = (x_set - x) / 0.2 s                                           (2) lift, of full
///   A = A_orifice (x + leak),  Kd, k: api520.h; with `service: steam` (6) and (7) there     (3) m2
/// Malfunctions: stuck_closed, leaking (1 passes a twentieth), set_high (the spring is set high; 1 is 30 %).
/// Source: API Standard 520 Part I, 10th ed. (2020). Holds for: gas choked or not, liquid, homogeneous mixtures of both.
/// Not for: chatter within a scan, flashing in the nozzle (it passes more than such a valve does).
namespace retort {

class ReliefValve {
 public:
  static constexpr const char* kType = "relief_valve";
  static constexpr const char* kHelp = "Spring-loaded relief valve";

  explicit ReliefValve(Declare& d) {
    set_ = d.param("set_pressure", Quantity::pressure_difference, "Pressure over the back pressure at which it pops", {1e3, 1e8});
    over_ = d.param("overpressure", Quantity::fraction, "Rise over the set pressure at which it is fully open", 0.1, {0.01, 0.5});
    blowdown_ = d.param("blowdown", Quantity::fraction, "Fall below the set pressure at which it reseats", 0.07, {0.02, 0.5});
    area_ = d.param("orifice", Quantity::area, "Effective area of the orifice", {1e-7, 1});
    kd_ = d.param("kd", Quantity::number, "Coefficient of discharge; 0.65 for liquid", 0.975, {0.3, 1});
    k_ = d.param("gamma", Quantity::number, "Ratio of the heat capacities of the gas", 1.3, {1.02, 1.67});
    steam_ = d.choice("service", {"gas", "steam"}, "What it is sized for: gas and liquid, or steam by Napier's equation", 0) == 1;
    popped_ = d.flag("open", "It has popped");
    popped_times_ = d.memory("pops", Quantity::number, "Times it has popped", 0);
    lift_ = d.state("lift", Quantity::fraction, "Lift, of full", 1e-4, 0);
    passed_ = d.totaliser("passed", Quantity::mass, "Mass that it let through");
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure over it");
    stuck_ = d.malfunction("stuck_closed", "It does not open");
    leaking_ = d.malfunction("leaking", "The seat leaks; 1 is a twentieth of the orifice");
    high_ = d.malfunction("set_high", "It opens too late; 1 is 30 % over the set pressure");
    d.primary_output("open");
  }

  void scan(Scan& s) const {
    const double set = set_ * (1 + 0.3 * s[high_]), dp = s[dp_];
    bool open = s[popped_] > 0.5;
    if (dp > set && !open) {
      open = true;
      s.set(popped_times_, s[popped_times_] + 1);
    } else if (dp < (1 - blowdown_) * set) {
      open = false;
    }
    if (s[stuck_] > 0.5) open = false;
    s.jump(popped_, open);
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const T lift = smooth_max(r[lift_], T(0.0), 2e-5);
    const T area = area_ * (lift + kTrace + 0.05 * r[leaking_]);
    const T kd = steam_ ? api520::steam_coefficient(kd_, k_, r.from.p, r.from.t) : T(kd_);
    return api520::nozzle(area, kd, k_, r.rho);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const Through<T>& s = e.through();
    T wanted(0.0);
    if (e[popped_] > 0.5) {
      const double set = set_ * (1 + 0.3 * e[high_]);
      wanted = 0.6 + 0.4 * smoothstep(T(((s.p_in - s.p_out) / set - 1.0) / over_));
    }
    e.add(lift_, (wanted - e[lift_]) / 0.2);
    e.add(passed_, s.w);
    if (!e.wants_outputs()) return;
    e.set(flow_, s.w);
    e.set(dp_, s.p_in - s.p_out);
  }

 private:
  static constexpr double kTrace = 3e-5;
  double set_, over_, blowdown_, area_, kd_, k_;
  bool steam_;
  MemoryId popped_, popped_times_;
  StateId lift_, passed_;
  OutputId flow_, dp_;
  MalfunctionId stuck_, leaking_, high_;
};

}  // namespace retort
