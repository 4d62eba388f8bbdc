#include "sim/props/component_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/quantity.h"

namespace retort {
namespace {

constexpr double kGasConstant = 8.314462618;  // J/(mol K)

struct UnitOf {
  Measure measure;
  std::string_view name;
  double scale;
  int molar = 0;  // power of the molar mass (kg/mol) that turns a unit by mass into a molar one
};
const UnitOf kUnits[] = {{Measure::number, "", 1},
                         {Measure::temperature, "K", 1},
                         {Measure::pressure, "Pa", 1},
                         {Measure::pressure, "kPa", 1e3},
                         {Measure::pressure, "MPa", 1e6},
                         {Measure::pressure, "bar", 1e5},
                         {Measure::molar_mass, "g/mol", 1e-3},
                         {Measure::molar_energy, "J/mol", 1},
                         {Measure::molar_energy, "kJ/mol", 1e3},
                         {Measure::molar_energy, "J/kmol", 1e-3},
                         {Measure::molar_energy, "kJ/kg", 1e3, 1},
                         {Measure::molar_heat_capacity, "J/(mol K)", 1},
                         {Measure::molar_heat_capacity, "J/(kmol K)", 1e-3},
                         {Measure::molar_heat_capacity, "R", kGasConstant},
                         {Measure::molar_heat_capacity, "J/(kg K)", 1, 1},
                         {Measure::molar_heat_capacity, "kJ/(kg K)", 1e3, 1},
                         {Measure::molar_density, "kmol/m3", 1e3},
                         {Measure::molar_density, "kg/m3", 1, -1},
                         {Measure::molar_volume, "cm3/mol", 1e-6},
                         {Measure::viscosity, "Pa s", 1},
                         {Measure::viscosity, "mPa s", 1e-3},
                         {Measure::conductivity, "W/(m K)", 1},
                         {Measure::tension, "N/m", 1},
                         {Measure::tension, "mN/m", 1e-3}};

const UnitOf* find_unit_of(Measure measure, std::string_view name) {
  for (const UnitOf& u : kUnits)
    if (u.measure == measure && u.name == name) return &u;
  return nullptr;
}

std::string unit_list(Measure measure) {
  std::string s;
  for (const UnitOf& u : kUnits)
    if (u.measure == measure) s += (s.empty() ? "" : ", ") + std::string(u.name);
  return s;
}

}  // namespace

PropertyReader::PropertyReader(const YamlNode& map, const std::string& file, Problems& problems)
    : map_(map), file_(file), problems_(problems) {
  if (!map.is_map()) problem(map.at, "this must be a map of properties");
}

void PropertyReader::problem(SourcePos at, std::string message) { problems_.add(file_, at, std::move(message)); }

const YamlNode* PropertyReader::node(const std::string& key, bool required) {
  known_.push_back(key);
  const YamlNode* n = map_.find(key);
  if (!n && required) problem(map_.at, fmt::format("'{}' is missing", key));
  return n;
}

std::string PropertyReader::text(const std::string& key, bool required) {
  const YamlNode* n = node(key, required);
  if (!n) return "";
  if (!n->is_scalar() || n->scalar.empty()) {
    problem(n->at, fmt::format("'{}' must be a text", key));
    return "";
  }
  return n->scalar;
}

double PropertyReader::number(const std::string& key, Measure measure, double lo, double hi, bool required) {
  const YamlNode* n = node(key, required);
  if (!n) return 0;
  const auto written = n->is_scalar() ? read_number(n->scalar) : std::nullopt;
  if (!written) {
    problem(n->at, fmt::format("'{}' must be a number{}", key, measure == Measure::number ? "" : " with its unit"));
    return lo;
  }
  const UnitOf* unit = find_unit_of(measure, written->unit);
  if (!unit) {
    problem(n->at, measure == Measure::number ? fmt::format("'{}' takes no unit", key)
                                              : fmt::format("'{}' must have one of these units: {}", key, unit_list(measure)));
    return lo;
  }
  const double v = written->number * unit->scale;
  if (!(v >= lo && v <= hi))
    problem(n->at, fmt::format("'{}' = {} is outside {} to {}", key, n->scalar, lo / unit->scale, hi / unit->scale));
  return v;
}

std::vector<double> PropertyReader::list(const std::string& key, std::size_t least, std::size_t most, bool required) {
  const YamlNode* n = node(key, required);
  std::vector<double> r;
  if (!n) return r;
  if (!n->is_sequence()) {
    problem(n->at, fmt::format("'{}' must be a list of numbers", key));
    return r;
  }
  for (const YamlNode& item : n->items) {
    const auto written = item.is_scalar() ? read_number(item.scalar) : std::nullopt;
    if (!written || !written->unit.empty()) {
      problem(item.at, fmt::format("'{}' must be a list of numbers", key));
      return {};
    }
    r.push_back(written->number);
  }
  if (r.size() < least || r.size() > most) {
    problem(n->at, least == most ? fmt::format("'{}' needs {} numbers, here are {}", key, least, r.size())
                                 : fmt::format("'{}' needs {} to {} numbers, here are {}", key, least, most, r.size()));
    return {};
  }
  return r;
}

Correlation PropertyReader::correlation(const std::string& key, Measure measure, double molar_mass) {
  const YamlNode* n = node(key, true);
  if (!n) return {};
  PropertyReader inner(*n, file_, problems_);
  Correlation r = inner.correlation_here(measure, molar_mass);
  inner.check_keys();
  return r;
}

Correlation PropertyReader::correlation_here(Measure measure, double molar_mass) {
  Correlation r;
  const YamlNode* form = node("form", true);
  if (form && !find_form(form->scalar, r.form))
    problem(form->at, fmt::format("no form '{}'.{}", form->scalar, did_you_mean(form->scalar, form_names())));
  const Count count = coefficient_count(r.form);
  r.c = list("c", count.least, count.most, count.most > 0);
  if (r.form == Form::wagner || r.form == Form::reduced_series) {
    const std::size_t need = r.c.size() - (r.form == Form::reduced_series && !r.c.empty() ? 1 : 0);
    r.exponents = list("exponents", need, need);
  }
  // A form that holds the critical pressure of the file has its unit from there.
  const bool fixed = r.form == Form::wagner || r.form == Form::lee_kesler || r.form == Form::henry_iapws;
  if (!fixed) {
    const YamlNode* unit = node("unit", true);
    if (unit) {
      if (const UnitOf* u = find_unit_of(measure, unit->scalar)) {
        r.scale = u->scale;
        if (u->molar == 1) r.scale *= molar_mass;
        if (u->molar == -1) r.scale /= molar_mass;
      } else {
        problem(unit->at, fmt::format("no unit '{}' here; there are: {}", unit->scalar, unit_list(measure)));
      }
    }
  }
  r.from = number("from", Measure::temperature, 1, 3000);
  r.to = number("to", Measure::temperature, 1, 6000);
  if (r.to <= r.from && map_.find("from") && map_.find("to")) problem(map_.find("to")->at, "'to' must be above 'from'");
  r.source = text("source");
  text("note", false);
  if (r.c.empty() && count.most > 0) {  // a problem is on the list already; the rest must still be readable
    r.form = Form::polynomial;
    r.c = {1};
  }
  return r;
}

void PropertyReader::check_keys() {
  for (const auto& [key, unused] : map_.entries)
    if (std::find(known_.begin(), known_.end(), key.scalar) == known_.end())
      problem(key.at, fmt::format("unknown key '{}'.{}", key.scalar, did_you_mean(key.scalar, known_)));
}

}  // namespace retort
