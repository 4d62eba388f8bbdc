#include "sim/units/kinetics.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/quantity.h"

namespace retort {
namespace {

struct Scale {
  const char* unit;
  double si;
};
constexpr Scale kRateUnits[] = {{"", 1},         {"1/s", 1},           {"1/min", 1.0 / 60},        {"1/h", 1.0 / 3600},
                                {"m3/mol/s", 1}, {"l/mol/s", 1e-3},    {"l/mol/min", 1e-3 / 60},   {"l/mol/h", 1e-3 / 3600},
                                {"mol/m3/s", 1}, {"mol/l/h", 1 / 3.6}};
constexpr Scale kMolarUnits[] = {{"J/mol", 1}, {"kJ/mol", 1e3}, {"kcal/mol", 4184}};

template <std::size_t N>
double read_scaled(Declare& d, const YamlNode& n, const char* what, const Scale (&units)[N]) {
  if (const auto w = read_number(n.scalar))
    for (const Scale& s : units)
      if (w->unit == s.unit) return w->number * s.si;
  std::string names;
  for (const Scale& s : units)
    if (*s.unit) names += (names.empty() ? "" : ", ") + std::string(s.unit);
  d.problem(&n, fmt::format("reactions: {}: a number with one of these units: {}", what, names));
  return 1;
}

std::string known(const Mixture& mix) {
  std::string s;
  for (int i = 0; i < mix.size(); ++i) s += (i ? ", " : "") + mix.name(i);
  return s;
}

}  // namespace

Kinetics::Law Kinetics::read_law(Declare& d, const YamlNode& n, const Mixture& mix, const std::vector<double>& used) {
  Law law;
  double a = 1, e = 0, at = 0;
  bool by_k = false;
  std::vector<bool> named(used.size());
  for (const auto& [key, v] : n.entries) {
    if (key.scalar == "A" || key.scalar == "k") {
      a = read_scaled(d, v, key.scalar.c_str(), kRateUnits);
      by_k = key.scalar == "k";
    } else if (key.scalar == "Ea") {
      e = read_scaled(d, v, "Ea", kMolarUnits);
    } else if (key.scalar == "at") {
      const Parsed p = parse_value(v.scalar, Quantity::temperature);
      if (!p.error.empty() || p.si < 100) d.problem(&v, "reactions: at: " + (p.error.empty() ? "too cold" : p.error));
      at = std::max(100.0, p.si);
    } else if (key.scalar == "orders") {
      for (const auto& [name, order] : v.entries) {
        const int i = mix.index(name.scalar);
        const auto w = read_number(order.scalar);
        if (i < 0) {
          d.problem(&name, fmt::format("reactions: orders: '{}' is not in the mixture: {}", name.scalar, known(mix)));
        } else if (!w || !w->unit.empty() || !(w->number == 0 || (w->number >= 0.5 && w->number <= 4))) {
          d.problem(&order, "reactions: orders: an order is 0 or from 0.5 to 4");
        } else {
          law.factors.push_back({i, w->number});
          named[static_cast<std::size_t>(i)] = true;
        }
      }
    } else if (key.scalar != "basis") {
      d.problem(&key, fmt::format("reactions: rate: unknown key '{}': A, Ea, k, at, orders, basis", key.scalar));
    }
  }
  if (by_k != (at > 0)) d.problem(&n, "reactions: rate: give A, or k with the temperature 'at' which it holds");
  if (a <= 0) d.problem(&n, "reactions: rate: A is positive");
  law.e_over_r = e / kGasConstant;
  double order = 0;
  for (const Factor& f : law.factors) order += f.order;
  law.ln_a = math::log(std::max(a, 1e-300)) + (order - 1) * math::log(kReference) + (at > 0 ? law.e_over_r / at : 0);
  // What is used up without standing in the law still ends when it is gone.
  for (std::size_t i = 0; i < used.size(); ++i)
    if (used[i] < 0 && !named[i]) law.factors.push_back({static_cast<int>(i), 0});
  return law;
}

void Kinetics::declare(Declare& d, const Mixture& mix) {
  n_ = mix.size();
  const YamlNode* list = d.node("reactions", "Reactions: [{name, stoichiometry, rate}, ...], as kinetics.h says");
  if (!list) return;
  if (!list->is_sequence() || list->items.size() > kMaxReactions) {
    d.problem(list, fmt::format("reactions: a list of at most {} entries with name, stoichiometry and rate", kMaxReactions));
    return;
  }
  for (const YamlNode& n : list->items) {
    const YamlNode *name = n.find("name"), *stoichiometry = n.find("stoichiometry"), *rate = n.find("rate"), *reverse = n.find("reverse"),
                   *heat = n.find("heat");
    for (const auto& [key, v] : n.entries)
      if (const std::string& k = key.scalar; k != "name" && k != "stoichiometry" && k != "rate" && k != "reverse" && k != "heat")
        d.problem(&key, fmt::format("reactions: unknown key '{}': name, stoichiometry, rate, reverse, heat", k));
    if (!name || !stoichiometry || !rate) {
      d.problem(&n, "reactions: each entry has a name, a stoichiometry and a rate");
      continue;
    }
    Reaction r;
    r.name = name->scalar;
    std::vector<double> nu(static_cast<std::size_t>(n_), 0.0);
    for (const auto& [component, v] : stoichiometry->entries) {
      const int i = mix.index(component.scalar);
      const auto w = read_number(v.scalar);
      if (i < 0 || !w || !w->unit.empty() || w->number == 0) {
        d.problem(&component, fmt::format("reactions: stoichiometry: '{}: {}' is not a component of the mixture ({}) with a number, negative when it is used",
                                          component.scalar, v.scalar, known(mix)));
        continue;
      }
      nu[static_cast<std::size_t>(i)] = w->number;
    }
    double used = 0, made = 0, from_formation = 0;
    for (int i = 0; i < n_; ++i) {
      const double m = nu[static_cast<std::size_t>(i)] * mix.molar_mass(i);
      (m < 0 ? used : made) += m;
    }
    if (used >= 0 || made <= 0 || std::abs(made + used) > 5e-3 * made) {
      d.problem(stoichiometry, fmt::format("reactions: {}: {:.4g} g/mol goes in and {:.4g} g/mol comes out", r.name, -1e3 * used, 1e3 * made));
      continue;
    }
    for (int i = 0; i < n_; ++i) {
      const double m = nu[static_cast<std::size_t>(i)] * mix.molar_mass(i);
      r.mass.push_back(m > 0 ? m * (-used / made) : m);
      if (heat || m == 0) continue;
      try {
        from_formation += m * mix.formation_enthalpy(i);
      } catch (const MixtureError& e) {
        d.problem(stoichiometry, fmt::format("reactions: {}: {}: write 'heat: ... kJ/mol'", r.name, e.what()));
      }
    }
    r.heat = heat ? read_scaled(d, *heat, "heat", kMolarUnits) : from_formation;
    if (const YamlNode* basis = rate->find("basis")) {
      r.by_fraction = basis->scalar == "mole_fraction";
      if (!r.by_fraction && basis->scalar != "concentration") d.problem(basis, "reactions: basis: concentration or mole_fraction");
    }
    r.forward = read_law(d, *rate, mix, nu);
    if (reverse) {
      r.reversible = true;
      for (double& v : nu) v = -v;
      r.backward = read_law(d, *reverse, mix, nu);
    }
    if (r.by_fraction) {
      // x stands where c / c_0 does: the constants are those of a rate in mol/(m3 s).
      for (Law* law : {&r.forward, &r.backward}) {
        double order = 0;
        for (const Factor& f : law->factors) order += f.order;
        law->ln_a -= order * math::log(kReference);
      }
    }
    reactions_.push_back(std::move(r));
  }
}

}  // namespace retort
