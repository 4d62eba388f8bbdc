#pragma once
#include <algorithm>

#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/friction.h"

/// A pipe with fittings. Its ends take their elevation from what they connect.
///   p_in - p_out = a1 w + a2 w |w|                                          (1) Pa
///   a1 = 128 nu L / (pi D^4)                                                (2) laminar part
///   a2 = ((f - 64/Re) L / D + k) / (2 rho A^2),  f = Churchill(Re, eps/D),  Re = v_design D / nu   (3) what turbulence adds
/// Plugged by a fraction s, the free area falls: a2 -> a2 / (1 - s)^4 (area and jet), s = 1 leaves a trace.
/// Leak: w = Cd A_hole sqrt(2 rho (p - p_atm)), outward only               (4) counted in `leaked`
/// Source: Churchill 1977; Crane TP-410 for k. Holds for: the design velocity exactly, and laminar flow; between them, below
/// a fifth of the design velocity, the friction is up to a third low. Not for: slurries, two phases.
namespace retort {

class Line {
 public:
  static constexpr const char* kType = "line";
  static constexpr const char* kHelp = "Pipe with fittings";

  explicit Line(Declare& d) {
    const double dn = d.param("dn", Quantity::number, "Nominal bore in mm", {6, 2000});
    const double bore = dn * 1e-3;
    const double length = d.param("length", Quantity::length, "Length", {0.01, 10000});
    const double k = d.param("k", Quantity::number, "Sum of the loss coefficients of bends and fittings, entrance and exit",
                             1.5, {0, 1000});
    const double roughness = d.param("roughness", Quantity::length, "Wall roughness", 4.6e-5, {0, 0.01});
    const double nu = d.param("viscosity", Quantity::kinematic_viscosity, "Kinematic viscosity of what flows", 1e-6, {1e-8, 0.1});
    const double v = d.param("design_velocity", Quantity::velocity, "Velocity at which the friction is exact", 1.5, {0.01, 10});
    area_ = kPi / 4 * bore * bore;
    a1_ = 128 * nu * length / (kPi * bore * bore * bore * bore);
    const double reynolds = v * bore / nu;
    const double turbulent = std::max(churchill(reynolds, roughness / bore) - 64 / reynolds, 0.0);
    loss_ = (turbulent * length / bore + k) / (2 * area_ * area_);

    const PortId in = d.through_port("in", "Upstream end"), out = d.through_port("out", "Downstream end");
    d.path(in, out);
    leaked_ = d.totaliser("leaked", Quantity::mass, "Mass lost through the leak since the start");
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    velocity_ = d.output("velocity", Quantity::velocity, "Mean velocity");
    dp_ = d.output("dp", Quantity::pressure_difference, "Pressure drop");
    temperature_ = d.output("temperature", Quantity::temperature, "Temperature of what flows");
    leak_flow_ = d.output("leak_flow", Quantity::mass_flow, "Mass flow out of the leak");
    plugged_ = d.malfunction("plugged", "Scale or debris closes the bore");
    leak_ = d.malfunction("leak", "A flange or the wall leaks; 1 is a hole of a tenth of the bore");
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const double open = 1 - 0.9999 * r[plugged_];
    Resistance<T> x;
    x.a1 = T(a1_ / (open * open));
    x.a2 = loss_ / (open * open * open * open) / r.rho;
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    const Through<T>& s = e.through();
    T leak(0.0);
    if (e[leak_] > 0) {
      constexpr double kDischarge = 0.6, kHoleArea = 0.01;
      const T over = softplus(0.5 * (s.p_in + s.p_out) - kAtmosphere, 200.0);
      leak = (e[leak_] * kDischarge * kHoleArea * area_) * sqrt(2.0 * s.rho * over);
      e.lose_upstream(leak);
      e.add(leaked_, leak);
    }
    if (!e.wants_outputs()) return;
    e.set(flow_, s.w);
    e.set(velocity_, s.w / (s.rho * area_));
    e.set(dp_, s.p_in - s.p_out);
    e.set(temperature_, s.t);
    e.set(leak_flow_, leak);
  }

 private:
  double area_, a1_, loss_;
  StateId leaked_;
  OutputId flow_, velocity_, dp_, temperature_, leak_flow_;
  MalfunctionId plugged_, leak_;
};

}  // namespace retort
