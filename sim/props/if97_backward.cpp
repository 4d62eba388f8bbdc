#include "sim/props/if97_backward.h"

namespace retort::if97 {
namespace {

template <int N>
double polynomial(const Term (&terms)[N], double x, double y) {
  const Powers<double, 0, 32> px(x);
  const Powers<double, 0, 44> py(y);
  double sum = 0;
  for (const Term& k : terms) sum += k.n * px[k.i] * py[k.j];
  return sum;
}

}  // namespace

double liquid_temperature_ph(double p, double h) { return polynomial(kT1Ph, p / 1e6, h / 2500e3 + 1); }
double liquid_temperature_ps(double p, double s) { return polynomial(kT1Ps, p / 1e6, s / 1e3 + 2); }

double steam_temperature_ph(double p, double h) {
  const double pi = p / 1e6, eta = h / 2000e3;
  if (pi <= 4) return polynomial(kT2aPh, pi, eta - 2.1);
  const double hk = h / 1e3;
  const bool b = pi < kBoundary2bc[0] + kBoundary2bc[1] * hk + kBoundary2bc[2] * hk * hk;
  if (b) return polynomial(kT2bPh, pi - 2, eta - 2.6);
  const Powers<double, -7, 6> px(pi + 25);
  const Powers<double, 0, 22> py(eta - 1.8);
  double sum = 0;
  for (const Term& k : kT2cPh) sum += k.n * px[k.i] * py[k.j];
  return sum;
}

namespace detail {

TwoUnknowns solve_steam(double v, double u) {
  // Start as an ideal gas: u = 2375.3 kJ/kg at 0 degC and 1.43 kJ/(kg K) from there on.
  TwoUnknowns r{273.15 + (u - 2375.3e3) / 1430, 0, 1, 0, 0, 1};
  r.t = r.t < 200 ? 200 : r.t > 1500 ? 1500 : r.t;
  r.ln_p = math::log(kR * r.t / v);
  for (int step = 0; step < 60; ++step) {
    Dual<2> t(r.t), x(r.ln_p);
    t.d[0] = 1;
    x.d[1] = 1;
    const State<Dual<2>> s = steam(t, exp(x));
    r.a = s.v.d[0], r.b = s.v.d[1], r.c = s.u.d[0], r.d = s.u.d[1];
    const double det = r.a * r.d - r.b * r.c;
    const double rv = v - s.v.v, ru = u - s.u.v;
    double dt = (r.d * rv - r.b * ru) / det, dx = (r.a * ru - r.c * rv) / det;
    // Near saturation the surface bends: no step of more than 50 K or a factor e^0.5.
    double scale = 1;
    if (dt > 50 || dt < -50) scale = 50 / (dt < 0 ? -dt : dt);
    if (dx * scale > 0.5 || dx * scale < -0.5) scale = 0.5 / (dx < 0 ? -dx : dx);
    if (!(scale > 0)) break;
    dt *= scale, dx *= scale;
    if (dt < 1e-9 && dt > -1e-9 && dx < 1e-12 && dx > -1e-12) break;
    r.t += dt, r.ln_p += dx;
    if (r.t < 120) r.t = 120;
  }
  return r;
}

}  // namespace detail
}  // namespace retort::if97
