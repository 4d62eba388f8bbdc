// The signs of a state stand on the page and on the faceplate while the state holds, and not longer.
#include "engine/hmi/state_sign.h"
#include "tests/window/board_rig.h"

using namespace retort;
using hmi::StateSign;
using retort::tests::BoardRig;

namespace {

bool has(const BoardRig& r, const std::string& tag, StateSign sign) {
  const auto signs = hmi::signs_of(r.view, *r.view.find(tag));
  return std::find(signs.begin(), signs.end(), sign) != signs.end();
}
void set(BoardRig& r, const std::string& name, double value, Source source = Source::board) {
  INFO(name);
  REQUIRE(r.sim.submit(write_act(source, r.plant->catalogue.find(name), value)).accepted);
}

}  // namespace

TEST_CASE("an output at a limit, one that is not followed, a bad measurement, a bypass, a shelved alarm, a valve without feedback") {
  BoardRig r("feed_tank");
  r.go(60);
  r.frames(2);
  CHECK(r.there("sign.HV-106.no_feedback"));
  CHECK_FALSE(r.there("sign.FIC-102.high_limit"));
  CHECK_FALSE(r.there("sign.LIC-101.tracking"));

  set(r, "FIC-102.op_hi", 0.2);
  set(r, "FIC-101.mode", 1);                               // the lower loop by hand: the upper one is not followed
  set(r, "LT-100.open_circuit", 1, Source::instructor);
  r.go(10);
  r.frames(2);
  CHECK(r.there("sign.FIC-102.high_limit"));
  CHECK(r.there("sign.LIC-101.tracking"));
  CHECK(has(r, "LIC-100", StateSign::bad));
  CHECK(has(r, "LT-100", StateSign::bad));

  set(r, "FIC-102.op_hi", 1);
  set(r, "FIC-102.op_lo", 0.9);
  r.go(60);
  r.frames(2);
  CHECK(r.there("sign.FIC-102.low_limit"));
  CHECK_FALSE(r.there("sign.FIC-102.high_limit"));

  set(r, "LSHH-101.bypass", 1);
  r.go(1);
  CHECK(has(r, "LSHH-101", StateSign::bypassed));

  const hmi::Thing& loop = *r.view.find("LIC-101");
  REQUIRE_FALSE(loop.alarms.empty());
  REQUIRE(r.sim.submit(write_act(Source::board, r.view.alarms()[std::size_t(loop.alarms.front())].shelve, 1)).accepted);
  r.go(1);
  r.frames(2);
  CHECK(has(r, "LIC-101", StateSign::shelved));
  if (r.view.worst_alarm(loop) == 0) CHECK(r.there("sign.LIC-101.shelved"));
}

TEST_CASE("a start that is not permitted has its sign until the machine runs") {
  BoardRig r("feed_tank");
  bool seen = false;
  for (const hmi::Thing& t : r.view.things()) {
    if (!t.wiring->machine) continue;
    const bool forbids = r.view.protection(t).forbids, running = r.view.value(t.wiring->machine->running) > 0.5;
    CHECK(has(r, t.tag, StateSign::not_permitted) == (forbids && !running));
    seen = true;
  }
  CHECK(seen);
}

TEST_CASE("each sign has its meaning in the help, in every language") {
  for (const std::string& language : languages()) {
    Texts texts(language);
    texts.load_assets();
    for (const StateSign s : hmi::kStateSigns) CHECK(texts.has(std::string("ui.sign.") + hmi::sign_name(s)));
  }
}
