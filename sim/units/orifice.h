#pragma once
#include "sim/base/smooth.h"
#include "sim/model/block.h"
#include "sim/units/friction.h"

/// Orifice plate: a flow element with its taps, or a restriction.
///   dp_taps = w |w| (1 - beta^4) / (2 rho (C A_bore)^2)                       (1) Pa
///   C = 0.5961 + 0.0261 beta^2 - 0.216 beta^8 + 0.000521 (1e6 beta / Re)^0.7                      (2) corner taps
///       + (0.0188 + 0.0063 (19000 beta / Re)^0.8) beta^3.5 (1e6 / Re)^0.3 [+ 0.011 (0.75 - beta) (2.8 - D / 25.4 mm), D < 71.12 mm]
///   dp_lost = dp_taps (1 - beta^1.9)                                          (3) what does not come back
/// A worn edge (eroded) raises C by up to 10 %: the same flow makes less dp, and `measured_flow`, computed from dp
/// with the C of the design, reads low.
/// Source: ISO 5167-2:2003. Holds for: turbulent liquid, beta 0.1 to 0.8. Not for: choked plates.
namespace retort {

class Orifice {
 public:
  static constexpr const char* kType = "orifice";
  static constexpr const char* kHelp = "Orifice plate: flow element or restriction";

  explicit Orifice(Declare& d) {
    const double pipe = d.param("pipe", Quantity::length, "Inner diameter of the pipe", {0.005, 2});
    beta_ = d.param("beta", Quantity::number, "Bore over pipe diameter", {0.1, 0.8});
    const double reynolds = d.param("reynolds", Quantity::number, "Reynolds number of the pipe at which C is exact", 1e8, {1e3, 1e8});
    const double b4 = math::pow(beta_, 4);
    const double c = discharge(pipe, reynolds);
    const double area = kPi / 4 * pipe * pipe * beta_ * beta_;
    taps_ = (1 - b4) / (2 * c * c * area * area);
    lost_ = 1 - math::pow(beta_, 1.9);
    const PortId in = d.through_port("in", "Inlet"), out = d.through_port("out", "Outlet");
    d.path(in, out);
    measured_ = d.output("measured_flow", Quantity::mass_flow, "Mass flow that the differential pressure tells");
    flow_ = d.output("flow", Quantity::mass_flow, "Mass flow");
    volume_flow_ = d.output("volume_flow", Quantity::volume_flow, "Volume flow");
    dp_ = d.output("dp", Quantity::pressure_difference, "Differential pressure at the taps");
    eroded_ = d.malfunction("eroded", "The edge is worn; 1 reads a tenth low");
    plugged_ = d.malfunction("plugged", "Debris before the plate closes the bore");
    d.primary_output("measured_flow");
  }

  template <class T>
  Resistance<T> resist(const Resist<T>& r) const {
    const double open = 1 - 0.9999 * r[plugged_];
    Resistance<T> x;
    x.a2 = taps_ * lost_ * wear(r[eroded_]) / (open * open) / r.rho;
    return x;
  }
  template <class T>
  void eval(Eval<T>& e) const {
    if (!e.wants_outputs()) return;
    const Through<T>& s = e.through();
    e.set(measured_, s.w * math::sqrt(wear(e[eroded_])));
    e.set(flow_, s.w);
    e.set(volume_flow_, s.w / s.rho);
    e.set(dp_, taps_ * wear(e[eroded_]) * s.w * smooth_abs(s.w, 1e-6) / s.rho);
  }

 private:
  double discharge(double pipe, double reynolds) const {
    const double b4 = math::pow(beta_, 4), m = 1e6 / reynolds, a = math::pow(19000 * beta_ / reynolds, 0.8);
    double c = 0.5961 + 0.0261 * beta_ * beta_ - 0.216 * b4 * b4 + 0.000521 * math::pow(m * beta_, 0.7) +
               (0.0188 + 0.0063 * a) * math::pow(beta_, 3.5) * math::pow(m, 0.3);
    if (pipe < 0.07112) c += 0.011 * (0.75 - beta_) * (2.8 - pipe / 0.0254);
    return c;
  }
  static double wear(double severity) { return 1 / ((1 + 0.1 * severity) * (1 + 0.1 * severity)); }
  double beta_, taps_, lost_;
  OutputId measured_, flow_, volume_flow_, dp_;
  MalfunctionId eroded_, plugged_;
};

}  // namespace retort
