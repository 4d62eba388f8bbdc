// Valves: strokes, characteristics, fail positions, faults.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

Rig valve(const std::string& more) {
  return Rig(R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  V: {type: control_valve, kv: 10 m3/h, stroke_time: 4 s, )" + more + R"(at: [0, 0, 0]}
  H: {type: hand_valve, kv: 500 m3/h, opening: 100 %, travel_time: 10 s, at: [0, 0, 0]}
  B: {type: boundary, pressure: 1 bar, at: [0, 0, 0]}
lines:
  L: {from: A, to: B, through: [V, H], dn: 300, length: 0.1 m, k: 0}
)");
}

}  // namespace

TEST_CASE("a full stroke takes its time") {
  Rig rig = valve("command: 0 %, ");
  rig.run(1);
  rig.set("V.command", 1);
  rig.run(2.2);
  CHECK(rig.get("V.position") == Approx(0.5).margin(0.06));
  rig.run(3);
  CHECK(rig.get("V.position") > 0.99);
  rig.set("H.opening", 0);
  rig.run(5.2);
  CHECK(rig.get("H.position") == Approx(0.5).margin(0.04));
}

TEST_CASE("the characteristic is what the trim says") {
  Rig linear = valve("command: 30 %, ");
  linear.run(1);
  const double full = 10.0 / 3600 * std::sqrt(2 * 999.1 / linear.plant->medium->density(288.15)) *
                      linear.plant->medium->density(288.15);  // kg/s at 2 bar
  CHECK(linear.get("V.flow") == Approx(0.3 * full).epsilon(2e-3));
  Rig equal = valve("command: 30 %, characteristic: equal_percentage, ");
  equal.run(1);
  CHECK(equal.get("V.flow") == Approx((std::pow(50, 0.3) - 1) / 49 * full).epsilon(5e-3));
  Rig shut = valve("command: 0 %, leakage: 0.01 %, ");
  shut.run(1);
  CHECK(shut.get("V.flow") == Approx(1e-4 * full).epsilon(0.15));  // class IV
}

TEST_CASE("a positioner that shuts tight puts the plug on its seat under a small command") {
  Rig rig = valve("command: 30 %, tight: 2 %, ");
  rig.run(2);
  const double wide = rig.get("V.flow") / 0.3;
  rig.set("V.command", 0.0125);
  rig.run(8);
  CHECK(rig.get("V.position") < 1e-3);
  CHECK(rig.get("V.flow") < 1e-3 * wide);
  rig.set("V.command", 0.03);
  rig.run(8);
  CHECK(rig.get("V.position") == Approx(0.03).margin(2e-3));
}

TEST_CASE("without air it goes to its fail position") {
  for (const auto& [fails, where] : {std::pair{"closed", 0.0}, {"open", 1.0}, {"stays", 0.4}}) {
    INFO(fails);
    Rig rig = valve("command: 40 %, fails: " + std::string(fails) + ", ");
    rig.run(2);
    rig.set("V.air_failure", 1);
    rig.run(10);
    CHECK(rig.get("V.position") == Approx(where).margin(0.01));
    CHECK(rig.choice("V.override") == "no air");
    rig.set("V.air_failure", 0);
    rig.run(10);
    CHECK(rig.get("V.position") == Approx(0.4).margin(0.01));
  }
}

TEST_CASE("stiction, a seized stem, a slow actuator, a worn seat") {
  Rig sticky = valve("command: 40 %, ");
  sticky.set("V.sticking", 1);
  sticky.run(2);
  sticky.set("V.command", 0.45);
  sticky.run(10);
  CHECK(sticky.get("V.position") == Approx(0.4).margin(0.005));
  sticky.set("V.command", 0.55);
  sticky.run(10);
  CHECK(sticky.get("V.position") == Approx(0.55).margin(0.005));

  Rig seized = valve("command: 40 %, ");
  seized.set("V.seized", 1);
  seized.set("V.command", 0.9);
  seized.run(20);
  CHECK(seized.get("V.position") == Approx(0.4).margin(1e-6));

  Rig slow = valve("command: 0 %, ");
  slow.set("V.slow", 1);
  slow.set("V.command", 1);
  slow.run(10);
  CHECK(slow.get("V.position") == Approx(0.25).margin(0.03));

  Rig worn = valve("command: 0 %, ");
  worn.run(1);
  const double tight = worn.get("V.flow");
  worn.set("V.leaking", 1);
  worn.run(1);
  CHECK(worn.get("V.flow") > 500 * tight);
}

TEST_CASE("a controller hears of a sound positioner's stiction band, and not of a packing that sticks") {
  Rig rig = valve("command: 30 %, ");
  rig.run(2);
  rig.set("V.command", 0.3005);
  rig.run(2);
  CHECK(rig.get("V.signal") == Approx(0.3));
  rig.set("V.sticking", 1);
  rig.run(2);
  rig.set("V.command", 0.35);
  rig.run(2);
  CHECK(rig.get("V.followed") == Approx(0.3));
  CHECK(rig.get("V.signal") == Approx(0.35));
  rig.set("V.close_demand", 1);
  rig.run(0.2);
  CHECK(rig.get("V.signal") == 0);
}

}  // namespace retort::test
