// Temperature from the energy of what a vessel holds.
#include "sim/props/holdup.h"

#include <cmath>

#include "tests/catch.h"

namespace retort::test {

namespace {

struct Holdup {
  const char* what;
  double liquid[3], gas[3], metal;
};
const Holdup kHoldups[] = {{"full", {800, 400, 0.01}, {0, 0, 0}, 2e5},
                           {"half", {300, 700, 0.02}, {0.3, 0.2, 0.8}, 2e5},
                           {"a tray", {4, 6, 0}, {0.02, 0.01, 0}, 1e4},
                           {"metal only", {0, 0, 0}, {0, 0, 0}, 2e5},
                           {"vapour only", {0, 0, 0}, {0.3, 0.2, 0}, 5e3},
                           {"nitrogen only, hardly any metal", {0, 0, 0}, {0, 0, 1.2}, 1},
                           {"a drop less than nothing", {-1e-7, 2, 0}, {0, -1e-9, 0.1}, 1e3}};

}  // namespace

TEST_CASE("temperature from energy inverts, from 150 to 900 K, from empty to full") {
  const auto mix = make_mixture({"methanol", "water", "nitrogen"});
  for (const Holdup& h : kHoldups)
    for (double t : {150.0, 223.15, 298.15, 340.0, 373.15, 500.0, 773.15, 900.0}) {
      INFO(h.what << ", " << t << " K");
      const double e = holdup_energy(*mix, t, h.liquid, h.gas, h.metal);
      CHECK(temperature_from_energy(*mix, e, h.liquid, h.gas, h.metal) == Approx(t).epsilon(1e-10));
    }
}

TEST_CASE("its slopes are 1/C by energy and -h/C by mass") {
  const auto mix = make_mixture({"methanol", "water", "nitrogen"});
  for (const Holdup& h : kHoldups)
    for (double t : {223.15, 298.15, 350.0, 600.0}) {
      INFO(h.what << ", " << t << " K");
      Dual<8> l[kMaxComponents], g[kMaxComponents], e = holdup_energy(*mix, t, h.liquid, h.gas, h.metal);
      for (int i = 0; i < 3; ++i) {
        l[i] = h.liquid[i];
        g[i] = h.gas[i];
        l[i].d[i] = 1;
        g[i].d[i + 3] = 1;
      }
      e.d[6] = 1;
      const Dual<8> found = temperature_from_energy(*mix, e, l, g, h.metal);
      double capacity = h.metal;
      for (int i = 0; i < 3; ++i)
        capacity += h.liquid[i] * mix->liquid_heat_capacity(i, t) +
                    h.gas[i] * (mix->vapour_heat_capacity(i, t) - kGasConstant / mix->molar_mass(i));
      CHECK(found.v == Approx(t).epsilon(1e-10));
      CHECK(found.d[6] == Approx(1 / capacity).epsilon(1e-6));
      for (int i = 0; i < 3; ++i) {
        CHECK(found.d[i] == Approx(-mix->liquid_enthalpy(i, t) / capacity).epsilon(1e-6).margin(1e-6));
        CHECK(found.d[i + 3] == Approx(-mix->vapour_energy(i, t) / capacity).epsilon(1e-6).margin(1e-6));
      }
      CHECK(found.d[7] == 0);
    }
}

TEST_CASE("streams of liquid and gas have the temperature of their enthalpy") {
  const auto mix = make_mixture({"benzene", "toluene", "hydrogen"});
  const double w[] = {0.3, 0.69, 0.01};
  for (double t : {230.0, 300.0, 400.0, 700.0}) {
    CHECK(liquid_temperature_from_enthalpy(*mix, mix->liquid_enthalpy(t, w), w) == Approx(t).epsilon(1e-10));
    CHECK(gas_temperature_from_enthalpy(*mix, mix->vapour_enthalpy(t, w), w) == Approx(t).epsilon(1e-10));
  }
}

TEST_CASE("energies beyond all reason end at a bound, not in a hang") {
  const auto mix = make_mixture({"water"});
  const double m[] = {1.0}, none[] = {0.0};
  for (double e : {-1e12, 1e12, 1e300}) CHECK(std::isfinite(temperature_from_energy(*mix, e, m, none, 1e3)));
  CHECK(std::isfinite(temperature_from_energy(*mix, 0.0, none, none, 0)));
}

}  // namespace retort::test
