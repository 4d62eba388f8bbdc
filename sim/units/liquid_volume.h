#pragma once
#include "sim/model/block.h"
#include "sim/units/small_mixture.h"
#include "sim/units/small_volume.h"

/// The small liquid volume of a junction, a pump or a side of an exchanger: small_volume.h for a liquid of fixed composition,
/// small_mixture.h for a mixture, as the medium at its port says. It declares its states and shows itself at ports.
namespace retort {

class LiquidVolume {
 public:
  /// Start values under start: {pressure, temperature, composition}. `prefix` goes before the names of the states, `start_prefix`
  /// before those of the start values. metal: J/K; a heat capacity of at least 2 % of the liquid's keeps it finite when empty.
  void declare(Declare& d, std::string_view port, const std::string& prefix, double volume, double flow_area, double metal,
               const std::string& start_prefix = {});

  /// A volume port on it.
  PortId port(Declare& d, std::string name, std::string help, bool optional = false) const;

  template <class T>
  FluidState<T> fluid(const View<T>& v, T* fractions) const {
    if (!is_mixture_) return pure_.fluid(v[mass_], v[energy_]);
    return mixed_.fluid(v[mass_], v[energy_], components_.i >= 0 ? &v[components_] : nullptr, fractions);
  }
  /// w kg/s leaves the model from here, with what it holds: a leak.
  template <class T>
  void lose(Eval<T>& e, PortId shown, const T& w) const {
    const FluidState<T>& f = e.port(shown);
    const T power = w * (f.h + kGravity * f.z);
    e.add(mass_, -w);
    for (int i = 0; i < n_components(); ++i) e.add(StateId{components_.i + i}, -w * e.fractions(shown)[i]);
    e.add(energy_, -power);
    e.mass_in(-w);
    e.energy_in(-power);
  }
  /// w kg/s of the same liquid, at t, enters the model here.
  template <class T>
  void gain(Eval<T>& e, PortId shown, const T& w, const T& t) const {
    const FluidState<T>& f = e.port(shown);
    const T* own = e.fractions(shown);
    const T h = is_mixture_ ? mixed_.mix->liquid_enthalpy(t, own) : pure_.liquid->enthalpy(t, f.p);
    const T power = w * (h + kGravity * f.z);
    e.add(mass_, w);
    for (int i = 0; i < n_components(); ++i) e.add(StateId{components_.i + i}, w * own[i]);
    e.add(energy_, power);
    e.mass_in(w);
    e.energy_in(power);
  }
  StateId mass() const { return mass_; }
  StateId energy() const { return energy_; }
  StateId components() const { return components_; }
  int n_components() const { return is_mixture_ ? mixed_.mix->size() : 0; }
  double start_temperature() const { return start_temperature_; }
  const std::vector<double>& start_fractions() const { return start_fractions_; }
  double full() const { return is_mixture_ ? mixed_.m_full : pure_.m_full; }

 private:
  bool is_mixture_ = false;
  SmallVolume pure_;
  SmallMixture mixed_;
  StateId mass_, energy_, components_;
  double start_temperature_ = 288.15;
  std::vector<double> start_fractions_;
};

}  // namespace retort
