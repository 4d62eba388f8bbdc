#pragma once
#include "sim/props/if97.h"

/// Viscosity, thermal conductivity and surface tension of water and steam.
///   mu = 1e-6 mu_0(T) mu_1(T, rho)                    Pa s                                            (1)
///   k  = 1e-3 k_0(T) k_1(T, rho)                      W/(m K)                                         (2)
///   sigma = 0.2358 tau^1.256 (1 - 0.625 tau)          N/m, tau = 1 - T / T_c                          (3)
/// Source: (1) IAPWS R12-08, (2) IAPWS R15-11, (3) IAPWS R1-76(2014).
/// Holds for: 273 to 1173 K, densities of liquid and steam. Not for: within some kelvin and 20 % of the density of the
/// critical point, as both critical enhancements are left out (release: 2 % of viscosity at most; of conductivity some
/// per cent along saturation up to 500 K, more from there).
namespace retort::if97 {

namespace detail {

struct TransportTerm {
  int i, j;
  double n;
};
// R12-08 table 2.
inline constexpr TransportTerm kViscosity[] = {
    {0, 0, 0.520094},   {1, 0, 0.0850895},   {2, 0, -1.08374},    {3, 0, -0.289555}, {0, 1, 0.222531},   {1, 1, 0.999115},
    {2, 1, 1.88797},    {3, 1, 1.26613},     {5, 1, 0.120573},    {0, 2, -0.281378}, {1, 2, -0.906851},  {2, 2, -0.772479},
    {3, 2, -0.489837},  {4, 2, -0.25704},    {0, 3, 0.161913},    {1, 3, 0.257399},  {0, 4, -0.0325372}, {3, 4, 0.0698452},
    {4, 5, 0.00872102}, {3, 6, -0.00435673}, {5, 6, -0.000593264}};
// R15-11 table 2.
inline constexpr TransportTerm kConductivity[] = {
    {0, 0, 1.60397357},    {0, 1, -0.646013523},   {0, 2, 0.111443906},   {0, 3, 0.102997357}, {0, 4, -0.0504123634},
    {0, 5, 0.00609859258}, {1, 0, 2.33771842},     {1, 1, -2.78843778},   {1, 2, 1.53616167},  {1, 3, -0.463045512},
    {1, 4, 0.0832827019},  {1, 5, -0.00719201245}, {2, 0, 2.19650529},    {2, 1, -4.54580785}, {2, 2, 3.55777244},
    {2, 3, -1.40944978},   {2, 4, 0.275418278},    {2, 5, -0.0205938816}, {3, 0, -1.21051378}, {3, 1, 1.60812989},
    {3, 2, -0.621178141},  {3, 3, 0.0716373224},   {4, 0, -2.720337},     {4, 1, 4.57586331},  {4, 2, -3.18369245},
    {4, 3, 1.1168348},     {4, 4, -0.19268305},    {4, 5, 0.012913842}};

/// sqrt(T_r) / sum of h_i / T_r^i, and exp(rho_r sum of n (1/T_r - 1)^i (rho_r - 1)^j).
template <class T, int M, int N>
T background(const double (&h)[M], const TransportTerm (&terms)[N], const T& t, const T& rho) {
  const T tr = t / kCritical, d = rho / kCriticalDensity, inverse = 1.0 / tr;
  T sum(h[M - 1]);
  for (int k = M - 2; k >= 0; --k) sum = sum * inverse + h[k];
  const Powers<T, 0, 5> x(inverse - 1.0);
  const Powers<T, 0, 6> y(d - 1.0);
  T exponent(0.0);
  for (const TransportTerm& k : terms) exponent += k.n * (x[k.i] * y[k.j]);
  return sqrt(tr) / sum * exp(d * exponent);
}

}  // namespace detail

/// (1), Pa s, from K and kg/m3.
template <class T>
T viscosity(const T& t, const T& rho) {
  return 1e-4 * detail::background({1.67752, 2.20462, 0.6366564, -0.241605}, detail::kViscosity, t, rho);
}

/// (2), W/(m K), from K and kg/m3.
template <class T>
T conductivity(const T& t, const T& rho) {
  return 1e-3 *
         detail::background({2.443221e-3, 1.323095e-2, 6.770357e-3, -3.454586e-3, 4.096266e-4}, detail::kConductivity, t, rho);
}

/// (3), N/m, from K; fades to nothing from 5 K below the critical point on, where bubbles and drops end.
template <class T>
T surface_tension(const T& t) {
  const T tau = softplus(1.0 - t / kCritical, 5 / kCritical / 4);
  return 0.2358 * pow(tau, 1.256) * (1.0 - 0.625 * tau);
}

}  // namespace retort::if97
