// What a branch may take from its two ends: never what an end does not have.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kGas = "format: 1\nplant: rig\nmedia: {process: {components: [methanol, water, nitrogen]}}\nmedium: process\nscan: 200 ms\n";

}  // namespace

TEST_CASE("an inlet above the liquid gives nothing back, however small the pressure against it") {
  // The valve is shut but for its seat, so that the pressure over the open pipe falls slowly through every small value.
  Rig rig(kGas + R"(
units:
  A: {type: boundary, composition: {water: 100 %}, pressure: 1 bar, temperature: 15 degC, at: [0, 0, 0]}
  V: {type: control_valve, kv: 2 m3/h, command: 0 %, at: [1, 0, 0]}
  J: {type: junction, start: {pressure: 3.2 bar, composition: {water: 100 %}}, at: [2, 0, 0]}
  T: {type: vessel, diameter: 1 m, height: 2 m, start: {level: 30 %, temperature: 15 degC, pressure: 3 bar, composition: {water: 100 %}}, at: [3, 0, 0]}
lines:
  L1: {from: A, to: J, through: [V], dn: 40, length: 1 m}
  L2: {from: J, to: T.in, dn: 40, length: 5 m}
)");
  double least = 1;
  for (int k = 0; k < 3600; ++k) {
    rig.run(1);
    least = std::min(least, rig.get("L2.flow"));
  }
  CHECK(least >= 0);
  CHECK(std::abs(rig.get("J.mass_nitrogen")) < 1e-6);
}

TEST_CASE("gas that goes to and fro leaves no component below zero") {
  // Two headers breathe through an open pipe; one has methanol vapour, the other nitrogen alone.
  Rig rig(kGas + R"(
units:
  A: {type: gas_junction, volume: 1 m3, start: {pressure: 1.1 bar, temperature: 90 degC, composition: {methanol: 80 %, nitrogen: 20 %}}, at: [0, 0, 0]}
  B: {type: gas_junction, volume: 1 m3, start: {pressure: 1.1 bar, temperature: 90 degC, composition: {nitrogen: 100 %}}, at: [5, 0, 0]}
  V: {type: control_valve, kv: 1 m3/h, command: 2 %, at: [6, 0, 0]}
  N: {type: boundary, phase: gas, composition: {nitrogen: 100 %}, pressure: 2 bar, temperature: 90 degC, at: [7, 0, 0]}
lines:
  L1: {from: A, to: B, dn: 80, length: 5 m}
  L2: {from: N, to: B, through: [V], dn: 25, length: 2 m}
)");
  double least = 1;
  for (int k = 0; k < 600; ++k) {
    rig.run(1);
    least = std::min(least, rig.get("B.vapour_methanol"));
  }
  CHECK(least > -1e-6);
}

TEST_CASE("what has run out no longer leaves: a column and a header blown dry with hot nitrogen owe nothing after ten hours") {
  Rig rig(kGas + R"(
units:
  N: {type: boundary, phase: gas, composition: {nitrogen: 100 %}, pressure: 1.3 bar, temperature: 120 degC, at: [0, 0, 0]}
  V: {type: control_valve, kv: 100 m3/h, command: 50 %, at: [1, 0, 0]}
  C: {type: tray_column, trays: 3, diameter: 0.6 m, spacing: 0.5 m, sump_height: 1 m, start: {level: 1 %, temperature: 80 degC, pressure: 1.05 bar, composition: {water: 100 %}}, at: [2, 0, 0]}
  H: {type: gas_junction, volume: 1 m3, start: {pressure: 1.05 bar, temperature: 80 degC, composition: {nitrogen: 100 %}}, at: [3, 0, 4]}
  X: {type: boundary, phase: gas, composition: {nitrogen: 100 %}, pressure: 1.01 bar, temperature: 20 degC, at: [5, 0, 4]}
lines:
  L1: {from: N, to: C.vapour_in, through: [V], dn: 100, length: 2 m}
  L2: {from: C.vapour, to: H, dn: 100, length: 2 m}
  L3: {from: H, to: X, dn: 100, length: 2 m}
)");
  rig.run(36000);
  for (const char* phase : {"liquid", "vapour"})
    for (const char* component : {"methanol", "water", "nitrogen"})
      for (const char* of : {"C", "H"})
        for (int stage = 0; stage <= (*of == 'C' ? 3 : 0); ++stage) {
          const std::string name = std::string(of) + "." + phase + "_" + component + (*of == 'C' ? "_" + std::to_string(stage) : "");
          INFO(name);
          CHECK(rig.get(name) >= -1e-9);
        }
}

TEST_CASE("a line that leaks is fed from the side where the pressure is, also when it is plugged") {
  Rig rig(kGas + R"(
units:
  A: {type: gas_junction, volume: 0.2 m3, start: {pressure: 0.5 bar, temperature: 90 degC, composition: {nitrogen: 100 %}}, at: [0, 0, 0]}
  B: {type: gas_junction, volume: 50 m3, start: {pressure: 20 bar, temperature: 90 degC, composition: {nitrogen: 100 %}}, at: [5, 0, 0]}
lines:
  L: {from: A, to: B, dn: 50, length: 5 m}
)");
  rig.set("L.plugged", 1);
  rig.run(1);
  const double a = rig.get("A.vapour_nitrogen"), b = rig.get("B.vapour_nitrogen");
  rig.set("L.leak", 1);
  rig.run(60);
  CHECK(rig.get("L.leaked") > 1);
  CHECK(rig.get("A.vapour_nitrogen") >= a);
  CHECK(b - rig.get("B.vapour_nitrogen") == Approx(rig.get("L.leaked")).epsilon(0.02));
  CHECK(rig.sim.mass_error() < 1e-9);
}

TEST_CASE("liquid comes back to where it was hot enough to boil away") {
  // At 170 degC water pushes itself out of the junction both ways; what follows it is cold and under less pressure than it had.
  for (const char* medium : {"water", "process"}) {
    INFO(medium);
    const std::string composition = medium == std::string("process") ? "composition: {water: 100 %}, " : "";
    Rig rig("format: 1\nplant: rig\nmedia: {process: {components: [water, nitrogen]}}\nmedium: " + std::string(medium) + "\nscan: 200 ms\n" + R"(
units:
  A: {type: boundary, )" + composition + R"(pressure: 2 bar, temperature: 20 degC, at: [0, 0, 0]}
  J: {type: junction, start: {)" + composition + R"(pressure: 8 bar, temperature: 170 degC}, at: [1, 0, 0]}
  B: {type: boundary, )" + composition + R"(kind: drain, pressure: 1 bar, at: [2, 0, 0]}
lines:
  L1: {from: A, to: J, dn: 40, length: 5 m}
  L2: {from: J, to: B, dn: 40, length: 5 m}
)");
    rig.run(60);
    CHECK(rig.get("J.temperature") == Approx(293.15).margin(1));
    CHECK(rig.get("L2.flow") > 1);
    CHECK(rig.sim.mass_error() < 1e-9);
  }
}

}  // namespace retort::test
