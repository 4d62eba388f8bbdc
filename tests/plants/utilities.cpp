// Utilities as networks: a boiler with its header, reducing valve, user, condensate and feed water; a cooling tower with its users.
// What is lost in one place is felt by everything on it.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const char* kSteam = R"(format: 1
plant: steam network
scan: 200 ms
medium: steam
media: {steam: {components: [water, nitrogen]}}
units:
  EB-1: {type: bus}
  EB-2: {type: bus, from: EB-1}
  B-1: {type: steam_boiler, power: EB-1, diameter: 1.2 m, height: 2.5 m, duty: 1.2 MW, firing: 60 %, start: {running: 1, level: 60 %, temperature: 180 degC, pressure: 10 bar, composition: {water: 100 %}}, at: [0, 0, 0]}
  H-1: {type: gas_junction, volume: 0.3 m3, start: {pressure: 9.9 bar, temperature: 180 degC, composition: {water: 100 %}}, at: [3, 0, 4]}
  PV-2: {type: control_valve, kv: 40 m3/h, command: 40 %, at: [4, 0, 4]}
  H-2: {type: gas_junction, volume: 0.5 m3, start: {pressure: 5 bar, temperature: 160 degC, composition: {water: 100 %}}, at: [6, 0, 4]}
  TV-1: {type: control_valve, kv: 32 m3/h, command: 50 %, at: [8, 0, 4]}
  E-1: {type: steam_heater, diameter: 0.4 m, height: 2.4 m, ua: 9 kW/K, tube_flow: 3 kg/s, start: {level: 1 %, temperature: 127 degC, pressure: 2.5 bar, composition: {water: 100 %}, tube_pressure: 3.2 bar, tube_temperature: 60 degC}, at: [10, 0, 8]}
  TR-1: {type: steam_trap, kv: 4 m3/h, at: [10, 0, 7]}
  R-1: {type: vessel, diameter: 1.2 m, height: 1.5 m, start: {level: 50 %, temperature: 95 degC}, at: [12, 0, 5]}
  X-9: {type: boundary, phase: gas, composition: {nitrogen: 100 %}, kind: drain, at: [12, 0, 8]}
  P-1: {type: centrifugal_pump, power: EB-2, curve: [[0 m3/h, 150 m], [2 m3/h, 140 m], [4 m3/h, 100 m]], npsh_required: 1 m, start: {running: 1, pressure: 15 bar, temperature: 95 degC}, at: [14, 0, 0]}
  CV-1: {type: check_valve, kv: 10 m3/h, at: [14, 0, 0]}
  LV-1: {type: control_valve, kv: 1.5 m3/h, command: 45 %, at: [14, 0, 0]}
  X-1: {type: boundary, medium: water, pressure: 4 bar, temperature: 20 degC, at: [10, 2, 8]}
  X-2: {type: boundary, medium: water, pressure: 3.7 bar, at: [10, 4, 8]}
lines:
  L-1: {from: B-1.vapour, to: H-1, dn: 80, length: 5 m}
  L-2: {from: H-1, to: H-2, through: [PV-2], dn: 80, length: 5 m}
  L-3: {from: H-2, to: E-1.in, through: [TV-1], dn: 80, length: 5 m}
  L-4: {from: E-1.condensate, to: R-1.in, through: [TR-1], dn: 40, length: 5 m}
  L-5: {from: R-1.vapour, to: X-9, dn: 25, length: 3 m}
  L-6: {from: R-1.out, to: P-1.in, dn: 50, length: 6 m}
  L-7: {from: P-1.out, to: B-1.in, through: [CV-1, LV-1], dn: 32, length: 15 m}
  L-8: {from: X-1, to: E-1.tube_in, dn: 50, length: 4 m}
  L-9: {from: E-1.tube_out, to: X-2, dn: 50, length: 4 m}
instruments:
  PT-1: {type: pressure_transmitter, of: B-1.pressure, range: [0 barg, 12 barg]}
  PT-2: {type: pressure_transmitter, of: H-2.pressure, range: [0 barg, 8 barg]}
  LT-1: {type: level_transmitter, of: B-1.level, range: [0 %, 100 %]}
  TT-1: {type: temperature_transmitter, of: E-1.tube_out_temperature, range: [0 degC, 150 degC]}
control:
  PIC-1: {type: pid, pv: PT-1, out: B-1.firing, gain: 4, ti: 120 s, sp: 9 barg, op: 60 %, mode: auto}
  PIC-2: {type: pid, pv: PT-2, out: PV-2, gain: 1, ti: 20 s, sp: 4 barg, op: 40 %, mode: auto}
  LIC-1: {type: pid, pv: LT-1, out: LV-1, gain: 3, ti: 400 s, sp: 60 %, op: 45 %, mode: auto}
  TIC-1: {type: pid, pv: TT-1, out: TV-1, gain: 1.2, ti: 40 s, sp: 75 degC, op: 50 %, mode: auto}
)";

const char* kCooling = R"(format: 1
plant: cooling water
scan: 200 ms
medium: water
surroundings: {temperature: 22 degC}
units:
  EB-1: {type: bus}
  CT-1: {type: cooling_tower, power: EB-1, design_flow: 12 kg/s, transfer_units: 1.5, wet_bulb: 18 degC, start: {running: 1, level: 60 %, temperature: 24 degC, deck_level: 10 cm}, at: [0, 0, 0]}
  P-1: {type: centrifugal_pump, power: EB-1, curve: [[0 m3/h, 30 m], [45 m3/h, 25 m], [70 m3/h, 17 m]], start: {running: 1, pressure: 3.4 bar}, at: [3, 0, -1]}
  E-1: {type: exchanger, ua: 30 kW/K, tube_flow: 4 kg/s, shell_flow: 12 kg/s, start: {tube_pressure: 2.5 bar, tube_temperature: 40 degC, shell_pressure: 2.5 bar}, at: [6, 0, 0]}
  X-1: {type: boundary, pressure: 3 bar, temperature: 70 degC, at: [6, 2, 0]}
  X-2: {type: boundary, pressure: 2 bar, at: [6, 4, 0]}
  X-3: {type: boundary, pressure: 3 bar, temperature: 15 degC, at: [-3, 0, 0]}
  X-4: {type: boundary, kind: drain, pressure: 101.325 kPa, at: [0, -3, -2]}
  LV-1: {type: control_valve, kv: 4 m3/h, command: 20 %, at: [-2, 0, 0]}
  HV-1: {type: hand_valve, kv: 0.5 m3/h, opening: 20 %, at: [0, -2, 0]}
lines:
  L-1: {from: CT-1.out, to: P-1.in, dn: 125, length: 5 m}
  L-2: {from: P-1.out, to: E-1.shell_in, dn: 100, length: 10 m}
  L-3: {from: E-1.shell_out, to: CT-1.in, dn: 100, length: 15 m}
  L-4: {from: X-3, to: CT-1.make_up, through: [LV-1], dn: 25, length: 5 m}
  L-5: {from: CT-1.drain, to: X-4, through: [HV-1], dn: 25, length: 5 m}
  L-6: {from: CT-1.overflow, to: X-4, dn: 80, length: 5 m}
  L-7: {from: X-1, to: E-1.tube_in, dn: 65, length: 5 m}
  L-8: {from: E-1.tube_out, to: X-2, dn: 65, length: 5 m}
instruments:
  LT-1: {type: level_transmitter, of: CT-1.level, range: [0 %, 100 %]}
control:
  LIC-1: {type: pid, pv: LT-1, out: LV-1, gain: 5, ti: 600 s, sp: 60 %, op: 20 %, mode: auto}
)";

void check_closed(Rig& rig) {
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

}  // namespace

TEST_CASE("a steam network keeps its pressures and returns its condensate") {
  Rig rig(kSteam);
  rig.run(3 * 3600);
  check_closed(rig);
  CHECK(rig.get("B-1.pressure") == Approx(10.013e5).epsilon(0.01));
  CHECK(rig.get("H-2.pressure") == Approx(5.013e5).epsilon(0.01));
  CHECK(rig.get("TT-1.pv") == Approx(348.15).margin(0.5));
  CHECK(rig.get("B-1.level") == Approx(0.6).margin(0.02));
  // Steam out, condensate back; what the boiler takes is what the product takes and the flash steam and surfaces lose.
  CHECK(rig.get("TR-1.flow") == Approx(rig.get("PV-2.flow")).epsilon(0.03));
  CHECK(rig.get("B-1.heat") > rig.get("E-1.duty"));
  CHECK(rig.get("B-1.heat") < 1.15 * rig.get("E-1.duty"));
}

TEST_CASE("losing the fire, the feed or the power is felt by everything on the steam network") {
  Rig rig(kSteam);
  rig.run(1800);
  SECTION("flame") {
    rig.set("B-1.flame_failure", 1);
    rig.run(1200);
    CHECK(rig.get("H-1.pressure") < 4e5);
    CHECK(rig.get("TT-1.pv") < 340);
  }
  SECTION("lower bus: only the feed pump") {
    rig.set("EB-2.breaker", 0);
    rig.run(10);
    CHECK(rig.get("P-1.running") < 0.5);
    CHECK(rig.get("B-1.running") > 0.5);
    rig.run(2 * 3600);
    CHECK(rig.get("B-1.level") < 0.3);
  }
  SECTION("upper bus: pump and burner, and no restart by itself") {
    rig.set("EB-1.dead", 1);
    rig.run(10);
    CHECK(rig.get("P-1.running") < 0.5);
    CHECK(rig.get("B-1.running") < 0.5);
    rig.set("EB-1.dead", 0);
    rig.run(60);
    CHECK(rig.get("P-1.running") < 0.5);
    CHECK(rig.get("B-1.running") < 0.5);
    rig.set("P-1.reset", 1);
    rig.set("B-1.reset", 1);
    rig.run(1);
    rig.set("P-1.start", 1);
    rig.set("B-1.start", 1);
    rig.run(1800);
    CHECK(rig.get("B-1.pressure") == Approx(10.013e5).epsilon(0.02));
  }
  SECTION("trap fails open") {
    const double before = rig.get("B-1.heat");
    rig.set("TR-1.blowing", 1);
    rig.run(1800);
    CHECK(rig.get("B-1.heat") > 1.02 * before);
  }
  check_closed(rig);
}

TEST_CASE("the pressure controller of a boiler follows a burner that is out, and begins at its lowest once it is lit again") {
  Rig rig(kSteam);
  rig.run(300);
  REQUIRE(rig.get("PIC-1.op") > 0.1);
  rig.set("B-1.trip_demand", 1);
  rig.run(600);
  CHECK(rig.get("B-1.running") == 0);
  CHECK(rig.get("PT-1.pv") < rig.get("PIC-1.sp") - 1e5);   // it would give all it can
  CHECK(rig.choice("PIC-1.actual_mode") == "auto");
  CHECK(rig.get("PIC-1.tracking") == 1);
  CHECK(rig.get("PIC-1.op") == 0);
  CHECK(rig.get("B-1.firing") == 0);
  CHECK(rig.set("B-1.firing", 0.5).reason == "refused.burner_out");
  rig.set("PIC-1.mode", 1);
  rig.run(1);
  CHECK(rig.set("PIC-1.op", 0.5).reason == "refused.tracking");   // and not taken in silence
  rig.set("PIC-1.mode", 2);
  rig.set("B-1.reset", 1);
  rig.run(1);
  rig.set("B-1.start", 1);
  rig.run(1);
  CHECK(rig.get("B-1.running") == 1);
  CHECK(rig.get("PIC-1.tracking") == 0);
  CHECK(rig.get("PIC-1.op") < 0.1);   // no bump
  rig.run(120);
  CHECK(rig.get("PIC-1.op") > 0.2);
}

TEST_CASE("a cooling tower takes out what its users bring, and needs water for it") {
  Rig rig(kCooling);
  rig.run(3 * 3600);
  check_closed(rig);
  const double heat = rig.get("CT-1.heat"), cold = rig.get("CT-1.temperature");
  CHECK(heat == Approx(rig.get("E-1.duty") * -1).epsilon(0.05));
  CHECK(rig.get("CT-1.evaporation") == Approx(0.85 * heat / 2.43e6).epsilon(1e-6));
  CHECK(rig.get("LV-1.flow") == Approx(rig.get("CT-1.evaporation") + rig.get("HV-1.flow")).epsilon(0.05));
  CHECK(cold > 291.15);
  CHECK(cold < 291.15 + 12);
  SECTION("damp weather") {
    rig.set("CT-1.wet_bulb", 296.15);
    rig.run(1800);
    CHECK(rig.get("CT-1.temperature") > cold + 2);
    CHECK(rig.get("E-1.tube_out_temperature") > cold + 1);
  }
  SECTION("the fan trips") {
    rig.set("CT-1.fan_trip", 1);
    rig.run(1800);
    CHECK(rig.get("CT-1.temperature") > cold + 3);
  }
  SECTION("the bus dies") {
    rig.set("EB-1.dead", 1);
    rig.run(1800);
    CHECK(rig.get("P-1.running") < 0.5);
    CHECK(rig.get("CT-1.running") < 0.5);
    CHECK(rig.get("E-1.tube_out_temperature") > 330);
  }
  SECTION("no make-up") {
    rig.set("X-3.pressure", 1.01e5);
    rig.run(20 * 3600);
    CHECK(rig.get("CT-1.level") < 0.3);
  }
  check_closed(rig);
}

}  // namespace retort::test
