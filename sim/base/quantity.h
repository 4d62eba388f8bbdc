#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Units of measure. Inside, SI only; units of measure are written in files and shown on screens, and converted at
/// that border by the table in quantity.cpp.
namespace retort {

enum class Quantity {
  number,              // 1
  fraction,            // 1, shown as %
  flag,                // 0 or 1
  pressure,            // Pa absolute
  pressure_difference, // Pa
  temperature,         // K
  temperature_difference,  // K
  mass,                // kg
  length,              // m
  area,                // m2
  volume,              // m3
  time,                // s
  mass_flow,           // kg/s
  volume_flow,         // m3/s
  density,             // kg/m3
  specific_energy,     // J/kg
  energy,              // J
  power,               // W
  speed,               // 1/s
  velocity,            // m/s
  current,             // A
  heat_capacity,       // J/K
  heat_transfer,       // W/K
  flow_coefficient,    // m3/s at 1 bar, water: the Kv of IEC 60534
  kinematic_viscosity, // m2/s
};
constexpr int kQuantities = static_cast<int>(Quantity::kinematic_viscosity) + 1;

struct Unit {
  std::string_view name;  // as written in files: "m3/h"
  Quantity quantity;
  double scale;           // SI = scale * x + offset
  double offset = 0;

  double to_si(double x) const { return scale * x + offset; }
  double from_si(double si) const { return (si - offset) / scale; }
};

std::string_view to_string(Quantity q);
/// The unit a quantity is shown in unless the plant says otherwise.
const Unit& default_unit(Quantity q);
/// nullptr when there is no such unit for that quantity.
const Unit* find_unit(Quantity q, std::string_view name);
/// All names a quantity may be written in, for messages.
std::vector<std::string_view> unit_names(Quantity q);

/// Reads "40 m3/h", "60 %", "85 degC", "1.5": the number and what unit follows it.
struct Written {
  double number;
  std::string_view unit;
};
std::optional<Written> read_number(std::string_view text);

/// Result of reading a value of a known quantity: SI value, or what is wrong.
struct Parsed {
  double si = 0;
  const Unit* unit = nullptr;
  std::string error;  // empty when fine
};
Parsed parse_value(std::string_view text, Quantity q);
/// "40 %" where somebody wrote 40 for a fraction of at most `most`, and must have meant per cent; "" else.
std::string meant_percent(std::string_view text, Quantity q, double most);

/// "40 m3/h": up to `digits` significant digits, in the given unit.
std::string format_value(double si, const Unit& unit, int digits = 4);

}  // namespace retort
