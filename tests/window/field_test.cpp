// In the field, by mouse, keyboard and legs alone.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/window/desktop.h"

using retort::tests::Desktop;
using retort::tests::fresh;

TEST_CASE("lock out, tag out, try out of P-101: walked to, isolated, locked, tried from both places") {
  const std::string recording = fresh("loto.rec");
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + recording);
  REQUIRE(d.wait_for("screen.run", 60));
  d.key("F2");
  REQUIRE(d.wait_for("field", 30));
  REQUIRE(d.work("P-101", "field.P-101.isolator.off"));
  REQUIRE(d.wait_for("field.P-101.lock.locked", 5));
  REQUIRE(d.click("field.P-101.lock.locked"));
  REQUIRE(d.click("field.P-101.selector.local"));
  REQUIRE(d.click("field.P-101.local_start"));           // it must not turn
  CHECK(d.wait_for("toast", 5));
  REQUIRE(d.click("field.P-101.selector.remote"));
  d.key("F3");
  REQUIRE(d.click("mimic.P-101"));
  REQUIRE(d.click("fp.P-101.start"));                    // nor from the control room
  CHECK(d.wait_for("toast", 5));
  d.key("F2");
  REQUIRE(d.click("field.P-101.lock.free"));
  REQUIRE(d.click("field.P-101.isolator.on"));
  d.key("Escape");
  REQUIRE(d.click("pause.end"));
  REQUIRE(d.wait_for("screen.debrief", 30));
  CHECK(d.leave() == 0);
  const auto verified = retort::tests::verified(recording);
  REQUIRE(verified.is_object());
  INFO(verified.dump(1));
  CHECK(verified["verified"] == "identical");
  CHECK(verified["hands"]["field_acts"].get<int>() >= 5);
  CHECK(verified["told"]["refused"].get<int>() >= 2);   // both tries
  CHECK(verified["hands"]["without_place"] == 0);
}

TEST_CASE("a sample of the column's distillate: taken at its tap, and its result read at the board") {
  const std::string recording = fresh("sample.rec");
  Desktop d(RETORT_PROGRAM, "methanol_column --lang en --record " + recording);
  REQUIRE(d.wait_for("screen.run", 90));
  d.key("F2");
  REQUIRE(d.wait_for("field", 30));
  REQUIRE(d.work("QS-101", "field.QS-101.take"));
  REQUIRE(d.wait_for("field.QS-101.status.under_way", 5));
  REQUIRE(d.click("field.QS-101.take"));   // one at a time: it is said, and the first goes on
  CHECK(d.wait_for("toast", 5));
  d.key("F3");
  // The laboratory takes a quarter of an hour.
  for (int i = 0; i < 10 && !d.on_screen("clock.speed.60"); ++i) d.key("period");
  d.key("ctrl+f");
  REQUIRE(d.wait_for("find.text", 5));
  d.type("QS-101");
  REQUIRE(d.wait_for("find.QS-101", 5));
  d.key("Return");
  CHECK(d.wait_for("fp.QS-101.status.result", 120));
  d.key("Escape");
  REQUIRE(d.click("pause.end"));
  REQUIRE(d.wait_for("screen.debrief", 30));
  CHECK(d.leave() == 0);
  const auto verified = retort::tests::verified(recording);
  REQUIRE(verified.is_object());
  INFO(verified.dump(1));
  CHECK(verified["verified"] == "identical");
  CHECK(verified["hands"]["field_acts"].get<int>() >= 1);
  CHECK(verified["told"]["refused"].get<int>() >= 1);
  CHECK(verified["hands"]["without_place"] == 0);
}
