#pragma once
#include "sim/base/smooth.h"
#include "sim/model/declare.h"
#include "sim/props/holdup.h"
#include "sim/units/shares.h"
#include "sim/units/stream.h"

/// A small volume that is normally full of a liquid mixture: small_volume.h with components.
/// States: x = m - m_full (kg), E (J) of liquid and metal, and the masses m_i (kg) of the components, which give its composition.
///   p = wet p_vap + softplus(x / C), rounded over 2 kPa; wet as in small_volume.h    (1) Pa; C kg/Pa
///   E = m sum w_i h_l,i(T) + C_metal (T - 298.15 K) + m g z                            (2) J; gives T
/// Holds for: liquid-full pipework and its emptying. Not for: vapour that comes in.
namespace retort {

struct SmallMixture {
  static constexpr double kRounding = 2000;     // Pa
  static constexpr double kTimeConstant = 0.04; // s

  const Mixture* mix = nullptr;
  double m_full = 0, compliance = 0, metal = 0, z = 0;   // kg, kg/Pa, J/K, m

  /// volume in m3; flow_area in m2, over the pipes that end here.
  static SmallMixture sized(const Mixture& mix, double volume, double flow_area, double metal, double z, const double* w, double t) {
    constexpr double kVelocity = 2, kDp = 1e5;
    SmallMixture v;
    v.mix = &mix;
    const double rho = 1 / mix.liquid_volume(t, w);
    v.m_full = rho * volume;
    v.compliance = kTimeConstant * rho * flow_area * kVelocity / (2 * kDp);
    v.metal = metal;
    v.z = z;
    return v;
  }

  template <class T>
  FluidState<T> fluid(const T& excess, const T& energy, const T* masses, T* fractions) const {
    const int n = mix->size();
    const T m = m_full + excess;
    Shares<T>(n, masses, [&](int) { return tolerance(); }).fractions(n, fractions);
    T all[kMaxComponents], none[kMaxComponents];
    for (int i = 0; i < n; ++i) {
      all[i] = m * fractions[i];
      none[i] = T(0.0);
    }
    const T t = temperature_from_energy(*mix, T(energy - m * (kGravity * z)), all, none, metal);
    const T p_vap = bubble_pressure_of(*mix, t, fractions);
    const T cover = smoothstep(T((m / m_full - 0.05) / 0.45));
    FluidState<T> f =
        liquid_stream(*mix, t, T((0.02 + 0.98 * cover) * p_vap + softplus(T(excess / compliance), kRounding)), fractions, p_vap, z);
    f.cover = cover;
    return f;
  }

  /// kg of a component that do not matter, and over which its corner at zero is rounded.
  double tolerance() const { return 1e-6 * m_full; }
  double excess_at(double p, double t, const double* w) const {
    const double d = (p - bubble_pressure_of(*mix, t, w)) / kRounding;
    if (d > 35) return compliance * kRounding * d;
    return compliance * kRounding * math::log(math::exp(d < 0.01 ? 0.01 : d) - 1);
  }
  double energy_at(double excess, double t, const double* w) const {
    const double m = m_full + excess;
    return m * mix->liquid_enthalpy(t, w) + metal * (t - kReferenceTemperature) + m * kGravity * z;
  }
};


}  // namespace retort
