#pragma once
#include <algorithm>
#include <cmath>

#include "sim/base/smooth.h"

/// Properties of the eight components A to H of the Tennessee Eastman process, in its own units: lbmol, ft3, degC, mmHg, and
/// millions of the energy that warms a pound of water by 1 K, over 1.8.
///   h_liquid = 1.8 M (a T + b T^2 / 2 + c T^3 / 3)                                        (1) per lbmol
///   h_gas    = 1.8 M (a T + b T^2 / 2 + c T^3 / 3) + M v                                  (2)
///   u_gas    = h_gas - R (T + 273.15)                                                     (3)
///   molar volume of a liquid = M / (d0 + d1 T + d2 T^2)                                   (4) ft3/lbmol
///   vapour pressure = exp(A + B / (T + C))                                                (5) mmHg
/// Source: J.J. Downs, E.F. Vogel, Comput. Chem. Eng. 17 (1993) 245, table 2, and their published program (teprob.f), whose constants
/// these are. Holds for: -100 to 600 degC; outside, temperatures stand still. Not for: anything else.
namespace retort::te {

constexpr int kComponents = 8;
enum Component { A, B, C, D, E, F, G, H };

constexpr double kMolarMass[8] = {2, 25.4, 28, 32, 46, 48, 62, 76};
constexpr double kAntoineA[8] = {0, 0, 0, 15.92, 16.35, 16.35, 16.43, 17.21};
constexpr double kAntoineB[8] = {0, 0, 0, -1444, -2114, -2114, -2748, -3318};
constexpr double kAntoineC[8] = {0, 0, 0, 259, 265.5, 265.5, 232.9, 249.6};
constexpr double kDensity0[8] = {1, 1, 1, 23.3, 33.9, 32.8, 49.9, 50.5};
constexpr double kDensity1[8] = {0, 0, 0, -0.0700, -0.0957, -0.0995, -0.0191, -0.0541};
constexpr double kDensity2[8] = {0, 0, 0, -0.0002, -0.000152, -0.000233, -0.000425, -0.000150};
constexpr double kLiquidA[8] = {1e-6, 1e-6, 1e-6, 0.960e-6, 0.573e-6, 0.652e-6, 0.515e-6, 0.471e-6};
constexpr double kLiquidB[8] = {0, 0, 0, 8.70e-9, 2.41e-9, 2.18e-9, 5.65e-10, 8.70e-10};
constexpr double kLiquidC[8] = {0, 0, 0, 4.81e-11, 1.82e-11, 1.94e-11, 3.82e-12, 2.62e-12};
constexpr double kGasA[8] = {3.411e-6, 0.3799e-6, 0.2491e-6, 0.3567e-6, 0.3463e-6, 0.3930e-6, 0.170e-6, 0.150e-6};
constexpr double kGasB[8] = {7.18e-10, 1.08e-9, 1.36e-11, 8.51e-10, 8.96e-10, 1.02e-9, 0, 0};
constexpr double kGasC[8] = {6.0e-13, -3.98e-13, -3.93e-14, -3.12e-13, -3.27e-13, -3.12e-13, 0, 0};
constexpr double kVaporisation[8] = {1e-6, 1e-6, 1e-6, 86.7e-6, 160e-6, 160e-6, 225e-6, 209e-6};
constexpr double kGasEnergy = 3.57696e-6;  // R of (3)
constexpr double kGasPressure = 998.9;     // R in mmHg ft3/lbmol/K
constexpr double kCelsius = 273.15;

/// c0 + c1 T + c2 T^2 + c3 T^3: the enthalpy of a mixture, by the amounts of its components.
template <class T>
struct Enthalpy {
  T c0{}, c1{}, c2{}, c3{};
  T at(const T& t) const { return c0 + t * (c1 + t * (c2 + t * c3)); }
};

/// `n`: amounts or flows of the components from `first` to H.
template <class T>
Enthalpy<T> liquid_enthalpy(const T* n, int first = A) {
  Enthalpy<T> h;
  for (int i = first; i < kComponents; ++i) {
    h.c1 += (1.8 * kMolarMass[i] * kLiquidA[i]) * n[i];
    h.c2 += (0.9 * kMolarMass[i] * kLiquidB[i]) * n[i];
    h.c3 += (0.6 * kMolarMass[i] * kLiquidC[i]) * n[i];
  }
  return h;
}
template <class T>
Enthalpy<T> gas_enthalpy(const T* n) {
  Enthalpy<T> h;
  for (int i = A; i < kComponents; ++i) {
    h.c0 += (kMolarMass[i] * kVaporisation[i]) * n[i];
    h.c1 += (1.8 * kMolarMass[i] * kGasA[i]) * n[i];
    h.c2 += (0.9 * kMolarMass[i] * kGasB[i]) * n[i];
    h.c3 += (0.6 * kMolarMass[i] * kGasC[i]) * n[i];
  }
  return h;
}

/// The T at which h.at(T) = energy. Solved in doubles; one Newton step in T then carries the exact derivatives.
template <class T>
T temperature(const Enthalpy<T>& h, const T& energy) {
  constexpr double kLow = -100, kHigh = 600, kLeast = 1e-9;
  const double c0 = value(h.c0), c1 = value(h.c1), c2 = value(h.c2), c3 = value(h.c3), e = value(energy);
  double t = 90, slope = 1;
  for (int k = 0; k < 60; ++k) {
    slope = std::max(c1 + t * (2 * c2 + t * (3 * c3)), kLeast);
    const double next = std::clamp(t - (c0 + t * (c1 + t * (c2 + t * c3)) - e) / slope, kLow, kHigh);
    const double change = std::abs(next - t);
    t = next;
    if (change < 1e-11) break;
  }
  if constexpr (std::is_same_v<T, double>) {
    return t;
  } else {
    T r(t);
    if (t > kLow && t < kHigh) {
      const T off = h.at(r) - energy;  // zero but for rounding; its derivatives are not
      r -= (off - value(off)) / slope;
    }
    return r;
  }
}

/// (4): volume of a liquid.
template <class T>
T liquid_volume(const T* n, const T& t, int first = A) {
  T v{};
  for (int i = first; i < kComponents; ++i) {
    if (i <= C) {
      v += (kMolarMass[i] / kDensity0[i]) * n[i];
    } else {
      v += kMolarMass[i] * n[i] / kept_above(T(kDensity0[i] + (kDensity1[i] + kDensity2[i] * t) * t), 0.5, 0.1);
    }
  }
  return v;
}

template <class T>
T vapour_pressure(int i, const T& t) {
  return exp(T(kAntoineA[i] + kAntoineB[i] / (t + kAntoineC[i])));
}

}  // namespace retort::te
