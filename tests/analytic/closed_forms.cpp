// Closed forms that the plant must reproduce to 0.1 %.
#include "sim/units/friction.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

constexpr double kG = 9.80665;
const std::string kHead = "format: 1\nplant: rig\nmedium: water\nscan: 200 ms\n";

}  // namespace

TEST_CASE("a tank drains after Torricelli") {
  // A dL/dt = -w/rho with w = sqrt(dp/a2), dp = rho g L:  sqrt(L) falls linearly.
  Rig rig(kHead + R"(
units:
  T: {type: tank, diameter: 1 m, height: 2 m, start: {level: 90 %}, at: [0, 0, 0]}
  V: {type: hand_valve, kv: 20 m3/h, opening: 100 %, at: [1, 0, 0]}
  B: {type: boundary, kind: drain, pressure: 101.325 kPa, at: [2, 0, 0]}
lines:
  L: {from: T.out, to: B, through: [V], dn: 300, length: 0.01 m, k: 0}
)", quiet(1e-6));
  rig.sim.step();
  const double rho = rig.plant->medium->density(288.15);
  const double kv = 20.0 / 3600;
  const double conductance = kv * std::sqrt(rho * 999.1 * rho * kG / 1e5);  // kg/s per sqrt(m)
  const double area = kPi / 4;
  const double rate = conductance / (2 * rho * area);  // d sqrt(L)/dt
  const double start = std::sqrt(rig.get("T.depth")), t0 = rig.sim.time();
  for (int k = 0; k < 5; ++k) {
    rig.run(30);
    const double expected = std::pow(start - rate * (rig.sim.time() - t0), 2);
    REQUIRE(expected > 0.3);
    CHECK(rig.get("T.depth") == Approx(expected).epsilon(1e-3));
    CHECK(rig.get("T.temperature") == Approx(288.15).margin(1e-3));  // draining is isothermal
  }
}

TEST_CASE("a transmitter is a first-order lag") {
  Rig rig(kHead + R"(
units:
  T: {type: tank, diameter: 2 m, height: 2 m, start: {level: 20 %}, at: [0, 0, 0]}
  A: {type: boundary, pressure: 2 bar, at: [0, 0, 0]}
  B: {type: boundary, pressure: 1 bar, at: [0, 0, 0]}
lines:
  L: {from: A, to: B, dn: 50, length: 20 m}
instruments:
  PT: {type: pressure_transmitter, of: A.pressure, range: [0 bar, 10 bar], lag: 5 s, resolution: 0 %}
)");
  rig.sim.step();
  REQUIRE(rig.get("PT.pv") == Approx(2e5).epsilon(1e-9));
  const double t0 = rig.sim.time();
  rig.set("A.pressure", 6e5);
  for (int k = 0; k < 6; ++k) {
    rig.run(2);
    const double t = rig.sim.time() - t0;
    CHECK(rig.get("PT.pv") == Approx(6e5 - 4e5 * std::exp(-t / 5)).epsilon(1e-3));
  }
}

TEST_CASE("a junction behind a laminar line is an RC node") {
  // Line of a1 and a junction of compliance C: the pressure follows with tau = a1 C.
  Rig rig(kHead + R"(
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  J: {type: junction, start: {pressure: 3 bar}, at: [0, 0, 0]}
lines:
  L: {from: A, to: J, dn: 6, length: 10000 m, k: 0}
)", quiet(1e-8));
  rig.run(1);
  const double bore = 0.006;
  const double a1 = 128e-6 * 10000 / (kPi * std::pow(bore, 4));
  const double area = 1e-4;  // the least that a junction counts
  const double compliance = 0.04 * 1000 * area * 2 / 2e5;
  const double tau = a1 * compliance;
  REQUIRE(tau > 5);
  const double t0 = rig.sim.time();
  rig.set("A.pressure", 3.002e5);
  const double p0 = rig.get("J.pressure");
  for (int k = 0; k < 5; ++k) {
    rig.run(0.4 * tau - std::fmod(0.4 * tau, 0.2));
    const double t = rig.sim.time() - t0;
    CHECK(rig.get("J.pressure") - p0 == Approx((3.002e5 - p0) * (1 - std::exp(-t / tau))).epsilon(1e-3));
  }
}

TEST_CASE("a dead-headed pump heats its casing with its shaft power") {
  // Q = 0: P = rho g H0 Q0 / (2 eta_0); m cp + C_metal take all of it when nothing is lost.
  Rig rig(kHead + R"(
surroundings: {temperature: 20 degC}
units:
  A: {type: boundary, pressure: 3 bar, temperature: 20 degC, at: [0, 0, 0]}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [20 m3/h, 36 m], [40 m3/h, 24 m]], best_flow: 30 m3/h, efficiency: 70 %, casing_volume: 20 l, casing_heat_capacity: 20 kJ/K, heat_loss: 0 W/K, start: {running: 1, pressure: 7 bar, temperature: 20 degC}, at: [0, 0, 0]}
  C: {type: check_valve, kv: 100 m3/h, leakage: 0.001 %, at: [0, 0, 0]}
  B: {type: boundary, pressure: 6.94 bar, temperature: 20 degC, at: [0, 0, 0]}
lines:
  L1: {from: A, to: P.in, dn: 80, length: 1 m}
  L2: {from: P.out, to: B, through: [C], dn: 50, length: 0.01 m, k: 0}
)", quiet(1e-7));
  rig.run(30);
  const double h0 = 40, q0 = 30.0 / 3600, eta = 0.7;
  const double rho = rig.plant->medium->density(293.15);
  // The pump's own volume, half of its lines' water, and what the pressure packs into it.
  const double full = 1000 * (0.020 + 0.5 * kPi / 4 * (0.08 * 0.08 * 1 + 0.05 * 0.05 * 0.01));
  const double mass = full + rig.get("P.packing");
  const double capacity = mass * rig.plant->medium->cp + 20e3;
  const double power = rho * kG * h0 * q0 / (2 * eta);
  CHECK(rig.get("P.power") == Approx(power).epsilon(1e-3));
  const double t0 = rig.get("P.temperature");
  rig.run(300);
  CHECK(rig.get("P.temperature") - t0 == Approx(power * 300 / capacity).epsilon(1e-3));
}

TEST_CASE("a pump works where its curve meets the system's") {
  // H(Q) = h0 - h2 Q^2 from two points; the valve takes the rest: both curves in closed form.
  Rig rig(kHead + R"(
units:
  A: {type: boundary, pressure: 1.5 bar, temperature: 15 degC, at: [0, 0, 0]}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 50 m], [40 m3/h, 30 m]], start: {running: 1}, at: [0, 0, 0]}
  V: {type: hand_valve, kv: 15 m3/h, opening: 100 %, at: [0, 0, 0]}
  B: {type: boundary, pressure: 1.5 bar, temperature: 15 degC, at: [0, 0, 0]}
lines:
  L1: {from: A, to: P.in, dn: 300, length: 0.01 m, k: 0}
  L2: {from: P.out, to: B, through: [V], dn: 300, length: 0.01 m, k: 0}
)", quiet(1e-6));
  rig.run(60);
  const double rho = rig.plant->medium->density(288.15), q_max = 40.0 / 3600, kv = 15.0 / 3600;
  const double passage = 0.002 * 50 / (q_max * q_max);
  const double h2 = 20 / (q_max * q_max) + passage;
  const double valve = 1e5 * rho / 999.1 / (kv * kv);  // Pa per (m3/s)^2
  const double q = std::sqrt(rho * kG * 50 / (rho * kG * h2 + valve));
  CHECK(rig.get("P.volume_flow") == Approx(q).epsilon(1e-3));
  CHECK(rig.get("P.head") == Approx(50 - h2 * q * q).epsilon(1e-3));
}

}  // namespace retort::test
