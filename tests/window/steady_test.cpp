// What is pressed stands still: on faceplates whatever the plant does, in lists of alarms for as long as somebody points there. And what one looks
// at stays what it was when one turns from a page to its sheet.
#include "engine/hmi/alarm_list.h"
#include "engine/hmi/state_sign.h"
#include "tests/window/board_rig.h"

using namespace retort;
using retort::tests::BoardRig;

namespace {

using Places = std::map<std::string, ui::Place>;

/// What can be pressed on the faceplate of a thing; of its alarms only that they are there.
Places pressed_on(BoardRig& r, const std::string& tag) {
  r.board.state().faceplates = {tag};
  r.frames(2);
  Places of;
  for (const auto& [id, place] : r.context.map())
    if ((id.starts_with("fp." + tag) || id.starts_with("press." + tag)) && !id.starts_with("fp." + tag + ".ack.") && !id.starts_with("fp." + tag + ".reset.")) of[id] = place;
  return of;
}
void write(BoardRig& r, RowId row, double value, Source source) {
  if (row != kNoRow) r.sim.submit(write_act(source, row, value));   // what is refused changes nothing
}

/// A thing of every kind in another state: machines tripped, measurements lost, alarms on the shelf, functions bypassed.
void disturb(BoardRig& r) {
  for (const Row& row : r.plant->catalogue.rows())
    if (row.store == Store::malfunction && (row.noun == "trip" || row.noun == "open_circuit")) write(r, row.id, 1, Source::instructor);
  r.go(30);
  for (const hmi::AlarmPoint& a : r.view.alarms()) write(r, a.shelve, 600, Source::board);
  for (const SafetyWiring& s : r.plant->wiring.safety) write(r, s.bypass, 1, Source::board);
  r.go(30);
}

int lines_of_state(const BoardRig& r) {
  int n = 0;
  for (const hmi::Thing& t : r.view.things()) n += int(hmi::signs_of(r.view, t).size());
  return n;
}

}  // namespace

TEST_CASE("no button of a faceplate moves by itself, on any plant") {
  for (const char* plant : {"feed_tank", "heat_exchange", "batch_reactor", "glycol_cstr", "methanol_column", "glycol_plant", "tennessee_eastman"}) {
    BoardRig r(plant);
    r.run.may_inject = false;
    r.board.state().display = hmi::Display::handover;   // whatever stands beside them
    std::map<std::string, Places> before;
    const int quiet = lines_of_state(r);
    for (const hmi::Thing& t : r.view.things())
      if (t.face.opens() && t.kind != hmi::ThingKind::alarm) before[t.tag] = pressed_on(r, t.tag);
    disturb(r);
    CHECK(lines_of_state(r) > quiet + 3);
    int compared = 0;
    for (const auto& [tag, places] : before) {
      const Places now = pressed_on(r, tag);
      for (const auto& [id, place] : places) {
        const auto it = now.find(id);
        if (it == now.end()) continue;
        INFO(plant << ": " << id << " from " << place.y0 << " to " << it->second.y0);
        CHECK((it->second.x0 == place.x0 && it->second.y0 == place.y0));
        ++compared;
      }
    }
    CHECK(compared > 50);
  }
}

TEST_CASE("a row that has just come takes no press that was meant for another one") {
  BoardRig r("feed_tank");
  r.frames(30);
  REQUIRE(r.sim.submit(write_act(Source::instructor, r.plant->catalogue.find("P-101.trip"), 1)).accepted);
  r.go(5);
  REQUIRE(hmi::count_alarms(r.view).unacknowledged > 0);
  r.frame();
  std::string first;
  for (const auto& [id, place] : r.context.map())
    if (id.starts_with("strip.ack.")) first = id;
  REQUIRE_FALSE(first.empty());
  CHECK_FALSE(r.context.map().at(first).enabled);
  const auto unseen = [&] {
    const auto& alarms = r.view.alarms();
    return r.view.look(*std::find_if(alarms.begin(), alarms.end(), [&](const hmi::AlarmPoint& x) { return "strip.ack." + x.tag == first; })).unacknowledged;
  };
  r.click(first);
  r.go(1);
  CHECK(unseen());
  r.frames(15);
  CHECK(r.context.map().at(first).enabled);
  r.click(first);
  r.go(1);
  CHECK_FALSE(unseen());
}

TEST_CASE("rows of alarms stay where they are while somebody points there, and not because a pointer was left there") {
  for (const bool summary : {false, true}) {
    BoardRig r("feed_tank");
    if (summary) r.board.state().display = hmi::Display::alarms;
    const std::string ack = summary ? "alarms.ack." : "strip.ack.";
    write(r, r.plant->catalogue.find("P-101.trip"), 1, Source::instructor);
    r.go(5);
    r.frames(20);
    std::map<std::string, float> rows;
    for (const auto& [id, place] : r.context.map())
      if (id.starts_with(ack)) rows[id] = place.y0;
    REQUIRE_FALSE(rows.empty());
    const ui::Place p = r.context.map().at(rows.begin()->first);
    r.frame({input::Event::of_move((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2)});
    const int listed = hmi::count_alarms(r.view).unacknowledged;
    write(r, r.plant->catalogue.find("LT-100.open_circuit"), 1, Source::instructor);
    r.go(60);
    REQUIRE(hmi::count_alarms(r.view).unacknowledged > listed);
    r.frames(3);
    const std::vector<int> held = summary ? r.board.state().summary_order : r.board.state().order;
    for (const auto& [id, y] : rows) {
      INFO(id);
      CHECK(r.there(id));
      CHECK(r.context.map().at(id).y0 == y);
    }
    r.frames(30 * 6);
    const std::vector<int> sorted = summary ? r.board.state().summary_order : r.board.state().order;
    CHECK(held != sorted);
  }
}

TEST_CASE("from a page one turns to the sheet of the P&ID that shows the same, and back") {
  BoardRig r("glycol_plant");
  auto& state = r.board.state();
  const PlantPages pages = pages_of(*r.plant, r.symbols), paper = paper_of(*r.plant, r.symbols);
  for (int page = 0; page < int(pages.pages.size()); ++page) {
    INFO(pages.pages[std::size_t(page)].id);
    state.display = hmi::Display::unit, state.page = page;
    r.frames(2);
    r.press(input::Key::f6);
    r.frames(2);
    REQUIRE(state.display == hmi::Display::pid);
    int together = 0, apart = 0;
    for (const hmi::Thing& t : r.view.things())
      if (pages.seat(t.tag) && paper.seat(t.tag) && pages.seat(t.tag)->page == page) ++(paper.seat(t.tag)->page == state.sheet ? together : apart);
    CHECK(together > 0);
    CHECK(together >= apart);
    r.press(input::Key::f6);
    r.frames(2);
    CHECK(state.display == hmi::Display::unit);
    CHECK(state.page == page);
  }
}

TEST_CASE("a page whose room is too small for it is looked at so close that it is read, and goes where one is led") {
  BoardRig r("glycol_plant");
  r.width = 768;   // beside the field
  r.exercise.present = true;
  auto& state = r.board.state();
  r.frames(3);
  CHECK(state.look.zoom > 1.2f);
  for (const char* tag : {"T-101", "CT-600", "FIC-202", "FIC-101"}) {
    INFO(tag);
    state.show = tag;
    r.frames(4);
    CHECK(r.there(std::string("mimic.") + tag));
  }
  r.click("page.fit");
  CHECK(state.look.zoom == 1);
  r.frames(3);
  CHECK(state.look.zoom == 1);   // as one wished
  r.width = 1280;
  state.show = "CT-600";
  r.frames(4);
  CHECK(state.look.zoom == 1);
}
