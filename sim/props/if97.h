#pragma once
#include "sim/base/smooth.h"
#include "sim/props/if97_tables.h"

/// Water and steam by IAPWS-IF97: liquid (region 1), steam (region 2) and the saturation line (region 4).
///   g(T, p) = R T gamma(pi, tau),   region 1: pi = p / 16.53 MPa, tau = 1386 K / T;  region 2: p / 1 MPa, 540 K / T   (1)
///   v = g_p    h = g - T g_T    s = -g_T    u = h - p v    cp = -T g_TT                                             (2)
///   w^2 = v^2 / (-g_pp - g_pT^2 T / cp)  (as the release writes it)                                                  (3)
/// Units: K, Pa, m3/kg, J/kg, J/(kg K), m/s.
/// Source: IAPWS R7-97(2012). Verified against its tables 5, 15, 35, 36 to 1e-8.
/// Holds for: liquid 273.15 to 623.15 K, steam from saturation to 1073.15 K, up to 16.5 MPa; `region` tells. Outside, the
/// functions go on smoothly (C1) from the border, with a plausible heat capacity, so that a plant that was led astray stays
/// finite. Not for: region 3 (above 623.15 K and 16.5 MPa), heavy water.
namespace retort::if97 {

constexpr double kR = 461.526;                  // J/(kg K), release eq. (1)
constexpr double kTriple = 273.16;              // K
constexpr double kCritical = 647.096;           // K
constexpr double kCriticalPressure = 22.064e6;  // Pa
constexpr double kCriticalDensity = 322.0;      // kg/m3
constexpr double kLowest = 273.15, kHighestLiquid = 623.15;

template <class T>
struct State {
  T v{}, h{}, u{}, s{};
};

/// A reduced Gibbs energy and its derivatives by reduced pressure (p) and inverse reduced temperature (t).
template <class T>
struct Gibbs {
  T g{}, p{}, t{}, pp{}, pt{}, tt{};
};

/// x^lo ... x^hi by multiplication, so that they are the same bits everywhere.
template <class T, int Lo, int Hi>
class Powers {
 public:
  explicit Powers(const T& x) {
    at(0) = T(1.0);
    for (int k = 1; k <= Hi; ++k) at(k) = at(k - 1) * x;
    if constexpr (Lo < 0) {
      const T inverse = 1.0 / x;
      for (int k = -1; k >= Lo; --k) at(k) = at(k + 1) * inverse;
    }
  }
  const T& operator[](int k) const { return a_[k - Lo]; }

 private:
  T& at(int k) { return a_[k - Lo]; }
  T a_[Hi - Lo + 1];
};

/// Sum of n x^I y^J and its derivatives by x and y. Terms of one I stand together in the tables.
template <class T, class Px, class Py, int N>
Gibbs<T> series(const Term (&terms)[N], const Px& x, const Py& y) {
  Gibbs<T> r;
  for (int k = 0; k < N;) {
    const int i = terms[k].i;
    T s(0.0), s1(0.0), s2(0.0);
    for (; k < N && terms[k].i == i; ++k) {
      const int j = terms[k].j;
      const double n = terms[k].n;
      s += n * y[j];
      if (j != 0) s1 += (n * j) * y[j - 1];
      if (j != 0 && j != 1) s2 += (n * j * (j - 1)) * y[j - 2];
    }
    r.g += x[i] * s;
    r.t += x[i] * s1;
    r.tt += x[i] * s2;
    if (i > 0) {
      r.p += double(i) * x[i - 1] * s;
      r.pt += double(i) * x[i - 1] * s1;
    }
    if (i > 1) r.pp += double(i * (i - 1)) * x[i - 2] * s;
  }
  return r;
}

template <class T>
Gibbs<T> gibbs_liquid(const T& t, const T& p) {
  const T a = 7.1 - p / 16.53e6, b = 1386.0 / t - 1.222;
  Gibbs<T> r = series<T>(kRegion1, Powers<T, 0, 32>(a), Powers<T, -43, 17>(b));
  r.p = -r.p;
  r.pt = -r.pt;
  return r;
}

/// Of steam: all but the ln(pi) of the ideal gas, which only `g` and the entropy hold, and 1/pi, which is put in where used.
template <class T>
Gibbs<T> gibbs_steam(const T& t, const T& p) {
  const T tau = 540.0 / t, pi = p / 1e6;
  Gibbs<T> r = series<T>(kRegion2, Powers<T, 0, 24>(pi), Powers<T, 0, 58>(tau - 0.5));
  const Gibbs<T> ideal = series<T>(kRegion2Ideal, Powers<T, 0, 0>(T(1.0)), Powers<T, -7, 3>(tau));
  r.g += ideal.g;
  r.t += ideal.t;
  r.tt += ideal.tt;
  return r;
}

/// Value, slopes and second slopes of one phase at (t, p); what (2) and the extensions are made of.
template <class T>
struct Local {
  T v, h, s, cp, v_t, v_p;
};

template <class T>
Local<T> local_liquid(const T& t, const T& p) {
  const Gibbs<T> g = gibbs_liquid(t, p);
  const T tau = 1386.0 / t;
  return {kR / 16.53e6 * (t * g.p),
          (kR * 1386) * g.t,
          kR * (tau * g.t - g.g),
          -kR * (tau * tau * g.tt),
          kR / 16.53e6 * (g.p - tau * g.pt),
          kR / (16.53e6 * 16.53e6) * (t * g.pp)};
}

template <class T>
Local<T> local_steam(const T& t, const T& p) {
  const Gibbs<T> g = gibbs_steam(t, p);
  const T tau = 540.0 / t, pi = p / 1e6, z = 1.0 + pi * g.p;
  return {kR * (t / p * z),
          (kR * 540) * g.t,
          kR * (tau * g.t - g.g - log(pi)),
          -kR * (tau * tau * g.tt),
          kR / p * (z - pi * (tau * g.pt)),
          kR * t * (g.pp / 1e12 - 1.0 / (p * p))};
}

/// A pressure that steam can have: p from 1 Pa up, and ever closer to zero below (C1).
template <class T>
T positive_pressure(const T& p) {
  if (value(p) >= 1) return p;
  return 1.0 / (2.0 - p);
}

/// Vapour pressure, Pa: release eq. (30) from 273.15 K to the critical point. ln p goes on straight in 1/T at both ends.
template <class T>
T saturation_pressure(const T& t);
/// Boiling temperature, K: release eq. (31), the exact inverse of the former.
template <class T>
T saturation_temperature(const T& p);

namespace detail {

template <class T>
T saturation_pressure(const T& t) {
  const double* n = kSaturation;
  const T x = t + n[8] / (t - n[9]);
  const T a = x * x + n[0] * x + n[1], b = n[2] * x * x + n[3] * x + n[4], c = n[5] * x * x + n[6] * x + n[7];
  const T root = 2.0 * c / (sqrt(b * b - 4.0 * a * c) - b);
  const T square = root * root;
  return 1e6 * square * square;
}

template <class T>
T saturation_temperature(const T& p) {
  const double* n = kSaturation;
  const T b = sqrt(sqrt(p / 1e6));
  const T e = b * b + n[2] * b + n[5], f = n[0] * b * b + n[3] * b + n[6], g = n[1] * b * b + n[4] * b + n[7];
  const T d = 2.0 * g / (-f - sqrt(f * f - 4.0 * e * g));
  const T sum = n[9] + d;
  return 0.5 * (sum - sqrt(sum * sum - 4.0 * (n[8] + n[9] * d)));
}

/// ln p = ln p_0 + m (1/T_0 - 1/T): the straight continuation from an end of the line.
struct SaturationEnd {
  double t, ln_p, m;
};
inline SaturationEnd saturation_end(double t) {
  Dual<1> x(t);
  x.d[0] = 1;
  const Dual<1> y = log(saturation_pressure(x));
  return {t, y.v, y.d[0] * t * t};
}

/// State from a border temperature t0 (itself perhaps a function of p) on. The volume goes on as a power of T, so that it
/// stays positive; cp falls from its value at the border to `far` over some 40 K.
template <class T>
State<T> beyond(const Local<T>& at, const T& t0, const T& t, const T& p, double far) {
  constexpr double kWidth = 40;  // K
  const T d = t - t0, ratio = log(t / t0);
  const double sign = value(d) < 0 ? -1 : 1;
  const T rest = (at.cp - far) * (sign * kWidth) * (1.0 - exp(-(sign / kWidth) * d));
  State<T> r{at.v * exp(t0 * at.v_t / at.v * ratio), at.h + far * d + rest, T(0.0), at.s + far * ratio + rest / t0};
  r.u = r.h - p * r.v;
  return r;
}

/// A state inside the range with the derivatives that thermodynamics gives: no need to differentiate the series.
template <class T>
State<T> inside(const Local<double>& a, const T& t, const T& p) {
  const double tv = value(t);
  State<T> r{chain(t, p, a.v, a.v_t, a.v_p), chain(t, p, a.h, a.cp, a.v - tv * a.v_t), T(0.0), chain(t, p, a.s, a.cp / tv, -a.v_t)};
  r.u = r.h - p * r.v;
  return r;
}

}  // namespace detail

template <class T>
T saturation_pressure(const T& t) {
  if (value(t) >= kLowest && value(t) <= kCritical) return detail::saturation_pressure(t);
  const auto end = detail::saturation_end(value(t) < kLowest ? kLowest : kCritical);
  return exp(end.ln_p + end.m * (1 / end.t - 1.0 / t));
}

template <class T>
T saturation_temperature(const T& p_any) {
  const T p = positive_pressure(p_any);
  const auto low = detail::saturation_end(kLowest), high = detail::saturation_end(kCritical);
  const double ln_p = math::log(value(p));
  if (ln_p >= low.ln_p && ln_p <= high.ln_p) return detail::saturation_temperature(p);
  const auto& end = ln_p < low.ln_p ? low : high;
  return 1.0 / (1 / end.t - (log(p) - end.ln_p) / end.m);
}

namespace detail {
/// The highest temperature at which the liquid's series is used: it may be superheated up to 555 K, where the series still
/// behaves, and by 2 K above that.
template <class T>
T liquid_border(const T& p) {
  return smooth_min(smooth_max(if97::saturation_temperature(p) + 2.0, T(555.0), 2.0), T(kHighestLiquid), 1.0);
}
}  // namespace detail

/// Liquid water (region 1), also below its vapour pressure (metastable).
template <class T>
State<T> liquid(const T& t, const T& p) {
  const double tv = value(t);
  if (tv >= kLowest && (tv <= 550 || tv <= detail::liquid_border(value(p))))
    return detail::inside(local_liquid(tv, value(p)), t, p);
  const T border = tv < kLowest ? T(kLowest) : detail::liquid_border(p);
  return detail::beyond(local_liquid(border, p), border, t, p, 4200);
}

/// Steam (region 2). Colder than saturation it goes on from the saturation line.
template <class T>
State<T> steam(const T& t, const T& p_any) {
  const T p = positive_pressure(p_any);
  const double border = saturation_temperature(value(p));
  if (value(t) >= border) return detail::inside(local_steam(value(t), value(p)), t, p);
  const T t0 = saturation_temperature(p);
  return detail::beyond(local_steam(t0, p), t0, t, p, 1900);
}

/// cp, J/(kg K), and speed of sound, m/s, inside the range.
template <class T>
T liquid_heat_capacity(const T& t, const T& p) {
  return local_liquid(t, p).cp;
}
template <class T>
T steam_heat_capacity(const T& t, const T& p) {
  return local_steam(t, p).cp;
}
template <class T>
T speed_of_sound(const Local<T>& a, const T& t) {
  return a.v / sqrt(-(a.v_p + t * a.v_t * a.v_t / a.cp));
}
template <class T>
T liquid_speed_of_sound(const T& t, const T& p) {
  return speed_of_sound(local_liquid(t, p), t);
}
template <class T>
T steam_speed_of_sound(const T& t, const T& p) {
  return speed_of_sound(local_steam(t, p), t);
}

/// Where the formulation holds.
enum class Region { liquid, steam, outside };
inline Region region(double t, double p) {
  if (t < kLowest || t > 1073.15 || !(p > 0) || p > 100e6) return Region::outside;
  if (t <= kHighestLiquid) return p > saturation_pressure(t) ? Region::liquid : Region::steam;
  const double b23 = 1e6 * (kBoundary23[0] + kBoundary23[1] * t + kBoundary23[2] * t * t);
  return t > 863.15 || p <= b23 ? Region::steam : Region::outside;
}

}  // namespace retort::if97
