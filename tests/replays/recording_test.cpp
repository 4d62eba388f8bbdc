// The file itself: edits of a byte, cut-off ends, what is no recording, a full disk.
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>

#include "sim/base/random.h"
#include "tests/replays/shared.h"
#include "tests/replays/tape.h"

using namespace retort;
using namespace retort::test;

namespace {

/// A lively run of the feed tank in free play.
Tape lively(int scans, bool finish) {
  Tape t;
  RunSetup setup;
  setup.history = false;
  Run run(open_material(library("feed_tank")), setup);
  tape(run, t);
  live(run, scans);
  if (finish) run.finish(R"({"score": 12})");
  t.end = run.sim().state_hash();
  return t;
}

std::string temporary(const std::string& name) {
  const auto path = std::filesystem::temp_directory_path() / ("retort_" + std::to_string(::getpid()) + "_" + name);
  std::filesystem::remove(path);
  return path.string();
}

}  // namespace

TEST_CASE("a recording replays to the same hashes") {
  const Tape t = lively(1000, true);
  const Recording recording = t.parsed();
  CHECK(recording.complete);
  CHECK(recording.material.title() == "feed_tank");
  Replay replay(recording, prepare(recording.material), true, false);
  CHECK(replay.finish());
  CHECK(replay.result().reason == "");
  CHECK(replay.result().verification == Verification::identical);
  CHECK(replay.run().scan() == 1000);
  CHECK(replay.result().hashes == 201);  // every 5 scans, among them 3 keyframes, and the end
  CHECK(replay.run().sim().state_hash() == t.end);
}

TEST_CASE("what a run writes to the disk is what it says") {
  const std::string path = temporary("disk.rec");
  Tape t;
  {
    RunSetup setup;
    setup.student = "An \xff Janssens";   // a name that is no UTF-8 loses nothing
    Run run(open_material(library("feed_tank")), setup);
    tape(run, t);
    run.record(path);
    live(run, 400);
    run.finish("{}");
    CHECK(run.recording_error() == "");
  }
  const Verified v = verify_recording(path);
  CHECK(v.replay.verification == Verification::identical);
  CHECK(v.same_program);
  CHECK(v.run->setup().student == "An \xEF\xBF\xBD Janssens");
  CHECK(json_text(verified_json(v)).find("Janssens") != std::string::npos);
  // Evidence is never overwritten.
  Run again(open_material(library("feed_tank")), {});
  CHECK_THROWS_AS(again.record(path), FileError);
  std::filesystem::remove(path);
}

TEST_CASE("200 edits of one byte are all refused") {
  const std::vector<std::uint8_t> bytes = lively(400, true).bytes();
  for (std::uint64_t n = 0; n < 200; ++n) {
    std::vector<std::uint8_t> edited = bytes;
    const auto at = static_cast<std::size_t>(random_uniform(5, 1, n) * static_cast<double>(edited.size()));
    edited[at] ^= static_cast<std::uint8_t>(1 + random_bits(5, 2, n) % 255);
    CHECK_THROWS_AS(parse_recording(edited, "test.rec"), FileError);
  }
}

TEST_CASE("a recording cut off at any byte verifies up to its last whole state") {
  const std::vector<std::uint8_t> bytes = lively(700, true).bytes();
  std::uint64_t longest = 0;
  for (int n = 0; n <= 60; ++n) {
    const auto size = bytes.size() * static_cast<std::size_t>(n) / 60;
    const std::vector<std::uint8_t> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    try {
      const Recording recording = parse_recording(cut, "test.rec");
      Replay replay(recording, prepare(recording.material), true, false);
      CHECK(replay.finish());
      CHECK(replay.run().scan() >= longest);
      CHECK(recording.complete == (n == 60));
      longest = std::max(longest, replay.run().scan());
    } catch (const FileError& e) {
      CHECK(longest == 0);   // too little is left to start from
    }
  }
  CHECK(longest == 700);
}

TEST_CASE("ways back, moments and the clock replay") {
  Tape t;
  Run run(open_material(library("feed_tank")), {});
  tape(run, t);
  live(run, 700);
  run.post(act_of(acts::GoBack{300}));
  run.attend();
  CHECK(run.scan() == 300);
  for (int i = 0; i < 33; ++i) run.step();
  run.post(act_of(acts::TakeSnapshot{}));
  run.post(act(*feed_tank(), "P-102.start", 1));
  for (int i = 0; i < 200; ++i) run.step();
  run.post(act_of(acts::GoBack{333}));
  for (int i = 0; i < 60; ++i) run.step();
  run.post(act_of(acts::GoBack{7}));   // no moment was kept there
  run.step();
  run.finish("{}");
  CHECK(run.told().ways_back == 2);
  CHECK(run.told().refused == 1);
  const Recording recording = t.parsed();
  Replay replay(recording, prepare(recording.material), true, false);
  CHECK(replay.finish());
  CHECK(replay.result().reason == "");
  CHECK(replay.run().told() == run.told());
  CHECK(replay.run().sim().state_hash() == run.sim().state_hash());
}

TEST_CASE("a replay goes to any moment, forward and back, and a run goes on from there") {
  Tape t;
  Run run(open_material(library("feed_tank/pump_trip.yaml")), {});
  tape(run, t);
  std::vector<Hash> hashes{run.sim().state_hash()};
  Operator who = Operator::load(library("feed_tank/answers/pump_trip.yaml"), run.plant(), run.scenario());
  const auto go = [&](int scans) {
    for (int i = 0; i < scans; ++i) {
      who.act(run);
      run.step();
      hashes.push_back(run.sim().state_hash());
    }
  };
  go(700);
  run.post(act_of(acts::GoBack{300}));
  go(350);
  const Recording recording = t.parsed();
  Replay replay(recording, prepare(recording.material), true, true);
  REQUIRE(replay.length() == 1050);
  for (std::uint64_t p : {10u, 650u, 1000u, 720u, 699u, 700u, 0u, 5u, 1050u, 301u}) {
    INFO(p);
    REQUIRE(replay.go_to(p));
    CHECK(replay.position() == p);
    CHECK(replay.run().sim().state_hash() == hashes[p]);
  }
  CHECK(replay.position_at(100) == 700 + 200);   // the second time the clock showed it
  CHECK(replay.position_at(20) == 100);
  REQUIRE(replay.go_to(650));
  std::unique_ptr<Run> on = replay.take();
  on->post(write_act(Source::board, on->plant().catalogue.find("P-102.start"), 1));
  for (int i = 0; i < 100; ++i) on->step();
  CHECK(on->scan() == 750);
}

TEST_CASE("files that are no recordings are refused with their reason") {
  const auto refuse = [](std::vector<std::uint8_t> bytes) -> std::string {
    try {
      parse_recording(bytes, "x.rec");
    } catch (const FileError& e) {
      return e.what();
    }
    return "";
  };
  CHECK(refuse({}) == "x.rec: is not a recording of this program");
  CHECK(refuse({'P', 'K', 3, 4, 5, 6, 7, 8, 9}) == "x.rec: is not a recording of this program");
  CHECK(refuse({'R', 'E', 'T', 'O', 'R', 'T', 9, '\n'}) == "x.rec: was recorded in a format that this version does not know");
  CHECK(refuse({'R', 'E', 'T', 'O', 'R', 'T', 1, '\n'}) == "x.rec: was recorded in a format that this version does not know");
  CHECK(refuse({'R', 'E', 'T', 'O', 'R', 'T', 2, '\n'}) == "x.rec: ends before its first state: nothing was recorded");
}

TEST_CASE("a recording that the disk has no room for says so and does not stop the run") {
  const std::string path = temporary("full.rec");
  struct rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, SIG_IGN);
  struct rlimit small = before;
  small.rlim_cur = 30000;
  Run run(open_material(library("feed_tank")), {});
  run.record(path);
  CHECK(run.recording_error() == "");
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  live(run, 1500);
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  CHECK(run.scan() == 1500);
  CHECK(run.recording_error().find("the recording stops here") != std::string::npos);
  // What was written until then is good.
  const Verified v = verify_recording(path);
  CHECK(v.replay.verification == Verification::identical);
  CHECK_FALSE(v.complete);
  CHECK(v.run->scan() > 100);
  std::filesystem::remove(path);
}
