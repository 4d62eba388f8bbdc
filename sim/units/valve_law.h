#pragma once
#include "sim/base/smooth.h"

/// What all valves share: the flow coefficient of IEC 60534-2-1 and the law near the seat.
///   Q = Kv sqrt(dp / 1 bar / (rho / rho_ref)),  rho_ref = 999.1 kg/m3 (water at 15 degC)   (1) m3/h when Kv is in m3/h
///   a2 = 1e5 / (Kv^2 rho rho_ref)                                                          (2) Pa s2/kg2, Kv in m3/s
///   Kv^2 rho rho_ref / 1e5 >= 0 at every opening: a trace always passes.                   (3)
namespace retort::valve {

constexpr double kReferenceDensity = 999.1;
constexpr double kTrace = 1e-5;  // of Kv, what a tight seat passes

/// Share of the open valve's Kv, linear in x; `leak` of a worn seat comes beside the trim.
template <class T>
T passing(const T& x, double seat, double leak) {
  // x itself may undershoot zero by the integrator's tolerance.
  const T positive = smooth_max(x, T(0.0), 2e-5);
  return seat + leak + (1 - seat) * positive;
}

template <class T>
T quadratic(double kv, const T& share, const T& rho) {
  return 1e5 / (kv * kv * kReferenceDensity) / (share * share * rho);
}

}  // namespace retort::valve
