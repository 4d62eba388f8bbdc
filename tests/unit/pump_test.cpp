// The pump: its curve, its motor and its local station.
#include "sim/units/pump_curve.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

Rig pump(const std::string& more = "") {
  return Rig(R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 1.3 bar, at: [0, 0, 0]}
  V: {type: hand_valve, kv: 120 m3/h, opening: 100 %, at: [1, 0, 0]}
  P: {type: centrifugal_pump, curve: [[0 m3/h, 40 m], [15 m3/h, 38 m], [30 m3/h, 33 m], [50 m3/h, 21 m]], npsh_required: 2.2 m, start: {running: 1}, )" +
             more + R"(at: [2, 0, 0]}
  W: {type: hand_valve, kv: 15 m3/h, opening: 100 %, at: [3, 0, 0]}
  B: {type: boundary, pressure: 1.3 bar, at: [4, 0, 0]}
lines:
  L1: {from: A, to: P.in, through: [V], dn: 80, length: 3 m}
  L2: {from: P.out, to: B, through: [W], dn: 65, length: 5 m}
)");
}

}  // namespace

TEST_CASE("the curve is the least-squares fit that falls everywhere") {
  const PumpCurve exact = fit_pump_curve({{0, 40}, {0.01, 38}, {0.02, 32}, {0.03, 22}});
  CHECK(exact.h0 == Approx(40));
  CHECK(exact.h1 == Approx(0).margin(1e-6));
  CHECK(exact.h2 == Approx(20000));
  const PumpCurve two = fit_pump_curve({{0, 40}, {0.02, 32}});
  CHECK(two.h0 == Approx(40));
  CHECK(two.h2 == Approx(20000));
  const PumpCurve straight = fit_pump_curve({{0, 40}, {0.01, 30}, {0.02, 20}});
  CHECK(straight.h1 == Approx(1000));
  const PumpCurve hump = fit_pump_curve({{0, 38}, {0.01, 40}, {0.03, 20}});  // would rise first
  CHECK(hump.h1 >= 0);
  CHECK(hump.h2 > 0);
  const PumpCurve hollow = fit_pump_curve({{0, 40}, {0.01, 25}, {0.03, 20}});  // would rise again
  CHECK(hollow.h2 >= 0);
  CHECK(hollow.h1 > 0);
}

TEST_CASE("head and flow follow the affinity laws") {
  Rig rig = pump("drive: variable, ");
  rig.run(30);
  const double q = rig.get("P.volume_flow"), h = rig.get("P.head"), power = rig.get("P.power");
  rig.set("P.speed_set", 0.7);
  rig.run(60);
  // The valve's curve is a parabola through zero: the working point scales with the speed.
  CHECK(rig.get("P.volume_flow") == Approx(0.7 * q).epsilon(0.01));
  CHECK(rig.get("P.head") == Approx(0.49 * h).epsilon(0.01));
  CHECK(rig.get("P.power") == Approx(0.343 * power).epsilon(0.02));
}

TEST_CASE("start, stop, coast-down and the selector") {
  Rig rig = pump();
  rig.run(5);
  CHECK(rig.get("P.speed") > 0.99);
  rig.set("P.stop", 1);
  rig.run(1);
  CHECK(rig.get("P.running") < 0.5);
  CHECK(rig.get("P.current") == 0);
  const double coasting = rig.get("P.speed");
  CHECK(coasting > 0.4);
  CHECK(coasting < 0.9);
  rig.run(60);
  CHECK(rig.get("P.speed") < 0.05);
  rig.set("P.local_start", 1);
  rig.run(1);
  CHECK(rig.get("P.running") < 0.5);  // the selector stands on remote
  rig.set("P.selector", 0);
  rig.run(1);
  CHECK(rig.get("P.available") < 0.5);
  rig.set("P.start", 1);
  rig.run(1);
  CHECK(rig.get("P.running") < 0.5);  // and now on local
  rig.set("P.local_start", 1);
  rig.run(1);
  CHECK(rig.get("P.running") > 0.5);
  rig.set("P.selector", 1);
  rig.run(1);
  CHECK(rig.get("P.running") < 0.5);
  rig.set("P.selector", 2);
  rig.set("P.start", 1);
  rig.run(1);
  CHECK(rig.get("P.running") > 0.5);
  rig.set("P.local_stop", 1);
  rig.run(1);
  CHECK(rig.get("P.running") < 0.5);  // the local stop always works
}

TEST_CASE("only who may press a button presses it") {
  Rig rig = pump();
  rig.run(1);
  CHECK_FALSE(rig.set("P.local_stop", 1, Source::board).accepted);
  CHECK_FALSE(rig.set("P.stop", 1, Source::field).accepted);
  CHECK_FALSE(rig.set("P.trip", 1, Source::board).accepted);
  for (const Source from : {Source::field, Source::board}) {
    CHECK(rig.set("P.reset", 1, from).reason == "refused.not_tripped");
    rig.set("P.trip", 1);
    rig.run(1);
    rig.set("P.trip", 0);
    rig.run(1);
    CHECK(rig.set("P.reset", 1, from).accepted);
    rig.run(1);
    CHECK(rig.get("P.tripped") < 0.5);
  }
}

TEST_CASE("an overloaded motor trips after a while, and resets when it has cooled") {
  Rig rig = pump();
  rig.run(5);
  rig.set("P.bearing", 1);
  rig.run(10);
  CHECK(rig.get("P.running") > 0.5);
  rig.run(300);
  CHECK(rig.get("P.running") < 0.5);
  CHECK(rig.choice("P.trip_cause") == "overload");
  rig.set("P.bearing", 0);
  rig.run(120);
  rig.set("P.reset", 1);
  rig.run(1);
  CHECK(rig.get("P.tripped") < 0.5);
}

TEST_CASE("a shut suction makes the pump cavitate, not pull a vacuum beyond vapour pressure") {
  Rig rig = pump();
  rig.run(20);
  const double head = rig.get("P.head");
  rig.set("V.opening", 0);
  rig.run(60);
  CHECK(rig.get("P.cavitating") > 0.3);
  CHECK(rig.get("P.head") < 0.5 * head);
  CHECK(rig.get("P.suction_pressure") > 0);
  CHECK(rig.get("P.suction_pressure") < 0.2e5);
  rig.set("V.opening", 1);
  rig.run(60);
  CHECK(rig.get("P.head") == Approx(head).epsilon(0.01));
}

TEST_CASE("three per cent of the head is lost where NPSH available is NPSH required") {
  Rig rig = pump();
  rig.run(20);
  const double head = rig.get("P.head");
  double p = 1.3e5;
  while (rig.get("P.npsh_margin") > 0 && p > 2e3) {
    p -= rig.get("P.npsh_margin") > 0.5 ? 1e3 : 50;
    rig.set("A.pressure", p);
    rig.set("B.pressure", p);
    rig.run(3);
  }
  CHECK(rig.get("P.head") / head == Approx(0.97).margin(0.005));
}

TEST_CASE("a worn impeller and a leaking seal show") {
  Rig rig = pump();
  rig.run(20);
  const double head = rig.get("P.head");
  rig.set("P.worn_impeller", 1);
  rig.run(20);
  CHECK(rig.get("P.head") < 0.75 * head);
  rig.set("P.seal_leak", 1);
  rig.run(20);
  CHECK(rig.get("P.leak_flow") > 0.1);
  CHECK(rig.get("P.leaked") == Approx(rig.get("P.leak_flow") * 20).epsilon(0.1));
  CHECK(rig.sim.mass_error() < 1e-12);
}

}  // namespace retort::test
