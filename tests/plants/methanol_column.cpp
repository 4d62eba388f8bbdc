// The methanol column: it stands still where its states start it, answers in the right direction, separates at total reflux as the steps
// of McCabe and Thiele say, and survives floods, vacuum and the loss of what it needs.
#include <fmt/format.h>

#include <fstream>
#include <sstream>

#include "sim/props/equilibrium.h"
#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kFolder = RETORT_SOURCE "/scenarios/library/methanol_column/";

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

enum Mode { kMan = 1, kAuto = 2 };

/// Composition by flows alone: steam, reflux and feed stand still, levels, pressure and cooling are controlled.
Rig open_loop() {
  Rig rig = from_state("normal");
  rig.run(1);
  rig.set("FFC-103.use", 0);
  rig.set("TIC-101.mode", kMan);
  rig.set("FIC-102.mode", kAuto);
  rig.set("FIC-103.mode", kAuto);
  rig.run(1);
  return rig;
}

/// What is done in normal running, and which way something must have moved after 40 minutes, against doing nothing.
struct Direction {
  const char* input;
  double to;
  const char* output;
  int way;
};

const Direction kDirections[] = {
    {"FIC-103.sp", 0.80, "D-101.x_methanol", +1},       {"FIC-103.sp", 0.80, "T-101.t_14", -1},
    {"FIC-103.sp", 0.80, "L-1009.flow", -1},            {"FIC-102.sp", 0.74, "E-102.x_methanol", -1},
    {"FIC-102.sp", 0.74, "T-101.t_4", +1},              {"FIC-102.sp", 0.74, "T-101.dp", +1},
    {"FIC-102.sp", 0.74, "E-101.duty", +1},             {"FIC-102.sp", 0.74, "D-101.x_methanol", -1},
    {"X-100.temperature", 323.15, "E-102.x_methanol", +1}, {"X-100.temperature", 323.15, "L-1009.flow", -1},
    {"X-100.fraction_methanol", 0.55, "T-101.t_4", -1}, {"FIC-101.sp", 1.40, "E-102.x_methanol", +1},
    {"FIC-101.sp", 1.40, "L-1012.flow", +1},            {"X-120.temperature", 300.15, "L-1015.flow", +1},
    {"PIC-101.sp", 1.35e5, "T-101.pressure", +1},       {"PIC-101.sp", 1.35e5, "T-101.t_19", +1},
    {"E-101.fouling", 0.3, "TV-103.position", +1},      {"E-102.fouling", 0.3, "E-102.steam_pressure", +1},
    {"T-101.damaged_trays", 1, "D-101.x_methanol", -1}, {"X-110.pressure", 5e5, "SV-101.position", +1},
    {"T-101.foaming", 0.5, "T-101.flooding", +1},
};

}  // namespace

TEST_CASE("the column drifts not where its states start it") {
  for (const char* state : {"cold", "warm_standby", "normal", "reduced", "after_trip"}) {
    INFO(state);
    Rig rig = from_state(state);
    rig.run(2);
    const double drum = rig.get("D-101.level"), kettle = rig.get("E-102.level"), sump = rig.get("T-101.level");
    const double top = rig.get("D-101.x_methanol"), pressure = rig.get("T-101.pressure");
    rig.run(3600);
    CHECK(rig.get("D-101.level") == Approx(drum).margin(0.005));
    CHECK(rig.get("E-102.level") == Approx(kettle).margin(0.005));
    CHECK(rig.get("T-101.level") == Approx(sump).margin(0.005));
    CHECK(rig.get("D-101.x_methanol") == Approx(top).margin(0.002));
    CHECK(rig.get("T-101.pressure") == Approx(pressure).epsilon(0.02));
    check_closed(rig);
  }
}

TEST_CASE("a set point of nothing shuts the feed: what passes is the leakage of the seat, not what the transmitter does not see") {
  Rig rig = from_state("normal");
  rig.run(10);
  REQUIRE(rig.set("FIC-101.sp", 0, Source::board).accepted);
  rig.run(600);
  CHECK(rig.get("FV-101.position") < 1e-3);
  CHECK(rig.get("L-1001.flow") < 1e-3);  // class IV: 0.01 % of Kv; FT-101 shows zero under 0.0375 kg/s
  REQUIRE(rig.set("FIC-101.sp", 1.25, Source::board).accepted);
  rig.run(600);
  CHECK(rig.get("L-1001.flow") == Approx(1.25).margin(0.02));
}

TEST_CASE("the column makes what it is for, and mass by component closes over the flows") {
  Rig rig = from_state("normal");
  rig.run(3600);
  CHECK(rig.get("D-101.x_methanol") > 0.97);
  CHECK(rig.get("E-102.x_methanol") < 0.005);
  CHECK(rig.get("FT-101.pv") == Approx(1.25).margin(0.02));
  CHECK(rig.get("L-1009.flow") + rig.get("L-1012.flow") == Approx(1.25).epsilon(0.02));
  // Methanol by mass: 0.40 of the feed.
  const auto by_mass = [](double x) { return x * 32.042 / (x * 32.042 + (1 - x) * 18.015); };
  const double methanol = rig.get("L-1009.flow") * by_mass(rig.get("D-101.x_methanol")) + rig.get("L-1012.flow") * by_mass(rig.get("E-102.x_methanol"));
  CHECK(methanol == Approx(0.4 * 1.25).epsilon(0.03));
  for (const BlockLayout& b : rig.plant->blocks) {
    if (b.type != "alarm") continue;
    INFO(b.tag);
    CHECK(rig.choice(b.tag + ".state") == "normal");
  }
  check_closed(rig);
}

TEST_CASE("every input of the column moves its outputs the right way") {
  Rig still = open_loop();
  still.run(2400);
  for (const Direction& d : kDirections) {
    INFO(d.input << " to " << d.to << " moves " << d.output);
    Rig rig = open_loop();
    REQUIRE(rig.set(d.input, d.to).accepted);
    rig.run(2400);
    const double moved = rig.get(d.output) - still.get(d.output);
    CHECK(d.way * moved > 1e-4 * std::abs(still.get(d.output)));
    check_closed(rig);
  }
}

TEST_CASE("at total reflux ideal trays step between equilibrium and diagonal") {
  std::ifstream file(kFolder + "plant.yaml");
  std::stringstream text;
  text << file.rdbuf();
  std::string plant = text.str();
  const std::string real = "efficiency: 75 %", ideal = "efficiency: 99.9 %";
  plant.replace(plant.find(real), real.size(), ideal);
  Rig rig(plant);
  start_from(rig, "warm_standby");
  rig.run(4 * 3600);
  REQUIRE(rig.get("L-1009.flow") < 1e-3);
  REQUIRE(rig.get("L-1012.flow") < 1e-3);
  const auto mix = make_mixture({"methanol", "water", "nitrogen"});
  // McCabe, Thiele 1925: on the diagonal x(n + 1) = y(n), with y from the property package alone.
  const double p_top = rig.get("T-101.pressure"), dp = rig.get("T-101.dp") / 20;
  int compared = 0;
  for (int n = 1; n < 20; ++n) {
    const double x = rig.get(fmt::format("T-101.x_{}", n));
    const double y = bubble_temperature(*mix, p_top + dp * (20 - n), {x, 1 - x, 0}).y[0];
    INFO("tray " << n << ": x = " << x);
    CHECK(rig.get(fmt::format("T-101.x_{}", n + 1)) == Approx(y).margin(0.01));
    compared += y - x > 0.02;
  }
  CHECK(compared >= 3);  // the profile is not flat
  check_closed(rig);
}

TEST_CASE("cooling water lost: the steam is closed before anything is relieved") {
  Rig rig = from_state("normal");
  rig.run(10);
  rig.set("HV-120.opening", 0, Source::field);
  rig.run(600);
  CHECK((rig.get("FSLL-120.active") > 0.5 || rig.get("PSHH-102.active") > 0.5));
  CHECK(rig.get("SV-101.position") < 0.01);
  CHECK(rig.get("PSV-101.passed") < 1);
  check_closed(rig);
}

TEST_CASE("with the safety functions bypassed the relief valve holds the pressure") {
  Rig rig = from_state("normal");
  rig.run(10);
  rig.set("FSLL-120.bypass", 1);
  rig.set("PSHH-102.bypass", 1);
  rig.set("HV-120.opening", 0, Source::field);
  rig.run(1200);
  CHECK(rig.get("PSV-101.passed") > 1);
  CHECK(rig.get("T-101.pressure") < 3.2e5);
  check_closed(rig);
}

TEST_CASE("reflux lost, steam lost, everything blocked in, and back again") {
  Rig rig = from_state("normal");
  rig.run(10);
  rig.set("P-101.trip", 1);
  rig.run(900);
  CHECK(rig.get("D-101.x_methanol") < 0.98);
  check_closed(rig);
  rig.set("HV-110.opening", 0, Source::field);
  rig.run(1800);
  check_closed(rig);
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.type == "hand_valve") rig.set(b.tag + ".opening", 0);
  rig.run(3600);
  check_closed(rig);
  for (const BlockLayout& b : rig.plant->blocks)
    if (b.type == "hand_valve") rig.set(b.tag + ".opening", 1);
  rig.run(1800);
  check_closed(rig);
}

TEST_CASE("too much steam and reflux flood the trays") {
  Rig rig = open_loop();
  rig.set("FIC-103.sp", 1.6);
  rig.set("T-101.foaming", 1);
  rig.set("FIC-102.sp", 0.95);
  const double before = rig.get("T-101.dp");
  rig.run(1200);
  CHECK(rig.get("T-101.dp") > 1.3 * before);
  check_closed(rig);
}

}  // namespace retort::test
