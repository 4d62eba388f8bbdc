// The heat exchange plant: it stands still where its states start it, answers in the right direction, and survives the loss of each
// of its utilities.
#include <fmt/format.h>

#include <filesystem>

#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kFolder = RETORT_SOURCE "/scenarios/library/heat_exchange/";

Rig from_state(const std::string& state) {
  Rig rig = Rig::of_file(kFolder + "plant.yaml");
  rig.sim.start_from(load_state(*rig.plant, kFolder + "states/" + state + ".yaml"));
  return rig;
}

void check_closed(Rig& rig) {
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

/// What is done to the plant in normal running, and which way something must move within ten minutes.
struct Direction {
  const char* input;
  double to;
  const char* output;
  int way;
  std::vector<const char*> in_manual = {};
};

const Direction kDirections[] = {
    {"TIC-201.op", 0.8, "E-201.tube_out_temperature", +1, {"TIC-201"}},
    {"TIC-201.op", 0.2, "E-201.tube_out_temperature", -1, {"TIC-201"}},
    {"TIC-201.op", 0.8, "E-201.pressure", +1, {"TIC-201"}},
    {"TIC-201.op", 0.8, "TR-201.flow", +1, {"TIC-201"}},
    {"FIC-201.sp", 2.0, "E-201.tube_out_temperature", +1, {"TIC-201"}},
    {"FIC-201.sp", 2.0, "E-201.duty", -1, {}},
    {"FIC-201.sp", 2.0, "TIC-201.op", -1, {}},
    {"TIC-202.op", 0.9, "E-202.tube_out_temperature", -1, {"TIC-202"}},
    {"TIC-202.op", 0.9, "E-202.shell_out_temperature", -1, {"TIC-202"}},
    {"X-220.temperature", 298.15, "TIC-202.op", +1, {}},
    {"X-220.temperature", 298.15, "E-202.tube_out_temperature", +1, {"TIC-202"}},
    {"X-200.temperature", 313.15, "TIC-201.op", -1, {}},
    {"X-210.pressure", 4e5, "TIC-201.op", +1, {}},
    {"E-201.tube_fouling", 0.5, "TIC-201.op", +1, {}},
    {"E-201.tube_fouling", 0.5, "E-201.pressure", +1, {}},
    {"E-202.tube_fouling", 0.4, "TIC-202.op", +1, {}},
    {"TR-201.blocked", 1.0, "E-201.flooded", +1, {"TIC-201"}},
    {"TR-201.blocked", 1.0, "E-201.tube_out_temperature", -1, {"TIC-201"}},
    {"TR-201.blowing", 1.0, "TIC-201.op", +1, {}},
    {"HV-220.opening", 0.1, "TIC-202.op", +1, {}},
    {"HV-204.opening", 1.0, "FIC-201.op", -1, {}},
};

}  // namespace

TEST_CASE("heat exchange: every saved state stands still for an hour") {
  for (const auto& entry : std::filesystem::directory_iterator(kFolder + "states")) {
    const std::string state = entry.path().stem().string();
    INFO(state);
    Rig rig = from_state(state);
    rig.run(5);
    const char* watched[] = {"T-201.level", "T-202.level", "V-210.level"};
    const char* warm[] = {"E-201.tube_out_temperature", "E-202.tube_out_temperature", "T-202.temperature"};
    std::vector<double> levels, temperatures;
    for (const char* w : watched) levels.push_back(rig.get(w));
    for (const char* w : warm) temperatures.push_back(rig.get(w));
    const double flow = rig.get("FE-201.flow");
    rig.run(3600);
    for (int i = 0; i < 3; ++i) {
      INFO(watched[i]);
      CHECK(rig.get(watched[i]) == Approx(levels[static_cast<std::size_t>(i)]).margin(0.005));
    }
    for (int i = 0; i < 3; ++i) {
      INFO(warm[i]);
      CHECK(rig.get(warm[i]) == Approx(temperatures[static_cast<std::size_t>(i)]).margin(0.5));
    }
    CHECK(rig.get("FE-201.flow") == Approx(flow).margin(0.015));
    check_closed(rig);
  }
}

TEST_CASE("heat exchange: normal running is quiet") {
  Rig rig = from_state("normal");
  rig.run(1800);
  for (const BlockLayout& b : rig.plant->blocks) {
    if (b.type != "alarm") continue;
    INFO(b.tag);
    CHECK(rig.choice(b.tag + ".state") == "normal");
  }
  CHECK(rig.get("TT-201.pv") == Approx(273.15 + 75).margin(0.5));
  CHECK(rig.get("TT-202.pv") == Approx(273.15 + 30).margin(0.5));
  // What the steam gives is what the product takes; steam at 5 bar gives about 2.2 MJ/kg here.
  const double taken = rig.get("FE-201.flow") * 4186 * (rig.get("E-201.tube_out_temperature") - rig.get("E-201.tube_in_temperature"));
  // The valves' stiction keeps the temperatures moving by a tenth of a kelvin, which the tubes' metal takes up and gives back.
  CHECK(rig.get("E-201.duty") == Approx(taken).epsilon(0.006));
  CHECK(rig.get("TV-201.flow") == Approx(rig.get("E-201.duty") / 2.21e6).epsilon(0.03));
  CHECK(rig.get("TR-201.flow") == Approx(rig.get("TV-201.flow")).epsilon(0.02));
}

TEST_CASE("heat exchange: everything moves the right way") {
  for (const Direction& d : kDirections) {
    INFO(d.input << " to " << d.to << ": " << d.output << (d.way > 0 ? " rises" : " falls"));
    Rig rig = from_state("normal");
    rig.run(10);
    for (const char* tag : d.in_manual) rig.set(std::string(tag) + ".mode", 1);
    rig.run(1);
    const double before = rig.get(d.output);
    REQUIRE(rig.set(d.input, d.to).accepted);
    double moved = 0;
    for (int i = 0; i < 60; ++i) {
      rig.run(10);
      moved = rig.get(d.output) - before;
    }
    CHECK(moved * d.way > 1e-3 * std::abs(before));
    check_closed(rig);
  }
}

TEST_CASE("heat exchange: a shift with condensation, blanketing and a trap that fails loses nothing") {
  Rig rig = from_state("normal");
  const auto act = [&](double wait, const char* name, double v) {
    rig.run(wait);
    REQUIRE(rig.set(name, v).accepted);
  };
  act(600, "FIC-201.sp", 1.5);
  act(900, "FIC-201.sp", 4);
  act(900, "TR-201.blocked", 1);
  act(600, "TR-201.blocked", 0);
  act(600, "X-210.fraction_nitrogen", 0.05);
  act(900, "X-210.fraction_nitrogen", 0);
  act(600, "E-201.tube_leak", 1);
  act(600, "E-202.tube_leak", 1);
  act(600, "E-201.tube_leak", 0);
  act(600, "E-202.tube_leak", 0);
  act(600, "TR-201.blowing", 1);
  act(600, "TR-201.blowing", 0);
  rig.run(3600);
  check_closed(rig);
}

TEST_CASE("heat exchange: air in the steam blankets the heater until it is vented") {
  Rig rig = from_state("normal");
  rig.run(10);
  rig.set("TIC-201.mode", 1);
  rig.run(1);
  const double before = rig.get("E-201.tube_out_temperature");
  rig.set("X-210.fraction_nitrogen", 0.03);
  rig.run(600);
  CHECK(rig.get("E-201.inert") > 0.05);
  CHECK(rig.get("E-201.tube_out_temperature") < before - 1);
  rig.set("X-210.fraction_nitrogen", 0);
  rig.set("HV-215.opening", 1);
  rig.run(900);
  rig.set("HV-215.opening", 0);
  rig.run(300);
  CHECK(rig.get("E-201.tube_out_temperature") == Approx(before).margin(1));
  check_closed(rig);
}

TEST_CASE("heat exchange: total loss of a utility is survived, and comes to rest") {
  const auto lose = [](const char* what, double to) {
    Rig rig = from_state("normal");
    rig.run(60);
    REQUIRE(rig.set(what, to).accepted);
    rig.run(3600);
    check_closed(rig);
    return rig;
  };
  SECTION("steam") {
    Rig rig = lose("X-210.pressure", 1e5);
    CHECK(rig.get("TT-201.pv") < 273.15 + 40);
    CHECK(rig.get("FT-201.pv") == Approx(3).margin(0.1));
    CHECK(rig.choice("TAL-201.state") != "normal");
  }
  SECTION("cooling water") {
    Rig rig = lose("HV-220.opening", 0);
    CHECK(rig.get("TSHH-202.active") > 0.5);
    CHECK(rig.get("SV-201.position") < 0.01);
    CHECK(rig.get("T-202.temperature") < 273.15 + 60);
  }
  SECTION("power") {
    Rig rig = lose("EB-200.dead", 1);
    CHECK(rig.get("P-201.running") < 0.5);
    CHECK(rig.choice("P-201.trip_cause") == "no power");
    CHECK(rig.get("IA-200.running") < 0.5);
    CHECK(rig.get("SV-201.position") < 0.01);
    CHECK(rig.get("TT-203.pv") < 273.15 + 125);
  }
  SECTION("air") {
    Rig rig = lose("IA-200.trip", 1);
    CHECK(rig.choice("SV-201.override") != "none");
    CHECK(rig.get("TV-201.position") < 0.01);
    CHECK(rig.get("TV-202.position") > 0.99);
    CHECK(rig.get("FV-201.position") < 0.01);
  }
}

}  // namespace retort::test
