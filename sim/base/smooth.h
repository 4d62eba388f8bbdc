#pragma once
#include "sim/base/dual.h"

/// Continuously differentiable stand-ins for the corners of engineering laws. Widths are physical, never tiny: a root
/// rounded over 100 Pa integrates, one rounded over 1 Pa stalls.
/// Source: Modelica.Fluid.Utilities (regRoot, regStep); Chen, Mangasarian 1995 (softplus).
namespace retort {

/// sign(x) sqrt(|x|), rounded over |x| < width:  x / (x^2 + width^2)^(1/4).
template <class T>
T regroot(const T& x, double width) {
  return x / sqrt(sqrt(x * x + width * width));
}

/// |x|, rounded:  sqrt(x^2 + width^2).
template <class T>
T smooth_abs(const T& x, double width) {
  return sqrt(x * x + width * width);
}

/// Smaller of a and b, low by at most width/2.
template <class T>
T smooth_min(const T& a, const T& b, double width) {
  const T d = a - b;
  return 0.5 * (a + b - sqrt(d * d + width * width));
}

/// Larger of a and b, high by at most width/2.
template <class T>
T smooth_max(const T& a, const T& b, double width) {
  const T d = a - b;
  return 0.5 * (a + b + sqrt(d * d + width * width));
}

/// max(x, 0), rounded:  width ln(1 + exp(x / width)); never zero, never negative.
template <class T>
T softplus(const T& x, double width) {
  const double z = value(x) / width;
  if (z > 35) return x;
  if (z < -230) return T(width * 1e-100);  // so that its root has a slope and its quotient fits, however far below
  if constexpr (std::is_same_v<T, double>) {
    return width * math::log1p(math::exp(z));
  } else {
    const double e = math::exp(z);
    return chain(x, width * math::log1p(e), e / (1 + e));
  }
}

/// x itself from 35 widths above `least` on, and never `least` or below: keeps logarithms, quotients and exponentials of a
/// state defined far outside what a model is for, without a trace on what it publishes.
template <class T>
T kept_above(const T& x, double least, double width) {
  const double z = (value(x) - least) / width;
  if (z > 35) return x;
  if (z < -30) return T(least + width * 1e-13);
  return least + softplus(T(x - least), width);
}
template <class T>
T kept_positive(const T& x, double width) {
  return kept_above(x, 0, width);
}

/// 0 below 0, 1 above 1, C1 between: 3 x^2 - 2 x^3.
template <class T>
T smoothstep(const T& x) {
  if (value(x) <= 0) return T(0.0);
  if (value(x) >= 1) return T(1.0);
  return x * x * (3.0 - 2.0 * x);
}

/// -1 to +1 through zero with slope 1/width:  x / sqrt(x^2 + width^2).
template <class T>
T smooth_sign(const T& x, double width) {
  return x / sqrt(x * x + width * width);
}

/// A flow w between two ends as what each of them gives: `ahead` >= 0 leaves the first, `back` <= 0 the second, and they add up to w.
/// With x = w / width:  ahead, back = width / 2 (x +- (3 + 6 x^2 - x^4) / 8) while |x| < 1, C2; beyond, one of them is w and the other
/// zero. At rest both ends give 3/16 of the width; no end ever gives what only the other has.
template <class T>
struct TwoWay {
  T ahead, back;
};
template <class T>
TwoWay<T> two_way(const T& w, const T& width) {
  if (value(w) >= value(width)) return {w, T(0.0)};
  if (value(w) <= -value(width)) return {T(0.0), w};
  const T x = w / width, x2 = x * x;
  const T both = width * (0.375 + x2 * (0.75 - 0.125 * x2));
  return {0.5 * (w + both), 0.5 * (w - both)};
}

/// a where s = +1, b where s = -1, linear in s: a property of the side it comes from.
template <class T>
T upwind(const T& s, const T& a, const T& b) {
  return 0.5 * ((1.0 + s) * a + (1.0 - s) * b);
}

}  // namespace retort
