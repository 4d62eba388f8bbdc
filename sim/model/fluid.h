#pragma once

/// What a volume shows at a port, and what a branch carries away from it.
namespace retort {

constexpr double kGravity = 9.80665;        // m/s2, ISO 80000-3
constexpr double kAtmosphere = 101325.0;    // Pa
constexpr double kLaminarWidth = 100.0;     // Pa, over which the root of a branch is rounded
constexpr double kStillWidth = 0.1;         // Pa, below which both ends of a branch give

template <class T>
struct FluidState {
  T p{};      // Pa absolute, at the port
  T t{};      // K
  T h{};      // J/kg, specific enthalpy
  T rho{};    // kg/m3
  T p_vap{};  // Pa
  T cover{1.0};   // 0..1: how far the port is covered by what it gives; scales what flows out
  double z = 0;   // m above the plant's ground
  T vapour{};     // 0..1: mass fraction of vapour in what it gives
};

/// An inline element's part of its branch:  p_in - p_out = -a0 + a1 w + a2 w |w|   (Pa, kg/s).
template <class T>
struct Resistance {
  T a0{};         // Pa gained at no flow (a pump's head)
  T a1{};         // Pa s/kg
  T a2{};         // Pa s2/kg2, forward
  T a2_reverse{}; // Pa s2/kg2, backward; used when `one_way`
  bool one_way = false;  // a check valve: a2 forward, a2_reverse backward, blended over `crack`
  double crack = 1000;   // Pa
  T choke{};      // FL^2 of a valve that can choke, 0 for none: w^2 <= choke (p_in - ff p_vap) / a2   (IEC 60534-2-1)
  double expands = 0;  // for gas: its flow chokes at this dp / p_in, Fgamma xT of a valve (IEC 60534-2-1); 0: it does not expand the gas
  double nozzle = 0;   // isentropic exponent, when it is a nozzle (API 520) and no valve; its `expands` is 1 - critical ratio
};

}  // namespace retort
