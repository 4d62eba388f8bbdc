#pragma once
#include "sim/base/smooth.h"
#include "sim/model/fluid.h"
#include "sim/props/liquid.h"

/// A small volume that is normally full of liquid: the place where pipes meet, or the casing of a pump.
///
/// States: x = m - m_full, the mass beyond a just-full volume (kg; negative when a cavity stands in it), and
/// E, the energy of liquid and metal (J).
///   p = wet p_vap + softplus(x / C),  rounded over 2 kPa                 (1) Pa;  C kg/Pa
///   T = T_0 + (E - m g z) / (m cp + C_metal)                             (2) K;  C_metal keeps it finite when empty
///   cover = smoothstep((m / m_full - 0.05) / 0.45)                       (3) an emptied volume gives nothing
///   wet = 0.02 + 0.98 cover: the vapour in a volume that has emptied by more than half finds its way out, so that its pressure does not
/// keep liquid away for ever from where it was hot once; that vapour's mass and heat of evaporation are left out
/// The deviation x is the state, not m: the relative tolerance of the stepper then bears on the pressure.
///
/// C stands for the elasticity of pipe, liquid and trapped gas. It is larger than that of steel and water alone, so
/// that no pressure moves faster than about 40 ms: C = tau sum(rho A v) / (2 dp), v = 2 m/s, dp = 1 bar.
/// Holds for: liquid-full pipework and its emptying into a cavity at vapour pressure. Not for: water hammer, air that
/// is drawn in through an open end.
namespace retort {

struct SmallVolume {
  static constexpr double kRounding = 2000;       // Pa
  static constexpr double kTimeConstant = 0.04;   // s

  const Liquid* liquid = nullptr;
  double m_full = 0;       // kg
  double compliance = 0;   // kg/Pa
  double metal = 0;        // J/K
  double z = 0;            // m

  /// flow_area: m2, sum over the pipes that end here.
  static SmallVolume sized(const Liquid& liquid, double volume, double flow_area, double metal, double z) {
    constexpr double kRho = 1000, kVelocity = 2, kDp = 1e5;
    SmallVolume v;
    v.liquid = &liquid;
    v.m_full = kRho * volume;
    v.compliance = kTimeConstant * kRho * flow_area * kVelocity / (2 * kDp);
    v.metal = metal;
    v.z = z;
    return v;
  }

  template <class T>
  FluidState<T> fluid(const T& excess, const T& energy) const {
    const T m = m_full + excess;
    FluidState<T> f;
    f.t = Liquid::kT0 + (energy - m * (kGravity * z)) / (m * liquid->cp + metal);
    f.p_vap = liquid->vapour_pressure(f.t);
    f.cover = smoothstep((m / m_full - 0.05) / 0.45);
    f.p = (0.02 + 0.98 * f.cover) * f.p_vap + softplus(excess / compliance, kRounding);
    f.rho = liquid->density(f.t);
    f.h = liquid->enthalpy(f.t, f.p);
    f.z = z;
    return f;
  }

  /// Inverse of (1) and (2), for starting values.
  double excess_at(double p, double t) const {
    const double d = (p - liquid->vapour_pressure(t)) / kRounding;
    if (d > 35) return compliance * kRounding * d;
    return compliance * kRounding * math::log(math::exp(d < 0.01 ? 0.01 : d) - 1);
  }
  double energy_at(double excess, double t) const {
    const double m = m_full + excess;
    return (m * liquid->cp + metal) * (t - Liquid::kT0) + m * kGravity * z;
  }
  double mass_tolerance() const { return compliance * 20; }
  double energy_tolerance() const { return (m_full * liquid->cp + metal) * 1e-3; }
};

}  // namespace retort
