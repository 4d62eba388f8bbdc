#pragma once
#include "sim/base/math.h"

/// Darcy friction factor of a pipe.
///   f   = 8 ((8/Re)^12 + (A + B)^(-3/2))^(1/12)                             (1)
///   A   = (-2.457 ln((7/Re)^0.9 + 0.27 eps/D))^16,  B = (37530/Re)^16       (2)
/// Source: Churchill, Chem. Eng. 84 (24), 91 (1977). Holds for: laminar, transition, turbulent, smooth and rough.
namespace retort {

inline double churchill(double reynolds, double relative_roughness) {
  const double a = math::pow(-2.457 * math::log(math::pow(7 / reynolds, 0.9) + 0.27 * relative_roughness), 16);
  const double b = math::pow(37530 / reynolds, 16);
  return 8 * math::pow(math::pow(8 / reynolds, 12) + math::pow(a + b, -1.5), 1.0 / 12);
}

constexpr double kPi = 3.14159265358979323846;

}  // namespace retort
