// A controller is tuned as a person does it: step test by hand, model, gains after the rule, taken over, and put back.
#include "engine/hmi/tuning.h"
#include "tests/window/board_rig.h"

using namespace retort;
using retort::tests::BoardRig;

TEST_CASE("a flow loop is stepped, fitted, tuned and put back by buttons alone") {
  BoardRig r("feed_tank");
  hmi::BoardState& s = r.board.state();
  r.sim.submit(write_act(Source::board, r.plant->catalogue.find("FIC-102.mode"), 1));
  r.go(120);
  s.display = hmi::Display::detail;
  s.selected = "FIC-102";
  r.click("detail.tuning");
  r.click("tuning.FIC-102.record");
  r.go(10);
  r.click("tuning.FIC-102.up");
  r.go(90);
  r.click("tuning.FIC-102.end");
  const hmi::StepTest& test = s.step_tests.at("FIC-102");
  REQUIRE(test.regulating);
  CHECK(std::abs(test.du - 0.05) < 0.002);
  CHECK_FALSE(test.moved_again);
  CHECK_FALSE(test.as_integrating);
  CHECK(test.regulating->gain > 0);
  CHECK(test.regulating->explains > 0.8);

  const auto wanted = hmi::proposal(test, r.view, *r.view.find("FIC-102"));
  REQUIRE(wanted);
  const double gain = r.value("FIC-102.gain"), ti = r.value("FIC-102.ti");
  r.height = 2000;   // all of the page at once
  r.click("tuning.FIC-102.smooth");
  r.click("tuning.FIC-102.apply");
  r.go(1);
  CHECK(r.value("FIC-102.gain") != gain);
  CHECK(r.value("FIC-102.gain") < wanted->gain + 1e-9);   // smoother than tight
  r.click("tuning.FIC-102.restore");
  r.go(1);
  CHECK(r.value("FIC-102.gain") == gain);
  CHECK(r.value("FIC-102.ti") == ti);
}

TEST_CASE("a level that integrates is known as one, and its rule is that of integrating processes") {
  BoardRig r("feed_tank");
  const hmi::Thing& t = *r.view.find("LIC-100");
  r.sim.submit(write_act(Source::board, t.row("mode"), 1));
  r.go(60);
  hmi::StepTest test;
  test.begin = r.sim.scan() - 1;
  r.go(20);
  r.sim.submit(write_act(Source::board, t.row("op"), r.value("LIC-100.op") + 0.2));
  r.go(400);
  test.end = r.sim.scan() - 1;
  REQUIRE(hmi::evaluate(test, r.view, t));
  CHECK(test.as_integrating);
  const auto wanted = hmi::proposal(test, r.view, t);
  REQUIRE(wanted);
  CHECK(wanted->gain > 0);
  CHECK(std::abs(wanted->ti - 4 * (test.tauc + test.integrating->theta)) < 1e-9);
}

TEST_CASE("a test without a step proposes nothing") {
  BoardRig r("feed_tank");
  const hmi::Thing& t = *r.view.find("FIC-102");
  r.sim.submit(write_act(Source::board, t.row("mode"), 1));
  r.go(30);
  hmi::StepTest test;
  test.begin = r.sim.scan() - 100;
  test.end = r.sim.scan() - 1;
  CHECK_FALSE(hmi::evaluate(test, r.view, t));
  CHECK_FALSE(hmi::proposal(test, r.view, t));
}

TEST_CASE("every word of the tuning page can be read, in any language, at 150 %") {
  for (BoardRig r("feed_tank", "en", 1.5f); const std::string& language : languages()) {
    r.speak(language);
    hmi::BoardState& s = r.board.state();
    s.display = hmi::Display::detail;
    s.selected = "FIC-102";
    s.faceplates = {"FIC-102"};
    s.detail_part = hmi::DetailPart::tuning;
    hmi::StepTest& test = s.step_tests["FIC-102"];
    test = {};
    test.begin = 1, test.end = 4, test.step = 2, test.du = 0.1, test.tauc = 5;
    test.regulating = Fopdt{false, 1.2, 30, 4, 0.4, 0.001, 0.1, 0.97};
    test.before = SimcTuning{1, 10, 0};
    r.height = 3000;
    r.frames(3);
    INFO(language);
    CHECK(r.context.cut() == std::set<std::string>{});
    CHECK(r.there("tuning.FIC-102.apply"));
  }
}
