#pragma once
#include "sim/base/smooth.h"
#include "sim/props/mixture.h"

/// The composition of a holdup whose components may run out, and of which a solver's step may overdraw a little. For masses m_i (kg):
///   p_i = max(m_i, 0) rounded over e_i, and a millionth of e_i                                      (1) kg that are there
///   s = S / (P + D),   S = sum m_i,  P = sum p_i,  D = sum (p_i - m_i)                              (2) 1 but for traces, 0 with nothing
///   w_i = a m_i / S + (1 - a) p_i / P,   a = smoothstep(2 s)^2                                      (3) mass fraction; they add up to one
///   left = smoothstep((s - 0.5) / 0.4)                                                              (4)
/// Equations of state take p_i. What moves takes w_i, and ends with (4) before (3) leaves m_i / S: so each component's flow goes through
/// zero with its mass and turns with its sign. What is not there does not leave, and what was overdrawn comes back. The last e_i stay
/// where they are: a film.
namespace retort {

template <class T>
struct Shares {
  T there[kMaxComponents], missing[kMaxComponents];  // p_i, p_i - m_i
  T all_there{0.0}, all_missing{0.0};                // P, D
  T sure;                                            // s

  /// `least(i)`: e_i.
  template <class Least>
  Shares(int n, const T* mass, const Least& least) {
    for (int i = 0; i < n; ++i) {
      const double e = least(i);
      there[i] = smooth_max(mass[i], T(0.0), e) + 1e-6 * e;
      missing[i] = there[i] - mass[i];
      all_there += there[i];
      all_missing += missing[i];
    }
    sure = (all_there - all_missing) / (all_there + all_missing);
  }
  /// (3)
  void fractions(int n, T* w) const {
    const T per = 1.0 / all_there;
    if (value(sure) <= 0) {
      for (int i = 0; i < n; ++i) w[i] = there[i] * per;
      return;
    }
    const T ramp = smoothstep(T(2.0 * sure)), a = ramp * ramp, exact = a / (all_there - all_missing), rounded = (1.0 - a) * per;
    for (int i = 0; i < n; ++i) w[i] = (there[i] - missing[i]) * exact + there[i] * rounded;
  }
  /// (4)
  T left() const { return smoothstep(T((sure - 0.5) / 0.4)); }
};

}  // namespace retort
