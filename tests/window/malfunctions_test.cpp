// The list of malfunctions: found, injected whole and as a ramp, cleared; and nothing of it where one may not.
#include "engine/hmi/displays.h"
#include "tests/window/board_rig.h"

using namespace retort;
using retort::tests::BoardRig;

TEST_CASE("a malfunction is found in the list, grows over the time that was asked for, and is cleared with all others") {
  BoardRig r("feed_tank");
  r.press(input::Key::f12);
  r.press(input::Key::f12);   // the same key again: what stands beside it
  REQUIRE(r.board.state().display == hmi::Display::malfunctions);
  CHECK(hmi::malfunctions_of(r.view).size() > 50);

  r.enter("malfunction.search", "LT-101");
  CHECK(r.there("malfunction.LT-101.bias.inject"));
  CHECK_FALSE(r.there("malfunction.P-101.trip.inject"));
  r.enter("malfunction.LT-101.bias.severity", "40");
  r.enter("malfunction.LT-101.bias.ramp", "20");
  r.click("malfunction.LT-101.bias.inject");
  r.go(10);
  CHECK(r.value("LT-101.bias") > 0.15);
  CHECK(r.value("LT-101.bias") < 0.25);   // half way
  r.go(15);
  CHECK(std::abs(r.value("LT-101.bias") - 0.4) < 1e-9);

  r.enter("malfunction.search", "P-102");
  r.click("malfunction.P-102.trip.inject");
  r.go(1);
  CHECK(r.value("P-102.trip") == 1);
  r.click("malfunction.active");
  r.enter("malfunction.search", "-10");
  CHECK(r.there("malfunction.LT-101.bias.clear"));
  CHECK(r.there("malfunction.P-102.trip.clear"));
  CHECK_FALSE(r.there("malfunction.LV-100.seized.inject"));
  r.click("malfunction.clear_all");
  r.go(1);
  CHECK(r.value("LT-101.bias") == 0);
  CHECK(r.value("P-102.trip") == 0);
}

TEST_CASE("what the log says of an injected malfunction is what was done") {
  BoardRig r("feed_tank");
  const RowId row = r.plant->catalogue.find("LT-101.bias");
  const hmi::Desk desk{r.view, r.words, r.run, r.board.state()};
  Act posted;
  r.view.post = [&](const Act& a) { posted = a; };
  desk.act(row, 0.4, Source::instructor, {}, 20);
  REQUIRE(posted.write());
  CHECK(*posted.write() == acts::Write{row, 0.4, 20});
  CHECK(posted.source == Source::instructor);
}

TEST_CASE("who may not inject sees no malfunctions") {
  BoardRig r("feed_tank");
  r.run.may_inject = false;
  r.press(input::Key::f12);
  r.press(input::Key::f12);
  r.frames(2);
  CHECK(r.board.state().display == hmi::Display::diagnostics);
  CHECK_FALSE(r.there("display.malfunctions"));
  r.board.state().display = hmi::Display::malfunctions;
  r.frames(2);
  CHECK(r.board.state().display == hmi::Display::diagnostics);
}

TEST_CASE("every word of the list of malfunctions can be read, in any language, at 150 %") {
  for (const char* name : {"glycol_plant", "heat_exchange"})
    for (BoardRig r(name, "en", 1.5f); const std::string& language : languages()) {
      r.speak(language);
      r.board.state().display = hmi::Display::malfunctions;
      r.board.state().faceplates = {r.view.things().front().tag};   // a faceplate at the side leaves the least room
      r.height = 4000;                                              // many rows at once
      r.frames(2);
      INFO(name << " " << language);
      CHECK(r.context.cut() == std::set<std::string>{});
    }
}
