#include "sim/base/quantity.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace retort {
namespace {

// The first unit of a quantity is the one it is shown in.
constexpr Unit kUnits[] = {
    {"", Quantity::number, 1},
    {"%", Quantity::fraction, 0.01},
    {"", Quantity::fraction, 1},
    {"", Quantity::flag, 1},
    {"bar", Quantity::pressure, 1e5},
    {"barg", Quantity::pressure, 1e5, 101325},
    {"mbar", Quantity::pressure, 100},
    {"Pa", Quantity::pressure, 1},
    {"kPa", Quantity::pressure, 1e3},
    {"kPag", Quantity::pressure, 1e3, 101325},
    {"MPa", Quantity::pressure, 1e6},
    {"atm", Quantity::pressure, 101325},
    {"psi", Quantity::pressure, 6894.757293168},
    {"psig", Quantity::pressure, 6894.757293168, 101325},
    {"bar", Quantity::pressure_difference, 1e5},
    {"mbar", Quantity::pressure_difference, 100},
    {"Pa", Quantity::pressure_difference, 1},
    {"kPa", Quantity::pressure_difference, 1e3},
    {"degC", Quantity::temperature, 1, 273.15},
    {"K", Quantity::temperature, 1},
    {"K", Quantity::temperature_difference, 1},
    {"kg", Quantity::mass, 1},
    {"t", Quantity::mass, 1000},
    {"g", Quantity::mass, 1e-3},
    {"m", Quantity::length, 1},
    {"cm", Quantity::length, 0.01},
    {"mm", Quantity::length, 1e-3},
    {"m2", Quantity::area, 1},
    {"cm2", Quantity::area, 1e-4},
    {"mm2", Quantity::area, 1e-6},
    {"m3", Quantity::volume, 1},
    {"l", Quantity::volume, 1e-3},
    {"s", Quantity::time, 1},
    {"ms", Quantity::time, 1e-3},
    {"min", Quantity::time, 60},
    {"h", Quantity::time, 3600},
    {"kg/s", Quantity::mass_flow, 1},
    {"kg/h", Quantity::mass_flow, 1.0 / 3600},
    {"t/h", Quantity::mass_flow, 1 / 3.6},
    {"m3/h", Quantity::volume_flow, 1.0 / 3600},
    {"m3/s", Quantity::volume_flow, 1},
    {"l/s", Quantity::volume_flow, 1e-3},
    {"l/min", Quantity::volume_flow, 1e-3 / 60},
    {"cm3/s", Quantity::volume_flow, 1e-6},
    {"kscmh", Quantity::volume_flow, 1000.0 / 3600},  // thousands of standard m3/h of gas
    {"kg/m3", Quantity::density, 1},
    {"kJ/kg", Quantity::specific_energy, 1e3},
    {"J/kg", Quantity::specific_energy, 1},
    {"kJ", Quantity::energy, 1e3},
    {"J", Quantity::energy, 1},
    {"MJ", Quantity::energy, 1e6},
    {"kWh", Quantity::energy, 3.6e6},
    {"kW", Quantity::power, 1e3},
    {"W", Quantity::power, 1},
    {"MW", Quantity::power, 1e6},
    {"rpm", Quantity::speed, 1.0 / 60},
    {"1/s", Quantity::speed, 1},
    {"Hz", Quantity::speed, 1},
    {"m/s", Quantity::velocity, 1},
    {"A", Quantity::current, 1},
    {"mA", Quantity::current, 1e-3},
    {"kJ/K", Quantity::heat_capacity, 1e3},
    {"J/K", Quantity::heat_capacity, 1},
    {"W/K", Quantity::heat_transfer, 1},
    {"kW/K", Quantity::heat_transfer, 1e3},
    {"m3/h", Quantity::flow_coefficient, 1.0 / 3600},
    {"mm2/s", Quantity::kinematic_viscosity, 1e-6},
    {"m2/s", Quantity::kinematic_viscosity, 1},
};

}  // namespace

std::string_view to_string(Quantity q) {
  switch (q) {
    case Quantity::number: return "number";
    case Quantity::fraction: return "fraction";
    case Quantity::flag: return "flag";
    case Quantity::pressure: return "pressure";
    case Quantity::pressure_difference: return "pressure difference";
    case Quantity::temperature: return "temperature";
    case Quantity::temperature_difference: return "temperature difference";
    case Quantity::mass: return "mass";
    case Quantity::length: return "length";
    case Quantity::area: return "area";
    case Quantity::volume: return "volume";
    case Quantity::time: return "time";
    case Quantity::mass_flow: return "mass flow";
    case Quantity::volume_flow: return "volume flow";
    case Quantity::density: return "density";
    case Quantity::specific_energy: return "specific energy";
    case Quantity::energy: return "energy";
    case Quantity::power: return "power";
    case Quantity::speed: return "speed of rotation";
    case Quantity::velocity: return "velocity";
    case Quantity::current: return "electric current";
    case Quantity::heat_capacity: return "heat capacity";
    case Quantity::heat_transfer: return "heat transfer coefficient times area";
    case Quantity::flow_coefficient: return "flow coefficient";
    case Quantity::kinematic_viscosity: return "kinematic viscosity";
  }
  return "";
}

const Unit& default_unit(Quantity q) {
  for (const Unit& u : kUnits)
    if (u.quantity == q) return u;
  return kUnits[0];
}

const Unit* find_unit(Quantity q, std::string_view name) {
  for (const Unit& u : kUnits)
    if (u.quantity == q && u.name == name) return &u;
  return nullptr;
}

std::vector<std::string_view> unit_names(Quantity q) {
  std::vector<std::string_view> names;
  for (const Unit& u : kUnits)
    if (u.quantity == q) names.push_back(u.name);
  return names;
}

std::optional<Written> read_number(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  double x = 0;
  const auto [end, status] = std::from_chars(text.data(), text.data() + text.size(), x);
  if (status != std::errc() || !std::isfinite(x)) return std::nullopt;
  std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
  while (!unit.empty() && unit.front() == ' ') unit.remove_prefix(1);
  return Written{x, unit};
}

std::string meant_percent(std::string_view text, Quantity q, double most) {
  const auto written = read_number(text);
  const bool meant = q == Quantity::fraction && written && written->unit.empty() && written->number > 1 && written->number / 100 <= most;
  return meant ? std::string(text) + " %" : "";
}

Parsed parse_value(std::string_view text, Quantity q) {
  Parsed r;
  if (q == Quantity::flag) {
    if (text == "true" || text == "on" || text == "yes" || text == "1") return {1, &default_unit(q), ""};
    if (text == "false" || text == "off" || text == "no" || text == "0") return {0, &default_unit(q), ""};
    r.error = fmt::format("'{}' is neither true nor false", text);
    return r;
  }
  const auto written = read_number(text);
  if (text.find('\t') != std::string_view::npos) {
    r.error = fmt::format("'{}' holds a tab: between a number and its unit stands a space", text);
    return r;
  }
  if (written && written->unit.starts_with(',')) {
    std::string point(text);
    point[point.find(',')] = '.';
    r.error = fmt::format("'{}' has a decimal comma: write '{}'", text, point);
    return r;
  }
  if (!written) {
    r.error = fmt::format("'{}' is not a number with a unit", text);
    return r;
  }
  r.unit = find_unit(q, written->unit);
  if (!r.unit) {
    std::string names;
    for (std::string_view n : unit_names(q)) names += (names.empty() ? "" : ", ") + (n.empty() ? "a bare number" : std::string(n));
    r.error = written->unit.empty()
                  ? fmt::format("'{}' lacks its unit: a {} is written in {}", text, to_string(q), names)
                  : fmt::format("'{}' is not a unit of {}: use {}", written->unit, to_string(q), names);
    return r;
  }
  r.si = r.unit->to_si(written->number);
  return r;
}

std::string format_value(double si, const Unit& unit, int digits) {
  const double x = unit.from_si(si);
  std::string s = fmt::format("{:.{}g}", x, digits);
  if (s.find('e') != std::string::npos && std::abs(x) >= 1 && std::abs(x) < 1e9) s = fmt::format("{:.0f}", x);
  return unit.name.empty() ? s : fmt::format("{} {}", s, unit.name);
}

}  // namespace retort
