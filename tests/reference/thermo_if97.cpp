// Water and steam against the verification tables of the IAPWS releases.
#include <fmt/format.h>

#include "sim/props/if97_backward.h"
#include "sim/props/water_transport.h"
#include "tests/catch.h"
#include "tests/csv.h"
#include "tests/validation.h"

namespace retort::test {

using namespace if97;

TEST_CASE("IF97 is the release's, to the digits it prints") {
  Validation table("thermo_if97", "Water and steam: IAPWS-IF97");
  const std::string data = RETORT_SOURCE "/tests/reference/data/";

  const Csv states(data + "if97_verification.csv");
  REQUIRE(states.rows.size() == 6);
  for (std::size_t i = 0; i < states.rows.size(); ++i) {
    const bool is_liquid = states.number(i, "region") == 1;
    const double t = states.number(i, "T"), p = states.number(i, "P") * 1e6;
    const State<double> s = is_liquid ? liquid(t, p) : steam(t, p);
    const std::string name = fmt::format("region {}, {} K, {} MPa", is_liquid ? 1 : 2, t, p / 1e6);
    const std::string source = is_liquid ? "IAPWS R7-97(2012), table 5" : "IAPWS R7-97(2012), table 15";
    const auto row = [&](const char* quantity, const char* unit, const char* column, double ours) {
      table.relative(name, quantity, unit, ours, states.number(i, column), 1e-8, source);
    };
    row("v", "m3/kg", "v", s.v);
    row("h", "kJ/kg", "h", s.h / 1e3);
    row("u", "kJ/kg", "u", s.u / 1e3);
    row("s", "kJ/(kg K)", "s", s.s / 1e3);
    row("cp", "kJ/(kg K)", "cp", (is_liquid ? liquid_heat_capacity(t, p) : steam_heat_capacity(t, p)) / 1e3);
    row("w", "m/s", "w", is_liquid ? liquid_speed_of_sound(t, p) : steam_speed_of_sound(t, p));
  }

  const Csv lines(data + "if97_saturation.csv");
  for (std::size_t i = 0; i < lines.rows.size(); ++i) {
    const std::string kind = lines.text(i, "kind");
    const double a = lines.number(i, "in1"), published = lines.number(i, "value");
    const double b = lines.text(i, "in2").empty() ? 0 : lines.number(i, "in2");
    const auto row = [&](const std::string& name, const char* quantity, const char* unit, double ours, double allowed,
                         const char* source) { table.relative(name, quantity, unit, ours, published, allowed, source); };
    const std::string at = fmt::format("{} MPa, {} kJ/kg", a, b);
    const std::string dense = fmt::format("{} kg/m3, {} K", a, b);
    if (kind == "psat_MPa_of_T_K")
      row(fmt::format("saturation, {} K", a), "p", "MPa", saturation_pressure(a) / 1e6, 1e-8, "IAPWS R7-97(2012), table 35");
    else if (kind == "Tsat_K_of_p_MPa")
      row(fmt::format("saturation, {} MPa", a), "T", "K", saturation_temperature(a * 1e6), 1e-8, "IAPWS R7-97(2012), table 36");
    else if (kind == "T_of_p_h_region1")
      row("region 1, " + at, "T(p, h)", "K", liquid_temperature_ph(a * 1e6, b * 1e3), 1e-8, "IAPWS R7-97(2012), table 7");
    else if (kind == "T_of_p_s_region1")
      row("region 1, " + at + "/K", "T(p, s)", "K", liquid_temperature_ps(a * 1e6, b * 1e3), 1e-8, "IAPWS R7-97(2012), table 9");
    else if (kind == "T_of_p_h_region2")
      row("region 2, " + at, "T(p, h)", "K", steam_temperature_ph(a * 1e6, b * 1e3), 1e-8, "IAPWS R7-97(2012), table 24");
    else if (kind == "B23_p_MPa_of_T")
      row(fmt::format("boundary of regions 2 and 3, {} K", a), "p", "MPa",
          kBoundary23[0] + kBoundary23[1] * a + kBoundary23[2] * a * a, 1e-8, "IAPWS R7-97(2012), eq. 5");
    else if (kind == "iapws95_sat_psat_kPa")
      row(fmt::format("saturation by IAPWS-95, {} K", a), "p", "kPa", saturation_pressure(a) / 1e3, 5e-4,
          "IAPWS R6-95(2018), table 8");
    else if (kind == "iapws95_sat_hl")
      row(fmt::format("saturation by IAPWS-95, {} K", a), "h of liquid", "kJ/kg", liquid(a, saturation_pressure(a)).h / 1e3, 5e-4,
          "IAPWS R6-95(2018), table 8");
    else if (kind == "iapws95_sat_hv")
      row(fmt::format("saturation by IAPWS-95, {} K", a), "h of steam", "kJ/kg", steam(a, saturation_pressure(a)).h / 1e3, 5e-4,
          "IAPWS R6-95(2018), table 8");
    else if (kind == "iapws95_sat_rhol")
      row(fmt::format("saturation by IAPWS-95, {} K", a), "rho of liquid", "kg/m3", 1 / liquid(a, saturation_pressure(a)).v, 5e-4,
          "IAPWS R6-95(2018), table 8");
    else if (kind == "iapws95_sat_rhov")
      row(fmt::format("saturation by IAPWS-95, {} K", a), "rho of steam", "kg/m3", 1 / steam(a, saturation_pressure(a)).v, 5e-4,
          "IAPWS R6-95(2018), table 8");
    else if (kind == "viscosity_uPas_rho_T")
      row(dense, "viscosity", "uPa s", viscosity(b, a) * 1e6, 1e-7, "IAPWS R12-08, table 4");
    else if (kind == "conductivity_mWmK_rho_T")
      row(dense, "conductivity", "mW/(m K)", conductivity(b, a) * 1e3, 1e-7, "IAPWS R15-11, table 4");
    else if (kind == "surface_tension_mN_m")
      row(fmt::format("{} K", a), "surface tension", "mN/m", surface_tension(a) * 1e3, 2e-4, "IAPWS R1-76(2014), table 1");
    else
      FAIL("unknown kind " << kind);
  }
}

TEST_CASE("saturated steam is that of the tables") {
  Validation table("thermo_steam_tables", "Water and steam: saturation, 0.1 to 60 bar");
  const Csv steam_table(RETORT_SOURCE "/tests/reference/data/steam_saturation.csv");
  REQUIRE(steam_table.rows.size() > 15);
  struct Column {
    const char *name, *quantity, *unit;
    Worst worst;
  };
  Column columns[] = {{"Tsat_C", "T", "degC", {}},
                      {"hf", "h of liquid", "kJ/kg", {}},
                      {"hg", "h of steam", "kJ/kg", {}},
                      {"hfg", "heat of vaporisation", "kJ/kg", {}},
                      {"rho_f", "rho of liquid", "kg/m3", {}},
                      {"rho_g", "rho of steam", "kg/m3", {}}};
  for (std::size_t i = 0; i < steam_table.rows.size(); ++i) {
    const double bar = steam_table.number(i, "P_bar"), p = bar * 1e5, t = saturation_temperature(p);
    const auto l = liquid(t, p), g = steam(t, p);
    const double ours[] = {t - 273.15, l.h / 1e3, g.h / 1e3, (g.h - l.h) / 1e3, 1 / l.v, 1 / g.v};
    for (int k = 0; k < 6; ++k) columns[k].worst.see(bar, ours[k], steam_table.number(i, columns[k].name));
  }
  for (const Column& c : columns)
    table.relative(fmt::format("{} bar (worst of 19 pressures)", c.worst.at), c.quantity, c.unit, c.worst.ours, c.worst.published,
                   1e-5, "computed with an independent program, python-iapws 1.5.2");
}

}  // namespace retort::test
