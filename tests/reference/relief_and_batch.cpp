// Relief devices and gas valves against API 520 and IEC 60534 by the law of a real branch; the batch reactor against the report on the
// explosion that it is modelled on; the glycol reactor's two steady states.
#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "sim/units/api520.h"
#include "tests/catch.h"
#include "tests/rig.h"
#include "tests/validation.h"

namespace retort::test {
namespace {

std::string gas_line(const std::string& gas, const std::string& p1, const std::string& t, const std::string& p2, const std::string& element) {
  return "format: 1\nplant: rig\nscan: 200 ms\nmedium: gas\nmedia: {gas: {components: [" + gas + "]}}\nunits:\n"
         "  A: {type: boundary, phase: gas, pressure: " + p1 + ", temperature: " + t + ", composition: {" + gas + ": 100 %}, at: [0, 0, 0]}\n"
         "  V: {" + element + ", at: [0, 0, 0]}\n"
         "  B: {type: boundary, phase: gas, pressure: " + p2 + ", temperature: " + t + ", composition: {" + gas + ": 100 %}, at: [0, 0, 0]}\n"
         "lines:\n  L: {from: A, to: B, through: [V], dn: 1500, length: 0.01 m, k: 0}\n";
}

/// The batch by its recipe up to the reaction, with the sodium loaded by hand.
void run_batch_to(Rig& rig, double celsius) {
  rig.run(10);
  rig.set("SQ-201.start", 1);
  rig.run(790);
  rig.set("SQ-201.confirm", 1);
  rig.set("HV-202.opening", 1, Source::field);
  rig.run(302);
  rig.set("HV-202.opening", 0, Source::field);
  rig.run(90);
  rig.set("SQ-201.confirm", 1);
  while (rig.get("R-201.temperature") < celsius + 273.15 && rig.sim.time() < 12000) rig.sim.step();
}

}  // namespace

TEST_CASE("a relief valve passes what API 520 sizes it for") {
  Validation table("api520", "Relief devices");
  const std::string source = "API 520 Part I, example 1";
  // Published for 51 g/mol, Z 0.9, 348 K: 13.12 kg/m3 at 6.7 bar. The law sees the density, so carbon dioxide at 270.3 K stands in.
  Rig rig(gas_line("carbon_dioxide", "670 kPa", "-2.88 degC", "101 kPa",
                   "type: relief_valve, set_pressure: 4 bar, orifice: 3699.046 mm2, kd: 0.975, gamma: 1.11"));
  rig.run(10);
  table.relative("choked gas through 3699 mm2", "flow", "kg/h", rig.get("V.flow") * 3600, 24270, 0.001, source);
  const auto steam = [](double bar, double celsius, const std::string& orifice = "1000 mm2") {
    Rig boiler(gas_line("water", std::to_string(bar) + " bar", std::to_string(celsius) + " degC", "101 kPa",
                        "type: relief_valve, service: steam, set_pressure: 2 bar, orifice: " + orifice + ", kd: 0.975"));
    boiler.run(10);
    return boiler.get("V.flow") * 3600;
  };
  // Saturated at 12 236 kPa. A boundary goes to 100 bar, so it is run at a twentieth of the pressure, where Napier's flow is a twentieth;
  // the correction beyond 103 bar, 1.011 there, is not in the law.
  table.relative("saturated steam of 122 bar through 1103 mm2", "flow", "kg/h", 20 * steam(6.118, 160, "1103.4712 mm2"), 69615, 0.01, "API 520 Part I, example 4");
  // At the pressure of a boiler, against equation and table of the standard.
  const auto napier = [](int bar, double superheat) { return 1000 * 100.0 * bar * 0.975 / 190.5 * superheat; };
  const std::string table9 = "API 520 Part I, 10th ed., Napier's equation and table of KSH";
  table.relative("saturated steam of 15 bar through 1000 mm2", "flow", "kg/h", steam(15, 199), napier(15, 1), 0.005, table9);
  struct Superheated {
    int bar, celsius;
    double ksh;
  };
  for (const Superheated& h : {Superheated{5, 250, 0.942}, {5, 500, 0.765}, {15, 300, 0.907}, {15, 500, 0.768}, {60, 350, 0.904}, {100, 350, 0.957}, {100, 500, 0.797}})
    table.relative(fmt::format("steam of {} bar and {} degC", h.bar, h.celsius), "flow", "kg/h", steam(h.bar, h.celsius), napier(h.bar, h.ksh), 0.015, table9);
  table.relative("k 1.35", "C", "-", 0.03948 * api520::flow_number(1.35), 0.02669419967057233, 1e-4, "API 520 Part I, table of C");
  table.relative("k 1.8, 10 to 7 bar", "F2", "-", api520::subcritical_factor(1.8, 0.7), 0.8600724121105563, 1e-9, "API 520 Part I, F2");
  table.relative("Re 100", "Kv", "-", api520::viscosity_factor(100), 0.6157445891444229, 0.015, "API 520 Part I, 7th ed., whose Kv has another form");
  table.relative("Re 4525", "Kv", "-", api520::viscosity_factor(4525), 0.9817287137013179, 1e-6, "API 520 Part I, 10th ed., Kv");
  // Subcritical, against the published factor: w = Kd A F2 sqrt(2 rho1 (p1 - p2)).
  Rig sub(gas_line("nitrogen", "10 bar", "50 degC", "7 bar", "type: bursting_disc, bore: 50 mm, burst_pressure: 1 bar, kd: 0.62, gamma: 1.4"));
  sub.run(10);
  const double rho = 10e5 * 0.0280134 / (8.314462618 * 323.15), area = 3.14159265358979 / 4 * 0.05 * 0.05;
  table.relative("10 to 7 bar, k 1.4", "flow", "kg/s", sub.get("V.flow"),
                 0.62 * area * api520::subcritical_factor(1.4, 0.7) * std::sqrt(2 * rho * 3e5), 0.001, "API 520 Part I, equation with F2");
  // Whether it is choked, k 1.11 at 670 kPa: above 390 kPa the back pressure counts.
  const auto against = [](const char* back) {
    Rig r(gas_line("carbon_dioxide", "670 kPa", "-2.88 degC", back, "type: bursting_disc, bore: 50 mm, burst_pressure: 1 bar, kd: 0.62, gamma: 1.11"));
    r.run(10);
    return r.get("V.flow");
  };
  CHECK(against("532 kPa") < 0.95 * against("101 kPa"));
  CHECK(against("380 kPa") == Approx(against("101 kPa")).epsilon(1e-4));
}

TEST_CASE("gas valves pass what IEC 60534-2-1 sizes them for") {
  Validation table("iec60534_gas", "Control valves in gas");
  const std::string source = "IEC 60534-2-1, example 3";
  // Example 3: 3800 m3/h (0 degC, 101.325 kPa) of carbon dioxide at 433 K between reducers. Z is 0.988 there and 1 in a line, so 427.8 K,
  // which has the same density, stands in.
  Rig rig(gas_line("carbon_dioxide", "680 kPa", "154.65 degC", "310 kPa",
                   "type: control_valve, kv: 72.58664545 m3/h, leakage: 0.001 %, command: 100 %, xt: 0.6, gamma: 1.3, bore: 50 mm, "
                   "inlet_pipe: 80 mm, outlet_pipe: 100 mm"));
  rig.run(1);
  table.relative("Kv 72.59, carbon dioxide, 6.8 to 3.1 bar, between reducers", "flow", "m3/h", rig.get("V.flow") / 0.0440095 * 0.022413969 * 3600, 3800, 0.01, source);
  // Example 4, a very small trim: argon, 0.46 m3/h. The published Kv of 0.0165 is 1.3 times that of turbulent flow, the margin with which
  // the standard's iteration for small trims begins; a branch knows turbulent flow only. Carbon dioxide at 352.5 K has the density of argon at 320 K.
  Rig small(gas_line("carbon_dioxide", "280 kPa", "79.38 degC", "130 kPa",
                     "type: control_valve, kv: 0.0126913579 m3/h, leakage: 0.001 %, command: 100 %, xt: 0.8, gamma: 1.67"));
  small.run(1);
  table.relative("Kv 0.0165 / 1.3, argon, 2.8 to 1.3 bar", "flow", "m3/h", small.get("V.flow") / 0.039948 * 0.022413969 * 3600, 0.46, 0.005,
                 "IEC 60534-2-1, example 4, turbulent");
}

TEST_CASE("the runaway keeps to the milestones of the report") {
  Validation table("t2_laboratories", "Runaway of a batch reactor");
  const std::string source = "CSB report 2008-3-I-FL";
  Rig rig = Rig::of_file(RETORT_SOURCE "/scenarios/library/batch_reactor/plant.yaml");
  double agitator = 0, heating = 0, crossed = 0;
  run_batch_to(rig, 60);
  while (rig.get("R-201.temperature") < 176 + 273.15 && rig.sim.time() < 12000) {
    rig.sim.step();
    if (agitator == 0 && rig.get("R-201.running") > 0.5) agitator = rig.get("R-201.temperature") - 273.15;
    if (heating == 0 && rig.get("HIC-201.op") < 0.5) heating = rig.get("R-201.temperature") - 273.15;
  }
  table.relative("agitator on", "temperature", "degC", agitator, 98.9, 0.1, source);
  table.relative("heating off", "temperature", "degC", heating, 148.9, 0.1, source);
  rig.set("FV-211.air_failure", 1);
  const double lost = rig.sim.time();
  double opened = 0;
  while (rig.get("R-201.ruptured") < 0.5 && rig.sim.time() < lost + 3000) {
    rig.sim.step();
    if (crossed == 0 && rig.get("R-201.heat_decomposition") > rig.get("R-201.heat_metalation")) crossed = rig.get("R-201.temperature") - 273.15;
    if (opened == 0 && rig.get("PSE-201.burst") > 0.5) opened = rig.get("PSE-201.burst_pressure");
  }
  table.relative("second reaction overtakes the first", "temperature", "degC", crossed, 199, 0.1, source);
  table.relative("disc", "bursting pressure", "psi", opened / 6894.757, 400, 0.1, source);
  table.relative("lost cooling to rupture", "time", "min", (rig.sim.time() - lost) / 60, 10, 0.1, source);
  CHECK(rig.get("R-201.ruptured") > 0.5);
  CHECK(rig.sim.counters().holds == 0);
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

TEST_CASE("a disc for 75 psi gives time: cooling that is back after eight minutes saves the vessel, which a disc for 400 psi does not") {
  // Weaker than the report has it: with no cooling at all this vessel, too, tears in the end, a quarter of an hour after the loss. Vented,
  // the charge boils near 185 degC, where its second reaction is not yet negligible.
  for (const double psi : {75.0, 400.0}) {
    Rig rig = Rig::of_file(RETORT_SOURCE "/scenarios/library/batch_reactor/plant.yaml");
    rig.set("PSE-201.burst_pressure", psi * 6894.757);
    run_batch_to(rig, 176);
    rig.set("FV-211.air_failure", 1);
    rig.run(480);
    if (psi < 100) {
      CHECK(rig.get("PSE-201.burst") > 0.5);
      CHECK(rig.get("R-201.pressure") < 3e5);
    }
    rig.set("FV-211.air_failure", 0);
    rig.run(3600);
    INFO(psi << " psi");
    CHECK((rig.get("R-201.ruptured") > 0.5) == (psi > 100));
    if (psi < 100) CHECK(rig.get("R-201.temperature") < 150 + 273.15);
    CHECK(rig.sim.counters().holds == 0);
  }
}

TEST_CASE("the glycol reactor goes out and lights again at different cooling") {
  Rig rig = Rig::of_file(RETORT_SOURCE "/scenarios/library/glycol_cstr/plant.yaml");
  rig.run(60);
  rig.set("TIC-101.mode", 1);
  for (const char* trip : {"TSHH-101", "TSHH-102"}) rig.set(std::string(trip) + ".bypass", 1);
  const auto at = [&](double op) {
    rig.set("TIC-101.op", op);
    rig.run(5400);
    return rig.get("R-101.temperature") - 273.15;
  };
  CHECK(at(0.4) > 55);
  CHECK(at(0.6) < 30);
  CHECK(at(0.4) < 30);
  CHECK(at(0.25) < 30);
  CHECK(at(0.16) > 55);
  CHECK(at(0.4) > 55);
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

TEST_CASE("what a reactor does when one thing changes") {
  struct Direction {
    const char *input, *output;
    double to;
    int sign;
    double after;
  };
  // Both plants in normal running or in reaction, controllers that would hide it in manual.
  const Direction directions[] = {
      {"TIC-101.op", "R-101.temperature", 0.48, -1, 300},   {"X-111.temperature", "R-101.temperature", 298.15, 1, 600},
      {"FIC-101.sp", "R-101.x_propylene_glycol", 0.85, 1, 900}, {"FIC-102.sp", "R-101.temperature", 2.8, -1, 900},
      {"X-101.temperature", "R-101.temperature", 303.15, 1, 900}, {"R-101.fouling", "R-101.temperature", 0.5, 1, 600},
      {"R-101.bad_catalyst", "R-101.x_propylene_oxide", 0.3, 1, 600}, {"R-101.inhibitor_lost", "R-101.temperature", 0.5, 1, 120},
      {"HIC-101.op", "R-101.temperature", 0.3, 1, 300},     {"XV-103.command", "R-101.temperature", 0.3, -1, 60},
      {"LIC-101.sp", "R-101.x_propylene_oxide", 0.75, -1, 1500}, {"PIC-102.sp", "R-101.pressure", 3.3e5, 1, 900},
      {"X-111.pressure", "R-101.temperature", 6e5, -1, 600}, {"R-101.heating_temperature", "R-101.temperature", 423.15, 0, 60}};
  for (const Direction& d : directions) {
    Rig base = Rig::of_file(RETORT_SOURCE "/scenarios/library/glycol_cstr/plant.yaml");
    Rig moved = Rig::of_file(RETORT_SOURCE "/scenarios/library/glycol_cstr/plant.yaml");
    for (Rig* r : {&base, &moved}) {
      r->run(1800);
      r->set("TIC-101.mode", 1);
      for (const char* trip : {"TSHH-101", "TSHH-102"}) r->set(std::string(trip) + ".bypass", 1);
      r->run(1);
    }
    moved.set(d.input, d.to);
    base.run(d.after);
    moved.run(d.after);
    const double change = moved.get(d.output) - base.get(d.output);
    INFO(d.input << " moves " << d.output << " by " << change);
    CHECK(change * d.sign >= 0);
    if (d.sign != 0) CHECK(change != 0);
  }
}

}  // namespace retort::test
