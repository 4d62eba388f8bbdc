// The P&ID as a display of the board.
#include "drawing/pid_svg.h"
#include "tests/window/board_rig.h"

using namespace retort;
using namespace retort::tests;
using input::Event;
using input::Key;

namespace {

ImVec2 middle(const BoardRig& rig, const std::string& id) {
  REQUIRE(rig.there(id));
  const ui::Place p = rig.context.map().at(id);
  return {(p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2};
}

}  // namespace

TEST_CASE("the P&ID stands beside the pages, under the same key, with every figure of the sheet that is printed") {
  for (const char* name : {"feed_tank", "glycol_plant"}) {
    INFO(name);
    BoardRig rig(name);
    rig.press(Key::f5);
    rig.press(Key::f6);
    CHECK(rig.board.state().display == hmi::Display::unit);
    rig.press(Key::f6);
    rig.frames(2);
    CHECK(rig.board.state().display == hmi::Display::pid);
    const PidSheets sheets(*rig.plant);
    REQUIRE(rig.board.paper().pages.size() == std::size_t(sheets.count()));
    const PidDrawing printed = pid_sheet(*rig.plant, rig.symbols, sheets, 1);
    std::size_t figures = 0;
    for (const PidFigure& f : printed.figures)
      if (!f.dot && f.block != kNoBlock) {
        CHECK(rig.there("pid." + f.tag));
        ++figures;
      }
    CHECK(figures > 5);
    rig.press(Key::f6);
    CHECK(rig.board.state().display == hmi::Display::unit);
  }
}

TEST_CASE("one looks closer at the P&ID about the pointer, moves it, and sees it whole again") {
  BoardRig rig("feed_tank");
  rig.board.state().display = hmi::Display::pid;
  rig.frames(2);
  const ImVec2 before = middle(rig, "pid.P-101");
  rig.frame({Event::of_move(before.x, before.y)});
  rig.frame({Event::of_wheel(0, 8)});
  rig.frames(2);
  CHECK(rig.board.state().paper_look.zoom > 1.5f);
  CHECK(rig.board.state().look.zoom == 1.f);   // of the page: that is another drawing
  const ImVec2 closer = middle(rig, "pid.P-101");
  CHECK(std::hypot(closer.x - before.x, closer.y - before.y) < 3);
  rig.frame({Event::of_button(2, true)});
  rig.frame({Event::of_move(before.x + 40, before.y + 25)});
  rig.frame({Event::of_button(2, false)});
  rig.frames(2);
  const ImVec2 moved = middle(rig, "pid.P-101");
  CHECK(moved.x - closer.x == Approx(40).margin(2));
  CHECK(moved.y - closer.y == Approx(25).margin(2));
  rig.press(Key::home);
  rig.frames(2);
  const ImVec2 whole = middle(rig, "pid.P-101");
  CHECK(std::hypot(whole.x - before.x, whole.y - before.y) < 1);
  rig.click("pid.closer");
  CHECK(rig.board.state().paper_look.zoom > 1);
}

TEST_CASE("a figure of the P&ID opens its faceplate, and a tag that is looked for is found on it") {
  BoardRig rig("glycol_plant");
  rig.board.state().display = hmi::Display::pid;
  rig.frames(2);
  const hmi::Thing* last = nullptr;   // on the last sheet
  const PlantPages& paper = rig.board.paper();
  for (const hmi::Thing& t : rig.view.things())
    if (const PlantPages::Seat* seat = paper.seat(t.tag); seat && seat->tag == t.tag && seat->page == int(paper.pages.size()) - 1 && t.face.opens()) last = &t;
  REQUIRE(last);
  rig.click("page.find");
  rig.type(last->tag);
  rig.press(Key::enter);
  rig.frames(3);
  CHECK(rig.board.state().display == hmi::Display::pid);
  CHECK(rig.board.state().sheet == int(paper.pages.size()) - 1);
  CHECK(rig.board.state().marked == last->tag);
  // In the middle of what one sees, in letters that are read.
  const ImVec2 at = middle(rig, "pid." + last->tag);
  const ui::Place room = rig.context.map().at("pid.sheet." + paper.pages.back().id);
  CHECK(at.x > room.x0);
  CHECK(at.x < room.x1);
  CHECK(at.y > room.y0);
  CHECK(at.y < room.y1);
  rig.click("pid." + last->tag);
  REQUIRE_FALSE(rig.board.state().faceplates.empty());
  CHECK(rig.board.state().faceplates.front() == last->tag);
  // Back to where one was, by the same row of buttons.
  rig.click("page.back");
  CHECK(rig.board.state().sheet == 0);
}

TEST_CASE("what has an alarm is marked on the P&ID") {
  BoardRig rig("feed_tank");
  rig.board.state().display = hmi::Display::pid;
  rig.sim.submit(write_act(Source::instructor, rig.plant->catalogue.find("P-101.trip"), 1));
  rig.go(120);
  rig.frames(2);
  bool marked = false;
  for (const auto& [id, place] : rig.context.map()) marked |= id.starts_with("pid.alarm.");
  CHECK(marked);
}
