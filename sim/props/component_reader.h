#pragma once
#include <functional>

#include "sim/base/yaml_node.h"
#include "sim/props/correlation.h"

/// Reads the maps of property files: values with units, correlations, and which keys nobody asked for.
namespace retort {

/// What a number in a file measures; molar amounts in mol, the rest SI.
enum class Measure {
  number,
  temperature,
  pressure,
  molar_mass,
  molar_energy,
  molar_heat_capacity,
  molar_density,
  molar_volume,
  viscosity,
  conductivity,
  tension
};

class PropertyReader {
 public:
  PropertyReader(const YamlNode& map, const std::string& file, Problems& problems);

  /// The text under a key; "" and a problem when it must be there and is not.
  std::string text(const std::string& key, bool required = true);
  double number(const std::string& key, Measure measure, double lo, double hi, bool required = true);
  bool has(const std::string& key) const { return map_.find(key) != nullptr; }
  const YamlNode* node(const std::string& key, bool required);
  std::vector<double> list(const std::string& key, std::size_t least, std::size_t most, bool required = true);
  /// {form, c, unit, from, to, source, exponents} under a key. `molar_mass` (kg/mol) turns units by mass into molar ones.
  Correlation correlation(const std::string& key, Measure measure, double molar_mass);
  /// The same where this map itself is the correlation.
  Correlation correlation_here(Measure measure, double molar_mass);

  void problem(SourcePos at, std::string message);
  /// Adds a problem for each key that was not asked for.
  void check_keys();
  SourcePos at() const { return map_.at; }

 private:
  const YamlNode& map_;
  std::string file_;
  Problems& problems_;
  std::vector<std::string> known_;
};

}  // namespace retort
