// What an operator does to a plant, and which way something must have moved after a while, against doing nothing.
#include <iostream>
#include <map>

#include "sim/run/state_file.h"
#include "tests/catch.h"
#include "tests/rig.h"

namespace retort::test {
namespace {

const std::string kLibrary = RETORT_SOURCE "/scenarios/library/";

struct Direction {
  const char* input;
  double to;
  const char* output;
  int way;
  double minutes = 10;
  std::vector<const char*> in_manual = {};
};

struct Plant {
  const char* file;
  const char* state;  // none: where the plant file starts
  std::vector<Direction> directions;
};

const Plant kPlants[] = {
    {"feed_tank/plant.yaml", "states/normal.yaml", {
        {"FIC-102.sp", 7, "T-101.level", -1, 3},
        {"FIC-102.sp", 7, "FE-101.flow", +1},
        {"FIC-102.sp", 7, "T-100.level", -1, 20},
        {"LIC-101.sp", 0.6, "FIC-101.op", +1, 2},
        {"FIC-101.op", 0.2, "FE-101.flow", -1, 2, {"FIC-101"}},
        {"FIC-101.op", 0.2, "J-101.pressure", +1, 2, {"FIC-101"}},
        {"FIC-101.op", 0.2, "T-101.level", -1, 3, {"FIC-101"}},
        {"HV-103.opening", 0.1, "FIC-101.op", +1, 5},
        {"HV-106.opening", 0.5, "FIC-101.op", -1, 5},
        {"HV-107.opening", 0, "J-101.pressure", +1, 2},
        {"HV-105.opening", 1, "FE-101.flow", +1, 20},
        {"X-100.temperature", 308.15, "T-101.temperature", +1, 120},
        {"X-100.pressure", 2e5, "LIC-100.op", +1, 60},
        {"P-101.worn_impeller", 1, "J-101.pressure", -1, 2},
        {"P-101.worn_impeller", 1, "FIC-101.op", +1, 5},
        {"FV-101.leaking", 1, "FIC-101.op", -1, 5},
    }},
    {"glycol_cstr/plant.yaml", "states/normal.yaml", {
        {"TIC-101.op", 0.6, "R-101.temperature", -1, 10, {"TIC-101"}},
        {"TIC-101.op", 0.6, "R-101.jacket_temperature", -1, 10, {"TIC-101"}},
        {"TIC-101.op", 0.6, "R-101.x_propylene_oxide", +1, 10, {"TIC-101"}},
        {"FIC-101.sp", 0.80, "R-101.temperature", +1, 20, {"TIC-101"}},
        {"FIC-101.sp", 0.80, "R-101.x_propylene_glycol", +1, 20},
        {"FIC-102.sp", 2.6, "R-101.temperature", -1, 20, {"TIC-101"}},
        {"FIC-102.sp", 2.6, "LIC-101.op", +1, 20},
        {"LIC-101.sp", 0.6, "R-101.x_propylene_oxide", +1, 30},
        {"PIC-101.sp", 2.9e5, "PIC-101.op", +1, 20},
        {"X-102.temperature", 293.15, "TIC-101.op", +1, 30},
        {"X-111.temperature", 293.15, "TIC-101.op", +1, 30},
        {"X-111.pressure", 4e5, "TIC-101.op", +1, 30},
        {"R-101.fouling", 0.5, "TIC-101.op", +1, 30},
        {"XV-103.command", 0.5, "R-101.temperature", -1, 5},
    }},
    {"batch_reactor/plant.yaml", "states/normal.yaml", {
        {"TIC-201.op", 0.8, "R-201.temperature", -1, 5, {"TIC-201"}},
        {"TIC-201.op", 0.8, "R-201.jacket_temperature", -1, 5, {"TIC-201"}},
        {"TIC-201.op", 0.8, "R-201.heat_of_reaction", -1, 5, {"TIC-201"}},
        {"TIC-201.op", 0.05, "R-201.pressure", +1, 5, {"TIC-201"}},
        {"TIC-201.op", 0.05, "L-204.flow", +1, 5, {"TIC-201"}},
        {"PIC-201.op", 0, "R-201.pressure", +1, 3, {"PIC-201"}},
        {"HIC-201.op", 1, "R-201.temperature", +1, 5, {"TIC-201"}},
        {"HIC-202.op", 1, "L-204.flow", +1, 2},
        {"X-211.temperature", 303.15, "TIC-201.op", +1, 15},
        {"HV-203.opening", 0.5, "R-201.level", -1, 2},
        {"R-201.fouling", 0.7, "R-201.temperature", +1, 10, {"TIC-201"}},
    }},
    {"tennessee_eastman/plant.yaml", nullptr, {
        // Downs and Vogel, table 8, and the loops of Russell, Chiang and Braatz.
        {"XMV-8.sp", 0.60, "TE.xmeas15", +1, 60},
        {"XMV-7.sp", 0.60, "TE.xmeas12", +1, 60},
        {"XMV-11.sp", 26.0 / 3600, "TE.xmeas17", +1, 120},
        {"TIC-9.sp", 395.15, "TE.xmeas9", +1, 60},
        {"TIC-9.sp", 395.15, "XMV-10.sp", +1, 60},
        {"LIC-8.sp", 0.85, "TE.xmeas8", +1, 240},
        {"TE.idv4", 1, "XMV-10.op", +1, 60},
        {"TE.idv6", 1, "TE.xmeas1", -1, 30},
        {"TE.idv1", 1, "XMV-3.op", +1, 180},
    }},
    {"tennessee_eastman/open_loop.yaml", nullptr, {
        {"XMV-10.op", 0.45, "TE.xmeas9", -1, 10},
        {"XMV-10.op", 0.45, "TE.xmeas21", -1, 10},
        {"XMV-6.op", 0.50, "TE.xmeas10", +1, 2},
        {"XMV-6.op", 0.50, "TE.xmeas7", -1, 5},  // later the reaction fades, and the pressure turns
        {"TE.idv4", 1, "TE.xmeas21", +1, 5},
        {"XMV-9.op", 0.60, "TE.xmeas18", +1, 15},
        {"XMV-8.op", 0.60, "TE.xmeas15", -1, 10},
        {"XMV-7.op", 0.50, "TE.xmeas12", -1, 10},
        {"XMV-3.op", 0.40, "TE.xmeas1", +1, 2},
        {"XMV-11.op", 0.30, "TE.xmeas22", -1, 5},
        {"XMV-5.op", 0.40, "TE.xmeas20", -1, 5},
    }},
};

Rig rig_of(const Plant& p, const std::vector<const char*>& in_manual) {
  Rig rig = Rig::of_file(kLibrary + p.file);
  if (p.state) {
    const std::string folder = kLibrary + std::string(p.file).substr(0, std::string(p.file).find('/') + 1);
    rig.sim.start_from(load_state(*rig.plant, folder + p.state));
  }
  rig.run(10);
  for (const char* tag : in_manual) rig.set(std::string(tag) + ".mode", 1);
  rig.run(5);
  return rig;
}

}  // namespace

TEST_CASE("every input moves its outputs the right way") {
  for (const Plant& p : kPlants) {
    std::cout << p.file << ": " << p.directions.size() << " directions\n";
    for (const Direction& d : p.directions) {
      INFO(p.file << ": " << d.input << " to " << d.to << ": " << d.output << (d.way > 0 ? " rises" : " falls"));
      Rig still = rig_of(p, d.in_manual), rig = rig_of(p, d.in_manual);
      REQUIRE_NOTHROW(rig.row(d.input));
      REQUIRE_NOTHROW(rig.row(d.output));
      REQUIRE(rig.set(d.input, d.to).accepted);
      still.run(60 * d.minutes);
      rig.run(60 * d.minutes);
      const double before = still.get(d.output), moved = rig.get(d.output) - before;
      INFO("from " << before << " by " << moved);
      CHECK(d.way * moved > 1e-4 * std::abs(before));
      CHECK(rig.sim.counters().holds == 0);
    }
  }
}

}  // namespace retort::test
