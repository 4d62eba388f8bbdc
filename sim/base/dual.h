#pragma once
#include <array>
#include <type_traits>

#include "sim/base/math.h"

/// Forward-mode automatic differentiation: a value and its derivatives to N seeds.
/// Source: Griewank, Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, ch. 3.
namespace retort {

template <int N>
struct Dual {
  double v = 0;
  std::array<double, N> d{};

  Dual() = default;
  Dual(double value) : v(value) {}  // NOLINT: a constant is a dual with zero slope

  Dual& operator+=(const Dual& b) {
    v += b.v;
    for (int i = 0; i < N; ++i) d[i] += b.d[i];
    return *this;
  }
  Dual& operator-=(const Dual& b) {
    v -= b.v;
    for (int i = 0; i < N; ++i) d[i] -= b.d[i];
    return *this;
  }
  Dual& operator*=(const Dual& b) { return *this = *this * b; }
  Dual& operator/=(const Dual& b) { return *this = *this / b; }

  friend Dual operator+(Dual a, const Dual& b) { return a += b; }
  friend Dual operator-(Dual a, const Dual& b) { return a -= b; }
  friend Dual operator-(Dual a) {
    a.v = -a.v;
    for (double& x : a.d) x = -x;
    return a;
  }
  friend Dual operator*(const Dual& a, const Dual& b) {
    Dual r(a.v * b.v);
    for (int i = 0; i < N; ++i) r.d[i] = a.d[i] * b.v + a.v * b.d[i];
    return r;
  }
  friend Dual operator/(const Dual& a, const Dual& b) {
    const double inv = 1 / b.v;
    Dual r(a.v * inv);
    for (int i = 0; i < N; ++i) r.d[i] = (a.d[i] - r.v * b.d[i]) * inv;
    return r;
  }
  friend Dual operator+(Dual a, double b) {
    a.v += b;
    return a;
  }
  friend Dual operator+(double a, Dual b) {
    b.v += a;
    return b;
  }
  friend Dual operator-(Dual a, double b) {
    a.v -= b;
    return a;
  }
  friend Dual operator-(double a, const Dual& b) { return -b + a; }
  friend Dual operator*(Dual a, double b) {
    a.v *= b;
    for (double& x : a.d) x *= b;
    return a;
  }
  friend Dual operator*(double a, Dual b) { return b * a; }
  friend Dual operator/(Dual a, double b) { return a * (1 / b); }
  friend Dual operator/(double a, const Dual& b) { return Dual(a) / b; }
};

inline double value(double x) { return x; }
template <int N>
double value(const Dual<N>& x) {
  return x.v;
}

/// The chain rule: f(a) with df = f'(a).
template <int N>
Dual<N> chain(const Dual<N>& a, double f, double df) {
  Dual<N> r(f);
  for (int i = 0; i < N; ++i) r.d[i] = df * a.d[i];
  return r;
}

/// f(a, b) with df = fa da + fb db, for functions that know their own slopes. The double one lets templates call it, too.
template <int N>
Dual<N> chain(const Dual<N>& a, const Dual<N>& b, double f, double fa, double fb) {
  Dual<N> r(f);
  for (int i = 0; i < N; ++i) r.d[i] = fa * a.d[i] + fb * b.d[i];
  return r;
}
inline double chain(double, double, double f, double, double) { return f; }
inline double chain(double, double f, double) { return f; }

inline double exp(double x) { return math::exp(x); }
inline double log(double x) { return math::log(x); }
inline double pow(double x, double p) { return math::pow(x, p); }
inline double sqrt(double x) { return math::sqrt(x); }
inline double tanh(double x) { return math::tanh(x); }

template <int N>
Dual<N> exp(const Dual<N>& a) {
  const double f = math::exp(a.v);
  return chain(a, f, f);
}
template <int N>
Dual<N> log(const Dual<N>& a) {
  return chain(a, math::log(a.v), 1 / a.v);
}
/// Constant exponent. The slope at zero is the limit for p >= 1.
template <int N>
Dual<N> pow(const Dual<N>& a, double p) {
  return chain(a, math::pow(a.v, p), p * math::pow(a.v, p - 1));
}
template <int N>
Dual<N> sqrt(const Dual<N>& a) {
  const double f = math::sqrt(a.v);
  return chain(a, f, 0.5 / f);
}
template <int N>
Dual<N> tanh(const Dual<N>& a) {
  const double f = math::tanh(a.v);
  return chain(a, f, 1 - f * f);
}

}  // namespace retort
