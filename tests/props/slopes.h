#pragma once
#include <cmath>

#include "sim/base/dual.h"
#include "tests/catch.h"

/// Slopes of property functions: what dual numbers say against central differences, and jumps of the slope.
namespace retort::test {

inline Dual<2> seeded(double x, int direction) {
  Dual<2> d(x);
  d.d[direction] = 1;
  return d;
}

/// d f / dx by dual numbers equals the difference quotient, within `tolerance` of the larger of slope and |f| / scale.
template <class F>
void check_slope(const F& f, double x, double step, double tolerance) {
  Dual<2> seed(x);
  seed.d[0] = 1;
  const Dual<2> at = f(seed);
  const double up = f(x + step), down = f(x - step);
  const double quotient = (up - down) / (2 * step);
  INFO("x = " << x << ", f = " << at.v << ", dual " << at.d[0] << ", differences " << quotient);
  CHECK(std::isfinite(at.v));
  CHECK(std::isfinite(at.d[0]));
  CHECK(at.v == Approx(f(x)).epsilon(1e-12).margin(1e-300));
  CHECK(std::abs(at.d[0] - quotient) <= tolerance * (std::abs(quotient) + std::abs(at.v) * 1e-9 / step) + 1e-300);
}

/// No jump of value or slope between x - step and x + step: the two sides see each other within `tolerance` (relative to
/// the larger of their slopes).
template <class F>
void check_joint(const F& f, double x, double step, double tolerance) {
  Dual<2> a(x - step), b(x + step);
  a.d[0] = b.d[0] = 1;
  const Dual<2> left = f(a), right = f(b);
  INFO("joint at " << x << ": slopes " << left.d[0] << " and " << right.d[0] << ", values " << left.v << " and " << right.v);
  CHECK(std::abs(left.d[0] - right.d[0]) <= tolerance * std::max(std::abs(left.d[0]), std::abs(right.d[0])));
  const double rise = right.v - left.v, expected = step * (left.d[0] + right.d[0]);
  CHECK(std::abs(rise - expected) <= tolerance * std::abs(expected) + 1e-12 * std::abs(left.v));
}

}  // namespace retort::test
