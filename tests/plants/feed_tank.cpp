// The feed tank: it stands still where the file starts it, and survives what people do to it.
#include <cstdint>

#include "sim/base/random.h"
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const char* kPlant = RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml";

void start_from(Rig& rig, const std::string& state) {
  rig.sim.start_from(load_state(*rig.plant, RETORT_SOURCE "/scenarios/library/feed_tank/states/" + state));
}

void check_closed(Rig& rig) {
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

}  // namespace

TEST_CASE("the file starts in normal running, quiet for an hour") {
  SimulationOptions o = quiet();
  o.noise = true;
  Rig rig = Rig::of_file(kPlant, o);
  rig.run(3600);
  check_closed(rig);
  CHECK(rig.get("T-101.level") == Approx(0.5).margin(0.01));
  CHECK(rig.get("T-100.level") == Approx(0.6).margin(0.01));
  CHECK(rig.get("FT-102.pv") == Approx(5).margin(0.15));
  for (const BlockLayout& b : rig.plant->blocks) {
    if (b.type != "alarm") continue;
    INFO(b.tag);
    CHECK(rig.choice(b.tag + ".state") == "normal");
  }
}

TEST_CASE("the saved normal state drifts not") {
  Rig rig = Rig::of_file(kPlant);
  start_from(rig, "normal.yaml");
  rig.run(1);
  const double level = rig.get("T-101.level"), storage = rig.get("T-100.level"), flow = rig.get("FE-101.flow");
  rig.run(3600);
  CHECK(rig.get("T-101.level") == Approx(level).margin(0.005));
  CHECK(rig.get("T-100.level") == Approx(storage).margin(0.005));
  CHECK(rig.get("FE-101.flow") == Approx(flow).epsilon(0.03));
  check_closed(rig);
}

TEST_CASE("from cold to normal running, by procedure, as board and field") {
  Rig rig = Rig::of_file(kPlant);
  start_from(rig, "cold.yaml");
  rig.run(300);
  CHECK(rig.get("P-101.running") < 0.5);
  CHECK(rig.get("T-101.level") == Approx(0.22).margin(0.01));
  CHECK(rig.get("FE-101.flow") == Approx(0).margin(1e-2));
  const auto board = [&](const char* name, double v) { REQUIRE(rig.set(name, v, Source::board).accepted); };
  for (const char* valve : {"HV-101", "HV-102", "HV-107", "HV-103", "HV-104", "HV-108"})
    REQUIRE(rig.set(std::string(valve) + ".opening", 1, Source::field).accepted);
  rig.run(30);
  board("LIC-100.mode", 2);
  board("P-101.start", 1);
  rig.run(10);
  CHECK(rig.get("P-101.running") > 0.5);
  CHECK(rig.get("PG-102.reading") > 4.5e5);
  board("FIC-101.op", 0.4);
  rig.run(30);
  board("FIC-101.mode", 2);
  rig.run(1);
  board("FIC-101.sp", 6);
  rig.run(120);
  board("LIC-101.mode", 2);
  rig.run(1);
  board("LIC-101.sp", 0.5);
  board("FIC-101.mode", 3);
  rig.run(60);
  board("FIC-102.mode", 2);
  rig.run(1);
  board("FIC-102.sp", 5);
  rig.run(1200);
  CHECK(rig.get("T-101.level") == Approx(0.5).margin(0.02));
  CHECK(rig.get("FT-102.pv") == Approx(5).margin(0.2));
  // Hidden while the plant stood still, it came when the tank began to fill, and went by itself: somebody still has to see it.
  CHECK(rig.choice("LAL-101.state") == "returned");
  board("LAL-101.acknowledge", 1);
  rig.run(1);
  CHECK(rig.choice("LAL-101.state") == "normal");
  check_closed(rig);
}

TEST_CASE("a pump trip empties the day tank, the spare fills it again") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(60);
  rig.set("P-101.trip", 1);
  rig.run(30);
  CHECK(rig.choice("XA-101.state") == "unacknowledged");
  CHECK(rig.choice("FAL-101.state") == "unacknowledged");
  CHECK(rig.get("FT-101.pv") < 0.1);
  rig.run(110);
  CHECK(rig.choice("LAL-101.state") == "unacknowledged");
  rig.set("P-102.start", 1, Source::board);
  rig.run(15);
  CHECK(rig.get("FT-101.pv") > 2);
  rig.run(600);
  CHECK(rig.get("T-101.level") == Approx(0.5).margin(0.03));
  check_closed(rig);
}

TEST_CASE("nobody answers: the day tank runs empty and everything goes on") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(60);
  rig.set("P-101.trip", 1);
  rig.run(1200);
  CHECK(rig.get("T-101.level") < 0.06);
  CHECK(rig.get("FT-102.pv") < 0.5);
  check_closed(rig);
}

TEST_CASE("high-high level trips the pumps and closes the feed valve before anything spills") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(60);
  rig.set("LT-101.stuck", 1);
  rig.run(1);
  rig.set("FIC-102.mode", 1);
  rig.set("FIC-102.op", 0);
  rig.run(1800);
  CHECK(rig.get("LSHH-101.active") > 0.5);
  CHECK(rig.get("P-101.tripped") > 0.5);
  CHECK(rig.choice("FV-101.override") == "closed by safety");
  CHECK(rig.get("T-101.spilled") < 20);
  CHECK(rig.choice("DAL-101.state") != "normal");
  check_closed(rig);
}

TEST_CASE("overfilled with the safety bypassed, it spills into the bund and over") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(10);
  rig.set("LSHH-101.bypass", 1);
  rig.set("FIC-102.mode", 1);
  rig.set("FIC-102.op", 0);
  rig.set("FIC-101.mode", 1);
  rig.set("FIC-101.op", 1);
  rig.run(1700);
  CHECK(rig.get("T-101.spilled") > 1000);
  CHECK(rig.get("B-190.mass") + rig.get("B-190.spilled") == Approx(rig.get("T-101.spilled")).epsilon(0.01));
  check_closed(rig);
}

TEST_CASE("a dead-headed pump heats up and is tripped at 60 degC") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(10);
  rig.set("HV-102.opening", 0, Source::field);
  rig.run(1800);
  CHECK(rig.choice("TAH-103.state") == "unacknowledged");
  rig.run(1500);
  CHECK(rig.get("P-101.tripped") > 0.5);
  CHECK(rig.get("P-101.temperature") < 273.15 + 62);
  check_closed(rig);
}

TEST_CASE("every hand valve shut against running pumps; everything drained; everything pushed back") {
  Rig rig = Rig::of_file(kPlant);
  rig.run(10);
  rig.set("P-102.start", 1);
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.type == "hand_valve") rig.set(b.tag + ".opening", 0);
  rig.run(600);
  check_closed(rig);
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.type == "hand_valve") rig.set(b.tag + ".opening", 1);
  rig.set("X-100.pressure", 101325);
  rig.run(3600);
  CHECK(rig.get("T-101.level") < 0.06);
  check_closed(rig);
  rig.set("X-102.pressure", 8e5);
  rig.set("X-190.pressure", 5e5);
  rig.run(600);
  check_closed(rig);
}

TEST_CASE("thousands of random acts and malfunctions") {
  for (std::uint64_t seed : {1, 2, 3}) {
    INFO("seed " << seed);
    SimulationOptions o = quiet();
    o.noise = true;
    o.seed = seed;
    Rig rig = Rig::of_file(kPlant, o);
    std::vector<RowId> rows;
    for (const Row& r : rig.plant->catalogue.rows())
      if ((r.store == Store::input && r.access != kRead && r.lo < r.hi && r.hi < 1e200) || r.store == Store::malfunction) rows.push_back(r.id);
    REQUIRE(rows.size() > 100);
    std::uint64_t n = 0;
    for (int act = 0; act < 2000; ++act) {
      const Row& r = rig.plant->catalogue[rows[random_bits(seed, 77, n++) % rows.size()]];
      double v = r.lo + (r.hi - r.lo) * random_uniform(seed, 77, n++);
      if (r.quantity == Quantity::flag || !r.choices.empty()) v = std::floor(v + 0.5);
      if (r.store == Store::malfunction && random_uniform(seed, 77, n++) < 0.7) v = 0;
      rig.set(r.name, v);
      rig.run(1);
    }
    check_closed(rig);
  }
}

}  // namespace retort::test
