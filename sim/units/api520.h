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

/// The law of a branch (gas_flow.h) that passes (1) when choked and (4) at a small pressure drop:
///   w^2 = 2 (Kd A)^2 rho1 p1 x Y^2,  Y = 1 - x / (3 X),  x = (p1 - p2) / p1 <= X = 9/8 C^2          (6)
/// Between, it lies within 2 % of (3). In liquid it is (4).
template <class T>
Resistance<T> nozzle(const T& area, double kd, double k, const T& rho) {
  Resistance<T> x;
  const T a = kd * area;
  x.a2 = 0.5 / (a * a * rho);
  const double c = flow_number(k);
  x.expands = 9.0 / 8 * c * c;
  return x;
}

}  // namespace retort::api520
