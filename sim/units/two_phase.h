#pragma once
#include <algorithm>
#include <cstring>

#include "sim/base/smooth.h"
#include "sim/model/fluid.h"
#include "sim/props/equilibrium.h"
#include "sim/props/holdup.h"
#include "sim/units/shares.h"
#include "sim/units/stream.h"

/// Liquid and vapour of a mixture in one closed volume, at one temperature. The masses of every component in both phases are states,
/// and what passes between the phases is a rate, not a flash:
///   N_i = K (q_l,i - q_v,i),  q_l,i = x_i gamma_i psat_i phi_l,  q_v,i = y_i p phi_v    (1) mol/s from liquid to vapour;  K = V / (R 350 K tau)
///   phi = n / (n + delta)                                                (2) fades as a phase vanishes; that of vapour ends with its flows
///   E = sum l_i h_l,i(T) + sum v_i u_v,i(T) + C_metal (T - 298.15 K) + (m_l + m_v) g z       (3) J; gives T
///   p = n_v R T / (V - V_l) + B softplus(V_l / V - 0.99)                 (4) Pa; B = 10 MPa: liquid-full and compressed
///   L = V_l / A, zero without liquid                                     (5) m; every flow of liquid out ends with it
/// A vapour that is not saturated keeps a trace of liquid of the order of delta, which (2) sets; a liquid below its boiling point keeps
/// the same of vapour. Boiling, condensing, flashing, inerts, vacuum, phases that appear and vanish are all the same equation.
/// x phi_l and y phi_v have the sign of the mass: what is not there does not pass, and what was overdrawn comes back (shares.h).
/// Reaction, heat and what comes in are the unit's own. Permanent gases dissolve by Henry's law in (1).
/// Source: interphase rates as in Taylor, Krishna, Multicomponent Mass Transfer, 1993, ch. 11, with one overall coefficient, large.
/// Holds for: empty to overfull, -50 to 500 degC, vacuum to some 10 bar. Not for: two liquids, foaming, stratified temperatures.
namespace retort {

struct TwoPhase {
  const Mixture* mix = nullptr;
  double volume = 1, area = 1, z = 0;   // m3, m2, m of the floor
  double metal = 1e4;                   // J/K
  double tau = 0.05;                    // s, in which the phases agree
  double trace_l = 1e-3, trace_v = 1e-6;  // delta of (2), mol; see size_traces

  static constexpr double kStiffness = 1e7;  // Pa

  /// Everything that follows from the states. Numbers only, so that it can be kept between publish and eval.
  template <class T>
  struct Content {
    T t, p, p_gas, p_vap;                // K, Pa; p over the liquid, p_gas without what compresses a full vessel
    T level, v_l;                        // m, m3
    T m_l, m_v;                          // kg that can move: of liquid down to none, of vapour never quite
    T rho_l, rho_v, h_l, h_v;            // kg/m3, J/kg (h_l without pressure)
    T w_l[kMaxComponents], w_v[kMaxComponents];  // mass fractions of what moves: shares.h, (3)
    T x[kMaxComponents], y[kMaxComponents];      // mole fractions, never negative
    T q_l[kMaxComponents], q_v[kMaxComponents];  // Pa, (1)
    T all_l, all_v;                      // Pa; sums of what condenses, |x| gamma psat and |y| p: q / all is a share
    T phi_l, phi_v;                      // (2)
  };
  static constexpr int kContent = 16 + 6 * kMaxComponents;

  int size() const { return mix->size(); }
  /// delta from the volume: a hundred-thousandth of what it holds of a liquid of 20 cm3/mol, or of a gas at 1 bar.
  void size_traces() {
    trace_l = 1e-5 * volume / 2e-5;
    trace_v = 1e-5 * volume * kAtmosphere / (kGasConstant * 300);
  }
  /// kg: the masses of a component below which an error does not matter, and over which its corner at zero is rounded. What
  /// dissolves of a permanent gas is little, and matters.
  double tolerance_l(int i) const { return (mix->gas(i) ? 1e-3 : 0.1) * trace_l * mix->molar_mass(i); }
  double tolerance_v(int i) const { return trace_v * mix->molar_mass(i); }
  double transfer() const { return volume / (kGasConstant * 350 * tau); }  // mol/(s Pa)

  template <class T>
  Content<T> content(const T* liquid, const T* vapour, const T& energy) const {
    const int n = size();
    Content<T> c;
    const Shares<T> l(n, liquid, [&](int i) { return tolerance_l(i); }), v(n, vapour, [&](int i) { return tolerance_v(i); });
    l.fractions(n, c.w_l);
    v.fractions(n, c.w_v);
    const T left = l.left();
    c.m_l = left * l.all_there;
    c.m_v = v.all_there;
    T m(0.0);
    for (int i = 0; i < n; ++i) m += liquid[i] + vapour[i];
    c.t = temperature_from_energy(*mix, T(energy - m * (kGravity * z)), liquid, vapour, metal);
    c.v_l = mix->liquid_volume(c.t, l.there);
    c.level = left * c.v_l / area;
    const T room = smooth_max(T(volume - c.v_l), T(0.005 * volume), 0.005 * volume);
    c.p_gas = mix->gas_pressure(c.t, room, v.there);
    const T fill = c.v_l / volume - 0.99;
    c.p = c.p_gas + (kStiffness / 0.01) * softplus(fill, 0.001);
    mix->mole_fractions(l.there, c.x);
    mix->mole_fractions(v.there, c.y);
    T volatility[kMaxComponents];
    mix->k_values(c.t, T(1.0), c.x, volatility);
    const T n_l = mix->moles(l.there), n_v = mix->moles(v.there), some_l = n_l + mix->moles(l.missing), some_v = n_v + mix->moles(v.missing);
    c.phi_l = n_l / (n_l + trace_l);
    c.phi_v = v.left() * n_v / (n_v + trace_v);
    const T per_l = 1.0 / (some_l + trace_l), p_per_v = c.p_gas / (some_v + trace_v);
    c.p_vap = c.all_l = c.all_v = T(0.0);
    for (int i = 0; i < n; ++i) {
      const double per_kg = 1 / mix->molar_mass(i);
      c.q_l[i] = per_kg * liquid[i] * per_l * volatility[i];
      c.q_v[i] = per_kg * vapour[i] * p_per_v;
      if (mix->gas(i)) continue;
      c.p_vap += c.x[i] * volatility[i];
      c.all_l += per_kg * (l.there[i] + l.missing[i]) * volatility[i];
      c.all_v += per_kg * (v.there[i] + v.missing[i]);
    }
    c.all_l = c.all_l / some_l;
    c.all_v = c.all_v * c.p_gas / some_v;
    c.rho_l = l.all_there / c.v_l;
    c.rho_v = mix->gas_density(c.t, c.p_gas, v.there);
    c.h_l = mix->liquid_enthalpy(c.t, c.w_l);
    c.h_v = mix->vapour_enthalpy(c.t, c.w_v);
    for (int i = n; i < kMaxComponents; ++i) c.w_l[i] = c.w_v[i] = c.x[i] = c.y[i] = c.q_l[i] = c.q_v[i] = T(0.0);
    return c;
  }
  /// kg/s of component i from liquid to vapour, (1).
  template <class T>
  T rate(const Content<T>& c, int i) const {
    return (transfer() * mix->molar_mass(i)) * (c.q_l[i] - c.q_v[i]);
  }

  /// Keeps what was worked out in the room that Declare::keep(kContent) gives.
  template <class T>
  static void keep(const Content<T>& c, T* room) {
    static_assert(sizeof(Content<T>) == kContent * sizeof(T));
    std::memcpy(static_cast<void*>(room), &c, sizeof c);
  }
  template <class T>
  static const Content<T>& kept(const T* room) {
    return *reinterpret_cast<const Content<T>*>(room);
  }

  /// Liquid from a nozzle at a height above the floor, covered over its diameter.
  template <class T>
  FluidState<T> liquid_nozzle(const Content<T>& c, double height, double diameter, T* fractions) const {
    FluidState<T> f;
    f.p = c.p + c.rho_l * (kGravity * softplus(T(c.level - height), 0.01));
    f.t = c.t;
    f.rho = c.rho_l;
    f.h = c.h_l + (f.p - kAtmosphere) / c.rho_l;
    f.p_vap = c.p_vap;
    f.cover = smoothstep(T((c.level - height) / diameter));
    f.z = z + height;
    for (int i = 0; i < size(); ++i) fractions[i] = c.w_l[i];
    return f;
  }
  /// Gas from a nozzle at a height; liquid is carried over as the level rises past it.
  template <class T>
  FluidState<T> gas_nozzle(const Content<T>& c, double height, double diameter, T* fractions) const {
    const T wet = smoothstep(T((c.level - height) / diameter + 0.5));
    const T liquid = wet * c.rho_l, gas = (1.0 - wet) * c.rho_v;
    FluidState<T> f;
    f.p = c.p;
    f.t = c.t;
    f.rho = liquid + gas;
    const T share = gas / f.rho;
    f.vapour = share;
    f.h = share * c.h_v + (1.0 - share) * c.h_l;
    f.p_vap = c.p_vap;
    f.z = z + height;
    for (int i = 0; i < size(); ++i) fractions[i] = share * c.w_v[i] + (1.0 - share) * c.w_l[i];
    return f;
  }
  /// A nozzle that ends above the liquid: it takes whatever comes and gives nothing back.
  template <class T>
  FluidState<T> inlet_nozzle(const Content<T>& c, double height, T* fractions) const {
    FluidState<T> f;
    f.p = c.p + c.rho_l * (kGravity * softplus(T(c.level - height), 0.01));
    f.t = c.t;
    f.rho = c.rho_v;
    f.h = c.h_v;
    f.p_vap = c.p_vap;
    f.cover = T(0.0);
    f.vapour = T(1.0);
    f.z = z + height;
    for (int i = 0; i < size(); ++i) fractions[i] = c.w_v[i];
    return f;
  }

  /// Masses at a start: liquid of mass fractions w to a level, its vapour, and an inert gas (index, or -1) up to the pressure.
  struct Start {
    std::vector<double> liquid, vapour;
    double energy = 0;
  };
  Start start(double level, double t, double p, const std::vector<double>& w, int inert) const;
};

}  // namespace retort
