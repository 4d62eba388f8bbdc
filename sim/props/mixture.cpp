#include "sim/props/mixture.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/props/binaries.h"

namespace retort {

Mixture::Mixture(const std::vector<std::string>& names, MixtureChoice choice) : choice_(choice) {
  if (names.empty()) throw MixtureError("a mixture needs at least one component");
  if (names.size() > kMaxComponents)
    throw MixtureError(fmt::format("{} components are too many: {} at most", names.size(), kMaxComponents));
  n_ = static_cast<int>(names.size());
  for (int i = 0; i < n_; ++i) {
    if (std::count(names.begin(), names.end(), names[i]) > 1)
      throw MixtureError(fmt::format("component '{}' stands twice", names[i]), i);
    try {
      components_.push_back(load_component(names[i]));
    } catch (const MixtureError& e) {
      throw MixtureError(e.what(), i);
    }
  }
  from_ = 0;
  to_ = 1e9;
  for (const Component& c : components_) {
    pure_.push_back(make_pure(c));
    const Pure& p = pure_.back();
    per_molar_mass_.push_back(1 / c.molar_mass);
    gas_constant_.push_back(kGasConstant / c.molar_mass);
    root_mass_.push_back(math::sqrt(c.molar_mass));
    cube_root_mass_.push_back(math::pow(c.molar_mass, 1.0 / 3));
    gases_ += c.gas ? 1 : 0;
    from_ = std::max(from_, p.from);
    to_ = std::min(to_, p.to);
  }
  while (first_solvent_ < n_ - 1 && pure_[first_solvent_].gas) ++first_solvent_;
  add_binaries();
  for (int i = 0; i < n_; ++i)
    if (pure_[i].gas) pure_[i].liquid_enthalpy.add(heat_of_solution(i) * per_molar_mass_[i]);
}

int Mixture::index(std::string_view name) const {
  for (int i = 0; i < n_; ++i)
    if (components_[i].name == name) return i;
  return -1;
}

double Mixture::formation_enthalpy(int i) const {
  const Component& c = components_[i];
  const auto& h = c.gas ? c.formation_gas : c.formation_liquid;
  if (!h)
    throw MixtureError(fmt::format("component '{}' has no enthalpy of formation of the {}", c.name, c.gas ? "gas" : "liquid"), i);
  return *h / c.molar_mass;
}

void Mixture::add_binaries() {
  std::vector<NrtlPair> pairs;
  if (!choice_.ideal_liquid) {
    const std::vector<NrtlData> data = load_nrtl();
    for (int i = 0; i < n_; ++i)
      for (int j = i + 1; j < n_; ++j) {
        if (pure_[i].gas || pure_[j].gas) continue;
        bool found = false;
        for (const NrtlData& d : data) {
          if (d.first == name(i) && d.second == name(j)) pairs.push_back({i, j, d.a12, d.a21, d.b12, d.b21, d.alpha}), found = true;
          if (d.first == name(j) && d.second == name(i)) pairs.push_back({i, j, d.a21, d.a12, d.b21, d.b12, d.alpha}), found = true;
        }
        if (!found) missing_.push_back(name(i) + "-" + name(j) + " (NRTL)");
      }
  }
  nrtl_ = Nrtl(n_, std::move(pairs));
  if (gases_ == 0) return;

  const std::vector<HenryData> data = load_henry();
  henry_at_.assign(static_cast<std::size_t>(n_ * n_), 0);
  for (int i = 0; i < n_; ++i) {
    if (!pure_[i].gas) continue;
    const auto of = [&](const std::string& solvent) -> const HenryData* {
      for (const HenryData& d : data)
        if (d.gas == name(i) && d.solvent == solvent) return &d;
      return nullptr;
    };
    const HenryData* water = of("water");
    if (!water) throw MixtureError(fmt::format("gas '{}' has no Henry's constant in water", name(i)), i);
    for (int j = 0; j < n_; ++j) {
      if (pure_[j].gas && j != first_solvent_) continue;  // without any solvent, water stands in
      const HenryData* d = of(name(j));
      if (!d && !pure_[j].gas) missing_.push_back(name(i) + "-" + name(j) + " (Henry)");
      henry_at_[static_cast<std::size_t>(i * n_ + j)] = static_cast<int>(henry_.size());
      henry_.push_back(log_curve((d ? d : water)->constant, components_[i].critical));
    }
  }
}

/// J/mol, negative when heat is set free: R d ln H / d(1/T) at 298.15 K in the first solvent, which makes the enthalpy of the
/// dissolved gas agree with the slope of Henry's constant there.
double Mixture::heat_of_solution(int i) const {
  Dual<1> t(kReferenceTemperature);
  t.d[0] = 1;
  return -kGasConstant * kReferenceTemperature * kReferenceTemperature * ln_henry(i, first_solvent_, t).d[0];
}

std::shared_ptr<const Mixture> make_mixture(const std::vector<std::string>& names, MixtureChoice choice) {
  return std::make_shared<const Mixture>(names, choice);
}

}  // namespace retort
