#pragma once
#include "sim/model/declare.h"
#include "sim/model/fluid.h"
#include "sim/props/mixture.h"

/// A mixture on its way: what a port shows of it, and how a plant file writes its composition.
///   liquid: h = sum w_i h_l,i(T) + (p - p_0) / rho,  p_vap = sum p_i(T, x)                (1) J/kg, Pa
///   gas:    h = sum w_i h_v,i(T),                    rho of the gas law                    (2) J/kg, kg/m3
namespace retort {

/// (1); `p_vap` apart, because it takes activity coefficients.
template <class T>
FluidState<T> liquid_stream(const Mixture& mix, const T& t, const T& p, const T* w, const T& p_vap, double z) {
  FluidState<T> f;
  f.p = p;
  f.t = t;
  f.rho = 1.0 / mix.liquid_volume(t, w);
  f.h = mix.liquid_enthalpy(t, w) + (p - kAtmosphere) / f.rho;
  f.p_vap = p_vap;
  f.z = z;
  return f;
}

/// Pa, at which a liquid of mass fractions w boils; dissolved permanent gases are left out, they take longer than a pump.
template <class T>
T bubble_pressure_of(const Mixture& mix, const T& t, const T* w) {
  T x[kMaxComponents], partial[kMaxComponents];
  mix.mole_fractions(w, x);
  mix.partial_pressures(t, x, partial);
  T sum(0.0);
  for (int i = 0; i < mix.size(); ++i)
    if (!mix.gas(i)) sum += partial[i];
  return sum;
}

/// (2)
template <class T>
FluidState<T> gas_stream(const Mixture& mix, const T& t, const T& p, const T* w, double z) {
  FluidState<T> f;
  f.p = p;
  f.t = t;
  f.rho = mix.gas_density(t, p, w);
  f.h = mix.vapour_enthalpy(t, w);
  f.vapour = T(1.0);
  f.z = z;
  return f;
}

/// Mass fractions that a file gives under `key` as {methanol: 40 %, water: 60 %}, or under `key`_moles by mole; components that are
/// not named are absent. `fallback` when neither stands there: all of the component with that index.
std::vector<double> read_composition(Declare& d, const YamlNode* parent, const std::string& key, const Mixture& mix, int fallback);

}  // namespace retort
