// Friction factors and control valve sizing against published numbers.
#include <fstream>
#include <sstream>

#include "sim/units/friction.h"
#include "tests/catch.h"
#include "tests/rig.h"
#include "tests/validation.h"

namespace retort::test {

TEST_CASE("Churchill's friction factor is that of the table, and Colebrook's within its own accuracy") {
  Validation table("friction", "Friction factors");
  Worst published, correlation;
  std::ifstream file(RETORT_SOURCE "/tests/reference/data/friction_factor.csv");
  std::string line;
  int rows = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line[0] == '#' || line[0] == 'R') continue;
    std::stringstream fields(line);
    double re, roughness, colebrook, churchill_1977;
    char comma;
    fields >> re >> comma >> roughness >> comma >> colebrook >> comma >> churchill_1977;
    published.see(re, churchill(re, roughness), churchill_1977);
    if (re >= 1e4 && roughness <= 0.01) correlation.see(re, churchill(re, roughness), colebrook);
    ++rows;
  }
  CHECK(rows > 50);
  const auto at = [](const Worst& w) { return "Re " + std::to_string(std::lround(w.at)) + " (worst of the grid)"; };
  table.relative(at(published), "f", "-", published.ours, published.published, 1e-8, "Churchill, Chem. Eng. 84 (24), 91 (1977)");
  table.relative(at(correlation), "f", "-", correlation.ours, correlation.published, 0.03, "Colebrook's equation, from Re 10 000 and eps/D up to 0.01");
}

namespace {

/// Water-like liquid through a valve held between two pressures. The line is so wide that it takes nothing.
std::string valve_between(const std::string& p1, const std::string& p2, const std::string& t, double kv_m3h,
                          const std::string& more = "") {
  return "format: 1\nplant: rig\nscan: 200 ms\nmedium: water\nunits:\n"
         "  A: {type: boundary, pressure: " + p1 + ", temperature: " + t + ", at: [0, 0, 0]}\n"
         "  V: {type: control_valve, kv: " + std::to_string(kv_m3h) + " m3/h, fl: 0.9, leakage: 0.001 %, command: 100 %, " + more + "at: [0, 0, 0]}\n"
         "  B: {type: boundary, pressure: " + p2 + ", temperature: " + t + ", at: [0, 0, 0]}\n"
         "lines:\n  L: {from: A, to: B, through: [V], dn: 800, length: 0.01 m, k: 0}\n";
}

}  // namespace

TEST_CASE("control valves pass what IEC 60534-2-1 says") {
  Validation table("hydraulics", "Hydraulics: control valves in liquid");
  const std::string source = "IEC 60534-2-1, example 1";
  // Published for rho 965.4 kg/m3 and p_v 70.1 kPa (water at 363 K). Not choked: FL^2 (p1 - FF p_v) = 497 kPa > 460 kPa.
  Rig plain(valve_between("680 kPa", "220 kPa", "89.98 degC", 164.9954763704956));
  plain.run(1);
  const double rho = plain.plant->medium->density(363.13);
  CHECK(rho == Approx(965.4).epsilon(2e-3));
  CHECK(plain.plant->medium->vapour_pressure(363.13) == Approx(70100).epsilon(5e-3));
  table.relative("Kv 165.0, 6.8 to 2.2 bar", "flow", "m3/h", plain.get("V.flow") / rho * 3600, 360, 3e-3, source);

  Rig reduced(valve_between("680 kPa", "220 kPa", "89.98 degC", 177.44417090966715,
                            "bore: 80 mm, inlet_pipe: 100 mm, outlet_pipe: 90 mm, "));
  reduced.run(1);
  table.relative("Kv 177.4 between reducers", "flow", "m3/h", reduced.get("V.flow") / rho * 3600, 360, 3e-3, source);
}

TEST_CASE("choked flow is limited by FL^2 (p1 - FF p_v)") {
  // IEC 60534-2-1, FF = 0.96 - 0.28 sqrt(p_v / p_c); p_c of water 22 120 kPa.
  Rig rig(valve_between("680 kPa", "120 kPa", "89.98 degC", 164.9954763704956));
  rig.run(1);
  const double rho = rig.plant->medium->density(363.13), p_v = rig.plant->medium->vapour_pressure(363.13);
  const double ff = 0.96 - 0.28 * std::sqrt(p_v / 22.12e6);
  CHECK(ff == Approx(0.9442375225233299).epsilon(1e-3));
  const double limit = 0.81 * (680e3 - ff * p_v);
  REQUIRE(limit < 560e3);
  const double q = 164.9954763704956 * std::sqrt(limit / 1e5 / (rho / 999.1));
  CHECK(rig.get("V.flow") / rho * 3600 == Approx(q).epsilon(1e-2));
}

TEST_CASE("an orifice passes what ISO 5167-2 says") {
  // beta 0.6 in a 100 mm pipe, corner taps, Re 1e8.
  Rig rig("format: 1\nplant: rig\nscan: 200 ms\nmedium: water\nunits:\n"
          "  A: {type: boundary, pressure: 2 bar, temperature: 15 degC, at: [0, 0, 0]}\n"
          "  F: {type: orifice, pipe: 100 mm, beta: 0.6, at: [0, 0, 0]}\n"
          "  B: {type: boundary, pressure: 1.5 bar, temperature: 15 degC, at: [0, 0, 0]}\n"
          "lines:\n  L: {from: A, to: B, through: [F], dn: 800, length: 0.01 m, k: 0}\n");
  rig.run(1);
  const double rho = rig.plant->medium->density(288.15), b2 = 0.36, b4 = b2 * b2;
  const double a = std::pow(19000 * 0.6 / 1e8, 0.8);
  const double c = 0.5961 + 0.0261 * b2 - 0.216 * b4 * b4 + 0.000521 * std::pow(0.6e-2, 0.7) + (0.0188 + 0.0063 * a) * std::pow(0.6, 3.5) * std::pow(1e-2, 0.3);
  const double lost = 0.5e5, taps = lost / (1 - std::pow(0.6, 1.9));
  const double w = c / std::sqrt(1 - b4) * kPi / 4 * 0.06 * 0.06 * std::sqrt(2 * rho * taps);
  CHECK(rig.get("F.flow") == Approx(w).epsilon(1e-3));
  CHECK(rig.get("F.dp") == Approx(taps).epsilon(2e-3));
}

}  // namespace retort::test
