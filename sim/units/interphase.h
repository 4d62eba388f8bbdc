#pragma once
#include "sim/units/two_phase.h"

/// What passes between liquid and vapour where condensables come and go fast and a film may dry up, as on trays and condenser tubes. Over the
/// components that condense, with p*_i their partial pressures over the liquid and p_i = y_i p those in the vapour:
///   P* = sum p*_i,  y*_i = p*_i / P*,   p_c = sum p_i,  y'_i = p_i / p_c
///   N_i = K [y*_i (P* - p_c)+ phi_l - y'_i (p_c - P*)+ phi_v] + m (y*_i - y'_i) phi_l phi_v          (1) mol/s from liquid to vapour
/// K is large and keeps the stage saturated; m is how much vapour the liquid meets in a second, and sets what composition leaves. (x)+ is
/// rounded over 50 Pa. Permanent gases: what a stream brings in solution leaves it in some seconds,
///   N_g = l_g / (M_g tau_g),  tau_g = 2 s                                                           (2) mol/s
/// and none dissolves (a hundred-thousandth would), so that the last film of a dry tray is not full of gas.
/// Source: (1) splits the interphase rate of two_phase.h in its sum and its differences. Holds for: dry to full, inert gas, vacuum.
/// Not for: gases that dissolve in earnest (absorbers): two_phase.h itself.
namespace retort {

/// kg/s of each component. `dissolved`: the liquid masses as they stand in the state. `mixing`: m.
template <class T>
void interphase(const TwoPhase& phases, const TwoPhase::Content<T>& c, const T* dissolved, const T& mixing, T* rate) {
  constexpr double kRelease = 2;  // s
  const Mixture& mix = *phases.mix;
  const int n = phases.size();
  T vapour(0.0);
  for (int i = 0; i < n; ++i)
    if (!mix.gas(i)) vapour += c.y[i];
  const double k = phases.transfer();
  const T excess = c.p_vap - vapour * c.p_gas;
  // y*_i phi_l and y'_i phi_v with the sign of their masses are q / all.
  const T up = (k * softplus(excess, 50.0) + mixing * c.phi_v) / (c.all_l + 1e-3);
  const T down = (k * softplus(T(-excess), 50.0) + mixing * c.phi_l) / (c.all_v + 1e-3);
  for (int i = 0; i < n; ++i)
    rate[i] = mix.gas(i) ? T(dissolved[i] / kRelease) : T(mix.molar_mass(i) * (up * c.q_l[i] - down * c.q_v[i]));
}

}  // namespace retort
