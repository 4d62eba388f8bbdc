// The card of an exercise: where its steps lead, what it says of hints and of the goal; and what the control room says beside it.
#include "engine/hmi/alarm_list.h"
#include "tests/window/board_rig.h"

using namespace retort;
using retort::tests::BoardRig;

namespace {

hmi::StepCard step(const std::string& id, std::vector<hmi::StepCard::Place> places, std::vector<hmi::HintCard> hints = {}) {
  hmi::StepCard s;
  s.id = id;
  s.text = "Do it";
  s.state = hmi::StepCard::State::open;
  s.places = std::move(places);
  s.hints = std::move(hints);
  return s;
}

}  // namespace

TEST_CASE("a step leads into the field or to its page") {
  BoardRig r("feed_tank");
  r.exercise.present = true;
  r.exercise.steps = {step("open", {{"HV-101", true}}), step("set", {{"FIC-102", false}})};
  r.click("step.go.open.HV-101");
  CHECK(r.board.state().walk_to == "HV-101");
  CHECK_FALSE(r.there("step.show.open.HV-101"));
  r.click("step.show.set.FIC-102");
  REQUIRE_FALSE(r.board.state().faceplates.empty());
  CHECK(r.board.state().faceplates.front() == "FIC-102");
}

TEST_CASE("a hint is a button once it is there, and the goal that is reached is said on the card") {
  BoardRig r("feed_tank");
  std::string taken;
  r.exercise.present = true;
  r.exercise.take_hint = [&](const std::string& of) { taken = of; };
  r.exercise.steps = {step("late", {}, {{"orient", "", false, false, 0, 40}}), step("now", {}, {{"ask", "", true, false, 3}})};
  r.frames(2);
  CHECK_FALSE(r.there("hint.late"));
  r.click("hint.now");
  CHECK(taken == "now");
  CHECK_FALSE(r.there("exercise.reached"));
  r.exercise.waits = 120;
  r.frames(2);
  CHECK(r.there("exercise.reached"));
}

TEST_CASE("alarms that the strip has no room for are counted, and lead to the list") {
  BoardRig r("feed_tank");
  CHECK_FALSE(r.there("strip.more"));
  REQUIRE(r.sim.submit(write_act(Source::instructor, r.plant->catalogue.find("P-101.trip"), 1)).accepted);
  r.go(420);
  const hmi::AlarmCount n = hmi::count_alarms(r.view);
  REQUIRE(n.by_priority[1] + n.by_priority[2] + n.by_priority[3] > 3);
  r.click("strip.more");
  CHECK(r.board.state().display == hmi::Display::alarms);
}

TEST_CASE("what is said again is said once, and no more than three things at a time") {
  BoardRig r("feed_tank");
  const hmi::Desk desk{r.view, r.words, r.run, r.board.state()};
  for (const char* text : {"one", "two", "one", "three", "four", "one"}) desk.say(text);
  const auto& toasts = r.board.state().toasts;
  REQUIRE(toasts.size() == 3);
  CHECK(toasts.back().text == "one");
  CHECK(toasts.back().times == 3);
  CHECK(toasts.front().text == "three");
}

TEST_CASE("states are told in words, malfunctions by how severe they are") {
  BoardRig r("feed_tank");
  const auto told = [&](const std::string& name, double value) { return hmi::value_text(r.plant->catalogue[r.plant->catalogue.find(name)], value, r.words); };
  CHECK(told("P-101.running", 0) == "stopped");
  CHECK(told("P-101.running", 1) == "runs");
  CHECK(told("P-101.trip", 0) == "absent");
  CHECK(told("P-101.trip", 0.5) == "50 %");
}
