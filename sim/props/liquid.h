#pragma once
#include <string>

#include "sim/base/dual.h"
#include "sim/base/smooth.h"

/// A liquid of fixed composition for hydraulic plants.
///   rho(T)   = rho_0 + b (T - T_0) + c (T - T_0)^2         kg/m3, kept above 50           (1)
///   u(T)     = cp (T - T_0),   h = u + (p - p_0) / rho_0    J/kg, T_0 = 273.15 K, p_0 = 101325 Pa  (2)
///   ln p_vap = A - B / (T + C)                              Pa, K (Antoine)                (3)
/// Holds for: subcooled liquid from freezing to about 150 degC. Not for: vapour, mixtures.
namespace retort {

struct Liquid {
  std::string name;
  double rho_0, b, c;
  double cp;
  double antoine_a, antoine_b, antoine_c;
  double p_critical;  // Pa

  static constexpr double kT0 = 273.15;
  static constexpr double kP0 = 101325.0;

  template <class T>
  T density(const T& t) const {
    const T d = t - kT0;
    return kept_above(T(rho_0 + b * d + c * (d * d)), 50.0, 10.0);
  }
  template <class T>
  T vapour_pressure(const T& t) const {
    return exp(antoine_a - antoine_b / (t + antoine_c));
  }
  template <class T>
  T internal_energy(const T& t) const {
    return cp * (t - kT0);
  }
  template <class T>
  T temperature(const T& u) const {
    return u / cp + kT0;
  }
  template <class T>
  T enthalpy(const T& t, const T& p) const {
    return cp * (t - kT0) + (p - kP0) / rho_0;
  }
};

/// nullptr when there is no such medium.
const Liquid* find_liquid(const std::string& name);
std::string liquid_names();

}  // namespace retort
