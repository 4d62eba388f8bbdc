// Pipes, orifices, valves and pumps against the solved problems of Crane's Technical Paper 410. Water stands in for other liquids:
// what a pipe loses at a given flow and kinematic viscosity is proportional to the density.
#include <string>

#include "sim/units/friction.h"
#include "tests/catch.h"
#include "tests/rig.h"
#include "tests/validation.h"

namespace retort::test {
namespace {

constexpr double kGallon = 3.785411784e-3, kGpm = kGallon / 60, kFoot = 0.3048, kPsi = 6894.757293168, kPound = 16.018463374;  // kg/m3
constexpr double kG = 9.80665, kAtm = 101325, kHorsepower = 745.6999;

std::string si(double x, const char* unit) { return std::to_string(x) + " " + unit; }

/// Two boundaries at given pressures (Pa) and elevations (m) with `units` between them and `lines`.
Rig between(double p_a, double p_b, double z_a, double z_b, const std::string& celsius, const std::string& units, const std::string& lines) {
  const auto end = [&](const char* tag, double p, double z) {
    return std::string("  ") + tag + ": {type: boundary, pressure: " + si(p, "Pa") + ", temperature: " + celsius + " degC, at: [0, 0, " +
           std::to_string(z) + "]}\n";
  };
  return Rig("format: 1\nplant: rig\nscan: 200 ms\nmedium: water\nunits:\n" + end("A", p_a, z_a) + end("B", p_b, z_b) + units + "lines:\n" + lines);
}
double rho(const Rig& rig, double celsius) { return rig.plant->medium->density(celsius + 273.15); }

const std::string kSource = "Crane TP-410, problem 7-";

}  // namespace

TEST_CASE("pipes pass what Crane's problems say") {
  Validation table("crane", "Crane TP-410: pipes, orifices, valves, pumps");
  table.relative("smooth pipe at Re 101 000", "friction factor", "-", churchill(101022.6, 0), 0.0179, 0.015, kSource + "1");
  {
    // SAE 30 oil, 5 in schedule 40, 300 ft, rise of 50 ft, 26.06 psi. Fittings: K 29.99 less f L / D. Laminar.
    const double oil = 0.87 * 62.364 * kPound, nu = 0.130 / oil, bore = 5.047 * 0.0254, length = 300 * kFoot;
    const double v = 400 * kGpm / (kPi / 4 * bore * bore), k = 29.991124449003742 - 64 / (v * bore / nu) * length / bore;
    Rig sample = between(kAtm, kAtm, 0, 0, "15", "", "  L: {from: A, to: B, dn: 100, length: 1 m}\n");
    const double dp = 26.063989664869815 * kPsi * rho(sample, 15) / oil;
    Rig rig = between(kAtm + dp, kAtm, 0, 50 * kFoot, "15", "",
                      "  L: {from: A, to: B, dn: " + std::to_string(bore * 1e3) + ", length: " + si(length, "m") + ", k: " + std::to_string(k) +
                          ", viscosity: " + si(nu * 1e6, "mm2/s") + ", design_velocity: " + si(v, "m/s") + "}\n");
    rig.run(30);
    table.relative("oil of 150 mm2/s up 50 ft, laminar", "flow", "gal/min", rig.get("L.flow") / rho(rig, 15) / kGpm, 400, 0.01, kSource + "9");
  }
  {
    // Fuel oil of 2.7 mm2/s and 814.3 kg/m3, 100 ft of 2 in schedule 40, 2 gal/s: 66.5 kPa.
    const double bore = 2.067 * 0.0254, v = 2 * kGallon / (kPi / 4 * bore * bore);
    Rig sample = between(kAtm, kAtm, 0, 0, "15", "", "  L: {from: A, to: B, dn: 100, length: 1 m}\n");
    const double dp = 66500 * rho(sample, 15) / (0.815 * 999.1);
    Rig rig = between(kAtm + dp, kAtm, 0, 0, "15", "",
                      "  L: {from: A, to: B, dn: " + std::to_string(bore * 1e3) + ", length: 30.48 m, k: 0, viscosity: 2.7 mm2/s, design_velocity: " +
                          si(v, "m/s") + "}\n");
    rig.run(30);
    table.relative("fuel oil, 100 ft of 2 in, 66.5 kPa", "flow", "gal/s", rig.get("L.flow") / rho(rig, 15) / kGallon, 2, 0.01, kSource + "13");
  }
  {
    // Reservoir of 11.5 ft, 10 ft of 3 in with entrance 0.5, mitre bend 60 fT and gate valve 8 fT, contraction to 20 ft of 2 in, exit.
    const double wide = 3.068 * 0.0254, narrow = 2.067 * 0.0254, beta = narrow / wide;
    Rig rig = between(kAtm, kAtm, 11.5 * kFoot, 0, "15.56", "  J: {type: junction, at: [0, 0, 0]}\n",
                      "  L-1: {from: A, to: J, dn: " + std::to_string(wide * 1e3) + ", length: 3.048 m, k: " + std::to_string(0.5 + 68 * 0.0173) +
                          ", viscosity: 1.12 mm2/s, design_velocity: 1.8 m/s}\n  L-2: {from: J, to: B, dn: " + std::to_string(narrow * 1e3) +
                          ", length: 6.096 m, k: " + std::to_string(1 + 0.5 * (1 - beta * beta)) + ", viscosity: 1.12 mm2/s, design_velocity: 4 m/s}\n");
    rig.run(60);
    table.relative("gravity flow through 3 in and 2 in", "flow", "gal/min", rig.get("L-2.flow") / rho(rig, 15.56) / kGpm, 137, 0.02, kSource + "19");
  }
  const auto orifice = [](double pipe, double bore, double taps, double reynolds, const char* celsius) {
    const double beta = bore / pipe, lost = taps * (1 - std::pow(beta, 1.9));
    Rig rig = between(2e5, 2e5 - lost, 0, 0, celsius,
                      "  F: {type: orifice, pipe: " + si(pipe * 1e3, "mm") + ", beta: " + std::to_string(beta) + ", reynolds: " +
                          std::to_string(reynolds) + ", at: [0, 0, 0]}\n",
                      "  L: {from: A, to: B, through: [F], dn: 800, length: 0.01 m, k: 0}\n");
    rig.run(5);
    return rig.get("F.volume_flow");
  };
  const double mercury = 4.4 * 0.0254 * (13557 - 999) * kG;
  table.relative("orifice of 2 in in 4 in, 4.4 in of mercury", "flow", "gal/min", orifice(4.026 * 0.0254, 2 * 0.0254, mercury, 74300, "15.56") / kGpm, 106,
                 0.01, kSource + "23");
  table.relative("orifice of 50 mm in 80 mm, 17 kPa", "flow", "l/min", orifice(0.07366, 0.05, 17e3, 117000, "15") * 6e4, 478, 0.015, kSource + "29");
}

TEST_CASE("a valve passes and chokes as Crane's problems say") {
  Validation table("crane_valve", "Crane TP-410: control valve");
  // Condensate of 60.998 lb/ft3 with a vapour pressure of 4.75 psia: water at 71.05 degC. 3 in valve in 4 in schedule 40, Cv 79.94.
  const auto valve = [](double p2, bool reducers) {
    Rig rig = between(80.6 * kPsi, p2 * kPsi, 0, 0, "71.05",
                      "  V: {type: control_valve, kv: " + si(79.94 * 0.8650, "m3/h") + ", fl: 0.9, leakage: 0.001 %, command: 100 %, " +
                          (reducers ? "bore: 76.2 mm, inlet_pipe: 102.26 mm, outlet_pipe: 102.26 mm, " : "") + "at: [0, 0, 0]}\n",
                      "  L: {from: A, to: B, through: [V], dn: 800, length: 0.01 m, k: 0}\n");
    rig.run(5);
    CHECK(rig.plant->medium->vapour_pressure(344.2) == Approx(4.75 * kPsi).epsilon(0.01));
    return rig.get("V.flow") / rho(rig, 71.05) / kGpm;
  };
  table.relative("condensate, Cv 79.94, 80.6 to 70.8 psia", "flow", "gal/min", valve(70.8, true), 250, 0.01, kSource + "27");
  const auto drop = [&](bool reducers) { return 9.8 * std::pow(valve(10, reducers) / valve(70.8, reducers), 2); };
  table.relative("condensate, chokes by FL", "pressure drop", "psi", drop(false), 80.6 - 18.966081253330014, 0.015, kSource + "28, with FL");
  table.relative("condensate, chokes between reducers", "pressure drop", "psi", drop(true), 80.6 - 20.8, 0.015, kSource + "28, with FLP");
}

TEST_CASE("pumps take and give what Crane's problems say") {
  Validation table("crane_pump", "Crane TP-410: pumps");
  {
    // 100 gal/min against 421 ft at an efficiency of 70 %: 15.2 hp.
    const double head = 421 * kFoot;
    Rig sample = between(kAtm, kAtm, 0, 0, "21", "", "  L: {from: A, to: B, dn: 100, length: 1 m}\n");
    Rig rig = between(kAtm, kAtm + rho(sample, 21) * kG * head, 0, 0, "21",
                      "  P: {type: centrifugal_pump, curve: [[0 m3/h, 138 m], [22.712 m3/h, 128.321 m], [45.424 m3/h, 99.284 m]], best_flow: 22.712 m3/h, "
                      "efficiency: 70 %, start: {running: 1}, at: [0, 0, 0]}\n",
                      "  L-1: {from: A, to: P.in, dn: 500, length: 0.01 m, k: 0}\n  L-2: {from: P.out, to: B, dn: 500, length: 0.01 m, k: 0}\n");
    rig.run(60);
    CHECK(rig.get("P.volume_flow") == Approx(100 * kGpm).epsilon(0.03));
    table.relative("100 gal/min to 421 ft at 70 %", "power", "hp",
                   rig.get("P.power") / kHorsepower * (100 * kGpm * head) / (rig.get("P.volume_flow") * rig.get("P.head")), 15.2, 0.01, kSource + "15");
  }
  {
    // NPSH of a pump 25 ft above a tank of 5 psig (19.7 psia), 6 ft of losses.
    Rig rig = between(19.696 * kPsi, kAtm + 3e5, 0, 25 * kFoot, "15.56",
                      "  P: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [60 m3/h, 36 m], [100 m3/h, 28 m]], start: {running: 1}, at: [0, 0, " +
                          std::to_string(25 * kFoot) + "]}\n",
                      "  L-1: {from: A, to: P.in, dn: 100, length: 8 m, k: 2}\n  L-2: {from: P.out, to: B, dn: 100, length: 1 m, k: 1}\n");
    rig.run(60);
    const double lost = (19.696 * kPsi - rig.get("P.suction_pressure")) / (rho(rig, 15.56) * kG) - 25 * kFoot;
    table.relative("lift of 25 ft, 6 ft of losses", "NPSH available", "ft", rig.get("P.npsh_available") / kFoot + lost / kFoot - 6, 13.887316780096477, 0.005,
                   kSource + "32");
  }
  {
    // 400 gal/min, 126 ft and 17.5 hp at 3500 rpm, run at 1700 rpm against friction alone.
    Rig rig = between(kAtm + 1e5, kAtm + 1e5, 0, 0, "15.56",
                      "  P: {type: centrifugal_pump, drive: variable, curve: [[0 m3/h, 46 m], [90.85 m3/h, 38.4 m], [130 m3/h, 30 m]], best_flow: 90.85 m3/h, "
                      "start: {running: 1}, at: [0, 0, 0]}\n",
                      "  L-1: {from: A, to: P.in, dn: 300, length: 0.01 m, k: 0}\n  L-2: {from: P.out, to: B, dn: 100, length: 0.01 m, k: 72.97}\n");
    rig.run(60);
    const double flow = rig.get("P.volume_flow"), head = rig.get("P.head"), power = rig.get("P.power");
    CHECK(flow == Approx(400 * kGpm).epsilon(0.03));
    rig.set("P.speed_set", 1700.0 / 3500);
    rig.run(60);
    const std::string source = kSource + "33";
    table.relative("3500 to 1700 rpm", "flow", "gal/min", 400 * rig.get("P.volume_flow") / flow, 194.28571428571428, 0.002, source);
    table.relative("3500 to 1700 rpm", "head", "ft", 126 * rig.get("P.head") / head, 29.725714285714286, 0.002, source);
    table.relative("3500 to 1700 rpm", "power", "hp", 17.5 * rig.get("P.power") / power, 2.0053061224489794, 0.002, source);
  }
}

}  // namespace retort::test
