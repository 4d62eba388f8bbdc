#pragma once
#include "sim/base/implicit.h"
#include "sim/props/if97.h"

/// Temperature of water and steam from enthalpy or entropy, and the state of steam from density and internal energy.
///   T(p, h), T(p, s): the backward equations of IF97 (release eqs. 11, 13, 22 to 24), within 25 mK of the forward ones   (1)
///   then Newton on the forward equation, so that h(T(p, h), p) = h to rounding and derivatives are exact (implicit.h)  (2)
///   v(T, p) = 1 / rho,  u(T, p) = u: Newton on two unknowns, in T and ln p                                         (3)
///   wet steam: x = (v - v') / (v'' - v'),  u = u' + x (u'' - u') at T                                                   (4)
/// Source: IAPWS R7-97(2012), sections 5.2 and 6.3.
/// Holds for: the ranges of if97.h, and beyond them as far as those functions go. Not for: region 3.
namespace retort::if97 {

/// The backward equations themselves; p in Pa, h in J/kg, s in J/(kg K), result in K.
double liquid_temperature_ph(double p, double h);
double liquid_temperature_ps(double p, double s);
double steam_temperature_ph(double p, double h);

/// (2): temperature of the liquid with enthalpy h at p.
template <class T>
T liquid_temperature(const T& p, const T& h) {
  const double pv = value(p), hv = value(h);
  const RootSlope root =
      find_root([&](const Dual<1>& t) { return liquid(t, Dual<1>(pv)).h - hv; }, liquid_temperature_ph(pv, hv), 100, 1500, 1e-9);
  return implicit_root(root, liquid(T(root.x), p).h - h);
}

/// (2): temperature of steam with enthalpy h at p.
template <class T>
T steam_temperature(const T& p, const T& h) {
  const double pv = value(p), hv = value(h);
  const RootSlope root = find_root([&](const Dual<1>& t) { return steam(t, Dual<1>(pv)).h - hv; },
                                   steam_temperature_ph(value(positive_pressure(p)), hv), 100, 2000, 1e-9);
  return implicit_root(root, steam(T(root.x), p).h - h);
}

/// Temperature of steam with entropy s at p: an isentropic expansion.
template <class T>
T steam_temperature_ps(const T& p, const T& s) {
  const double pv = value(p), sv = value(s);
  const RootSlope root =
      find_root([&](const Dual<1>& t) { return steam(t, Dual<1>(pv)).s - sv; }, saturation_temperature(pv) + 50, 100, 2000, 1e-9);
  return implicit_root(root, steam(T(root.x), p).s - s);
}

template <class T>
struct SteamState {
  T t{}, p{}, h{};
};

/// (3): superheated steam that fills a volume with density rho (kg/m3) and internal energy u (J/kg): a header, a steam space.
template <class T>
SteamState<T> steam_of_density_energy(const T& rho, const T& u);

template <class T>
struct WetSteam {
  T t{}, p{}, quality{};  // mass fraction of vapour
};

/// (4): water and steam at equilibrium in a closed volume, mean density rho and internal energy u: a boiler drum.
/// Holds for: 0 <= quality <= 1 (outside, the caller has one phase), 273.15 to 640 K.
template <class T>
WetSteam<T> wet_of_density_energy(const T& rho, const T& u);

namespace detail {

struct TwoUnknowns {
  double t, ln_p;
  double a, b, c, d;  // d(v, u) / d(T, ln p)
};
TwoUnknowns solve_steam(double v, double u);

template <class T>
T wet_energy(const T& t, const T& v, T& quality) {
  const T p = if97::saturation_pressure(t);
  const State<T> l = liquid(t, p), g = detail::inside(local_steam(value(t), value(p)), t, p);
  quality = (v - l.v) / (g.v - l.v);
  return l.u + quality * (g.u - l.u);
}

}  // namespace detail

template <class T>
SteamState<T> steam_of_density_energy(const T& rho, const T& u) {
  const T v = 1.0 / rho;
  const auto s = detail::solve_steam(value(v), value(u));
  // The Newton step of (1) in implicit.h, for two unknowns.
  const State<T> at = steam(T(s.t), T(math::exp(s.ln_p)));
  const T rv = v - at.v, ru = u - at.u;
  const double det = s.a * s.d - s.b * s.c;
  SteamState<T> r;
  r.t = s.t + (s.d * rv - s.b * ru) / det;
  r.p = exp(s.ln_p + (s.a * ru - s.c * rv) / det);
  r.h = u + r.p * v;
  return r;
}

template <class T>
WetSteam<T> wet_of_density_energy(const T& rho, const T& u) {
  const T v = 1.0 / rho;
  const double vv = value(v), uv = value(u);
  const RootSlope root = find_root(
      [&](const Dual<1>& t) {
        Dual<1> x;
        return detail::wet_energy(t, Dual<1>(vv), x) - uv;
      },
      450, kLowest, 640, 1e-9);
  WetSteam<T> r;
  r.t = implicit_root(root, detail::wet_energy(T(root.x), v, r.quality) - u);
  detail::wet_energy(r.t, v, r.quality);
  r.p = saturation_pressure(r.t);
  return r;
}

}  // namespace retort::if97
