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
///   w   = Kd A KN p1 KSH / 190.5, in kg/h, mm2 and kPa             (6) steam, choked: Napier's equation
///   KN  = 1 up to 10.339 MPa, (0.02764 p1 - 1000) / (0.03324 p1 - 1061) beyond, p1 in kPa
///   KSH = min(1, sqrt(max(Ts(p1), 470 K) / T))                     (7) superheat: the standard's table to 2.5 %
/// Source: API Standard 520 Part I, 10th ed. (2020), 5.6 to 5.8, in SI without its factors of units (its C is 0.03948 times (1)).
namespace retort::api520 {

constexpr double kNapier = 1 / (190.5 * 3.6);  // s/m; the standard's 190.5 is for mm2, kPa and kg/h

inline double flow_number(double k) { return math::sqrt(k * math::pow(2 / (k + 1), (k + 1) / (k - 1))); }
inline double critical_ratio(double k) { return math::pow(2 / (k + 1), k / (k - 1)); }
inline double subcritical_factor(double k, double r) {
  return math::sqrt(k / (k - 1) * math::pow(r, 2 / k) * (1 - math::pow(r, (k - 1) / k)) / (1 - r));
}
inline double napier_correction(double p) { return p <= 10.339e6 ? 1 : (2.764e-5 * p - 1000) / (3.324e-5 * p - 1061); }
inline double saturated_steam_flow(double area, double kd, double p) { return kNapier * kd * area * napier_correction(p) * p; }
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

/// Kd that makes (1) of an ideal gas of water give (6) and (7), up to 10.339 MPa.
template <class T>
T steam_coefficient(double kd, double k, const T& p1, const T& t1) {
  constexpr double kGas = kGasConstant / 0.018015268;  // J/(kg K)
  const T hot = smooth_max(if97::saturation_temperature(p1), T(470.0), 2.0);
  return (kd * kNapier / flow_number(k)) * sqrt(kGas * smooth_min(t1, hot, 2.0));
}

}  // namespace retort::api520
