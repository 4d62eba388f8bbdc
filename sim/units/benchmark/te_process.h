#pragma once
#include "sim/units/benchmark/te_properties.h"

/// The Tennessee Eastman process: rates of its 50 states, and its measurements. A, C, D and E react in the gas above a boiling liquid
/// to the products G and H (and a by-product F); B is inert. Units as in te_properties.h, times in hours.
///   R1: A + C + D -> G    r1 = exp(31.5859536 - 40000 / (1.987 Tk)) pA^1.1544 pC^0.3735 pD Vg           (1) lbmol/h
///   R2: A + C + E -> H    r2 = exp(3.00094014 - 20000 / (1.987 Tk)) pA^1.1544 pC^0.3735 pE Vg           (2)
///   R3: A + E -> F        r3 = exp(53.4060443 - 60000 / (1.987 Tk)) pA pE Vg                            (3)
///   R4: 3/2 D (+ A) -> F  r4 = 0.767488334 exp(...of R3) pA pD Vg                                       (4)
///   gases A, B, C: p = n R Tk / Vg; D to H: p = x p_vap(T) (reactor, separator)                         (5) mmHg
///   flows between vessels = k sqrt(dp), lb/h; the compressor's falls with the cube of its ratio         (6)
///   stripping: share of i to the vapour = q k_i / (1 + q k_i), q = F4 / F11 f(T)                        (7)
/// Vessels: reactor (states 1-9), separator (10-18), stripper (19-27), mixing zone (28-36): amounts and energy; the two cooling waters
/// (37, 38); valve positions in % (39-50).
/// Source: J.J. Downs, E.F. Vogel, A plant-wide industrial process control problem, Comput. Chem. Eng. 17 (1993) 245, with the constants
/// of their published program. Its corners (a pressure drop turning round, a ratio at its limit, no liquid to strip, an empty vessel) are
/// rounded over widths that leave no trace in normal running; (7) has no jump where the underflow stops.
/// Holds for: the process as published, between its trips. Not for: start-up from empty, shutdown to cold.
namespace retort::te {

constexpr int kStates = 50;
constexpr int kReactor = 0, kSeparator = 9, kStripper = 18, kMixing = 27, kReactorWater = 36, kCondenserWater = 37, kValves = 38;
constexpr double kReactorVolume = 1300, kSeparatorVolume = 3500, kStripperVolume = 156.5, kMixingVolume = 5000;  // ft3
constexpr double kLag[12] = {8, 8, 6, 9, 7, 5, 5, 5, 120, 5, 5, 5};                                             // s
constexpr double kCubicFeet = 35.3145;                                                                          // a m3

/// What disturbs the process, at one moment.
struct Conditions {
  double feed_a = 0.485, feed_b = 0.005;                    // mole fractions in the A and C feed (stream 4)
  double t_d = 45, t_c = 45, t_reactor_water = 35, t_condenser_water = 40;  // degC
  double kinetics1 = 1, kinetics2 = 1;                      // factors on r1 and r2
  double steam = 0, reactor_fouling = 0, condenser_fouling = 0, plugging = 0;
  double a_loss = 0, c_loss = 0;                            // shares of the A feed and of the A and C feed that do not come
  double valve[12] = {};                                    // %, where the valves go
};

template <class T>
struct Readings {
  T xmeas[42];                                              // 1 to 41, as published
  T reactor_liquid, separator_liquid, stripper_liquid;      // ft3
};

/// What a vessel with a boiling liquid under gas shows (reactor, separator).
template <class T>
struct BoilingVessel {
  T t, liquid, gas, p, mole_mass;  // degC, ft3, ft3, mmHg, lb/lbmol of the gas
  T partial[8], y[8], x[8], total; // mmHg, mole fractions, lbmol of liquid
  Enthalpy<T> h_liquid;            // of all liquid

  BoilingVessel(const T* n, double volume) {
    h_liquid = liquid_enthalpy(n, D);
    t = temperature(h_liquid, n[8]);
    liquid = liquid_volume(n, t, D);
    gas = kept_above(T(volume - liquid), 20, 10);
    total = kept_above(T(n[D] + n[E] + n[F] + n[G] + n[H]), 0.1, 0.3);
    const T gas_factor = kGasPressure * (t + kCelsius) / gas, share = 1.0 / total;
    for (int i = A; i <= C; ++i) partial[i] = n[i] * gas_factor, x[i] = T(0.0);
    for (int i = D; i <= H; ++i) x[i] = n[i] * share, partial[i] = x[i] * vapour_pressure(i, t);
    p = T(0.0);
    for (const T& q : partial) p += q;
    const T inverse = 1.0 / kept_above(p, 1, 1);
    mole_mass = T(0.0);
    for (int i = A; i <= H; ++i) y[i] = partial[i] * inverse, mole_mass += kMolarMass[i] * y[i];
    mole_mass = kept_above(mole_mass, 1.9, 0.05);
  }
};

/// p^n for p well above 1 mmHg, straight into zero below.
template <class T>
T rounded_power(const T& p, double n) {
  return p * pow(T(p * p + 1.0), 0.5 * (n - 1));
}
/// sqrt(dp) where it flows, nothing where it would flow back.
template <class T>
T one_way_root(const T& dp) {
  return sqrt(kept_positive(dp, 1.0));
}
/// Held between lo and hi.
template <class T>
T held(const T& x, double lo, double hi, double width) {
  return hi - kept_positive(T(hi - kept_above(x, lo, width)), width);
}

/// `y`: the 50 states. `rate`: their changes an hour. `readings` may be nullptr.
template <class T>
void evaluate(const T* y, const Conditions& c, T* rate, Readings<T>* readings) {
  const BoilingVessel<T> r(y + kReactor, kReactorVolume), s(y + kSeparator, kSeparatorVolume);
  const T *strip = y + kStripper, *mix = y + kMixing, *valve = y + kValves;

  const Enthalpy<T> h_strip = liquid_enthalpy(strip);
  const T t_strip = temperature(h_strip, strip[8]);
  const T strip_liquid = liquid_volume(strip, t_strip);
  T strip_total{}, mix_total{}, mix_mass{};
  for (int i = A; i <= H; ++i) strip_total += strip[i], mix_total += mix[i], mix_mass += kMolarMass[i] * mix[i];
  strip_total = kept_above(strip_total, 0.1, 0.3);
  mix_total = kept_above(mix_total, 0.1, 0.3);
  const Enthalpy<T> h_mix = gas_enthalpy(mix);
  Enthalpy<T> u_mix = h_mix;
  u_mix.c0 -= (kGasEnergy * kCelsius) * mix_total;
  u_mix.c1 -= kGasEnergy * mix_total;
  const T t_mix = temperature(u_mix, mix[8]);
  const T p_mix = mix_total * (kGasPressure / kMixingVolume) * (t_mix + kCelsius);

  // Reactions (1) to (4).
  const T t_kinetic = 250.0 - kept_positive(T(250.0 - r.t), 1.0);  // it trips at 175 degC; no faster than at 250
  const T inverse_rt = 1.0 / (1.987 * (t_kinetic + kCelsius));
  // What has run out does not react: a rate below zero would feed itself.
  const T p_a = kept_positive(r.partial[A], 0.02), p_c = kept_positive(r.partial[C], 0.02);
  const T p_d = kept_positive(r.partial[D], 0.02), p_e = kept_positive(r.partial[E], 0.02);
  const T gases = rounded_power(p_a, 1.1544) * rounded_power(p_c, 0.3735);
  const T r1 = c.kinetics1 * exp(T(31.5859536 - 40000.0 * inverse_rt)) * gases * p_d * r.gas;
  const T r2 = c.kinetics2 * exp(T(3.00094014 - 20000.0 * inverse_rt)) * gases * p_e * r.gas;
  const T side = exp(T(53.4060443 - 60000.0 * inverse_rt)) * p_a * r.gas;
  const T r3 = side * p_e, r4 = 0.767488334 * side * p_d;
  const T made[8] = {-(r1 + r2 + r3), T(0.0), -(r1 + r2), -(r1 + 1.5 * r4), -(r2 + r3), r3 + r4, r1, r2};
  const T reaction_heat = 0.06899381054 * r1 + 0.05 * r2;

  // Feeds and valves, lbmol/h.
  const T f_d = 4.0 * valve[0], f_e = 4.0 * valve[1], f_a = (1 - c.a_loss) * valve[2];
  const T f_c = (15.0 * (1 - 0.2 * c.c_loss)) * valve[3] + 1e-10;
  const T f_under = 15.0 * valve[6], f_product = 10.0 * valve[7];

  // Flows between vessels (6).
  const T f_reactor = 1937.6 * one_way_root(T(p_mix - r.p)) / kept_above(T(mix_mass / mix_total), 1.9, 0.05);
  const T f_out = (4574.21 * (1 - 0.25 * c.plugging)) * one_way_root(T(r.p - s.p)) / r.mole_mass;
  const T f_purge = 0.151169 * valve[5] * one_way_root(T(s.p - 760.0)) / s.mole_mass;
  constexpr double kMost = 280275, kRatio = 1.3;
  const T p_suction = kept_above(s.p, 10, 1), ratio = held(T(p_mix / p_suction), 1.0, kRatio, 0.001);
  const T compressed = kMost + (kMost / 1.197) * (1.0 - ratio * ratio * ratio);  // lb/h
  const T work = compressed * (1.8e-6 * 1.9872) * (s.t + kCelsius) * (p_mix - s.p) / (s.mole_mass * p_suction);
  const T back = 53.349 * valve[4] * one_way_root(T(p_mix - s.p));
  const T f_recycle = kept_above(T(compressed - back), 1e-3, 100) / s.mole_mass;

  // Stripping (7). Far from its range the published factor falls below zero or turns over: it stops at 0.1 and goes on straight.
  const T cool = 170.0 - kept_positive(T(170.0 - t_strip), 0.5);
  const T factor = kept_above(T(363.744 / (177.0 - cool) - 2.22579488 + (t_strip - cool)), 0.1, 0.01);
  const T strong = f_c * factor, weak = kept_positive(f_under, 1e-3);
  constexpr double kStrip[8] = {0, 0, 0, 8.5010, 11.402, 11.795, 0.0480, 0.0242};
  constexpr double kAlways[3] = {0.995, 0.991, 0.990};
  const double feed_c[3] = {c.feed_a, c.feed_b, 1 - c.feed_a - c.feed_b};
  T up[8], down[8], f_up{};
  for (int i = A; i <= H; ++i) {
    if (i <= C) {
      const T in = feed_c[i] * f_c;
      up[i] = kAlways[i] * in;
      down[i] = in - up[i];
    } else {
      const T in = s.x[i] * f_under, k = kStrip[i] * strong;
      up[i] = in * (k / (k + weak));
      down[i] = in - up[i];
    }
    f_up += up[i];
  }

  // Heat exchangers.
  const T stirring = 0.01 * (valve[11] + 150.0);
  const T wetted = held(T(0.025 / 7.8 * r.liquid - 0.25), 0.0, 1.0, 0.002);
  const T q_reactor = (855490e-6 * (1 - 0.35 * c.reactor_fouling)) * wetted * (-0.5 * stirring * stirring + 2.75 * stirring - 2.5) *
                      (y[kReactorWater] - r.t);
  const T f8 = f_out / 3528.73, f8_4 = f8 * f8 * f8 * f8;
  const T q_condenser = (0.404655 * (1 - 0.25 * c.condenser_fouling)) * (f8_4 / (1.0 + f8_4)) * (y[kCondenserWater] - r.t);
  const T q_steam = (0.03 * 0.01 * (1 + c.steam)) * valve[8] * kept_positive(T(100.0 - t_strip), 0.2);

  // Enthalpies that flow.
  const T h_reactor_in = h_mix.at(t_mix) / mix_total * f_reactor;
  const T h_out = gas_enthalpy(r.y).at(r.t) * f_out;
  const T h_gas = gas_enthalpy(s.y).at(s.t);
  const T h_recycle = h_gas * f_recycle + work;
  const T h_under = s.h_liquid.at(s.t) / s.total * f_under;
  const T h_up = gas_enthalpy(up).at(t_strip);
  const T h_product = h_strip.at(t_strip) / strip_total * f_product;
  const double d_feed[8] = {0, 0.0001, 0, 0.9999, 0, 0, 0, 0}, e_feed[8] = {0, 0, 0, 0, 0.9999, 0.0001, 0, 0};
  const double a_feed[8] = {0.9999, 0.0001, 0, 0, 0, 0, 0, 0}, ac_feed[8] = {feed_c[0], feed_c[1], feed_c[2], 0, 0, 0, 0, 0};
  const double h_d = gas_enthalpy(d_feed).at(c.t_d), h_e = gas_enthalpy(e_feed).at(45), h_a = gas_enthalpy(a_feed).at(45);
  const double h_c = gas_enthalpy(ac_feed).at(c.t_c);

  const T per_strip = f_product / strip_total, per_mix = f_reactor / mix_total;
  const T from_separator = f_recycle + f_purge;
  for (int i = A; i <= H; ++i) {
    const T to_reactor = mix[i] * per_mix, out = r.y[i] * f_out, recycle = s.y[i] * f_recycle;
    rate[kReactor + i] = to_reactor - out + made[i];
    rate[kSeparator + i] = out - s.y[i] * from_separator - s.x[i] * f_under;
    rate[kStripper + i] = down[i] - strip[i] * per_strip;
    rate[kMixing + i] = up[i] + recycle - to_reactor;
  }
  rate[kMixing + A] += 0.9999 * f_a;
  rate[kMixing + B] += 0.0001 * (f_a + f_d);
  rate[kMixing + D] += 0.9999 * f_d;
  rate[kMixing + E] += 0.9999 * f_e;
  rate[kMixing + F] += 0.0001 * f_e;
  rate[kReactor + 8] = h_reactor_in - h_out + reaction_heat + q_reactor;
  rate[kSeparator + 8] = h_out - h_recycle - h_gas * f_purge - h_under + q_condenser;
  rate[kStripper + 8] = h_c * f_c + h_under - h_up - h_product + q_steam;
  rate[kMixing + 8] = h_d * f_d + h_e * f_e + h_a * f_a + h_up + h_recycle - h_reactor_in;
  rate[kReactorWater] = (10.0 * valve[9] * 500.53 * (c.t_reactor_water - y[kReactorWater]) - q_reactor * (1e6 / 1.8)) / 7060.0;
  rate[kCondenserWater] = (12.0 * valve[10] * 500.53 * (c.t_condenser_water - y[kCondenserWater]) - q_condenser * (1e6 / 1.8)) / 11138.0;
  for (int i = 0; i < 12; ++i) rate[kValves + i] = (c.valve[i] - valve[i]) * (3600 / kLag[i]);

  if (!readings) return;
  T* m = readings->xmeas;
  constexpr double kStandard = 0.359 / kCubicFeet, kPound = 0.454, kGauge = 101.325 / 760;
  m[1] = f_a * kStandard;
  m[2] = f_d * ((0.0001 * kMolarMass[B] + 0.9999 * kMolarMass[D]) * kPound);
  m[3] = f_e * ((0.9999 * kMolarMass[E] + 0.0001 * kMolarMass[F]) * kPound);
  m[4] = f_c * kStandard;
  m[5] = f_recycle * kStandard;
  m[6] = f_reactor * kStandard;
  m[7] = (r.p - 760.0) * kGauge;
  m[8] = (r.liquid - 84.6) / 666.7 * 100.0;
  m[9] = r.t;
  m[10] = f_purge * kStandard;
  m[11] = s.t;
  m[12] = (s.liquid - 27.5) / 290.0 * 100.0;
  m[13] = (s.p - 760.0) * kGauge;
  m[14] = f_under * s.liquid / s.total / kCubicFeet;
  m[15] = (strip_liquid - 78.25) / kStripperVolume * 100.0;
  m[16] = (p_mix - 760.0) * kGauge;
  m[17] = f_product * strip_liquid / strip_total / kCubicFeet;
  m[18] = t_strip;
  m[19] = q_steam * (1.04e3 * kPound);
  m[20] = work * 0.29307e3;
  m[21] = y[kReactorWater];
  m[22] = y[kCondenserWater];
  for (int i = A; i <= F; ++i) m[23 + i] = 100.0 * mix[i] / mix_total;
  for (int i = A; i <= H; ++i) m[29 + i] = 100.0 * s.y[i];
  for (int i = D; i <= H; ++i) m[37 + i - D] = 100.0 * strip[i] / strip_total;
  readings->reactor_liquid = r.liquid;
  readings->separator_liquid = s.liquid;
  readings->stripper_liquid = strip_liquid;
}

}  // namespace retort::te
