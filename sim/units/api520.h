#pragma once
#include <cmath>

#include "sim/base/math.h"
#include "sim/model/fluid.h"

/// Sizing of relief devices.
///   C   = sqrt(k (2 / (k+1))^((k+1)/(k-1)))                        (1) choked nozzle: w = Kd A C sqrt(p1 rho1)
///   p_c = p1 (2 / (k+1))^(k/(k-1))                                 (2) Pa, below which it chokes
///   F2  = sqrt(k/(k-1) r^(2/k) (1 - r^((k-1)/k)) / (1 - r))        (3) r = p2 / p1: w = Kd A F2 sqrt(2 rho1 (p1 - p2))
///   w   = Kd A sqrt(2 rho (p1 - p2))                               (4) liquid
///   Kv  = (1 + 170 / Re)^-1/2                                      (5) viscous liquid
/// Source: API Standard 520 Part I, 10th ed. (2020), 5.6 to 5.8, in SI without its factors of units (its C is 0.03948 times (1)).
namespace retort::api520 {

inline double flow_number(double k) { return math::sqrt(k * math::pow(2 / (k + 1), (k + 1) / (k - 1))); }
inline double critical_ratio(double k) { return math::pow(2 / (k + 1), k / (k - 1)); }
inline double subcritical_factor(double k, double r) {
  return math::sqrt(k / (k - 1) * math::pow(r, 2 / k) * (1 - math::pow(r, (k - 1) / k)) / (1 - r));
}
inline double viscosity_factor(double reynolds) { return 1 / math::sqrt(1 + 170 / reynolds); }

/// The law of a branch: (1) and (3) in gas (gas_flow.h), (4) in liquid.
template <class T>
Resistance<T> nozzle(const T& area, double kd, double k, const T& rho) {
  Resistance<T> x;
  const T a = kd * area;
  x.a2 = 0.5 / (a * a * rho);
  x.expands = 1 - critical_ratio(k);
  x.nozzle = k;
  return x;
}

}  // namespace retort::api520
