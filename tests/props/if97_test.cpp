// Thermodynamic identities of water and steam, and what happens outside the range of the formulation.
#include <cmath>

#include "sim/props/if97_backward.h"
#include "sim/props/water_transport.h"
#include "tests/catch.h"
#include "tests/props/slopes.h"

namespace retort::test {

using namespace if97;

namespace {

struct Point {
  double t, p;
};
const Point kLiquid[] = {{280, 1e5}, {300, 3e6}, {300, 60e6}, {373, 2e5}, {450, 2e6}, {500, 6e6}, {540, 6e6}, {350, 1e3}};
const Point kSteam[] = {{300, 1e3}, {380, 1e5}, {460, 1e6}, {560, 6e6}, {700, 6e6}, {773, 1e5}, {900, 10e6}, {350, 10}};

/// State and its slopes by central differences: index 0 by T, 1 by p.
template <class F>
State<double> difference(const F& f, const Point& at, int direction) {
  const double dt = direction == 0 ? 1e-3 : 0, dp = direction == 1 ? at.p * 1e-4 : 0, step = 2 * (dt + dp);
  const State<double> a = f(at.t - dt, at.p - dp), b = f(at.t + dt, at.p + dp);
  return {(b.v - a.v) / step, (b.h - a.h) / step, (b.u - a.u) / step, (b.s - a.s) / step};
}

template <class F, class Cp>
void check_identities(const F& f, const Cp& cp, const Point& at) {
  INFO(at.t << " K, " << at.p << " Pa");
  const State<double> s = f(at.t, at.p), by_t = difference(f, at, 0), by_p = difference(f, at, 1);
  CHECK(s.u == Approx(s.h - at.p * s.v).epsilon(1e-12));
  CHECK(by_t.h == Approx(cp(at.t, at.p)).epsilon(1e-6));                    // cp = (dh/dT)_p
  CHECK(by_t.s == Approx(cp(at.t, at.p) / at.t).epsilon(1e-6));             // (ds/dT)_p = cp / T
  CHECK(by_p.s == Approx(-by_t.v).epsilon(1e-5).margin(1e-12));             // Maxwell
  CHECK(by_p.h == Approx(s.v - at.t * by_t.v).epsilon(1e-4).margin(1e-8));  // (dh/dp)_T = v - T (dv/dT)_p
  // g = h - T s:  (dg/dT)_p = -s,  (dg/dp)_T = v
  CHECK(by_t.h - s.s - at.t * by_t.s == Approx(-s.s).epsilon(1e-5).margin(1e-3));
  CHECK(by_p.h - at.t * by_p.s == Approx(s.v).epsilon(1e-5));
  // Slopes carried by dual numbers.
  const Dual<2> t = seeded(at.t, 0), p = seeded(at.p, 1);
  const State<Dual<2>> d = f(t, p);
  CHECK(d.h.d[0] == Approx(by_t.h).epsilon(1e-5));
  CHECK(d.v.d[0] == Approx(by_t.v).epsilon(1e-5));
  CHECK(d.v.d[1] == Approx(by_p.v).epsilon(1e-4));
  CHECK(d.h.d[1] == Approx(by_p.h).epsilon(1e-3).margin(1e-8));
  CHECK(d.u.d[0] == Approx(by_t.u).epsilon(1e-5));
  CHECK(d.s.d[1] == Approx(by_p.s).epsilon(1e-4).margin(1e-12));
}

const auto liquid_state = [](const auto& t, const auto& p) { return liquid(t, p); };
const auto steam_state = [](const auto& t, const auto& p) { return steam(t, p); };

}  // namespace

TEST_CASE("the identities of thermodynamics hold for liquid and steam") {
  for (const Point& p : kLiquid)
    check_identities(
        liquid_state, [](double t, double q) { return liquid_heat_capacity(t, q); }, p);
  for (const Point& p : kSteam)
    check_identities(
        steam_state, [](double t, double q) { return steam_heat_capacity(t, q); }, p);
}

TEST_CASE("Clapeyron holds along saturation, and both phases have the same Gibbs energy") {
  for (double t = 275; t < 620; t += 15) {
    const Dual<2> p = saturation_pressure(seeded(t, 0));
    const auto l = liquid(t, p.v), g = steam(t, p.v);
    INFO(t << " K");
    CHECK(p.d[0] == Approx((g.h - l.h) / (t * (g.v - l.v))).epsilon(t < 560 ? 2e-4 : 2e-3));
    // The two regions and the saturation line are separate fits; this is how well they meet.
    CHECK(std::abs((g.h - t * g.s) - (l.h - t * l.s)) < 40);  // J/kg
    CHECK(saturation_temperature(p.v) == Approx(t).epsilon(1e-9));
  }
}

TEST_CASE("the saturation line goes on smoothly at both ends") {
  const auto psat = [](const auto& t) { return saturation_pressure(t); };
  const auto tsat = [](const auto& p) { return saturation_temperature(p); };
  check_joint(psat, kLowest, 1e-4, 1e-4);
  check_joint(psat, kCritical, 1e-4, 1e-3);
  check_joint(tsat, 611.213, 1e-3, 1e-4);
  check_joint(tsat, 1.0, 1e-5, 1e-3);
  double last = 0;
  for (double t = 215; t < 900; t += 3.7) {
    check_slope(psat, t, 1e-3, 1e-5);
    CHECK(psat(t) > last);
    CHECK(tsat(psat(t)) == Approx(t).epsilon(1e-8));
    last = psat(t);
  }
  for (double p : {-1e5, 0.0, 1e-3, 1.0}) CHECK(std::isfinite(tsat(p)));
}

TEST_CASE("from -50 to 500 degC and from vacuum to 60 bar every property is finite and positive, with its slope") {
  for (double t = 223.15; t <= 773.15; t += 10)
    for (double p : {1e-2, 1.0, 611.0, 1e4, 101325.0, 1e6, 3e6, 6e6}) {
      INFO(t << " K, " << p << " Pa");
      for (int phase : {0, 1}) {
        const auto f = [&](const auto& x, const auto& y) { return phase ? steam(x, y) : liquid(x, y); };
        const auto s = f(seeded(t, 0), seeded(p, 1));
        CHECK((s.v.v > 0 && std::isfinite(s.v.v) && std::isfinite(s.v.d[0]) && std::isfinite(s.v.d[1])));
        CHECK((std::isfinite(s.h.v) && s.h.d[0] > 0 && std::isfinite(s.h.d[1]) && std::isfinite(s.s.v)));
        if (phase || t < 550) CHECK(s.v.d[1] < 0);
        check_slope([&](const auto& x) { return f(x, decltype(x + x)(p)).h; }, t, 1e-3, 1e-5);
      }
    }
}

TEST_CASE("no slope jumps where the formulation ends") {
  for (double p : {1e3, 1e5, 1e6, 6e6}) {
    const double t = saturation_temperature(p);
    const auto h = [&](const auto& x) { return steam(x, decltype(x + x)(p)).h; };
    const auto v = [&](const auto& x) { return steam(x, decltype(x + x)(p)).v; };
    check_joint(h, t, 1e-4, 1e-3);
    check_joint(v, t, 1e-4, 1e-3);
    check_joint([&](const auto& x) { return steam(decltype(x + x)(t), x).h; }, p, p * 1e-7, 1e-3);
    check_joint([&](const auto& x) { return steam(decltype(x + x)(t), x).v; }, p, p * 1e-7, 1e-3);
    check_joint([&](const auto& x) { return liquid(x, decltype(x + x)(p)).h; }, kLowest, 1e-4, 1e-3);
    check_joint([&](const auto& x) { return liquid(x, decltype(x + x)(p)).v; }, kLowest, 1e-4, 5e-2);
    const double border = detail::liquid_border(p);
    check_joint([&](const auto& x) { return liquid(x, decltype(x + x)(p)).h; }, border, 1e-4, 1e-3);
    check_joint([&](const auto& x) { return liquid(x, decltype(x + x)(p)).v; }, border, 1e-4, 1e-3);
  }
}

TEST_CASE("temperature from enthalpy and entropy inverts, with exact slopes") {
  for (const Point& at : kLiquid) {
    const Dual<2> p = seeded(at.p, 1);
    const auto h = liquid(seeded(at.t, 0), p).h;
    const Dual<2> t = liquid_temperature(p, h);
    CHECK(t.v == Approx(at.t).epsilon(1e-10));
    CHECK(t.d[0] == Approx(1).epsilon(1e-9));
    CHECK(t.d[1] == Approx(0).margin(1e-9));
    CHECK(liquid_temperature_ph(at.p, h.v) == Approx(at.t).margin(0.03));  // as far as it was made for
  }
  for (const Point& at : kSteam) {
    const Dual<2> p = seeded(at.p, 1);
    const auto s = steam(seeded(at.t, 0), p);
    CHECK(steam_temperature(p, s.h).v == Approx(at.t).epsilon(1e-10));
    CHECK(steam_temperature(p, s.h).d[0] == Approx(1).epsilon(1e-9));
    CHECK(steam_temperature_ps(p, s.s).v == Approx(at.t).epsilon(1e-10));
    CHECK(steam_temperature_ps(p, s.s).d[1] == Approx(0).margin(1e-9));
  }
}

TEST_CASE("a steam header finds its state from density and energy") {
  for (const Point& at : kSteam) {
    const Dual<2> t = seeded(at.t, 0), p = seeded(at.p, 1);
    const auto s = steam(t, p);
    const auto r = steam_of_density_energy(1.0 / s.v, s.u);
    INFO(at.t << " K, " << at.p << " Pa");
    CHECK(r.t.v == Approx(at.t).epsilon(1e-9));
    CHECK(r.p.v == Approx(at.p).epsilon(1e-9));
    CHECK(r.t.d[0] == Approx(1).epsilon(1e-6));
    CHECK(r.t.d[1] * at.p / at.t == Approx(0).margin(1e-6));
    CHECK(r.p.d[1] == Approx(1).epsilon(1e-6));
    CHECK(r.h.v == Approx(s.h.v).epsilon(1e-9));
  }
  // States that no header should have still give numbers.
  for (double rho : {1e-4, 0.5, 20.0, 200.0, 900.0})
    for (double u : {-1e6, 0.0, 1e6, 2.5e6, 3e6, 6e6}) {
      const auto r = steam_of_density_energy(rho, u);
      CHECK((std::isfinite(r.t) && std::isfinite(r.p)));
    }
}

TEST_CASE("a boiler drum finds its state from density and energy") {
  for (double t : {290.0, 373.15, 450.0, 530.0, 590.0})
    for (double x : {0.0, 1e-4, 0.02, 0.4, 0.99}) {
      const Dual<2> td = seeded(t, 0), xd = seeded(x, 1), p = saturation_pressure(td);
      const auto l = liquid(td, p), g = detail::inside(local_steam(t, p.v), td, p);
      const Dual<2> v = l.v + xd * (g.v - l.v), u = l.u + xd * (g.u - l.u);
      const auto r = wet_of_density_energy(1.0 / v, u);
      INFO(t << " K, quality " << x);
      CHECK(r.t.v == Approx(t).epsilon(1e-9));
      CHECK(r.t.d[0] == Approx(1).epsilon(1e-6));
      CHECK(r.t.d[1] == Approx(0).margin(1e-5));
      CHECK(r.quality.v == Approx(x).margin(1e-9));
      CHECK(r.p.v == Approx(p.v).epsilon(1e-8));
    }
}

TEST_CASE("transport properties are smooth and of the right size everywhere") {
  for (double t = 223.15; t < 780; t += 20) {
    const double pl = 101325, p = std::min(saturation_pressure(t), 6e6);
    for (double rho : {1 / liquid(t, pl).v, 1 / steam(t, p).v}) {
      INFO(t << " K, " << rho << " kg/m3");
      check_slope([&](const auto& x) { return viscosity(x, decltype(x + x)(rho)); }, t, 1e-3, 1e-4);
      check_slope([&](const auto& x) { return conductivity(x, decltype(x + x)(rho)); }, t, 1e-3, 1e-4);
      CHECK((viscosity(t, rho) > 5e-6 && viscosity(t, rho) < 0.1));
      CHECK((conductivity(t, rho) > 0.01 && conductivity(t, rho) < 1));
    }
    check_slope([&](const auto& x) { return surface_tension(x); }, t, 1e-3, 1e-4);
    CHECK(surface_tension(t) >= 0);
  }
}

TEST_CASE("the flag says where the formulation holds") {
  CHECK(region(300, 1e5) == Region::liquid);
  CHECK(region(400, 1e5) == Region::steam);
  CHECK(region(260, 1e5) == Region::outside);
  CHECK(region(650, 30e6) == Region::outside);
  CHECK(region(773, 6e6) == Region::steam);
  CHECK(region(300, 0) == Region::outside);
}

}  // namespace retort::test
