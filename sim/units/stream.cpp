#include "sim/units/stream.h"

#include <fmt/format.h>

#include <cmath>

namespace retort {

std::vector<double> read_composition(Declare& d, const YamlNode* parent, const std::string& key, const Mixture& mix, int fallback) {
  std::vector<double> w(static_cast<std::size_t>(mix.size()), 0.0);
  const YamlNode* by_mass = parent ? parent->find(key) : nullptr;
  const YamlNode* by_mole = parent ? parent->find(key + "_moles") : nullptr;
  const YamlNode* n = by_mass ? by_mass : by_mole;
  if (!n) {
    w[static_cast<std::size_t>(fallback)] = 1;
    return w;
  }
  if (by_mass && by_mole) d.problem(by_mole, fmt::format("{}: give masses or moles, not both", key));
  std::vector<std::string> names;
  for (int i = 0; i < mix.size(); ++i) names.push_back(mix.name(i));
  double sum = 0;
  for (const auto& [name, value] : n->entries) {
    const int i = mix.index(name.scalar);
    if (i < 0) {
      d.problem(&name, fmt::format("{}: '{}' is not in the mixture: {}.{}", key, name.scalar, fmt::join(names, ", "), did_you_mean(name.scalar, names)));
      continue;
    }
    const Parsed p = parse_value(value.scalar, Quantity::fraction);
    if (!p.error.empty() || p.si < 0 || p.si > 1) {
      d.problem(&value, fmt::format("{}: {}: {}", key, name.scalar, p.error.empty() ? "a fraction lies between 0 and 100 %" : p.error));
      continue;
    }
    w[static_cast<std::size_t>(i)] = p.si * (by_mass ? 1 : mix.molar_mass(i));
    sum += p.si;
  }
  if (!n->is_map() || std::abs(sum - 1) > 1e-3) {
    d.problem(n, fmt::format("{}: the fractions add up to {:.4g} %, not to 100 %", key, 100 * sum));
    w.assign(w.size(), 0);
    w[static_cast<std::size_t>(fallback)] = 1;
  }
  double total = 0;
  for (double x : w) total += x;
  for (double& x : w) x /= total;
  return w;
}

}  // namespace retort
