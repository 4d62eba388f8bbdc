#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/api520.h"

/// Bursting disc in a line. Whole, it passes a trace; burst, it is an opening until it is replaced.
///   bursts when dp = p_in - p_out > p_burst                 a mode, changed at scans and latched
///   A: `bore`, Kd (0.62 for a disc with its piping): api520.h      (1)
/// The instructor (or a crew, in an exercise) replaces it, and may fit one for another pressure (`burst_pressure`).
/// Malfunctions: pinhole (1 passes a hundredth), too_strong (bursts late; 1 is twice the pressure), blocked (deposits under it; of the area).
/// Source: API Standard 520 Part I, 10th ed. (2020), 5.11. Holds for: gas choked or not, liquid, homogeneous mixtures of both.
/// Not for: reverse buckling by vacuum, fatigue.
namespace retort {

class BurstingDisc {
 public:
  static constexpr const char* kType = "bursting_disc";
  static constexpr const char* kHelp = "Bursting disc";

  explicit BurstingDisc(Declare& d) {
    const double bore = d.param("bore", Quantity::length, "Bore of the disc", {1e-3, 2});
    area_ = 3.14159265358979323846 / 4 * bore * bore;
    kd_ = d.param("kd", Quantity::number, "Coefficient of discharge of disc and piping", 0.62, {0.1, 1});
    k_ = d.param("gamma", Quantity::number, "Ratio of the heat capacities of the gas", 1.3, {1.02, 1.67});
    pressure_ = d.input("burst_pressure", Quantity::pressure_difference, "Pressure over the back pressure at which it bursts", 5e5, {1e3, 1e8}, kInstructor);
    replace_ = d.input("replace", Quantity::flag, "A new disc", 0, {0, 1}, kInstructor);
    d.inputs.back().trended = false;
    burst_ = d.flag("burst", "It has burst");
    passed_ = d.totaliser("passed", Quantity::mass, "Mass that it let through");
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure over it");
    pinhole_ = d.malfunction("pinhole", "It leaks; 1 is a hundredth of the bore");
    strong_ = d.malfunction("too_strong", "It bursts too late; 1 is at twice the pressure");
    blocked_ = d.malfunction("blocked", "Deposits fill the bore");
    d.primary_output("burst");
  }

  void scan(Scan& s) const {
    if (s[dp_] > s[pressure_] * (1 + s[strong_])) {
      s.jump(burst_, 1);
    } else if (s[replace_] > 0.5) {
      s.jump(burst_, 0);
    }
    s.set(replace_, 0);
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const double open = (r[burst_] > 0.5 ? 1.0 : kTrace + 0.01 * r[pinhole_]) * (1 - 0.9999 * r[blocked_]);
    return api520::nozzle(T(area_ * open), T(kd_), k_, r.rho);
  }
  template <class T>
  void eval(Eval<T>& e) const {
    e.add(passed_, e.through().w);
    if (!e.wants_outputs()) return;
    e.set(flow_, e.through().w);
    e.set(dp_, e.through().p_in - e.through().p_out);
  }

 private:
  static constexpr double kTrace = 3e-5;
  double area_, kd_, k_;
  InputId pressure_, replace_;
  MemoryId burst_;
  StateId passed_;
  OutputId flow_, dp_;
  MalfunctionId pinhole_, strong_, blocked_;
};

}  // namespace retort
