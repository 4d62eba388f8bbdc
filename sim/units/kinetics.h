#pragma once
#include <vector>

#include "sim/base/smooth.h"
#include "sim/model/declare.h"
#include "sim/props/mixture.h"

/// Reactions in a liquid mixture, as a plant file gives them.
///   r = k(T) c_0 prod_i (c_i / c_0)^n_i - (the same, backward)                           (1) mol/(m3 s);  c_0 = 1000 mol/m3
///   ln k = ln k_max - softplus(ln k_max - (ln A' - E / (R T)))                           (2) 1/s;  A' = A c_0^(n-1), k_max = 10 1/s
///   c  -> c^2 / (c + 1e-6 c_0) for c > 0, 0 below                                        (3) nothing reacts that is not there
///   Q  = sum_j r_j V (-dH_j),  dH = sum_i nu_i M_i h_f,i at 298.15 K, or as the file says  (4) W
/// The enthalpies of the mixture start at zero at 298.15 K (mixture.h), so (4) is exact at every temperature. `basis: mole_fraction`
/// takes x_i instead of c_i / c_0. What a permanent gas is made of is set free into the vapour; a gas that reacts is taken from the liquid.
/// The products' masses are scaled so that they add up to the reactants' exactly; a file whose own add up to 0.5 % only is refused.
///
///   reactions:
///     - name: hydrolysis
///       stoichiometry: {propylene_oxide: -1, water: -1, propylene_glycol: 1}
///       rate: {A: 16.96e12 1/h, Ea: 75.3 kJ/mol, orders: {propylene_oxide: 1}}   # or k: 0.4 1/h, at: 40 degC
///       reverse: {A: ..., Ea: ..., orders: {...}}
///       heat: -84.7 kJ/mol
/// A component in `orders` that does not stand in `stoichiometry` is a catalyst.
/// Source: H.S. Fogler, Elements of Chemical Reaction Engineering, ch. 3; (2) and (3) are this project's, for the solver's trial states.
/// Holds for: power laws with orders 0 and from 0.5 to 4. Not for: surfaces, radicals, limits by diffusion.
namespace retort {

class Kinetics {
 public:
  static constexpr int kMaxReactions = 6;

  /// Reads the key `reactions` of a block.
  void declare(Declare& d, const Mixture& mix);

  int size() const { return static_cast<int>(reactions_.size()); }
  const std::string& name(int j) const { return reactions_[static_cast<std::size_t>(j)].name; }
  /// J/mol, negative when heat is set free.
  double heat(int j) const { return reactions_[static_cast<std::size_t>(j)].heat; }
  /// kg of component i made by a mole of reaction j; negative: used.
  double mass(int j, int i) const { return reactions_[static_cast<std::size_t>(j)].mass[static_cast<std::size_t>(i)]; }

  /// (1) times the volume, mol/s. `moles`: of the liquid, `volume`: m3.
  template <class T>
  T rate(int j, const T& t, const T* moles, const T& volume) const {
    const Reaction& r = reactions_[static_cast<std::size_t>(j)];
    T net = one_way(r, r.forward, t, moles, volume);
    if (r.reversible) net -= one_way(r, r.backward, t, moles, volume);
    return net * volume;
  }

 private:
  struct Factor {
    int component = 0;
    double order = 1;
  };
  struct Law {
    double ln_a = 0, e_over_r = 0;  // ln of 1/s at c_0, K
    std::vector<Factor> factors;
  };
  struct Reaction {
    std::string name;
    Law forward, backward;
    bool reversible = false, by_fraction = false;
    double heat = 0;
    std::vector<double> mass;
  };

  static constexpr double kReference = 1000;  // mol/m3
  static constexpr double kFoot = 1e-6;
  static constexpr double kLnMost = 2.302585; // ln 10

  /// (3) to the power n.
  template <class T>
  static T power(const T& c, double n) {
    if (!(value(c) > 1e-9 * kFoot)) return T(0.0);
    const T share = c / (c + kFoot);
    if (n == 0) return share * share;
    if (n == 1) return c * share;
    return pow(T(c * share), n);
  }
  template <class T>
  T one_way(const Reaction& r, const Law& law, const T& t, const T* moles, const T& volume) const {
    T total(0.0);
    if (r.by_fraction) {
      for (int i = 0; i < n_; ++i) total += moles[i];
      total = kept_positive(total, 1e-6);
    } else {
      total = volume * kReference;
    }
    T product(kReference);
    for (const Factor& f : law.factors) product *= power(T(moles[f.component] / total), f.order);
    if (value(product) <= 0) return T(0.0);
    const T ln_k = law.ln_a - law.e_over_r / kept_above(t, 90, 4);
    return product * exp(T(kLnMost - softplus(T(kLnMost - ln_k), 0.5)));
  }
  Law read_law(Declare& d, const YamlNode& n, const Mixture& mix, const std::vector<double>& used);

  int n_ = 0;
  std::vector<Reaction> reactions_;
};

}  // namespace retort
