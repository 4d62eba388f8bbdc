#include "sim/props/pure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/base/errors.h"
#include "sim/base/smooth.h"
#include "sim/props/gas_law.h"

namespace retort {
namespace {

using Nodes = std::array<double, grid::kPieces + 1>;

Curve sampled(const std::function<Dual<1>(double)>& f) {
  Nodes value, slope;
  for (int i = 0; i <= grid::kPieces; ++i) {
    const Dual<1> y = f(grid::node(i));
    value[i] = y.v;
    slope[i] = y.d[0];
  }
  return Curve::of(value, slope);
}

/// Continued to a level: y_e + y'_e w (1 - exp(-|T - T_e| / w)).
std::function<Dual<1>(double)> levelled(const Correlation& k, const Critical& critical, double from, double to, double width) {
  return [=](double t) {
    const double end = std::clamp(t, from, to);
    const Dual<1> y = k.with_slope(end, critical);
    if (end == t) return y;
    const double fade = math::exp(-std::abs(t - end) / width);
    Dual<1> r(y.v + (t > end ? 1 : -1) * y.d[0] * width * (1 - fade));
    r.d[0] = y.d[0] * fade;
    return r;
  };
}

/// cp of the liquid, J/(mol K). Above its range its excess over the gas dies out over some 60 K, so that the heat of
/// vaporisation, which falls by just that excess, stays positive where there is no liquid any more:
///   cp_l = cp_ig + (D + (D' + D/w) (T - T_e)) exp(-(T - T_e)/w),  D = cp_l - cp_ig at T_e
Dual<1> liquid_cp(const Component& c, double t) {
  constexpr double kWidth = 60;  // K
  const Correlation &l = *c.liquid_cp, &g = *c.ideal_gas_cp;
  if (t <= l.to) return levelled(l, c.critical, l.from, l.to, 40)(t);
  Dual<1> d(t - l.to);
  d.d[0] = 1;
  const auto gas = levelled(g, c.critical, g.from, g.to, 40);
  const Dual<1> excess = l.with_slope(l.to, c.critical) - gas(l.to);
  return gas(t) + (excess.v + (excess.d[0] + excess.v / kWidth) * d) * exp(d * (-1 / kWidth));
}

/// cp of the vapour, J/(mol K): the ideal gas's, or from the boiling point on that along saturation, whose difference D dies out above
/// its range as in liquid_cp.
Dual<1> vapour_cp(const Component& c, double t) {
  constexpr double kBlend = 10, kWidth = 30;  // K
  const Dual<1> ideal = levelled(*c.ideal_gas_cp, c.critical, c.ideal_gas_cp->from, c.ideal_gas_cp->to, 40)(t);
  if (!c.saturated_vapour_cp || t <= c.saturated_vapour_cp->from) return ideal;
  const Correlation& k = *c.saturated_vapour_cp;
  const double end = std::min(t, k.to);
  const Dual<1> difference = k.with_slope(end, c.critical) - levelled(*c.ideal_gas_cp, c.critical, c.ideal_gas_cp->from, c.ideal_gas_cp->to, 40)(end);
  Dual<1> x(t);
  x.d[0] = 1;
  if (end == t) return ideal + difference * smoothstep((x - k.from) / kBlend);
  const Dual<1> d = x - k.to;
  return ideal + (difference.v + (difference.d[0] + difference.v / kWidth) * d) * exp(d * (-1 / kWidth));
}

/// ln y, continued straight over 1/T.
std::function<Dual<1>(double)> straight(const Correlation& k, const Critical& critical) {
  return [=](double t) {
    const double end = std::clamp(t, k.from, k.to);
    const Dual<1> y = log(k.with_slope(end, critical));
    if (end == t) return y;
    const double m = y.d[0] * end * end;
    Dual<1> r(y.v + m * (1 / end - 1 / t));
    r.d[0] = m / (t * t);
    return r;
  };
}

/// int cp/T dT, zero at t_zero: three Gauss points in each piece.
Curve entropy(const Integral& h, double t_zero) {
  Nodes s, slope;
  const double x = std::sqrt(0.6) / 2;
  double sum = 0;
  for (int i = 0; i <= grid::kPieces; ++i) {
    const double t = grid::node(i);
    s[i] = sum;
    slope[i] = h.slope(t) / t;
    const auto part = [&](double u) { return h.slope(t + u * grid::kStep) / (t + u * grid::kStep); };
    sum += grid::kStep * (5 * part(0.5 - x) + 8 * part(0.5) + 5 * part(0.5 + x)) / 18;
  }
  const double shift = Curve::of(s, slope)(t_zero);
  for (double& v : s) v -= shift;
  return Curve::of(s, slope);
}

Curve raised(const Curve& c, double by) {
  Nodes f, slope;
  for (int i = 0; i <= grid::kPieces; ++i) {
    Dual<1> t(grid::node(i));
    t.d[0] = 1;
    const Dual<1> y = c(t);
    f[i] = y.v + by;
    slope[i] = y.d[0];
  }
  return Curve::of(f, slope);
}

void check_positive(const Component& c, const char* what, const Curve& curve) {
  for (int i = 0; i < grid::kPieces; ++i)
    if (!(curve.piece(i).a > 0) || !std::isfinite(curve.piece(i).a))
      throw FileError(
          c.name + ".yaml", {},
          fmt::format("{} is {:.4g} at {} K: it must stay positive from 150 to 1000 K", what, curve.piece(i).a, grid::node(i)));
}

/// Heat of vaporisation at the boiling point, J/mol: the file's, or Clapeyron's with the second virial coefficient.
double boiling_heat(const Component& c) {
  if (c.heat_of_vaporisation) return c.heat_of_vaporisation->at(c.boiling_point, c.critical);
  const Dual<1> p = c.vapour_pressure->with_slope(c.boiling_point, c.critical);
  const double rt = kGasConstant * c.boiling_point;
  const double v_gas = rt / p.v * compressibility(second_virial(c.boiling_point, c.critical) / rt * p.v);
  return c.boiling_point * p.d[0] * (v_gas - 1 / c.liquid_density->at(c.boiling_point, c.critical));
}

}  // namespace

Curve log_curve(const Correlation& k, const Critical& critical) { return sampled(straight(k, critical)); }

Pure make_pure(const Component& c) {
  Pure r;
  r.molar_mass = c.molar_mass;
  r.gas = c.gas;
  const double m = c.molar_mass;
  const auto level = [&](const Correlation& k, double scale, double width = 40, double top = 1e9) {
    const auto f = levelled(k, c.critical, k.from, std::min(k.to, top), width);
    return sampled([&](double t) { return scale * f(t); });
  };
  const Curve cp_gas = sampled([&](double t) { return 1 / m * vapour_cp(c, t); });
  check_positive(c, "ideal_gas_cp", cp_gas);
  r.gas_viscosity = level(*c.gas_viscosity, 1);
  r.gas_conductivity = level(*c.gas_conductivity, 1);
  check_positive(c, "gas_viscosity", r.gas_viscosity);
  check_positive(c, "gas_conductivity", r.gas_conductivity);
  r.virial = sampled([&](double t) {
    Dual<1> x(t);
    x.d[0] = 1;
    return second_virial(x, c.critical) / (kGasConstant * x);
  });
  r.vapour_enthalpy = Integral::of(cp_gas, c.gas ? kReferenceTemperature : c.boiling_point);
  r.vapour_entropy = entropy(r.vapour_enthalpy, c.gas ? kReferenceTemperature : c.boiling_point);
  r.from = c.ideal_gas_cp->from;
  r.to = c.ideal_gas_cp->to;
  if (c.gas) {
    r.liquid_enthalpy = r.vapour_enthalpy;  // the mixture adds the heat of solution
    r.liquid_entropy = r.vapour_entropy;
    r.liquid_volume = sampled([&](double) { return Dual<1>(c.dissolved_volume / m); });
    return r;
  }
  const Curve cp_liquid = sampled([&](double t) { return 1 / m * liquid_cp(c, t); });
  check_positive(c, "liquid_cp", cp_liquid);
  r.liquid_enthalpy = Integral::of(cp_liquid, kReferenceTemperature);
  r.liquid_entropy = entropy(r.liquid_enthalpy, kReferenceTemperature);
  const double heat = boiling_heat(c) / m;
  r.vapour_enthalpy.add(r.liquid_enthalpy(c.boiling_point) + heat);
  r.vapour_entropy = raised(r.vapour_entropy, r.liquid_entropy(c.boiling_point) + heat / c.boiling_point);
  r.ln_vapour_pressure = log_curve(*c.vapour_pressure, c.critical);
  const auto density =
      levelled(*c.liquid_density, c.critical, c.liquid_density->from, std::min(c.liquid_density->to, 0.95 * c.critical.t), 20);
  r.liquid_volume = sampled([&](double t) { return 1.0 / (m * density(t)); });
  check_positive(c, "the inverse of liquid_density", r.liquid_volume);
  r.ln_liquid_viscosity = log_curve(*c.liquid_viscosity, c.critical);
  r.liquid_conductivity = level(*c.liquid_conductivity, 1);
  check_positive(c, "liquid_conductivity", r.liquid_conductivity);
  // The form itself is zero from the critical point on.
  const auto tension = levelled(*c.surface_tension, c.critical, c.surface_tension->from, 1e9, 40);
  r.surface_tension = sampled(tension);
  r.from = std::max({r.from, c.melting_point, c.vapour_pressure->from, c.liquid_cp->from, c.liquid_density->from});
  r.to = std::min({r.to, c.vapour_pressure->to, c.liquid_cp->to, c.liquid_density->to});
  return r;
}

}  // namespace retort
