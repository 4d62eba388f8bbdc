#pragma once
#include "sim/base/smooth.h"
#include "sim/model/compiled_plant.h"

/// Flow of gas through a branch. Pipes and fittings at the mean density of an isothermal drop; one valve, the one with the largest
/// resistance, expands the gas by IEC 60534-2-1, or, when it is a nozzle, isentropically:
///   rho_m = rho_1 (p_1 + p_2) / (2 p_1)                     (1) kg/m3; makes a2 w^2 = p_1 - p_2 the law p_1^2 - p_2^2 = 2 p_1 a2(rho_1) w^2
///   a2_v(rho_a) w^2 = p_a phi(x)                             (2) Pa; x = dp_v / p_a, held at X where the flow chokes
///   phi = x Y^2,  Y = 1 - x / (3 X),  X = Fg xT              (2a) valve
///   phi = k/(k-1) r^(2/k) (1 - r^((k-1)/k)),  r = 1 - x,  X = 1 - (2/(k+1))^(k/(k-1))   (2b) nozzle
///   D - dp_v = a1 w + a2_rest w |w|                          (3) Pa; the rest of the branch takes what the valve leaves
/// (2) and (3) are solved for dp_v between 0 and D, where their difference rises; the derivatives follow from one more Newton step.
/// Source: IEC 60534-2-1:2011, 6.3; API Standard 520 Part I, 10th ed. (2020), 5.6. Holds for: subsonic pipes, choked valves, both directions. Not for: choking in the pipe itself.
namespace retort {

/// The gas on the side it comes from, blended over the laminar width, and its mean density (1).
template <class T>
struct GasEnds {
  T p, rho, mean;
};
template <class T>
GasEnds<T> gas_ends(const FluidState<T>& f, const FluidState<T>& t) {
  const T side = 2.0 * smoothstep(T(0.5 * ((f.p - t.p) / kLaminarWidth + 1.0))) - 1.0;
  GasEnds<T> g{upwind(side, f.p, t.p), upwind(side, f.rho, t.rho), T(0.0)};
  g.mean = g.rho * (f.p + t.p) / (2.0 * g.p);
  return g;
}

/// The valve of (2), or -1 when the branch has none.
template <class T>
int widest_drop(const Resistance<T>* parts, int n) {
  int widest = -1;
  for (int i = 0; i < n; ++i)
    if (parts[i].expands > 0 && (widest < 0 || value(parts[i].a2) > value(parts[widest].a2))) widest = i;
  return widest;
}

/// phi of (2) at x, for a valve or nozzle that chokes at `limit`.
template <class T>
T expansion(const T& x, double limit, double nozzle) {
  const T below = value(x) < limit ? x : T(limit);
  if (nozzle > 0) {
    const T log_r = log(T(1.0 - below));  // one logarithm for both powers: this stands in an iteration
    return nozzle / (nozzle - 1) * exp(T((2 / nozzle) * log_r)) * (1.0 - exp(T((nozzle - 1) / nozzle * log_r)));
  }
  const T y = 1.0 - below / (3 * limit);
  return below * (y * y);
}

/// kg/s from the branch's start to its end, and the pressure lost in the valve. `driving`: D; a1, a2: sums over all elements.
template <class T>
T gas_flow_through_valve(const Resistance<T>* parts, const Branch& b, int valve, const GasEnds<T>& gas, const T& driving, const T& a1,
                         const T& a2, T& drop) {
  const int n = static_cast<int>(b.elements.size());
  const bool ahead = value(driving) >= 0;
  const Resistance<T>& v = parts[valve];
  T before_a1(0.0), before_a2(0.0);
  for (int k = ahead ? 0 : n - 1; k != valve; k += ahead ? 1 : -1) {
    const bool with_flow = b.elements[static_cast<std::size_t>(k)].forward == ahead;
    before_a1 += parts[k].a1;
    before_a2 += with_flow || !parts[k].one_way ? parts[k].a2 : parts[k].a2_reverse;
  }
  const double limit = v.expands;
  // The difference of (2) and (3) at a drop over the valve, for any number type.
  const auto rest = [](const auto& left, const auto& r1, const auto& r2) {
    return 2.0 * left / (r1 + sqrt(r1 * r1 + 4.0 * r2 * smooth_abs(left, kLaminarWidth)));
  };
  const auto gap = [&](const auto& y, const auto& d, const auto& r1, const auto& r2, const auto& b1, const auto& b2, const auto& p1,
                       const auto& valve_a2, auto& w) {
    using U = std::decay_t<decltype(w)>;
    w = rest(U(d - y), r1, r2);
    const U p_a = smooth_max(U(p1 - b1 * w - b2 * (w * w)), U(0.05 * p1), 100.0);
    const U dp = p_a * expansion(U(y / p_a), limit, v.nozzle);
    return dp / sqrt(valve_a2 * (p1 / p_a) * smooth_abs(dp, kLaminarWidth)) - w;
  };
  const T d = ahead ? driving : T(-driving);
  const T r2 = a2 - v.a2;
  // v.a2 stands at the mean density; here it must be that of the gas before the valve.
  const T valve_a2 = v.a2 * gas.mean / gas.rho;
  // A bracketed Newton iteration in plain numbers.
  using One = Dual<1>;
  double lo = 0, hi = value(d), y = 0.5 * hi, slope = 1;
  for (int i = 0; i < 60; ++i) {
    One at(y), w;
    at.d[0] = 1;
    const One g = gap(at, value(d), value(a1), value(r2), value(before_a1), value(before_a2), value(gas.p), value(valve_a2), w);
    slope = g.d[0];
    (g.v > 0 ? hi : lo) = y;
    double next = y - g.v / slope;
    if (!(next > lo && next < hi)) next = 0.5 * (lo + hi);
    const bool done = std::abs(next - y) <= 1e-13 * value(d) || hi - lo <= 1e-15 * value(d);
    y = next;
    if (done) break;
  }
  T w;
  const T g = gap(T(y), d, a1, r2, before_a1, before_a2, gas.p, valve_a2, w);
  const T exact = T(y) - g / slope;
  const T left = gap(exact, d, a1, r2, before_a1, before_a2, gas.p, valve_a2, w);
  // Both sides of (3) give the flow; the one with the larger drop gives it without cancellation.
  if (y > 0.5 * value(d)) w += left;
  drop = ahead ? exact : T(-exact);
  return ahead ? w : T(-w);
}

}  // namespace retort
