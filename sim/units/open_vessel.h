#pragma once
#include "sim/base/smooth.h"
#include "sim/model/fluid.h"
#include "sim/props/liquid.h"

/// Liquid standing open to the atmosphere over a constant floor area, its metal at its own temperature.
/// States: m (kg) and E (J) of liquid and metal.
///   L = m / (rho A)                                                          (1) m
///   T = T_0 + (E - m g (z + L/2)) / (m cp + C_metal)                         (2) K
///   p(y) = p_atm + rho g softplus(L - y)   at a nozzle y above the floor     (3) Pa, rounded over 10 mm
///   cover(y) = smoothstep((L - y) / d)     for a nozzle of diameter d        (4)
/// The metal keeps (2) finite when empty; the potential energy in it makes draining isothermal, as it is. Legal: empty, overfull.
namespace retort {

struct OpenVessel {
  const Liquid* liquid = nullptr;
  double area = 1;     // m2
  double metal = 0;    // J/K
  double z = 0;        // m, floor

  template <class T>
  struct Content {
    T level, t, rho, p_vap;
  };

  template <class T>
  Content<T> content(const T& m, const T& energy) const {
    Content<T> c;
    const T heat = m * liquid->cp + metal;
    // Potential energy needs the level and the level needs the density: water at 20 degC is near enough there.
    constexpr double kRho = 998.2;
    c.t = Liquid::kT0 + (energy - m * kGravity * (z + m / (2 * kRho * area))) / heat;
    c.rho = liquid->density(c.t);
    c.level = m / (c.rho * area);
    c.p_vap = liquid->vapour_pressure(c.t);
    return c;
  }
  template <class T>
  FluidState<T> nozzle(const Content<T>& c, double height, double diameter) const {
    FluidState<T> f;
    f.p = kAtmosphere + c.rho * kGravity * softplus(c.level - height, 0.01);
    f.t = c.t;
    f.h = liquid->enthalpy(c.t, f.p);
    f.rho = c.rho;
    f.p_vap = c.p_vap;
    f.cover = smoothstep((c.level - height) / diameter);
    f.z = z + height;
    return f;
  }
  double mass_at(double level, double t) const { return level * area * liquid->density(t); }
  double energy_at(double m, double t) const {
    return (m * liquid->cp + metal) * (t - Liquid::kT0) + m * kGravity * (z + m / (2 * 998.2 * area));
  }
};

}  // namespace retort
