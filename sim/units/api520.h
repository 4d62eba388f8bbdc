#pragma once
#include <cmath>

#include "sim/base/math.h"
#include "sim/base/smooth.h"
#include "sim/model/fluid.h"
#include "sim/props/if97.h"
#include "sim/props/pure.h"

/// Sizing of relief devices.
///   C   = sqrt(k (2 / (k+1))^((k+1)/(k-1)))                        (1) choked nozzle: w = Kd A C sqrt(p1 rho1)
///   p_c = p1 (2 / (k+1))^(k/(k-1))                                 (2) Pa, below which it chokes
///   F2  = sqrt(k/(k-1) r^(2/k) (1 - r^((k-1)/k)) / (1 - r))        (3) r = p2 / p1: w = Kd A F2 sqrt(2 rho1 (p1 - p2))
///   w   = Kd A sqrt(2 rho (p1 - p2))                               (4) liquid
///   Kv  = (1 + 170 / Re)^-1/2                                      (5) viscous liquid
///   w   = Kd A p1 KSH / 190.5, in kg/h, mm2 and kPa                (6) steam, choked, up to 10.339 MPa: Napier's equation
///   KSH = min(1, sqrt(T* / T)),  T* = 465 K + (Ts - 465 K) exp((Ts - T) / 140 K)    (7) superheat, Ts at least 465 K: fitted to the
///         standard's table of it, which it meets to 1.4 % from 0.5 to 10 MPa and up to 500 degC
/// Source: API Standard 520 Part I, 10th ed. (2020), 5.6 to 5.8, in SI without its factors of units (its C is 0.03948 times (1)).
namespace retort::api520 {

constexpr double kNapier = 1 / (190.5 * 3.6);  // s/m; the standard's 190.5 is for mm2, kPa and kg/h

inline double flow_number(double k) { return math::sqrt(k * math::pow(2 / (k + 1), (k + 1) / (k - 1))); }
inline double critical_ratio(double k) { return math::pow(2 / (k + 1), k / (k - 1)); }
inline double subcritical_factor(double k, double r) {
  return math::sqrt(k / (k - 1) * math::pow(r, 2 / k) * (1 - math::pow(r, (k - 1) / k)) / (1 - r));
}
inline double viscosity_factor(double reynolds) { return 1 / math::sqrt(1 + 170 / reynolds); }

/// The law of a branch: (1) and (3) in gas (gas_flow.h), (4) in liquid.
template <class T>
Resistance<T> nozzle(const T& area, const T& kd, double k, const T& rho) {
  Resistance<T> x;
  const T a = kd * area;
  x.a2 = 0.5 / (a * a * rho);
  x.expands = 1 - critical_ratio(k);
  x.nozzle = k;
  return x;
}

/// Kd that makes (1) of an ideal gas of water give (6) and (7).
template <class T>
T steam_coefficient(double kd, double k, const T& p1, const T& t1) {
  constexpr double kGas = kGasConstant / 0.018015268;  // J/(kg K)
  const T boils = smooth_max(if97::saturation_temperature(p1), T(465.0), 2.0);
  const T star = 465.0 + (boils - 465.0) * exp((boils - t1) / 140.0);
  return (kd * kNapier / flow_number(k)) * sqrt(kGas * smooth_min(t1, star, 2.0));
}

}  // namespace retort::api520
