// Pens of the trend: dragged from wherever a value stands, and put in order.
#include <algorithm>

#include "engine/hmi/trend_pens.h"
#include "sim/model/trend_groups.h"
#include "tests/window/board_rig.h"

using namespace retort;
using namespace retort::tests;
using input::Event;

namespace {

/// From the middle of one widget onto the middle of another.
void drag(BoardRig& rig, const std::string& from, const std::string& onto) {
  rig.frames(2);
  INFO(from << " onto " << onto);
  REQUIRE(rig.there(from));
  REQUIRE(rig.there(onto));
  const auto middle = [&](const std::string& id) {
    const ui::Place p = rig.context.map().at(id);
    return ImVec2((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2);
  };
  const ImVec2 a = middle(from), b = middle(onto);
  rig.frame({Event::of_move(a.x, a.y)});
  rig.frame({Event::of_button(0, true)});
  for (int i = 1; i <= 4; ++i) rig.frame({Event::of_move(a.x + (b.x - a.x) * float(i) / 4, a.y + (b.y - a.y) * float(i) / 4)});
  rig.frames(2);
  rig.frame({Event::of_button(0, false)});
  rig.frames(2);
}

bool has(BoardRig& rig, const char* name) {
  const auto& pens = rig.board.state().pens;
  return std::find(pens.begin(), pens.end(), rig.plant->catalogue.find(name)) != pens.end();
}

}  // namespace

TEST_CASE("a symbol, a value, an alarm and what a faceplate shows are dragged onto the trend") {
  BoardRig rig("feed_tank");
  hmi::BoardState& s = rig.board.state();
  s.pens.clear();
  s.display = hmi::Display::unit;
  drag(rig, "mimic.FIC-101", "tab.F7");
  CHECK(has(rig, "FIC-101.pv"));
  CHECK(has(rig, "FIC-101.op"));
  CHECK(s.display == hmi::Display::unit);   // one goes on from where one is
  CHECK(s.faceplates.empty());              // dragged, not pressed
  s.pens.clear();
  drag(rig, "mimic.value.LIC-101", "tab.F7");
  CHECK(s.pens == std::vector<RowId>{rig.plant->catalogue.find("LIC-101.pv")});
  s.pens.clear();
  s.display = hmi::Display::overview;
  drag(rig, "overview.LIC-101", "tab.F7");
  CHECK(has(rig, "LIC-101.pv"));
  // The alarm of a flow that is lost.
  s.pens.clear();
  rig.sim.submit(write_act(Source::instructor, rig.plant->catalogue.find("P-101.trip"), 1));
  rig.go(120);
  s.display = hmi::Display::alarms;
  rig.frames(2);
  std::string row;
  for (const hmi::AlarmPoint& a : rig.view.alarms())
    if (!a.of.empty() && rig.there("alarms.tell." + a.tag) && !hmi::pens_of(rig.view, *rig.view.find(a.of)).empty()) row = "alarms.tell." + a.tag;
  REQUIRE_FALSE(row.empty());
  drag(rig, row, "tab.F7");
  CHECK_FALSE(s.pens.empty());
}

TEST_CASE("pens are dropped onto the plot, and where there are ten no more are taken, which is said") {
  BoardRig rig("feed_tank");
  hmi::BoardState& s = rig.board.state();
  s.display = hmi::Display::trend;
  s.pens.clear();
  s.faceplates = {"LT-101"};
  rig.frames(3);
  s.tab["LT-101"] = 1;   // all its rows
  drag(rig, "fp.LT-101.title", "trend.plot");
  CHECK(has(rig, "LT-101.pv"));
  for (const hmi::Thing& t : rig.view.things())
    for (RowId r : rig.view.board_rows(t))
      if (s.pens.size() < kMostPens && rig.view.history.has(r) && rig.view.catalogue()[r].tag != "FIC-101") s.pens.push_back(r);
  REQUIRE(s.pens.size() == kMostPens);
  const std::vector<RowId> full = s.pens;
  s.faceplates = {"FIC-101"};
  s.toasts.clear();
  drag(rig, "fp.FIC-101.title", "trend.plot");
  CHECK(s.pens == full);
  REQUIRE_FALSE(s.toasts.empty());
  CHECK(s.toasts.back().text == rig.words("ui.trend.full"));
}

TEST_CASE("pens are put in order by dragging and by two buttons, and their axes go with them") {
  BoardRig rig("feed_tank");
  hmi::BoardState& s = rig.board.state();
  s.display = hmi::Display::trend;
  const auto row = [&](const char* name) { return rig.plant->catalogue.find(name); };
  const RowId a = row("FIC-101.pv"), b = row("LIC-101.pv"), c = row("P-101.running");
  s.pens = {a, b, c};
  s.pen_left = 1, s.pen_right = 0;
  rig.click("trend.up");
  CHECK(s.pens == std::vector<RowId>{b, a, c});
  CHECK(s.pen_left == 0);
  CHECK(s.pen_right == 1);
  rig.click("trend.up");   // it is the first already
  CHECK(s.pens.front() == b);
  rig.click("trend.down");
  CHECK(s.pens == std::vector<RowId>{a, b, c});
  drag(rig, "trend.pen.P-101.running", "trend.pen.FIC-101.pv");
  CHECK(s.pens == std::vector<RowId>{c, a, b});
  CHECK(s.pen_left == 2);   // still the level
  rig.click("trend.drop.P-101.running");
  CHECK(s.pens == std::vector<RowId>{a, b});
}
