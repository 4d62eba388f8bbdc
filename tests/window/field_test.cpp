// In the field, by mouse, keyboard and legs alone.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
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
  const auto verified = d.end_and_verify(recording);
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
  const auto verified = d.end_and_verify(recording);
  REQUIRE(verified.is_object());
  INFO(verified.dump(1));
  CHECK(verified["verified"] == "identical");
  CHECK(verified["hands"]["field_acts"].get<int>() >= 1);
  CHECK(verified["told"]["refused"].get<int>() >= 1);
  CHECK(verified["hands"]["without_place"] == 0);
}

TEST_CASE("over the radio one asks for a value of the control room, and tells what one stands before; the padlock says whose it is") {
  const std::string recording = fresh("radio.rec");
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --student Proef --record " + recording);
  REQUIRE(d.wait_for("screen.run", 60));
  d.key("F2");
  REQUIRE(d.wait_for("field", 30));
  d.key("t");
  REQUIRE(d.wait_for("field.radio.text", 10));
  d.type("LIC-101");
  REQUIRE(d.wait_for("field.radio.ask.LIC-101.pv", 5));
  REQUIRE(d.click("field.radio.ask.LIC-101.pv"));
  CHECK(d.wait_for("field.radio.heard.LIC-101.pv", 10));
  REQUIRE(d.click("field.radio"));                       // and away
  REQUIRE(d.work("P-101", "field.P-101.isolator.off"));
  REQUIRE(d.wait_for("field.P-101.lock.locked", 5));
  REQUIRE(d.click("field.P-101.lock.locked"));
  CHECK(d.wait_for("field.lock.P-101", 5));
  REQUIRE(d.click("field.report.P-101.isolator"));
  CHECK(d.wait_for("toast", 5));
  d.key("F3");
  REQUIRE(d.click("mimic.P-101"));
  CHECK(d.wait_for("fp.P-101.lock", 5));
  const auto verified = d.end_and_verify(recording);
  REQUIRE(verified.is_object());
  CHECK(verified["verified"] == "identical");
}

TEST_CASE("in an exam nobody looks inside, and what it takes out of the head-up line is not there") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(retort::tests::scratch("exam_without")) / "feed_tank";
  fs::remove_all(folder);
  fs::create_directories(folder.parent_path());
  fs::copy(fs::path(RETORT_SOURCE) / "scenarios/library/feed_tank", folder, fs::copy_options::recursive);
  std::ofstream(folder / "pump_trip.yaml", std::ios::app) << "\nexam: {hud: {clock: no, alarms: no, radio: no, step: no}}\n";
  for (const std::string& file : {(folder / "pump_trip.yaml").string(), std::string("feed_tank/pump_trip")}) {
    const bool taken = file != "feed_tank/pump_trip";
    INFO(file);
    const std::string recording = fresh(taken ? "exam_without.rec" : "exam_with.rec");
    Desktop d(RETORT_PROGRAM, file + " --lang en --mode exam --record " + recording);
    REQUIRE(d.wait_for("screen.briefing", 60));
    REQUIRE(d.click("briefing.begin"));
    d.key("F2");
    REQUIRE(d.wait_for("field", 30));
    CHECK(d.wait_for("status.clock", 2) != taken);
    CHECK(d.on_screen("status.alarms") != taken);
    CHECK(d.on_screen("field.radio") != taken);
    d.key("i");
    CHECK(d.wait_for("toast", 5));
    CHECK_FALSE(d.on_screen("field.inside"));
    const auto verified = d.end_and_verify(recording);
    REQUIRE(verified.is_object());
    CHECK(verified["verified"] == "identical");
  }
}
