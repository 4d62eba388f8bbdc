// Curves over temperature: as good as what they were made from, and smooth wherever they join.
#include "sim/props/curve.h"

#include <algorithm>
#include <cmath>

#include "sim/props/pure.h"
#include "tests/catch.h"
#include "tests/props/slopes.h"

namespace retort::test {

TEST_CASE("between its nodes a curve is the published correlation") {
  for (const char* name : {"water", "methanol", "toluene", "propylene_glycol", "sodium"}) {
    const Component c = load_component(name);
    const Pure p = make_pure(c);
    INFO(name);
    for (double t = std::max(p.from, 160.0) + 5.3; t < std::min({p.to, 0.9 * c.critical.t, 990.0}) - 5; t += 7.1) {
      INFO(t << " K");
      CHECK(std::exp(p.ln_vapour_pressure(t)) == Approx(c.vapour_pressure->at(t, c.critical)).epsilon(2e-5));
      CHECK(p.liquid_enthalpy.slope(t) * c.molar_mass == Approx(c.liquid_cp->at(t, c.critical)).epsilon(1e-5));
      const bool steam = c.saturated_vapour_cp && t > c.saturated_vapour_cp->from - grid::kStep;
      if (!steam) CHECK(p.vapour_enthalpy.slope(t) * c.molar_mass == Approx(c.ideal_gas_cp->at(t, c.critical)).epsilon(1e-5));
      if (steam && t > c.saturated_vapour_cp->from + 15 && t < c.saturated_vapour_cp->to - grid::kStep)
        CHECK(p.vapour_enthalpy.slope(t) * c.molar_mass == Approx(c.saturated_vapour_cp->at(t, c.critical)).epsilon(1e-5));
      CHECK(p.vapour_enthalpy.slope(t) > 1.2 * kGasConstant / c.molar_mass);
      CHECK(1 / (p.liquid_volume(t) * c.molar_mass) == Approx(c.liquid_density->at(t, c.critical)).epsilon(1e-4));
      if (t > c.liquid_viscosity->from && t < c.liquid_viscosity->to)
        CHECK(std::exp(p.ln_liquid_viscosity(t)) == Approx(c.liquid_viscosity->at(t, c.critical)).epsilon(1e-3));
    }
  }
}

TEST_CASE("a curve and its integral have no jump of value or slope at nodes, and go on straight beyond the grid") {
  const Pure p = make_pure(load_component("ethanol"));
  for (int i = 0; i <= grid::kPieces; i += 5) {
    const double t = grid::node(i);
    check_joint([&](const auto& x) { return p.ln_vapour_pressure(x); }, t, 1e-6, 1e-5);
    check_joint([&](const auto& x) { return p.liquid_enthalpy(x); }, t, 1e-6, 1e-5);
    if (i > 0 && i < grid::kPieces) check_joint([&](const auto& x) { return p.liquid_enthalpy.slope(x); }, t, 1e-6, 2e-2);
    check_joint([&](const auto& x) { return p.liquid_volume(x); }, t, 1e-6, 1e-5);
  }
  for (double t : {-100.0, 0.0, 100.0, 149.0, 1001.0, 5000.0}) {
    check_slope([&](const auto& x) { return p.liquid_enthalpy(x); }, t, 1e-2, 1e-6);
    check_slope([&](const auto& x) { return p.ln_vapour_pressure(x); }, t, 1e-2, 1e-6);
  }
  CHECK(std::isnan(p.liquid_enthalpy(std::nan(""))));
  CHECK(std::isnan(p.ln_vapour_pressure(std::nan(""))));
}

}  // namespace retort::test
