#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/props/correlation.h"

/// A pure component: constants and correlations, each with its source, as its file in assets/components says. The files are
/// part of the program. Molar quantities here (mol, J/mol); mixtures convert to kg.
namespace retort {

struct Component {
  std::string name, formula, cas;
  double molar_mass = 0;                                  // kg/mol
  bool gas = false;                                       // a permanent gas: dissolves by Henry's law, reference is the ideal gas
  bool pseudo = false;                                    // a lump with assumed properties
  double melting_point = 0;                               // K
  double boiling_point = 0;                               // K at 101325 Pa
  Critical critical;                                      // K, Pa, acentric factor
  std::optional<double> formation_gas, formation_liquid;  // J/mol at 298.15 K
  double dissolved_volume = 0;                            // m3/mol in a liquid, gases

  std::optional<Correlation> vapour_pressure;                        // Pa
  std::optional<Correlation> ideal_gas_cp;                           // J/(mol K)
  std::optional<Correlation> saturated_vapour_cp;                    // J/(mol K), dh/dT along saturation above the boiling point
  std::optional<Correlation> liquid_cp;                              // J/(mol K)
  std::optional<Correlation> liquid_density;                         // mol/m3
  std::optional<Correlation> heat_of_vaporisation;                   // J/mol
  std::optional<Correlation> liquid_viscosity, gas_viscosity;        // Pa s
  std::optional<Correlation> liquid_conductivity, gas_conductivity;  // W/(m K)
  std::optional<Correlation> surface_tension;                        // N/m
  std::vector<std::string> assumptions;
};

/// Reads a component file. Throws FileError with every problem and its position; unknown keys fail.
Component parse_component(const std::string& text, const std::string& file);

/// Names of the components that the program knows, in alphabetical order.
std::vector<std::string> component_names();
/// Throws MixtureError when there is none of that name ("... Did you mean 'methanol'?").
Component load_component(const std::string& name);

}  // namespace retort
