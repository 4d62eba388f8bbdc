// The glycol reactor stands still in each of its start states; both reactors close their balances over scripted hours.
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kLibrary = RETORT_SOURCE "/scenarios/library/";

void check_closed(Rig& rig) {
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

}  // namespace

TEST_CASE("the glycol reactor drifts from none of its start states") {
  for (const char* state : {"cold", "warm_standby", "normal", "reduced_rate", "after_trip"}) {
    INFO(state);
    Rig rig = Rig::of_file(kLibrary + "glycol_cstr/plant.yaml");
    rig.sim.start_from(load_state(*rig.plant, kLibrary + "glycol_cstr/states/" + state + ".yaml"));
    rig.run(60);
    const double t = rig.get("R-101.temperature"), level = rig.get("R-101.level"), p = rig.get("R-101.pressure");
    rig.run(3600);
    CHECK(rig.get("R-101.temperature") == Approx(t).epsilon(0.005));
    CHECK(rig.get("R-101.level") == Approx(level).margin(0.005));
    CHECK(rig.get("R-101.pressure") == Approx(p).epsilon(0.005));
    check_closed(rig);
  }
}

TEST_CASE("upsets of the glycol reactor close: a trip, a quench that boils off, a lost agitator") {
  Rig rig = Rig::of_file(kLibrary + "glycol_cstr/plant.yaml");
  rig.run(600);
  rig.set("FV-111.seized", 1);
  rig.set("R-101.inhibitor_lost", 1);
  rig.run(1200);
  rig.set("XV-103.command", 1);
  rig.run(600);
  rig.set("R-101.trip", 1);
  rig.set("R-101.leak", 1);
  rig.run(5400);
  CHECK(rig.get("XS-101.active") > 0.5);
  CHECK(rig.get("XV-101.position") < 0.01);
  check_closed(rig);
}

TEST_CASE("the recipe can be held, restarted, aborted and begun again") {
  Rig rig = Rig::of_file(kLibrary + "batch_reactor/plant.yaml");
  const auto press = [&](const char* button) {
    REQUIRE(rig.set(std::string("SQ-201.") + button, 1, Source::board).accepted);
    rig.run(2);
  };
  rig.run(2);
  press("start");
  CHECK(rig.choice("SQ-201.state") == "running");
  CHECK(rig.choice("SQ-201.phase") == "charge");
  rig.run(60);
  press("hold");
  CHECK(rig.choice("SQ-201.state") == "held");
  rig.run(20);
  CHECK(rig.get("FV-201.position") < 0.01);
  press("restart");
  rig.run(20);
  CHECK(rig.get("FV-201.position") > 0.5);
  rig.run(900);
  CHECK(rig.choice("SQ-201.phase") == "sodium");
  CHECK(rig.get("SQ-201.asks") > 0.5);
  press("abort");
  CHECK(rig.choice("SQ-201.state") == "aborted");
  press("reset");
  CHECK(rig.choice("SQ-201.state") == "idle");
  check_closed(rig);
}

}  // namespace retort::test
