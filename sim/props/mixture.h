#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/smooth.h"
#include "sim/props/gas_law.h"
#include "sim/props/mixture_error.h"
#include "sim/props/nrtl.h"
#include "sim/props/pure.h"

/// The property package of a plant that handles mixtures: up to 12 components, liquids with or without NRTL, gases ideal or with
/// a second virial coefficient, permanent gases dissolved by Henry's law. Immutable, shared by all runs.
///
/// By mass outside (kg, J/kg), by mole inside. A composition is an array of masses m[i] in kg, one for each component, in the
/// order of the names; functions that add up (enthalpy, volume, heat capacity) take it as it is and return J, m3, J/K, so that
/// an empty vessel needs no care; mass fractions give J/kg, m3/kg.
///
///   H_l = sum m_i h_l,i(T)          H_v = sum m_i h_v,i(T)        V_l = sum m_i v_i(T)           (1)
///   p_i = x_i gamma_i(T, x) psat_i(T)             what boils                                     (2)
///   p_i = x_i exp(sum_s x_s ln H_is(T) / sum_s x_s)   what dissolves, over the solvents s       (3)
///   p V = n R T Z                   Z = 1, or the second virial coefficient's (gas_law.h)        (4)
///   ln mu_l = sum x_i ln mu_i,  k_l = sum w_i k_i,  sigma = sum x_i sigma_i                      (5)
///   mu_v = sum y_i mu_i M_i^1/2 / sum y_i M_i^1/2,  k_v with M_i^1/3                             (6)
/// Energies: zero for the pure liquid at 298.15 K, for permanent gases for the ideal gas at 298.15 K. Heats of formation are
/// apart (`formation_enthalpy`): heat of reaction at 298.15 K is sum nu_i M_i times them, and h_i(T) gives the rest.
/// Source: (2) gamma-phi equilibrium at low pressure, Poynting and fugacity left out; (3) O'Connell, Prausnitz 1964 without
/// interaction; (5) Arrhenius 1887, mass-weighted, linear; (6) Herning, Zipperer 1936, Friend, Adler 1958.
/// Holds for: -50 to 500 degC as finite and C1, pressures to some 10 bar as accurate; `within` tells the range. Heats of mixing
/// are left out (methanol-water: up to 0.9 kJ/mol). Not for: two liquids, electrolytes, the critical region.
namespace retort {

/// What the equations of state and of the liquid leave out.
struct MixtureChoice {
  bool ideal_liquid = false;  // gamma = 1
  bool real_gas = false;      // (4) with the second virial coefficient
};

class Mixture {
 public:
  Mixture(const std::vector<std::string>& names, MixtureChoice choice);

  int size() const { return n_; }
  const std::string& name(int i) const { return components_[i].name; }
  /// -1 when there is none.
  int index(std::string_view name) const;
  const Component& component(int i) const { return components_[i]; }
  double molar_mass(int i) const { return pure_[i].molar_mass; }  // kg/mol
  bool gas(int i) const { return pure_[i].gas; }
  /// J/kg at 298.15 K in the phase in which the component's enthalpy is zero. Throws MixtureError when its file has none.
  double formation_enthalpy(int i) const;
  /// "propylene_oxide-water (NRTL)": pairs without parameters, taken as ideal; gases without Henry's constant in a solvent.
  const std::vector<std::string>& missing_pairs() const { return missing_; }
  /// True where every correlation of every component holds.
  bool within(double t) const { return t >= from_ && t <= to_; }
  double from() const { return from_; }
  double to() const { return to_; }

  // --- one component
  /// Pa; for a permanent gas Henry's constant in the first solvent of the list.
  template <class T>
  T vapour_pressure(int i, const T& t) const {
    return exp(pure_[i].gas ? ln_henry(i, first_solvent_, t) : pure_[i].ln_vapour_pressure(t));
  }
  template <class T>
  T liquid_enthalpy(int i, const T& t) const {
    return pure_[i].liquid_enthalpy(t);
  }
  template <class T>
  T vapour_enthalpy(int i, const T& t) const {
    return pure_[i].vapour_enthalpy(t);
  }
  template <class T>
  T liquid_heat_capacity(int i, const T& t) const {
    return pure_[i].liquid_enthalpy.slope(t);
  }
  template <class T>
  T vapour_heat_capacity(int i, const T& t) const {
    return pure_[i].vapour_enthalpy.slope(t);
  }
  /// Internal energy of the ideal gas: h - R T / M.
  template <class T>
  T vapour_energy(int i, const T& t) const {
    return pure_[i].vapour_enthalpy(t) - gas_constant_[i] * t;
  }
  template <class T>
  T liquid_density(int i, const T& t) const {
    return 1.0 / pure_[i].liquid_volume(t);
  }
  template <class T>
  T liquid_entropy(int i, const T& t) const {
    return pure_[i].liquid_entropy(t);
  }
  template <class T>
  T vapour_entropy(int i, const T& t, const T& p) const {
    return pure_[i].vapour_entropy(t) - gas_constant_[i] * log(p / kReferencePressure);
  }
  template <class T>
  T liquid_viscosity(int i, const T& t) const {
    return exp(pure_[i].ln_liquid_viscosity(t));
  }
  template <class T>
  T gas_viscosity(int i, const T& t) const {
    return pure_[i].gas_viscosity(t);
  }
  template <class T>
  T liquid_conductivity(int i, const T& t) const {
    return pure_[i].liquid_conductivity(t);
  }
  template <class T>
  T gas_conductivity(int i, const T& t) const {
    return pure_[i].gas_conductivity(t);
  }
  template <class T>
  T surface_tension(int i, const T& t) const {
    return pure_[i].surface_tension(t);
  }

  // --- composition
  /// Mole fractions from masses. They add up to one, and fade to zero as less than `trace` mol is there.
  template <class T>
  void mole_fractions(const T* m, T* x, double trace = 1e-6) const {
    T total(0.0);
    for (int i = 0; i < n_; ++i) {
      x[i] = m[i] * per_molar_mass_[i];
      total += x[i];
    }
    const T inverse = 1.0 / smooth_max(total, T(0.0), 2 * trace);
    for (int i = 0; i < n_; ++i) x[i] = x[i] * inverse;
  }
  template <class T>
  T moles(const T* m) const {
    return sum(m, [&](int i) { return per_molar_mass_[i]; });
  }

  // --- liquid
  template <class T>
  T liquid_enthalpy(const T& t, const T* m) const {
    return sum(m, [&](int i) { return pure_[i].liquid_enthalpy(t); });
  }
  template <class T>
  T liquid_heat_capacity(const T& t, const T* m) const {
    return sum(m, [&](int i) { return liquid_heat_capacity(i, t); });
  }
  template <class T>
  T liquid_volume(const T& t, const T* m) const {
    return sum(m, [&](int i) { return pure_[i].liquid_volume(t); });
  }
  /// Activity coefficients from mole fractions.
  template <class T>
  void activity_coefficients(const T& t, const T* x, T* gamma) const {
    nrtl_.ln_gamma(t, x, gamma);
    for (int i = 0; i < n_; ++i) gamma[i] = exp(gamma[i]);
  }
  const Nrtl& nrtl() const { return nrtl_; }
  /// (2), (3): partial pressures in equilibrium with a liquid of mole fractions x, Pa.
  template <class T>
  void partial_pressures(const T& t, const T* x, T* p) const {
    T ln[kMaxComponents];
    volatilities(t, x, ln);
    for (int i = 0; i < n_; ++i) p[i] = x[i] * exp(ln[i]);
  }
  /// K_i = y_i / x_i at equilibrium at pressure p.
  template <class T>
  void k_values(const T& t, const T& p, const T* x, T* k) const {
    volatilities(t, x, k);
    const T inverse = 1.0 / p;
    for (int i = 0; i < n_; ++i) k[i] = exp(k[i]) * inverse;
  }
  template <class T>
  T liquid_viscosity(const T& t, const T* x) const {
    return exp(liquid_mean(x, [&](int i) { return pure_[i].ln_liquid_viscosity(t); }));
  }
  template <class T>
  T surface_tension(const T& t, const T* x) const {
    return liquid_mean(x, [&](int i) { return pure_[i].surface_tension(t); });
  }
  template <class T>
  T liquid_conductivity(const T& t, const T* m) const {
    return liquid_mean(m, [&](int i) { return pure_[i].liquid_conductivity(t); });
  }

  // --- gas
  template <class T>
  T vapour_enthalpy(const T& t, const T* m) const {
    return sum(m, [&](int i) { return pure_[i].vapour_enthalpy(t); });
  }
  template <class T>
  T vapour_heat_capacity(const T& t, const T* m) const {
    return sum(m, [&](int i) { return vapour_heat_capacity(i, t); });
  }
  template <class T>
  T vapour_energy(const T& t, const T* m) const {
    return sum(m, [&](int i) { return vapour_energy(i, t); });
  }
  /// Pressure of masses m in a volume (m3), Pa.
  template <class T, class V>
  T gas_pressure(const T& t, const V& volume, const T* m) const {
    const T ideal = moles(m) * (kGasConstant * t) / volume;
    if (!choice_.real_gas) return ideal;
    return virial_pressure(ideal, virial(t, m));
  }
  /// kg/m3 at t, p of a gas with masses (or mass fractions) m.
  template <class T>
  T gas_density(const T& t, const T& p, const T* m) const {
    const T mass = sum(m, [](int) { return 1.0; });
    const T ideal = p * mass / (moles(m) * (kGasConstant * t));
    if (!choice_.real_gas) return ideal;
    return ideal / compressibility(virial(t, m) * p);
  }
  template <class T>
  T gas_viscosity(const T& t, const T* y) const {
    return gas_mean(y, root_mass_, [&](int i) { return pure_[i].gas_viscosity(t); });
  }
  template <class T>
  T gas_conductivity(const T& t, const T* y) const {
    return gas_mean(y, cube_root_mass_, [&](int i) { return pure_[i].gas_conductivity(t); });
  }

 private:
  template <class T, class F>
  T sum(const T* m, const F& f) const {
    T s(0.0);
    for (int i = 0; i < n_; ++i) s += m[i] * f(i);
    return s;
  }
  /// Over what is a liquid by itself; a trace of each keeps it defined in an empty vessel.
  template <class T, class F>
  T liquid_mean(const T* x, const F& f) const {
    T s(0.0), weight(1e-30);
    for (int i = 0; i < n_; ++i) {
      if (pure_[i].gas) continue;
      const T w = x[i] + kTrace;
      s += w * f(i);
      weight += w;
    }
    return s / weight;
  }
  template <class T, class F>
  T gas_mean(const T* y, const std::vector<double>& by, const F& f) const {
    T s(0.0), weight(0.0);
    for (int i = 0; i < n_; ++i) {
      const T w = (y[i] + kTrace) * by[i];
      s += w * f(i);
      weight += w;
    }
    return s / weight;
  }
  /// B / (R T) of the mixture, linear in the mole fractions.
  template <class T>
  T virial(const T& t, const T* m) const {
    T s(0.0), n(kTrace);
    for (int i = 0; i < n_; ++i) {
      s += m[i] * per_molar_mass_[i] * pure_[i].virial(t);
      n += m[i] * per_molar_mass_[i];
    }
    return s / n;
  }
  template <class T>
  T ln_henry(int i, int solvent, const T& t) const {
    return henry_[henry_at_[i * n_ + solvent]](t);
  }
  /// ln(gamma psat) or ln(H).
  template <class T>
  void volatilities(const T& t, const T* x, T* ln) const {
    nrtl_.ln_gamma(t, x, ln);
    for (int i = 0; i < n_; ++i)
      if (!pure_[i].gas) ln[i] += pure_[i].ln_vapour_pressure(t);
    if (gases_ == 0) return;
    for (int i = 0; i < n_; ++i)
      if (pure_[i].gas)
        ln[i] =
            gases_ == n_ ? ln_henry(i, first_solvent_, t) : liquid_mean(x, [&](int solvent) { return ln_henry(i, solvent, t); });
  }
  void add_binaries();
  double heat_of_solution(int i) const;

  static constexpr double kTrace = 1e-9;
  int n_ = 0, gases_ = 0, first_solvent_ = 0;
  MixtureChoice choice_;
  std::vector<Component> components_;
  std::vector<Pure> pure_;
  std::vector<double> per_molar_mass_, gas_constant_, root_mass_, cube_root_mass_;
  Nrtl nrtl_;
  std::vector<Curve> henry_;   // ln Pa
  std::vector<int> henry_at_;  // [gas * n + solvent]
  std::vector<std::string> missing_;
  double from_ = 0, to_ = 0;
};

/// The package for a list of component names, as a plant file gives it. Throws MixtureError with one sentence for its author.
std::shared_ptr<const Mixture> make_mixture(const std::vector<std::string>& names, MixtureChoice choice = {});

}  // namespace retort
