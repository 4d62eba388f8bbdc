#pragma once
#include "sim/base/implicit.h"
#include "sim/props/mixture.h"

/// Temperature of what a vessel holds, from its energy: liquid, gas and metal at one temperature.
///   U(T) = sum m_l,i h_l,i(T) + sum m_v,i (h_v,i(T) - R T / M_i) + C (T - 298.15 K)          (1) J
///   H(T) = sum m_l,i h_l,i(T) + sum m_v,i h_v,i(T)                                           (2) J or J/kg of a stream
/// U rises with T everywhere, so there is one T; it is found in double by Newton from a guess that is a function of the state
/// alone (two to five evaluations), and its derivatives come from implicit.h. The energy of a liquid is its enthalpy: p v is
/// left out (0.1 kJ/kg at 1 bar).
/// Holds for: empty (metal only) to full, 100 to 1500 K. Not for: vessels without any heat capacity at all.
namespace retort {

struct HoldupLimits {
  static constexpr double kLow = 100, kHigh = 1500;  // K
};

/// (1)
template <class T>
T holdup_energy(const Mixture& mix, const T& t, const T* liquid, const T* gas, double metal) {
  return mix.liquid_enthalpy(t, liquid) + mix.vapour_energy(t, gas) + metal * (t - kReferenceTemperature);
}

namespace detail {

template <class T, class Energy>
T temperature_of(const Energy& energy, const T& e) {
  const double ev = value(e);
  // The start takes the heat capacity at 350 K; near there it is right at once.
  Dual<1> t0(350.0);
  t0.d[0] = 1;
  const Dual<1> at = energy(t0);
  const double start = 350 + (ev - at.v) / (at.d[0] > 1e-6 ? at.d[0] : 1e-6);
  return find_root([&](const Dual<1>& t) { return energy(t) - ev; }, start, HoldupLimits::kLow, HoldupLimits::kHigh, 1e-7).x;
}

}  // namespace detail

/// Temperature from energy (J), masses (kg) of liquid and gas, and the heat capacity of the metal (J/K).
template <class T>
T temperature_from_energy(const Mixture& mix, const T& energy, const T* liquid, const T* gas, double metal) {
  // Values once, so that the iteration runs on doubles whatever T is.
  const int n = mix.size();
  double l[kMaxComponents], g[kMaxComponents];
  for (int i = 0; i < n; ++i) l[i] = value(liquid[i]), g[i] = value(gas[i]);
  const auto at = [&](const Dual<1>& t) {
    Dual<1> u = metal * (t - kReferenceTemperature);
    for (int i = 0; i < n; ++i) {
      if (l[i] != 0) u += l[i] * mix.liquid_enthalpy(i, t);
      if (g[i] != 0) u += g[i] * mix.vapour_energy(i, t);
    }
    return u;
  };
  const double x = value(detail::temperature_of<double>(at, value(energy)));
  Dual<1> seed(x);
  seed.d[0] = 1;
  // A trial state of the solver may have no heat capacity at all; one that a vessel can be in has at least that of its metal.
  const double slope = at(seed).d[0], least = 1e-6 + 0.1 * metal;
  const T residual = holdup_energy(mix, T(x), liquid, gas, metal) - energy;
  return implicit_root(RootSlope{x, slope > least ? slope : least, 0}, residual);
}

/// Temperature of a liquid stream from its enthalpy (J/kg) and mass fractions, or from J and kg.
template <class T>
T liquid_temperature_from_enthalpy(const Mixture& mix, const T& enthalpy, const T* m) {
  const int n = mix.size();
  T none[kMaxComponents];
  for (int i = 0; i < n; ++i) none[i] = T(0.0);
  return temperature_from_energy(mix, enthalpy, m, none, 0);
}

/// Temperature of a gas stream from its enthalpy (J/kg) and mass fractions, or from J and kg.
template <class T>
T gas_temperature_from_enthalpy(const Mixture& mix, const T& enthalpy, const T* m) {
  const int n = mix.size();
  double g[kMaxComponents];
  for (int i = 0; i < n; ++i) g[i] = value(m[i]);
  const auto at = [&](const Dual<1>& t) {
    Dual<1> h(0.0);
    for (int i = 0; i < n; ++i) h += g[i] * mix.vapour_enthalpy(i, t);
    return h;
  };
  const double x = detail::temperature_of<double>(at, value(enthalpy));
  Dual<1> seed(x);
  seed.d[0] = 1;
  const double slope = at(seed).d[0];
  return implicit_root(RootSlope{x, slope > 1e-6 ? slope : 1e-6, 0}, mix.vapour_enthalpy(T(x), m) - enthalpy);
}

}  // namespace retort
