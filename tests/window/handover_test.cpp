// The handover tells what was written, what stands open and what was changed, and is saved as a text and as a table.
#include "engine/hmi/handover.h"
#include "tests/window/board_rig.h"

using namespace retort;
using retort::tests::BoardRig;

namespace {

bool says(const std::vector<hmi::HandoverSection>& all, const std::string& title, const std::string& tag) {
  for (const auto& s : all)
    if (s.title == title)
      for (const auto& l : s.lines)
        if (l.tag == tag) return true;
  return false;
}

}  // namespace

TEST_CASE("a shift is handed over: notes, alarms, bypasses, hands, locks and set points") {
  BoardRig r("feed_tank");
  std::map<std::string, std::string> saved;
  r.run.save = [&](const std::string& name, const std::string& text) { return saved[name] = text, "/somewhere/" + name; };
  const auto write = [&](const std::string& name, double v, Source s = Source::board) { REQUIRE(r.sim.submit(write_act(s, r.plant->catalogue.find(name), v)).accepted); };
  r.press(input::Key::f9);
  r.press(input::Key::f9);
  REQUIRE(r.board.state().display == hmi::Display::handover);
  const auto quiet = hmi::handover_of(r.view, r.words);
  CHECK_FALSE(says(quiet, "ui.handover.safety", "LSHH-101"));

  r.enter("log.note", "Pump A rattles, \"watch it\"");
  write("LIC-101.sp", 0.45);
  write("FIC-102.mode", 1);
  write("LSHH-101.bypass", 1);
  write("HV-106.lock", 1, Source::field);
  write("P-101.trip", 1, Source::instructor);
  r.go(20);
  write("LIC-101.sp", 0.4);
  r.go(1);
  const auto now = hmi::handover_of(r.view, r.words);
  CHECK(says(now, "ui.handover.notes", ""));
  CHECK(says(now, "ui.handover.alarms", "XA-101"));
  CHECK(says(now, "ui.handover.safety", "LSHH-101"));
  CHECK(says(now, "ui.handover.hand", "FIC-102"));
  CHECK(says(now, "ui.handover.locks", "HV-106"));
  CHECK(says(now, "ui.handover.set", "LIC-101"));
  const std::string text = hmi::handover_text(now, r.view, r.words);
  CHECK(text.find("50.0 % → 40.0 %") != std::string::npos);   // from where it began to where it stands
  r.frames(2);
  r.click("handover.text");
  r.click("handover.csv");
  CHECK(saved.at("handover.txt").find("Pump A rattles") != std::string::npos);
  CHECK(saved.at("handover.csv").find("\"Pump A rattles, \"\"watch it\"\"\"") != std::string::npos);
}

TEST_CASE("every word of the handover can be read, in any language, at 150 %") {
  for (BoardRig r("feed_tank", "en", 1.5f); const std::string& language : languages()) {
    r.speak(language);
    r.board.state().display = hmi::Display::handover;
    r.board.state().faceplates = {"FIC-102"};
    r.frames(3);
    INFO(language);
    CHECK(r.context.cut() == std::set<std::string>{});
  }
}
