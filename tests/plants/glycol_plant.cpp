// The glycol plant: it answers in the right direction, closes its balances over hours of acts, and
// loses each of its utilities, and all of them, without a hold.
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kFolder = RETORT_SOURCE "/scenarios/library/glycol_plant/";

void start_from(Rig& rig, const std::string& state) {
  rig.sim.start_from(load_state(*rig.plant, kFolder + "states/" + state + ".yaml"));
}
Rig from_state(const std::string& state) {
  Rig rig = Rig::of_file(kFolder + "plant.yaml");
  start_from(rig, state);
  return rig;
}

void check_closed(Rig& rig) {
  CHECK(rig.sim.status() == RunStatus::running);
  CHECK(rig.sim.counters().holds == 0);
  for (double v : rig.sim.frame().values) REQUIRE(std::isfinite(v));
  CHECK(rig.sim.mass_error() < 1e-6);
  CHECK(rig.sim.energy_error() < 1e-4);
}

struct Direction {
  const char* input;
  double to;
  const char* output;
  int way;
};

/// What is done in normal running, and which way something must have moved half an hour later, against doing nothing.
const Direction kDirections[] = {
    {"FIC-102.sp", 0.65, "FT-101.pv", +1},           {"FIC-102.sp", 0.65, "FT-204.pv", +1},
    {"FIC-102.sp", 0.65, "B-500.fire", +1},          {"FFC-101.ratio", 0.30, "R-101.heat_of_reaction", -1},
    {"FFC-101.ratio", 0.30, "TV-103.position", -1},  {"TIC-101.sp", 345.15, "R-101.x_propylene_oxide", -1},
    {"TIC-102.sp", 338.15, "TV-103.position", +1},         {"TIC-201.sp", 384.15, "V-201.x_water", -1},
    {"TIC-201.sp", 384.15, "FT-204.pv", -1},         {"TIC-202.sp", 446.15, "E-203.x_water", -1},
    {"TIC-202.sp", 446.15, "E-203.steam_pressure", +1}, {"FFC-203.ratio", 0.2, "FT-202.pv", +1},
    {"FFC-203.ratio", 0.2, "D-201.x_propylene_glycol", -1}, {"CT-600.wet_bulb", 295.15, "CT-600.temperature", +1},
    {"CT-600.wet_bulb", 295.15, "TV-202.position", +1}, {"E-202.fouling", 0.5, "TV-202.position", +1},
    {"E-203.fouling", 0.2, "E-203.steam_pressure", +1}, {"PIC-711.sp", 1.15e5, "T-201.pressure", +1},
    {"PIC-711.sp", 1.15e5, "T-102.pressure", +1},    {"PIC-500.sp", 13e5, "FV-202.position", +1},
    {"TIC-301.sp", 308.15, "TV-301.position", +1},   {"FIC-102.sp", 0.65, "FT-301.pv", +1},
};

/// Names of everything of a type.
std::vector<std::string> of_type(const Rig& rig, const std::string& type) {
  std::vector<std::string> tags;
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.type == type) tags.push_back(b.tag);
  return tags;
}

}  // namespace

TEST_CASE("the glycol plant makes what it is for") {
  Rig rig = from_state("normal");
  rig.run(3600);
  CHECK(rig.get("FT-101.pv") == Approx(0.2).margin(0.005));
  // Glycol by mass over what the oxide gives at full conversion: 76.09 / 58.08.
  CHECK(rig.get("L-3002.flow") == Approx(rig.get("L-1007.flow") * 76.09 / 58.08).epsilon(0.05));
  CHECK(rig.get("E-203.x_water") < 0.10);
  CHECK(rig.get("D-201.x_propylene_glycol") < 0.002);
  // The cooling tower carries away what fire and reaction give, less losses.
  const double given = rig.get("B-500.heat") + rig.get("R-101.heat_of_reaction");
  CHECK(rig.get("CT-600.heat") > 0.75 * given);
  CHECK(rig.get("CT-600.heat") < given);
  for (const std::string& tag : of_type(rig, "alarm")) {
    INFO(tag);
    CHECK(rig.choice(tag + ".state") == "normal");
  }
  check_closed(rig);
}

TEST_CASE("every input of the glycol plant moves its outputs the right way") {
  Rig still = from_state("normal");
  still.run(1801);
  for (const Direction& d : kDirections) {
    INFO(d.input << " to " << d.to << " moves " << d.output);
    Rig rig = from_state("normal");
    rig.run(1);
    REQUIRE(rig.set(d.input, d.to).accepted);
    rig.run(1800);
    const double moved = rig.get(d.output) - still.get(d.output);
    CHECK(d.way * moved > 1e-3 * std::abs(still.get(d.output)));
    check_closed(rig);
  }
}

TEST_CASE("each utility of the glycol plant can be lost") {
  struct Loss {
    const char* variable;
    double to;
    const char* felt;
    double below;
  };
  const Loss losses[] = {
      {"B-500.flame_failure", 1, "H-500.pressure", 8e5},   {"CT-600.fan_trip", 1, "CT-600.running", 0.5},
      {"IA-700.leak", 1, "XV-101.position", 0.01},         {"HV-710.opening", 0, "T-101.pressure", 2.05e5},
      {"EB-800.dead", 1, "P-601.running", 0.5},            {"EB-801.dead", 1, "XV-101.position", 0.01},
      {"EB-802.dead", 1, "B-500.running", 0.5},            {"P-601.trip", 1, "XV-101.position", 0.01},
  };
  for (const Loss& l : losses) {
    INFO(l.variable);
    Rig rig = from_state("normal");
    rig.run(10);
    REQUIRE(rig.set(l.variable, l.to).accepted);
    rig.run(3600);
    CHECK(rig.get(l.felt) < l.below);
    CHECK(rig.get("R-101.temperature") < 370);
    CHECK(rig.get("PSV-101.passed") < 1);
    check_closed(rig);
  }
}

TEST_CASE("low boiler pressure is no alarm on the way up, and is one when the pressure falls in service") {
  const auto speaks = [](Rig& rig) {
    const std::string state = rig.choice("PAL-500.state");
    return state == "unacknowledged" || state == "acknowledged";
  };
  Rig cold = from_state("cold");
  cold.run(10);
  cold.set("P-501.start", 1);
  cold.set("LIC-500.mode", 2);
  cold.set("HV-501.opening", 1);
  cold.set("B-500.start", 1);
  cold.run(5);
  cold.set("PIC-500.op", 0.4);
  double warmest = 0;
  for (int minutes = 0; minutes < 90 && cold.get("PT-500.pv") < 11.5e5 + 101325; ++minutes) {
    cold.run(60);
    if (cold.get("PT-500.pv") > 3e5) cold.set("HV-501.opening", 0);
    if (cold.get("PT-500.pv") < 1.1e5) warmest = std::max(warmest, cold.get("TT-500.pv"));
    INFO("after " << minutes + 1 << " min, " << cold.get("PT-500.pv") / 1e5 << " bar");
    CHECK_FALSE(speaks(cold));
  }
  CHECK(warmest > 273.15 + 60);   // while the pressure shows nothing, the temperature does
  CHECK(cold.choice("PAL-500.state") == "normal");
  cold.set("PIC-500.op", 0);
  cold.set("HV-501.opening", 1);   // the fire down, and steam goes
  cold.run(1200);
  CHECK(cold.get("PT-500.pv") < 9.9e5 + 101325);
  CHECK(speaks(cold));

  Rig normal = from_state("normal");
  normal.run(60);
  CHECK_FALSE(speaks(normal));
  normal.set("B-500.flame_failure", 1);
  normal.run(600);
  CHECK(speaks(normal));
}

TEST_CASE("the spare of the other bus takes over when changeover is automatic") {
  Rig rig = from_state("normal");
  rig.run(5);
  for (const char* s : {"PS-101", "PS-102", "PS-201", "PS-202", "PS-601"}) rig.set(std::string(s) + ".auto", 1);
  rig.run(5);
  rig.set("EB-801.dead", 1);
  rig.run(120);
  for (const char* p : {"P-111", "P-112", "P-211", "P-212", "P-611"}) {
    INFO(p);
    CHECK(rig.get(std::string(p) + ".running") > 0.5);
  }
  // The agitator hangs on the dead bus alone: the oxide stays shut.
  CHECK(rig.get("XS-101.active") > 0.5);
  check_closed(rig);
}

TEST_CASE("every valve of the glycol plant shut, then open again") {
  Rig rig = from_state("normal");
  rig.run(10);
  for (const std::string& tag : of_type(rig, "hand_valve")) rig.set(tag + ".opening", 0);
  for (const std::string& tag : of_type(rig, "control_valve")) rig.set(tag + ".seized", 0), rig.set(tag + ".close_demand", 1);
  for (int i = 0; i < 1200; ++i) {
    for (const std::string& tag : of_type(rig, "control_valve")) rig.set(tag + ".close_demand", 1);
    rig.run(0.5);
  }
  check_closed(rig);
  for (const std::string& tag : of_type(rig, "hand_valve")) rig.set(tag + ".opening", tag == "HV-103" || tag == "HV-501" ? 0 : 1);
  rig.run(1800);
  check_closed(rig);
}

TEST_CASE("a runaway of the glycol reactor is shut off, relieved and closes") {
  Rig rig = from_state("normal");
  rig.run(10);
  rig.set("TV-103.seized", 1);
  rig.set("R-101.bad_catalyst", 1);
  rig.run(1800);
  CHECK(rig.get("R-101.x_propylene_oxide") > 0.02);
  rig.set("R-101.bad_catalyst", 0);
  rig.set("R-101.inhibitor_lost", 1);
  rig.run(1800);
  check_closed(rig);
}

}  // namespace retort::test
