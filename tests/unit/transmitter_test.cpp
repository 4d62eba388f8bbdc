// Transmitters and gauges: range, quality, currents after NE 43, faults.
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

Rig transmitter(bool noise = false) {
  SimulationOptions o = quiet();
  o.noise = noise;
  return Rig(R"(format: 1
plant: rig
scan: 200 ms
medium: water
units:
  A: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
  B: {type: boundary, pressure: 3 bar, at: [0, 0, 0]}
lines:
  L: {from: A, to: B, dn: 25, length: 10 m}
instruments:
  PT: {type: pressure_transmitter, of: A.pressure, range: [1 bar, 5 bar], lag: 0 s, noise: 0.5 %, resolution: 0 %}
  FT: {type: flow_transmitter, of: L.flow, range: [0 kg/s, 2 kg/s]}
  PG: {type: pressure_gauge, of: A.pressure, range: [0 bar, 5 bar], divisions: 50}
)", o);
}

}  // namespace

TEST_CASE("the loop current tells the value, within NE 43") {
  struct Row {
    double bar, current, shown;
    const char* quality;
  };
  for (const Row& row : std::vector<Row>{{1, 4e-3, 1, "good"}, {3, 12e-3, 3, "good"}, {5, 20e-3, 5, "good"},
                                         {5.1, 20.4e-3, 5.1, "good"}, {6, 20.5e-3, 5.125, "uncertain"},
                                         {0.5, 3.8e-3, 0.95, "uncertain"}}) {
    INFO(row.bar << " bar");
    Rig rig = transmitter();
    rig.set("A.pressure", row.bar * 1e5);
    rig.run(1);
    CHECK(rig.get("PT.current") == Approx(row.current).epsilon(1e-9));
    CHECK(rig.get("PT.pv") == Approx(row.shown * 1e5).epsilon(1e-9));
    CHECK(rig.choice("PT.quality") == row.quality);
  }
}

TEST_CASE("an open circuit is bad") {
  Rig rig = transmitter();
  rig.run(1);
  rig.set("PT.open_circuit", 1);
  rig.run(1);
  CHECK(rig.choice("PT.quality") == "bad");
  CHECK(rig.get("PT.current") < 3.6e-3);
  rig.set("PT.open_circuit", 0);
  rig.run(1);
  CHECK(rig.choice("PT.quality") == "good");
}

TEST_CASE("stuck, bias and drift do what they say, and leave no trace when cleared") {
  Rig rig = transmitter();
  rig.run(1);
  rig.set("PT.stuck", 1);
  rig.run(1);
  rig.set("A.pressure", 2e5);
  rig.run(2);
  CHECK(rig.get("PT.pv") == Approx(3e5));
  CHECK(rig.choice("PT.quality") == "good");  // that is what makes it dangerous
  rig.set("PT.stuck", 0);
  rig.run(1);
  CHECK(rig.get("PT.pv") == Approx(2e5));
  rig.set("PT.bias", 0.5);
  rig.run(1);
  CHECK(rig.get("PT.pv") == Approx(2e5 + 0.25 * 4e5));
  rig.set("PT.bias", 0);
  rig.set("PT.drift", -1);
  rig.run(360);
  CHECK(rig.get("PT.pv") == Approx(2e5 - 0.1 * 4e5).epsilon(2e-3));
  rig.set("PT.drift", 0);
  rig.run(1);
  CHECK(rig.get("PT.pv") == Approx(2e5));
}

TEST_CASE("noise has the spread that is asked for") {
  Rig rig = transmitter(true);
  rig.run(1);
  double sum = 0, squares = 0;
  constexpr int kN = 4000;
  for (int i = 0; i < kN; ++i) {
    rig.sim.step();
    const double x = (rig.get("PT.pv") - 3e5) / 4e5;
    sum += x;
    squares += x * x;
  }
  CHECK(sum / kN == Approx(0).margin(3e-4));
  CHECK(std::sqrt(squares / kN) == Approx(0.005).epsilon(0.05));
}

TEST_CASE("flow near zero is cut off") {
  Rig rig = transmitter(true);
  rig.run(20);
  for (int i = 0; i < 100; ++i) {
    rig.sim.step();
    CHECK(rig.get("FT.pv") == 0);
  }
}

TEST_CASE("a gauge is read to a fifth of a division, and can stick") {
  Rig rig = transmitter();
  rig.set("A.pressure", 3.013e5);
  rig.run(10);
  CHECK(rig.get("PG.reading") == Approx(3.02e5).epsilon(1e-9));
  rig.set("PG.stuck", 1);
  rig.set("A.pressure", 1e5);
  rig.run(10);
  CHECK(rig.get("PG.reading") == Approx(3.02e5).epsilon(1e-9));
}

}  // namespace retort::test
