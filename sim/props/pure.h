#pragma once
#include "sim/props/component.h"
#include "sim/props/curve.h"

/// A pure component as it runs inside the ODE: everything a function of temperature on the common grid of curve.h, by mass.
///   h_l(T) = int cp_l dT from 298.15 K                                            (1) J/kg: zero for the liquid at 298.15 K
///   h_v(T) = h_l(T_b) + dh_vap(T_b) + int cp_ig dT from T_b                       (2) J/kg: ideal gas, joined at the boiling
///   point at 101325 Pa, so that what boils near atmospheric pressure takes its published heat
///   A component that comes as steam may give saturated_vapour_cp: above T_b it stands for cp_ig in (2) up to its `to`, blended in over
///   10 K, and dies out over 30 K, so that the vapour near saturation has its real enthalpy and not an ideal gas's      (4)
///   s_v(T, p) = s_l(T_b) + dh_vap(T_b)/T_b + int cp_ig/T dT - R/M ln(p/101325 Pa)  (3) J/(kg K)
/// Permanent gases: h_v = 0 for the ideal gas at 298.15 K; dissolved, h_l = h_v + heat of solution (from Henry's constant).
/// Beyond its range a correlation is continued: vapour pressure and viscosity straight in ln y over 1/T, everything else to a
/// level that it reaches within 20 or 40 K; densities from 0.95 T_c on, where the published slope becomes infinite.
/// Holds for: finite and C1 at any temperature; within `from`, `to` as good as the published correlations. Not for: pressures
/// at which a vapour is far from ideal (above some 10 bar), solids.
namespace retort {

struct Pure {
  double molar_mass = 0;  // kg/mol
  bool gas = false;
  Curve ln_vapour_pressure;                     // ln Pa
  Integral liquid_enthalpy, vapour_enthalpy;    // J/kg, cp by slope()
  Curve liquid_entropy, vapour_entropy;         // J/(kg K), the vapour at 101325 Pa
  Curve liquid_volume;                          // m3/kg
  Curve ln_liquid_viscosity, gas_viscosity;     // ln Pa s, Pa s
  Curve liquid_conductivity, gas_conductivity;  // W/(m K)
  Curve surface_tension;                        // N/m
  Curve virial;                                 // B / (R T), 1/Pa: the second virial coefficient
  double from = 0, to = 0;                      // K: the range in which every correlation holds
};

constexpr double kReferenceTemperature = 298.15;  // K
constexpr double kReferencePressure = 101325.0;   // Pa
constexpr double kGasConstant = 8.314462618;      // J/(mol K), CODATA 2018

/// Throws FileError where a correlation is not positive on the grid.
Pure make_pure(const Component& c);

/// A curve through a correlation, continued straight in ln y over 1/T. For Henry's constants.
Curve log_curve(const Correlation& k, const Critical& critical);

}  // namespace retort
