#include <cstdlib>
#include <fstream>

#include "drawing/pid_svg.h"
#include "tests/catch.h"
#include "tests/rig.h"

using namespace retort;

namespace {

std::string drawing() {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  const auto plant = compile(load_plant(RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml"), standard_blocks());
  return pid_svg(*plant);
}

}  // namespace

TEST_CASE("a P&ID shows every unit, line and instrument of the plant") {
  const std::string svg = drawing();
  const PlantSpec spec = load_plant(RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml");
  for (const BlockSpec& b : spec.blocks) {
    INFO(b.tag);
    if (b.section == "units" || b.section == "instruments" || b.section == "control" || b.section == "safety")
      CHECK(svg.find("<title>" + b.tag + " (") != std::string::npos);
    if (b.section == "lines") CHECK(svg.find(">" + b.tag + " DN") != std::string::npos);
  }
  CHECK(svg.find(">HH H<") != std::string::npos);  // the alarms of LT-101
  CHECK(svg.find(">FC<") != std::string::npos);    // how a valve fails
  CHECK(svg.find("nan") == std::string::npos);
}

TEST_CASE("a P&ID is drawn the same way twice") { CHECK(drawing() == drawing()); }

TEST_CASE("a plant without a display is drawn all the same") {
  ::setenv("RETORT_ASSETS", RETORT_SOURCE "/assets", 1);
  PlantSpec spec = load_plant(RETORT_SOURCE "/scenarios/library/feed_tank/plant.yaml");
  spec.display = {};
  const std::string svg = pid_svg(*compile(std::move(spec), standard_blocks()));
  CHECK(svg.find("<title>T-101 (tank)</title>") != std::string::npos);
  CHECK(svg.find("<title>LSHH-101 (interlock)</title>") != std::string::npos);
}
