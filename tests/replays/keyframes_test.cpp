#include "tests/catch.h"
#include "tests/replays/shared.h"
#include "tests/replays/tape.h"

using namespace retort;
using namespace retort::test;

namespace {

Snapshot at_scan(std::uint64_t scan) {
  Snapshot s;
  s.plant.scan = scan;
  return s;
}

std::vector<std::uint64_t> scans_of(const Keyframes& k) {
  std::vector<std::uint64_t> scans;
  for (const Keyframes::Kept& s : k.all()) scans.push_back(s->plant.scan);
  return scans;
}

}  // namespace

TEST_CASE("keyframes thin with age") {
  Keyframes k(300);
  k.add(at_scan(0));
  for (std::uint64_t n = 1; n <= 125; ++n) k.add(at_scan(300 * n));
  std::vector<std::uint64_t> minutes;
  for (std::uint64_t s : scans_of(k)) minutes.push_back(s / 300);
  CHECK(minutes == std::vector<std::uint64_t>{0, 60, 65, 70, 75, 80, 85, 90, 95, 100, 105, 110, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125});
  CHECK(k.before(300 * 64)->plant.scan == 300 * 60);
  CHECK(k.before(300 * 65 - 1)->plant.scan == 300 * 60);
  CHECK(k.before(299)->plant.scan == 0);
  CHECK(k.at(300 * 65)->plant.scan == 300 * 65);
  CHECK(k.at(300 * 66) == nullptr);
  CHECK(k.due(600));
  CHECK(!k.due(601));
  for (std::uint64_t n = 126; n <= 30 * 1440; ++n) k.add(at_scan(300 * n));
  CHECK(k.all().size() < 80);
  k.cut(300 * 1440);
  CHECK(scans_of(k) == std::vector<std::uint64_t>{0, 300 * 1440});
}

TEST_CASE("the start stays, wherever it is, and nothing is before it") {
  Keyframes k(300);
  CHECK(k.before(1000) == nullptr);
  k.add(at_scan(777));
  for (std::uint64_t n = 3; n <= 1000; ++n) k.add(at_scan(300 * n));
  CHECK(k.all().front()->plant.scan == 777);
  CHECK(k.before(776) == nullptr);
  CHECK(k.before(1000)->plant.scan == 777);
}

TEST_CASE("a keyframe that a reader holds outlives its thinning") {
  Keyframes k(10);
  k.add(at_scan(0));
  k.add(at_scan(10));
  const Keyframes::Kept held = k.at(10);
  for (std::uint64_t n = 2; n <= 200; ++n) k.add(at_scan(10 * n));
  CHECK(k.at(10) == nullptr);
  CHECK(held->plant.scan == 10);
}

TEST_CASE("a recording that goes far back, to where keyframes are thin, replays and keeps the same ones") {
  Tape t;
  RunSetup setup;
  setup.history = false;
  Run run(open_material(library("feed_tank")), setup);
  tape(run, t);
  const auto minutes = [&](int n) {
    for (int i = 0; i < 300 * n; ++i) run.step();
  };
  const auto back = [&](std::uint64_t minute) {
    const Keyframes::Kept k = run.sim().keyframe_before(60.0 * static_cast<double>(minute));
    REQUIRE(k);
    run.post(act_of(acts::GoBack{k->plant.scan}));
    run.step();
    CHECK(run.scan() == k->plant.scan + 1);
    return k->plant.scan / 300;
  };
  live(run, 700);
  minutes(133);
  CHECK(back(133) == 133);  // all are there
  minutes(1);
  CHECK(back(94) == 90);    // of an age where every fifth is
  CHECK(back(80) == 60);    // 80 went while the run was further on
  CHECK(back(59) == 0);     // of an age where every sixtieth is: the start
  minutes(12);
  run.post(act_of(acts::GoBack{300}));   // a way back that has been thinned away
  run.step();
  CHECK(run.told().refused == 1);
  run.finish("{}");
  const Judged j = judge(t);
  CHECK(j.reason == "");
  CHECK(j.verification == Verification::identical);
  const Recording recording = t.parsed();
  Replay replay(recording, prepare(recording.material), true, false);
  REQUIRE(replay.finish());
  CHECK(replay.run().sim().state_hash() == run.sim().state_hash());
  CHECK(scans_of(replay.run().sim().keyframes()) == scans_of(run.sim().keyframes()));
}

TEST_CASE("history and log of a run go back with it") {
  Simulation sim(feed_tank(), {});
  live(sim, 1000);
  const LogView log = sim.log();
  const HistoryView history = sim.history();
  const RowId level = sim.catalogue().find("T-101.level");
  const double before = history.at(level, 900);
  sim.restore(*sim.keyframe_before(60));
  CHECK(sim.scan() == 300);
  CHECK(sim.history().scans() == 301);
  CHECK(sim.log().size() < log.size());
  for (const LogEntry& e : sim.log()) CHECK(e.scan <= 300);
  for (int i = 0; i < 500; ++i) sim.step();
  CHECK(history.scans() == 1001);
  CHECK(history.at(level, 900) == before);
  CHECK(log.cuts() != sim.log().cuts());
}
