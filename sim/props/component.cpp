#include "sim/props/component.h"

#include <fmt/format.h>

#include "sim/props/component_reader.h"
#include "sim/props/mixture_error.h"

namespace retort {
namespace component_files {
struct File {
  const char* name;
  const char* text;
};
extern const File kFiles[];
extern const int kFileCount;
}  // namespace component_files

namespace {

/// The key of a map of sources must be there for every `source:`.
void check_sources(const YamlNode& root, const YamlNode& node, PropertyReader& reader) {
  const YamlNode* sources = root.find("sources");
  if (node.is_sequence())
    for (const YamlNode& item : node.items) check_sources(root, item, reader);
  if (!node.is_map()) return;
  for (const auto& [key, inner] : node.entries) {
    if (key.scalar == "sources") continue;
    if (key.scalar == "source" && inner.is_scalar()) {
      if (!sources || !sources->find(inner.scalar))
        reader.problem(inner.at, fmt::format("source '{}' is not under 'sources'", inner.scalar));
    } else {
      check_sources(root, inner, reader);
    }
  }
}

}  // namespace

Component parse_component(const std::string& text, const std::string& file) {
  const YamlNode root = parse_yaml(text, file);
  Problems problems;
  PropertyReader r(root, file, problems);
  if (!root.is_map()) problems.check();
  Component c;
  if (r.text("format") != "1") r.problem(root.at, "'format' must be 1");
  c.name = r.text("component");
  c.formula = r.text("formula");
  c.cas = r.text("cas", false);
  const std::string state = r.text("state");
  if (state != "liquid" && state != "gas") r.problem(root.at, "'state' must be liquid or gas");
  c.gas = state == "gas";
  const std::string pseudo = r.text("pseudo", false);
  if (!pseudo.empty() && pseudo != "true" && pseudo != "false") r.problem(root.at, "'pseudo' must be true or false");
  c.pseudo = pseudo == "true";
  c.molar_mass = r.number("molar_mass", Measure::molar_mass, 1e-3, 1);
  c.critical.t = r.number("critical_temperature", Measure::temperature, 5, 5000);
  c.critical.p = r.number("critical_pressure", Measure::pressure, 1e5, 1e8);
  c.critical.acentric = r.number("acentric_factor", Measure::number, -1, 2);
  c.melting_point = r.number("melting_point", Measure::temperature, 1, 1000, !c.gas);
  c.boiling_point = r.number("boiling_point", Measure::temperature, 1, 3000, !c.gas);
  c.dissolved_volume = r.number("dissolved_volume", Measure::molar_volume, 1e-6, 1e-3, c.gas);
  r.text("constants_source");
  if (const YamlNode* n = r.node("formation", false)) {
    PropertyReader f(*n, file, problems);
    if (f.has("gas")) c.formation_gas = f.number("gas", Measure::molar_energy, -1e7, 1e7);
    if (f.has("liquid")) c.formation_liquid = f.number("liquid", Measure::molar_energy, -1e7, 1e7);
    f.text("source");
    f.text("note", false);
    f.check_keys();
  }
  const auto read = [&](const char* key, Measure m, bool required) -> std::optional<Correlation> {
    if (!required && !r.has(key)) return std::nullopt;
    return r.correlation(key, m, c.molar_mass > 0 ? c.molar_mass : 1);
  };
  c.vapour_pressure = read("vapour_pressure", Measure::pressure, !c.gas);
  c.ideal_gas_cp = read("ideal_gas_cp", Measure::molar_heat_capacity, true);
  c.saturated_vapour_cp = read("saturated_vapour_cp", Measure::molar_heat_capacity, false);
  c.liquid_cp = read("liquid_cp", Measure::molar_heat_capacity, !c.gas);
  c.liquid_density = read("liquid_density", Measure::molar_density, !c.gas);
  c.heat_of_vaporisation = read("heat_of_vaporisation", Measure::molar_energy, false);
  c.liquid_viscosity = read("liquid_viscosity", Measure::viscosity, !c.gas);
  c.gas_viscosity = read("gas_viscosity", Measure::viscosity, true);
  c.liquid_conductivity = read("liquid_conductivity", Measure::conductivity, !c.gas);
  c.gas_conductivity = read("gas_conductivity", Measure::conductivity, true);
  c.surface_tension = read("surface_tension", Measure::tension, !c.gas);
  if (const YamlNode* n = r.node("assumptions", c.pseudo)) {
    for (const YamlNode& item : n->items) c.assumptions.push_back(item.scalar);
    if (c.assumptions.empty()) r.problem(n->at, "'assumptions' must be a list of sentences");
  }
  r.node("sources", true);
  check_sources(root, root, r);
  r.check_keys();
  problems.check();
  return c;
}

std::vector<std::string> component_names() {
  std::vector<std::string> names;
  for (int i = 0; i < component_files::kFileCount; ++i) names.emplace_back(component_files::kFiles[i].name);
  return names;
}

Component load_component(const std::string& name) {
  for (int i = 0; i < component_files::kFileCount; ++i)
    if (name == component_files::kFiles[i].name) return parse_component(component_files::kFiles[i].text, name + ".yaml");
  throw MixtureError(fmt::format("no component '{}'.{}", name, did_you_mean(name, component_names())));
}

}  // namespace retort
