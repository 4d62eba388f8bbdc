// Where the card of a step leads.
#include "scenarios/player/step_places.h"

#include "scenarios/session/material.h"
#include "tests/catch.h"

using namespace retort;

namespace {

struct Shipped {
  Prepared of;
  explicit Shipped(const std::string& exercise) : of(open_material(std::string(RETORT_SOURCE) + "/scenarios/library/" + exercise + ".yaml")) {}
  /// "HV-101 field, P-101 board" of a step.
  std::string places(const std::string& step, const std::string& text, const std::string& known = "", bool pointed = false) const {
    std::string all;
    for (const StepPlace& p : step_places(of.scenario->steps.at(std::size_t(of.scenario->find_step(step))), *of.plant, text, known, pointed))
      all += (all.empty() ? "" : ", ") + p.tag + (p.field ? " field" : " board");
    return all;
  }
};

}  // namespace

TEST_CASE("what the text of a step names is led to: by hand in the field, else on the board") {
  const Shipped x("feed_tank/line_up_and_start");
  CHECK(x.places("minimum", "Open the minimum flow HV-107") == "HV-107 field");
  CHECK(x.places("draw", "HV-108 open, FIC-102 in automatic") == "HV-108 field, FIC-102 board");
  CHECK(x.places("selector", "The selector of P-101 on remote") == "P-101 field");
  CHECK(x.places("start_pump", "Start P-101") == "P-101 board");
  CHECK(x.places("minimum", "HV-1070 and xHV-107 are no tags of it") == "");
}

TEST_CASE("a step that names nothing leads to what everybody knows, and to the rest once the hint that points was paid for") {
  const Shipped x("feed_tank/blocked_suction");
  CHECK(x.places("isolate", "Isolate the sick pump", "P-101 runs") == "P-101 board");
  const std::string pointed = x.places("isolate", "Isolate the sick pump", "", true);
  CHECK(pointed.find("HV-101 field") != std::string::npos);
  CHECK(pointed.find("P-102 board") != std::string::npos);
}
