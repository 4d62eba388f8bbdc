// Components and mixtures against measured values and published models.
#include <fmt/format.h>

#include "sim/props/equilibrium.h"
#include "tests/catch.h"
#include "tests/csv.h"
#include "tests/validation.h"

namespace retort::test {

namespace {

const std::string kData = RETORT_SOURCE "/tests/reference/data/";

double ours(const Mixture& mix, const std::string& quantity, double t) {
  const double m = mix.molar_mass(0);
  if (quantity == "heat of vaporisation") return (mix.vapour_enthalpy(0, t) - mix.liquid_enthalpy(0, t)) * m / 1e3;
  if (quantity == "cp of liquid") return mix.liquid_heat_capacity(0, t) * m;
  if (quantity == "cp of gas") return mix.vapour_heat_capacity(0, t) * m;
  if (quantity == "density") return mix.liquid_density(0, t);
  if (quantity == "viscosity of liquid") return mix.liquid_viscosity(0, t) * 1e3;
  if (quantity == "viscosity of gas") return mix.gas_viscosity(0, t) * 1e6;
  if (quantity == "conductivity of liquid") return mix.liquid_conductivity(0, t);
  if (quantity == "conductivity of gas") return mix.gas_conductivity(0, t);
  if (quantity == "surface tension") return mix.surface_tension(0, t) * 1e3;
  FAIL("unknown quantity " << quantity);
  return 0;
}

}  // namespace

TEST_CASE("components have their measured properties") {
  Validation table("thermo_components", "Components: measured values");
  const Csv values(kData + "component_values.csv");
  for (std::size_t i = 0; i < values.rows.size(); ++i) {
    const auto mix = make_mixture({values.text(i, "component")});
    const double t = values.number(i, "T_K");
    table.relative(fmt::format("{}, {} K", mix->name(0), t), values.text(i, "quantity"), values.text(i, "unit"),
                   ours(*mix, values.text(i, "quantity"), t), values.number(i, "value"), values.number(i, "allowed"),
                   values.text(i, "source"));
  }
  // Vapour pressures against another published correlation, over its range; water against IF97.
  const Csv antoine(kData + "antoine.csv");
  for (std::size_t i = 0; i < antoine.rows.size(); ++i) {
    const auto mix = make_mixture({antoine.text(i, "component")});
    Worst worst;
    for (double t = antoine.number(i, "T_min"); t <= antoine.number(i, "T_max"); t += 5)
      worst.see(t, mix->vapour_pressure(0, t) / 1e3,
                std::pow(10, antoine.number(i, "A") - antoine.number(i, "B") / (t + antoine.number(i, "C"))) / 1e3);
    table.relative(fmt::format("{}, {:.1f} K (worst of the range)", mix->name(0), worst.at), "vapour pressure", "kPa", worst.ours,
                   worst.published, 0.02, "Antoine constants, Poling, appendix A");
  }
  const Csv steam(kData + "steam_saturation.csv");
  const auto water = make_mixture({"water"});
  Worst pressure, density;
  for (std::size_t i = 0; i < steam.rows.size(); ++i) {
    const double t = steam.number(i, "Tsat_C") + 273.15;
    pressure.see(t, water->vapour_pressure(0, t) / 1e5, steam.number(i, "P_bar"));
    density.see(t, water->liquid_density(0, t), steam.number(i, "rho_f"));
  }
  table.relative(fmt::format("water, {:.1f} K (worst, 0.1 to 60 bar)", pressure.at), "vapour pressure", "bar", pressure.ours,
                 pressure.published, 1e-3, "IAPWS-IF97");
  table.relative(fmt::format("water, {:.1f} K (worst, 0.1 to 60 bar)", density.at), "density", "kg/m3", density.ours,
                 density.published, 1e-3, "IAPWS-IF97");
  const Csv henry(kData + "henry.csv");
  for (const char* gas : {"hydrogen", "nitrogen", "oxygen", "carbon_dioxide"}) {
    const auto mix = make_mixture({gas, "water"});
    Worst worst;
    for (std::size_t i = 0; i < henry.rows.size(); ++i)
      if (henry.text(i, "gas") == gas)
        worst.see(henry.number(i, "T_K"), mix->vapour_pressure(0, henry.number(i, "T_K")) / 1e6, henry.number(i, "H_MPa"));
    table.relative(fmt::format("{} in water, {} K (worst of 280 to 500 K)", gas, worst.at), "Henry's constant", "MPa", worst.ours,
                   worst.published, 1e-4, "IAPWS G7-04");
  }
}

TEST_CASE("vapour and liquid stand as measured") {
  Validation table("thermo_vle", "Vapour-liquid equilibrium");
  {
    // NRTL itself, at the parameters and the point of a published example.
    const Nrtl nrtl(2, {{0, 1, -0.178, 1.963, 0, 0, 0.2974}});
    const double x[] = {0.252, 0.748};
    double ln[2];
    nrtl.ln_gamma(343.15, x, ln);
    table.relative("NRTL, ethanol (1) - water, x = 0.252", "gamma 1", "", std::exp(ln[0]), 1.9363183763514304, 1e-9,
                   "DDBST, example P05.01b");
    table.relative("NRTL, ethanol - water (2), x = 0.252", "gamma 2", "", std::exp(ln[1]), 1.1537609663170014, 1e-9,
                   "DDBST, example P05.01b");
  }
  struct Set {
    const char *file, *first, *second, *source;
  };
  for (const Set& set : {Set{"vle_methanol_water.csv", "methanol", "water", "measured, Gmehling, Onken, DECHEMA vol. I"},
                         Set{"vle_ethanol_water.csv", "ethanol", "water", "measured, Kirschbaum 1939"}}) {
    const auto mix = make_mixture({set.first, set.second});
    const Csv data(kData + set.file);
    Worst t, y;
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
      const bool celsius = data.columns[2] == "T_C";
      const double x = data.number(i, "x"), p = celsius ? 101325 : data.number(i, "p_kPa") * 1e3;
      const BubblePoint b = bubble_temperature(*mix, p, {x, 1 - x});
      t.see_absolute(x, b.t, celsius ? data.number(i, "T_C") + 273.15 : data.number(i, "T_K"));
      y.see_absolute(x, b.y[0], data.number(i, "y"));
    }
    const std::string name = fmt::format("{}-{} (worst of {} points)", set.first, set.second, data.rows.size());
    table.absolute(name + fmt::format(", x = {:.3g}", t.at), "bubble point", "K", t.ours, t.published, 0.6, set.source);
    table.absolute(name + fmt::format(", x = {:.3g}", y.at), "y", "", y.ours, y.published, 0.02, set.source);
  }
  {
    // x was not measured here, so it is found from the pressure.
    const auto mix = make_mixture({"methanol", "water"});
    const Csv data(kData + "vle_methanol_water_322K.csv");
    Worst y;
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
      double lo = 0, hi = 1;
      for (int k = 0; k < 60; ++k) {
        const double x = 0.5 * (lo + hi);
        (bubble_pressure(*mix, 322.91, {x, 1 - x}).p < data.number(i, "P_Pa") ? lo : hi) = x;
      }
      y.see_absolute(data.number(i, "P_Pa"), bubble_pressure(*mix, 322.91, {lo, 1 - lo}).y[0], data.number(i, "y_methanol"));
    }
    table.absolute(fmt::format("methanol-water at 322.91 K (worst of 5), {} Pa", y.at), "y", "", y.ours, y.published, 0.02,
                   "measured, attributed to Ochi et al. 1986");
  }
  {
    const auto mix = make_mixture({"benzene", "toluene"}, {.ideal_liquid = true});
    const Csv data(kData + "vle_benzene_toluene.csv");
    Worst t, y;
    for (std::size_t i = 0; i < data.rows.size(); ++i) {
      const double x = data.number(i, "x");
      const BubblePoint b = bubble_temperature(*mix, 101325, {x, 1 - x});
      t.see_absolute(x, b.t, data.number(i, "T_K"));
      y.see_absolute(x, b.y[0], data.number(i, "y"));
    }
    const std::string source = "Raoult's law with Antoine constants of Poling, appendix A";
    table.absolute(fmt::format("benzene-toluene, ideal, x = {:.3g} (worst of 21)", t.at), "bubble point", "K", t.ours, t.published,
                   0.2, source);
    table.absolute(fmt::format("benzene-toluene, ideal, x = {:.3g} (worst of 21)", y.at), "y", "", y.ours, y.published, 0.001,
                   source);
    const Csv flashes(kData + "flash_benzene_toluene.csv");
    Worst v, x;
    for (std::size_t i = 0; i < flashes.rows.size(); ++i) {
      const double at = flashes.number(i, "T_K");
      const Flash f = flash(*mix, at, 101325, {0.5, 0.5});
      v.see_absolute(at, f.vapour_fraction, flashes.number(i, "vapor_fraction"));
      x.see_absolute(at, f.x[0], flashes.number(i, "x"));
      CHECK(f.y[0] == Approx(flashes.number(i, "y")).margin(0.005));
    }
    table.absolute(fmt::format("flash of benzene-toluene 1:1, {} K (worst of 7)", v.at), "vapour fraction", "", v.ours, v.published,
                   0.025, source);
    table.absolute(fmt::format("flash of benzene-toluene 1:1, {} K (worst of 7)", x.at), "x", "", x.ours, x.published, 0.005,
                   source);
  }
}

TEST_CASE("heats of vaporisation agree with the slope of the vapour pressure") {
  Validation table("thermo_clapeyron", "Consistency: energies against vapour pressures (Clapeyron)");
  struct Case {
    const char* name;
    double from, to;
  };
  for (const Case& c :
       {Case{"water", 283.15, 413.15}, Case{"methanol", 273.15, 363.15}, Case{"ethanol", 283.15, 373.15},
        Case{"benzene", 283.15, 383.15}, Case{"toluene", 283.15, 413.15}, Case{"propylene_oxide", 263.15, 333.15}}) {
    const auto mix = make_mixture({c.name});
    const Component& k = mix->component(0);
    Worst worst;
    for (double t = c.from; t <= c.to; t += 5) {
      Dual<1> x(t);
      x.d[0] = 1;
      const Dual<1> p = mix->vapour_pressure(0, x);
      const double rt = kGasConstant * t, z = compressibility(second_virial(t, k.critical) / rt * p.v);
      worst.see(t, (mix->vapour_enthalpy(0, t) - mix->liquid_enthalpy(0, t)) * k.molar_mass / 1e3,
                t * p.d[0] * (z * rt / p.v - k.molar_mass / mix->liquid_density(0, t)) / 1e3);
    }
    table.relative(fmt::format("{}, {:.0f} K (worst of {:.0f} to {:.0f} K)", c.name, worst.at, c.from, c.to),
                   "heat of vaporisation", "kJ/mol", worst.ours, worst.published, 0.045,
                   "Clapeyron's equation on the published vapour pressure");
  }
}

}  // namespace retort::test
