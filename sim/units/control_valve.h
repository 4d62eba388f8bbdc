#pragma once
#include <cmath>

#include "sim/model/block.h"
#include "sim/units/friction.h"
#include "sim/units/valve_law.h"

/// Control valve in liquid or gas with its pneumatic actuator.
///   w = Kv(x) sqrt(rho rho_ref dp / 1 bar), dp <= FL^2 (p_in - FF p_vap)           (1) choked flow, by the branch
///   reducers, when `bore` is smaller than the pipes: sum(zeta) rho v^2 / 2 in series, which is FP of the standard:  (6)
///     zeta = 0.5 (1 - b1^2)^2 + (1 - b2^2)^2 + b2^4 - b1^4,  b = bore / pipe
///     they choke at (FLP / FP)^2 (p_in - FF p_vap), FLP by the inlet of forward flow
///   Kv(x)/Kv_100 = leak + x             linear                                     (2)
///                = leak + (R^x - 1)/(R - 1)  equal percentage, made to shut fully (3) R: rangeability
///   dx/dt = (x_followed - x) / sqrt((x_followed - x)^2 + 0.05^2) / t_stroke                (4) 1/s
///   x_followed follows the signal once it has moved by more than the stiction band     (5)
/// What a controller is told back is x_followed while the command is within the stiction band of it, so that a sound positioner does not
/// make its loop hunt; beyond, the command itself: a packing that sticks or a seized stem winds the controller up, as in the field.
///   below `tight` the positioner takes the signal off and the valve is shut on its seat: a flow controller whose
///   transmitter shows zero under its cut-off would else leave it a little open
/// Without air it goes to its fail position; with `air: HEADER` that is when the header's pressure is below air_minimum
/// (air_header.h). A safety demand (open, close) takes the air off by a solenoid.
/// Malfunctions: seized, leaking, slow (ten times), sticking, air_failure.
/// Source: IEC 60534-2-1 (sizing), -2-4 (characteristic), -4 (leakage: 1e-4 is class IV).
/// In gas the branch expands it by the same standard, with Fgamma = gamma / 1.4 and xT (gas_flow.h).
/// Holds for: turbulent liquid and gas, both directions, dp = 0. Not for: flashing mixtures.
namespace retort {

class ControlValve {
 public:
  static constexpr const char* kType = "control_valve";
  static constexpr const char* kHelp = "Control valve with pneumatic actuator";

  explicit ControlValve(Declare& d) {
    kv_ = d.param("kv", Quantity::flow_coefficient, "Flow coefficient when open", {1e-6, 20});
    characteristic_ = d.choice("characteristic", {"linear", "equal_percentage"}, "How Kv grows with the opening", 0);
    rangeability_ = d.param("rangeability", Quantity::number, "R of the equal-percentage trim", 50.0, {5, 200});
    fl_ = d.param("fl", Quantity::number, "Liquid pressure recovery factor FL", 0.9, {0.3, 1});
    xt_ = d.param("xt", Quantity::number, "Pressure differential ratio factor xT, for gas", 0.7, {0.1, 1});
    gamma_ = d.param("gamma", Quantity::number, "Ratio of the heat capacities of the gas", 1.3, {1.02, 1.67});
    leakage_ = d.param("leakage", Quantity::fraction, "Seat leakage, of Kv", 1e-4, {1e-5, 0.01});
    stroke_ = d.param("stroke_time", Quantity::time, "Time for a full stroke", 4.0, {0.2, 300});
    fails_ = d.choice("fails", {"closed", "open", "stays"}, "Where it goes without air", 0);
    stiction_ = d.param("stiction", Quantity::fraction, "Change of command that it does not feel", 0.001, {0, 0.2});
    const double bore = d.param("bore", Quantity::length, "Bore of the valve, where reducers join it to wider pipes; 0: none", 0.0,
                                {0, 2});
    const double inlet = d.param("inlet_pipe", Quantity::length, "Bore of the pipe before the reducer", bore, {0, 4});
    const double outlet = d.param("outlet_pipe", Quantity::length, "Bore of the pipe after the reducer", bore, {0, 4});
    if (bore > 0) {
      if (inlet < bore || outlet < bore) d.problem(d.node("bore"), "bore: the pipes are at least as wide as the valve");
      const double b1 = math::pow(bore / inlet, 2), b2 = math::pow(bore / outlet, 2), area = kPi / 4 * bore * bore;
      reducers_ = (0.5 * (1 - b1) * (1 - b1) + (1 - b2) * (1 - b2) + b2 * b2 - b1 * b1) / (2 * area * area);
      inlet_ = (0.5 * (1 - b1) * (1 - b1) + 1 - b1 * b1) / (2 * area * area);
    }
    tight_ = d.param("tight", Quantity::fraction, "Command below which the positioner shuts it tight", 0.0, {0, 0.1});
    command_ = d.input("command", Quantity::fraction, "Opening asked for", 0.0, {0, 1}, kBoard);
    const double x = d.inputs.back().start;
    close_ = d.input("close_demand", Quantity::flag, "Safety demand: close", 0.0, {0, 1}, kInstructor);
    open_ = d.input("open_demand", Quantity::flag, "Safety demand: open", 0.0, {0, 1}, kInstructor);
    for (InputId h : {close_, open_}) d.inputs[static_cast<std::size_t>(h.i)].trended = false;
    signal_ = d.memory("signal", Quantity::fraction, "Signal to the positioner", x);
    followed_ = d.memory("followed", Quantity::fraction, "Opening that the actuator goes to now", x);
    overridden_ = d.mode("override", {"none", "closed by safety", "opened by safety", "no air"},
                         "Why it does not follow its command", 0);
    position_ = d.state("position", Quantity::fraction, "Position of the stem", 1e-3, x);
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    seized_ = d.malfunction("seized", "The stem does not move");
    leaking_ = d.malfunction("leaking", "The seat passes when shut; 1 is a tenth of the open valve");
    slow_ = d.malfunction("slow", "The actuator is slow; 1 is ten times");
    sticking_ = d.malfunction("sticking", "The packing sticks; 1 is a band of 10 %");
    air_failure_ = d.malfunction("air_failure", "No instrument air");
    air_ = d.signal("air", "Instrument-air header that moves it", false);
    air_minimum_ = d.param("air_minimum", Quantity::pressure, "Header pressure below which the spring wins", 3.5e5, {1.1e5, 1e6});
    d.primary_output("position");
    d.primary_input("command");
    d.role(Role::control_valve);
    d.wired({"position", "override"});
    d.feedback(command_, "signal", "override");
  }

  void scan(Scan& s) const {
    int why = 0;
    if (s[air_failure_] > 0.5 || (air_.i >= 0 && s.read(air_) < air_minimum_)) why = 3;
    if (s[open_] > 0.5) why = 2;
    if (s[close_] > 0.5) why = 1;
    s.set(close_, 0);
    s.set(open_, 0);
    s.jump(overridden_, why);
    double to = s[followed_];
    if (why == 1) {
      to = 0;
    } else if (why == 2) {
      to = 1;
    } else if (why == 3) {
      to = fails_ == 0 ? 0.0 : fails_ == 1 ? 1.0 : s[position_];
    } else if (s[command_] < tight_) {
      to = 0;
    } else if (std::abs(s[command_] - s[followed_]) > stiction_ + 0.1 * s[sticking_] || s[command_] <= 0 || s[command_] >= 1) {
      to = s[command_];
    }
    s.set(followed_, to);
    const bool left_behind = why == 0 && s[command_] >= tight_ && std::abs(s[command_] - to) > stiction_;
    s.set(signal_, left_behind ? s[command_] : to);
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    Resistance<T> x;
    const T trim = valve::quadratic(kv_, share(r[position_], 0.1 * r[leaking_]), r.rho);
    x.a2 = trim + reducers_ / r.rho;
    x.choke = fl_ * fl_ * x.a2 / (trim + fl_ * fl_ * inlet_ / r.rho);
    x.expands = gamma_ / 1.4 * xt_;
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (e[seized_] < 0.5)
      e.add(position_, smooth_sign(e[followed_] - e[position_], 0.05) / (stroke_ * (1 + 9 * e[slow_])));
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
  }

 private:
  template <class T>
  T share(const T& x, double leak) const {
    if (characteristic_ == 0) return valve::passing(x, leakage_, leak);
    const T grown = exp(x * math::log(rangeability_)) - 1.0;
    return valve::passing(T(grown / (rangeability_ - 1)), leakage_, leak);
  }

  double kv_, rangeability_, fl_, xt_, gamma_, leakage_, stroke_, stiction_, tight_, air_minimum_, reducers_ = 0, inlet_ = 0;
  int characteristic_, fails_;
  InputId command_, close_, open_;
  MemoryId signal_, followed_, overridden_;
  StateId position_;
  OutputId flow_, dp_;
  MalfunctionId seized_, leaking_, slow_, sticking_, air_failure_;
  SignalId air_;
};

}  // namespace retort
