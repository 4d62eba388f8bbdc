// The real program in a real window under Xvfb, worked by mouse and keyboard alone.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/catch.h"
#include "tests/window/desktop.h"

using retort::tests::Desktop;
using retort::tests::fresh;
using retort::tests::output_of;
using retort::tests::scratch;

namespace {

/// The field into a window of its own, from the board alone.
void take_apart(Desktop& d) {
  d.key("F4");
  REQUIRE(d.wait_for("field", 30));
  d.key("F4");
  REQUIRE(d.wait_for("field.apart", 30));
}
/// Of a program that ended before its time: it said these things, and its recording is whole. What `retort verify` says of it.
nlohmann::json whole(const std::string& recording, const std::string& said, const std::vector<std::string>& things) {
  std::ifstream in(said);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  INFO(text);
  for (const std::string& thing : things) CHECK(text.find(thing) != std::string::npos);
  nlohmann::json v = retort::tests::verified(recording);
  REQUIRE(v.is_object());
  CHECK(v["verified"] == "identical");
  CHECK(v["complete"] == true);
  return v;
}

}  // namespace

TEST_CASE("from the menu into free practice, through every display, field and back") {
  Desktop d(RETORT_PROGRAM, "--lang en --record " + fresh("free.rec"));
  REQUIRE(d.wait_for("screen.menu", 60));
  CHECK(d.click("menu.free.feed_tank"));
  REQUIRE(d.click("menu.open"));
  REQUIRE(d.wait_for("screen.run", 60));
  for (const char* key : {"F5", "F7", "F8", "F9", "F10", "F11", "F12", "F6"}) {
    d.key(key);
    CHECK(d.wait_for(std::string("tab.") + key, 5));
  }
  CHECK(d.wait_for("page.feed_tank", 5));
  d.key("ctrl+f");                               // finding a tag goes to its page and opens its faceplate
  REQUIRE(d.wait_for("find.text", 5));
  d.type("fic-102");
  CHECK(d.wait_for("find.FIC-102", 5));
  d.key("Return");
  CHECK(d.wait_for("fp.FIC-102.mode.man", 5));
  d.key("F7");
  d.key("alt+Left");
  CHECK(d.wait_for("mimic.LIC-101", 5));
  CHECK(d.click("mimic.LIC-101"));
  CHECK(d.wait_for("fp.LIC-101.mode.man", 5));
  CHECK(d.click("fp.LIC-101.mode.man"));
  d.key("Tab");
  CHECK(d.wait_for("field", 30));
  d.key("F3");
  CHECK(d.wait_for("tab.F6", 10));
  const auto verified = d.end_and_verify(scratch("free.rec"));
  REQUIRE(verified.is_object());
  CHECK(verified["verified"] == "identical");
}

TEST_CASE("what is typed fast arrives whole, and language and name are kept for the next time") {
  std::filesystem::remove_all(Desktop::data_folder() + "/retort");
  const auto kept = [] {
    std::ifstream in(Desktop::data_folder() + "/retort/settings.json");
    return nlohmann::json::parse(in, nullptr, false);
  };
  {
    Desktop d(RETORT_PROGRAM, "");
    REQUIRE(d.wait_for("screen.menu", 60));
    REQUIRE(d.click("menu.language.fr"));
    REQUIRE(d.click("menu.student"));
    d.type("Jan van der Elst 2026", 2);   // faster than any picture comes
    REQUIRE(d.click("menu.quit"));
    CHECK(d.exit_status() == 0);
    REQUIRE(kept().is_object());
    CHECK(kept()["language"] == "fr");
    CHECK(kept()["student"] == "Jan van der Elst 2026");
  }
  std::ofstream(Desktop::data_folder() + "/retort/settings.json") << "{\"language\": 7, \"text_scale\": 1e9, \"student\": ";   // damaged
  Desktop d(RETORT_PROGRAM, "--lang en");
  REQUIRE(d.wait_for("screen.menu", 60));
  REQUIRE(d.click("menu.quit"));
  CHECK(d.exit_status() == 0);
  CHECK(kept()["language"] == "en");
}

TEST_CASE("handing in an exam is asked twice, and the menu says that the plant goes on") {
  Desktop d(RETORT_PROGRAM, "--lang en --mode exam --record " + fresh("exam.rec"));
  REQUIRE(d.wait_for("screen.menu", 60));
  REQUIRE(d.click("menu.exercise.line_up_and_start"));
  REQUIRE(d.click("menu.open"));
  REQUIRE(d.wait_for("screen.briefing", 60));
  REQUIRE(d.click("briefing.begin"));
  REQUIRE(d.wait_for("screen.run", 20));
  d.key("F2");                                   // outside one can read what was asked too
  REQUIRE(d.wait_for("field", 30));
  CHECK_FALSE(d.on_screen("exercise.briefing"));
  d.key("p");
  CHECK(d.wait_for("exercise.briefing", 10));
  CHECK(d.on_screen("exercise.finish"));
  d.key("Escape");
  REQUIRE(d.click("pause.end"));
  CHECK_FALSE(d.wait_for("screen.debrief", 2));
  REQUIRE(d.click("pause.end"));
  REQUIRE(d.wait_for("screen.debrief", 20));
  CHECK(d.leave() == 0);
}

TEST_CASE("beside the briefing of an exam stands the P&ID, and the written procedures are read on the board") {
  Desktop d(RETORT_PROGRAM, "--lang nl --mode exam --record " + fresh("extract.rec"));
  REQUIRE(d.wait_for("screen.menu", 60));
  REQUIRE(d.click("menu.exercise.line_up_and_start"));
  REQUIRE(d.click("menu.open"));
  REQUIRE(d.wait_for("screen.briefing", 60));
  REQUIRE(d.wait_for("extract.page.feed_tank", 60));
  CHECK(d.on_screen("extract.figure.P-101"));
  CHECK(d.on_screen("briefing.text"));
  d.key("F6");
  REQUIRE(d.click("extract.closer"));
  CHECK(d.wait_for("extract.fit", 5));
  CHECK_FALSE(d.on_screen("briefing.text"));
  d.key("Escape");                               // back to the text, and not yet to the menu
  CHECK(d.wait_for("briefing.text", 5));
  REQUIRE(d.click("extract.large"));
  CHECK(d.click("extract.closer"));
  CHECK(d.click("extract.large"));
  REQUIRE(d.click("briefing.begin"));
  REQUIRE(d.wait_for("screen.run", 20));
  d.key("F2");                                   // outside as well
  REQUIRE(d.wait_for("field", 30));
  d.key("p");
  REQUIRE(d.click("exercise.manual"));
  REQUIRE(d.wait_for("manual.page.start_up", 10));
  REQUIRE(d.click("manual.open.shut_down"));
  CHECK(d.wait_for("manual.page.shut_down", 5));
  CHECK(d.click("manual.show.stop.P-101"));
  CHECK(d.wait_for("fp.P-101.start", 5));
}

TEST_CASE("pump trip by mouse and keyboard: acknowledge, start the spare, restore the level, 95 points or more") {
  const std::string recording = fresh("pump_trip.rec");
  Desktop d(RETORT_PROGRAM, "--lang nl --student Proef --record " + recording);
  REQUIRE(d.wait_for("screen.menu", 60));
  REQUIRE(d.click("menu.exercise.pump_trip"));
  REQUIRE(d.click("menu.practise"));
  REQUIRE(d.click("menu.open"));
  REQUIRE(d.wait_for("screen.briefing", 60));
  REQUIRE(d.click("briefing.begin"));
  REQUIRE(d.wait_for("screen.run", 20));
  for (int i = 0; i < 3; ++i) d.key("period");   // 1, 2, 5, 10 times

  std::string alarm, spare;                      // which pump runs is drawn with the seed
  const auto come = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (spare.empty() && std::chrono::steady_clock::now() < come) {
    if (d.wait_for("strip.ack.XA-101", 0.5)) alarm = "XA-101", spare = "P-102";
    else if (d.wait_for("strip.ack.XA-102", 0.5)) alarm = "XA-102", spare = "P-101";
  }
  REQUIRE_FALSE(spare.empty());
  d.key("h");                                    // freeze, to think
  REQUIRE(d.click("strip.ack." + alarm));
  REQUIRE(d.click("mimic." + spare));
  REQUIRE(d.click("fp." + spare + ".start"));
  d.key("h");
  // What the plant asks for then is told on the board; a driver that cannot read asks the program what this seed draws.
  const auto drawn = nlohmann::json::parse(output_of("'" RETORT_PROGRAM "' run --json feed_tank/pump_trip --operator nobody"), nullptr, false);
  REQUIRE(drawn.is_object());
  const std::string demand = std::to_string(drawn["drawn"]["demand"]["value"].get<double>()).substr(0, 4);
  bool answered = false, supplied = false;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::minutes(4);
  while (std::chrono::steady_clock::now() < deadline && !d.wait_for("screen.debrief", 0.5)) {
    d.key("k");                                  // whatever comes is seen and acknowledged
    if ((!answered || !supplied) && d.on_screen("side.procedure")) d.click("side.procedure");
    if (!supplied && d.on_screen("said.ask")) {
      REQUIRE(d.click("mimic.FIC-102"));
      supplied = d.click("fp.FIC-102.sp");
      d.type(demand);
      d.key("Return");
    }
    if (!answered && d.on_screen("answer.cause.pump")) answered = d.click("answer.cause.pump");
    if (!d.running()) break;
  }
  REQUIRE(d.wait_for("screen.debrief", 5));
  CHECK(answered);
  CHECK(supplied);
  REQUIRE(d.click("debrief.menu"));
  CHECK(d.wait_for("menu.chosen.feed_tank/pump_trip", 20));   // one comes back to where one was
  REQUIRE(d.click("menu.quit"));
  CHECK(d.exit_status() == 0);
  const auto kept = nlohmann::json::parse(std::ifstream(Desktop::data_folder() + "/retort/settings.json"), nullptr, false);
  REQUIRE(kept.is_object());
  CHECK(kept["best"].value("feed_tank/pump_trip", 0.0) >= 95);

  const auto verified = retort::tests::verified(recording);
  REQUIRE(verified.is_object());
  INFO(verified.dump(1));
  CHECK(verified["verified"] == "identical");
  CHECK(verified["score"].get<double>() >= 95);
}

TEST_CASE("a window whose size changes all the time goes on, and is as it was when that ends") {
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + fresh("sizes.rec"));
  REQUIRE(d.wait_for("screen.run", 60));
  d.key("F4");                                   // board and field
  for (int k = 0; k < 40; ++k) d.resize(40 + 173 * (k % 8), 30 + 97 * (k % 7));
  d.resize(1, 1);
  d.resize(1280, 720);
  d.key("F3");
  CHECK(d.wait_for("mimic.LIC-101", 10));
  CHECK(d.click("mimic.LIC-101"));
  CHECK(d.wait_for("fp.LIC-101.mode.man", 10));
  d.key("Escape");
  REQUIRE(d.click("pause.end"));
  CHECK(d.leave() == 0);
}

TEST_CASE("board and field each have a window: both are worked, and closing the field's leaves the board") {
  const std::string recording = fresh("apart.rec");
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + recording, {.screen = "2560x720"});
  REQUIRE(d.wait_for("screen.run", 60));
  take_apart(d);
  const auto field = d.place("field"), page = d.place("mimic.LIC-101");
  REQUIRE(field);
  REQUIRE(page);
  CHECK((*field)[0] >= 1280);                    // beside it, and whole
  CHECK((*field)[2] - (*field)[0] == 1280);
  CHECK((*page)[2] < 1280);
  REQUIRE(d.click("mimic.FIC-102"));             // one window gets the clicks that are meant for it
  CHECK(d.wait_for("fp.FIC-102.mode.man", 10));
  CHECK(d.click("fp.FIC-102.mode.man"));
  d.point((*field)[0] + 300, 300);
  d.key("F2");
  REQUIRE(d.work("P-101", "field.P-101.selector.local"));
  CHECK(d.click("field.P-101.selector.local"));
  d.key("F7");                                   // a page of the board, asked for from the field
  CHECK(d.wait_for("trend.out", 10));
  d.key("F6");
  d.key("F4");                                   // one window again
  CHECK(d.wait_for("mimic.LIC-101", 20));
  const auto verified = d.end_and_verify(recording);
  REQUIRE(verified.is_object());
  CHECK(verified["verified"] == "identical");
  CHECK(verified["hands"]["field_acts"].get<int>() >= 1);
}

TEST_CASE("a text that cannot be read, in whichever language, is told before anything runs, and nothing is recorded") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(scratch("broken_text")) / "feed_tank";
  fs::remove_all(folder);
  fs::create_directories(folder.parent_path());
  fs::copy(fs::path(RETORT_SOURCE) / "scenarios/library/feed_tank", folder, fs::copy_options::recursive);
  std::ofstream(folder / "text/fr.yaml", std::ios::app) << "x: [\n";
  const std::string recording = fresh("broken_text.rec");
  Desktop d(RETORT_PROGRAM, (folder / "pump_trip.yaml").string() + " --lang en --record " + recording);
  CHECK(d.exit_status() == 3);
  CHECK_FALSE(fs::exists(recording));
}

TEST_CASE("a graphics device that is lost ends with a message and the way out, and the recording holds what was done") {
  const std::string recording = fresh("lost.rec"), said = scratch("lost.txt");
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + recording + " 2> " + said, {.environment = "LD_PRELOAD=" RETORT_LOSE_DEVICE " RETORT_LOSE_AFTER=150"});
  CHECK(d.wait_for("screen.run", 60));
  CHECK(d.exit_status() == 2);
  whole(recording, said, {"device was lost", "RETORT_GPU=llvmpipe"});
}

TEST_CASE("a display that dies ends the program with a message, and the recording is whole and says why it ends") {
  for (const bool exam : {false, true}) {
    INFO(exam);
    const std::string recording = fresh("no_display.rec"), said = scratch("no_display.txt");
    Desktop d(RETORT_PROGRAM, std::string(exam ? "feed_tank/pump_trip --mode exam" : "feed_tank") + " --lang en --record " + recording + " 2> " + said);
    REQUIRE(d.wait_for(exam ? "screen.briefing" : "screen.run", 60));
    if (exam) REQUIRE(d.click("briefing.begin"));
    REQUIRE(d.wait_for("mimic.LIC-101", 30));
    REQUIRE(d.click("mimic.LIC-101"));
    REQUIRE(d.click("fp.LIC-101.mode.man"));
    d.wait_for("no such thing", 1.5);
    d.lose_display();
    CHECK(d.exit_status() == 2);
    const auto verified = whole(recording, said, {"the connection to the display was lost. What was done until now is in " + recording});
    CHECK(verified["hands"]["acts"].get<int>() >= 1);
    CHECK(verified.value("broken_off", "") == "the connection to the display was lost");
  }
}

TEST_CASE("a window that another program destroys: without the field's the board goes on, without the board's all ends as if the display had died") {
  const std::string recording = fresh("destroyed.rec"), said = scratch("destroyed.txt");
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + recording + " 2> " + said, {.screen = "2560x720"});
  REQUIRE(d.wait_for("screen.run", 60));
  take_apart(d);
  d.destroy_window("Retort · Field");
  for (int i = 0; i < 50 && d.on_screen("field.apart"); ++i) d.wait_for("no such thing", 0.2);
  CHECK_FALSE(d.on_screen("field.apart"));
  REQUIRE(d.click("mimic.LIC-101"));
  CHECK(d.wait_for("fp.LIC-101.mode.man", 10));
  take_apart(d);                                 // and it can be had again
  d.destroy_window("Retort");
  CHECK(d.exit_status() == 2);
  CHECK(whole(recording, said, {"its window was destroyed by another program"}).value("broken_off", "") == "its window was destroyed by another program");
}

TEST_CASE("the field's own window: it is told of, has the title of the language, the clipboard, and sends who opens the menu there to the board") {
  Desktop d(RETORT_PROGRAM, "feed_tank/pump_trip --lang en --mode exam --record " + fresh("own_window.rec"), {.screen = "2560x720"});
  REQUIRE(d.wait_for("screen.briefing", 60));
  REQUIRE(d.click("briefing.begin"));
  REQUIRE(d.wait_for("screen.run", 20));
  d.key("F4");
  REQUIRE(d.wait_for("field", 30));
  CHECK_FALSE(d.on_screen("toast"));
  d.key("F4");
  REQUIRE(d.wait_for("field.apart", 30));
  CHECK(d.wait_for("toast", 5));
  CHECK(d.has_window("Retort · Field"));
  d.key("F2");
  d.key("g");
  REQUIRE(d.wait_for("field.find.text", 10));
  d.type("LIC-101");
  d.key("ctrl+a");
  d.key("ctrl+c");
  d.key("Escape");
  d.wait_for("no such thing", 1);
  d.key("F3");
  d.wait_for("no such thing", 1);                // until the other window has the keyboard
  d.key("ctrl+f");
  REQUIRE(d.wait_for("find.text", 10));
  d.key("ctrl+v");
  CHECK(d.wait_for("find.LIC-101", 10));
  d.key("Escape");
  d.wait_for("no such thing", 1);
  d.key("F2");
  d.wait_for("no such thing", 1);
  d.key("Escape");                               // the menu, asked for in the field
  REQUIRE(d.wait_for("pause.end", 10));
  CHECK(d.wait_for("field.covered", 5));
  d.key("Escape");                               // the keyboard is where the menu is, and goes back
  for (int i = 0; i < 50 && d.on_screen("field.covered"); ++i) d.wait_for("no such thing", 0.1);
  CHECK_FALSE(d.on_screen("pause.end"));
  d.key("g");
  CHECK(d.wait_for("field.find.text", 10));
  d.key("Escape");
  d.key("Escape");
  REQUIRE(d.click("pause.settings"));
  REQUIRE(d.click("menu.language.nl"));
  for (int i = 0; i < 50 && !d.has_window("Retort · Veld"); ++i) d.wait_for("no such thing", 0.1);
  CHECK(d.has_window("Retort · Veld"));
}

TEST_CASE("the field's own window goes on while the board's is minimised") {
  const std::string away = scratch("minimised");
  std::filesystem::remove(away);
  Desktop d(RETORT_PROGRAM, "feed_tank --lang en --record " + fresh("minimised.rec"), {.environment = "LD_PRELOAD=" RETORT_ICONIFY " RETORT_ICONIFIED=" + away, .screen = "2560x720"});
  REQUIRE(d.wait_for("screen.run", 60));
  take_apart(d);
  d.key("F2");
  std::ofstream(away) << "";
  d.wait_for("no such thing", 1);
  d.key("g");
  CHECK(d.wait_for("field.find.text", 10));      // it hears and draws
  d.type("P-101");
  REQUIRE(d.wait_for("field.find.P-101", 10));
  d.key("Return");
  CHECK(d.wait_for("field.target.P-101", 20));
  std::filesystem::remove(away);
  d.key("F3");
  REQUIRE(d.click("mimic.LIC-101"));
  CHECK(d.wait_for("fp.LIC-101.mode.man", 10));
}
