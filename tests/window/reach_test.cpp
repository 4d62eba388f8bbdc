// Every faceplate of every plant is three acts away, by the keyboard alone: Ctrl+F, its tag, Enter. An alarm leads to what it is about.
#include <algorithm>
#include <string>

#include "tests/window/board_rig.h"

using namespace retort;
using input::Key;
using tests::BoardRig;

namespace {

/// Whether that leads to the faceplate of a tag, in front of all others and on the screen.
bool leads_to(BoardRig& rig, const std::string& tag, const std::string& shown) {
  rig.frame({input::Event::of_key(Key::left_ctrl, true)});
  rig.press(Key::f);
  rig.frame({input::Event::of_key(Key::left_ctrl, false)});
  rig.frames(2);
  rig.type(tag);
  rig.frames(1);
  rig.press(Key::enter);
  rig.frames(3);
  const auto& open = rig.board.state().faceplates;
  return !open.empty() && open.front() == shown && rig.there("fp." + shown + ".close");
}

}  // namespace

TEST_CASE("every faceplate is three acts away by the keyboard, on every plant, and a tag that nothing has leads nowhere") {
  for (const char* name : {"feed_tank", "heat_exchange", "batch_reactor", "glycol_cstr", "methanol_column", "glycol_plant", "tennessee_eastman"}) {
    BoardRig rig(name);
    std::size_t reached = 0;
    for (const hmi::Thing& t : rig.view.things()) {
      const PlantPages::Seat* seat = rig.board.pages().seat(t.tag);
      if (!t.face.opens() || (!seat && rig.plant->displays.drawing && !rig.plant->displays.drawing->parts.empty())) continue;   // that is drawn by its parts
      INFO(name << ": " << t.tag);
      REQUIRE(seat);
      CHECK(leads_to(rig, t.tag, t.kind == hmi::ThingKind::alarm ? seat->tag : t.tag));
      ++reached;
    }
    CHECK(reached > 10);
    CHECK_FALSE(leads_to(rig, "QQ-999", "QQ-999"));
    const hmi::Thing* again = nullptr;           // who asks once more, with that still in the box, begins anew
    for (const hmi::Thing& t : rig.view.things())
      if (t.kind == hmi::ThingKind::controller && rig.board.pages().seat(t.tag)) again = &t;
    REQUIRE(again);
    CHECK(leads_to(rig, again->tag, again->tag));
  }
}
