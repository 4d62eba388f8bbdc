#include <cstdio>
#include <filesystem>
#include <fstream>

#include "sim/base/random.h"
#include "tests/catch.h"
#include "tests/replays/shared.h"

using namespace retort;

namespace {

struct Recorded {
  std::vector<std::uint8_t> bytes;
  Hash end;
};

std::vector<std::uint8_t> read_all(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

RecordingHeader header() {
  RecordingHeader h;
  h.program = "test";
  h.version = kVersion;
  h.plant_name = "feed_tank";
  h.plant_hash = feed_tank()->hash;
  return h;
}

Recorded record(int scans, bool finish) {
  const std::string path = (std::filesystem::temp_directory_path() / ("retort_" + std::to_string(::getpid()) + ".rec")).string();
  Recorded r;
  {
    Simulation sim(feed_tank(), {});
    Recorder recorder(path, header(), sim);
    sim.add_listener(&recorder);
    live(sim, scans);
    if (finish) recorder.finish(sim, R"({"score": 12})");
    CHECK(recorder.error().empty());
    r.end = sim.state_hash();
  }
  r.bytes = read_all(path);
  std::filesystem::remove(path);
  return r;
}

}  // namespace

TEST_CASE("a recording replays to the same hashes") {
  const Recorded r = record(1000, true);
  const Recording recording = parse_recording(r.bytes, "test.rec");
  CHECK(recording.complete);
  CHECK(recording.header.plant_hash == feed_tank()->hash);
  Simulation sim(feed_tank(), {});
  const ReplayResult result = replay(recording, sim, true);
  CHECK(result.reason == "");
  CHECK(result.verification == Verification::identical);
  CHECK(result.scans == 1000);
  CHECK(result.hashes == 201);  // every 5 scans, among them 3 keyframes, and the end
  CHECK(sim.state_hash() == r.end);
}

TEST_CASE("200 edits of one byte are all refused") {
  const Recorded r = record(400, true);
  int refused = 0;
  for (std::uint64_t n = 0; n < 200; ++n) {
    std::vector<std::uint8_t> edited = r.bytes;
    const auto at = static_cast<std::size_t>(random_uniform(5, 1, n) * static_cast<double>(edited.size()));
    edited[at] ^= static_cast<std::uint8_t>(1 + random_bits(5, 2, n) % 255);
    CHECK_THROWS_AS(parse_recording(edited, "test.rec"), FileError);
    ++refused;
  }
  CHECK(refused == 200);
}

TEST_CASE("a recording cut off at any byte verifies up to its last whole state") {
  const Recorded r = record(700, true);
  std::uint64_t longest = 0;
  for (int n = 0; n <= 60; ++n) {
    const auto size = r.bytes.size() * static_cast<std::size_t>(n) / 60;
    const std::vector<std::uint8_t> cut(r.bytes.begin(), r.bytes.begin() + static_cast<std::ptrdiff_t>(size));
    try {
      const Recording recording = parse_recording(cut, "test.rec");
      Simulation sim(feed_tank(), {});
      const ReplayResult result = replay(recording, sim, true);
      CHECK(result.verification == Verification::identical);
      CHECK(result.scans >= longest);
      CHECK(recording.complete == (n == 60));
      longest = std::max(longest, result.scans);
    } catch (const FileError& e) {
      // Too little is left to start from: the header or the first state are not whole.
      CHECK(longest == 0);
    }
  }
  CHECK(longest == 700);
}

TEST_CASE("a recording whose chain was made anew around another act is refused by simulating it") {
  const std::string path = (std::filesystem::temp_directory_path() / ("retort_forged_" + std::to_string(::getpid()) + ".rec")).string();
  {
    Simulation sim(feed_tank(), {}), better(feed_tank(), {});
    Recorder recorder(path, header(), sim);
    better.add_listener(&recorder);  // the states of a run in which P-101 was restarted ...
    for (int i = 0; i < 300; ++i) {
      if (i == 100) better.submit(act(*feed_tank(), "P-102.start", 1));
      better.step();
    }
    recorder.finish(better, "{}");
  }
  Recording forged = parse_recording(read_all(path), path);
  std::filesystem::remove(path);
  std::erase_if(forged.records, [](const Record& r) { return std::holds_alternative<CommandRecord>(r); });  // ... without the act
  Simulation sim(feed_tank(), {});
  const ReplayResult result = replay(forged, sim, true);
  CHECK(result.verification == Verification::refused);
  CHECK(result.reason.find("another state") != std::string::npos);
}

TEST_CASE("a recording with a backtrack and a snapshot replays") {
  const std::string path = (std::filesystem::temp_directory_path() / ("retort_back_" + std::to_string(::getpid()) + ".rec")).string();
  Hash end;
  {
    Simulation sim(feed_tank(), {});
    Recorder recorder(path, header(), sim);
    sim.add_listener(&recorder);
    live(sim, 700);
    const auto from = sim.scan();
    const Snapshot k = *sim.keyframe_before(70);
    sim.restore(k);
    recorder.backtracked(from, sim);
    for (int i = 0; i < 33; ++i) sim.step();
    sim.snapshot();
    for (int i = 0; i < 200; ++i) sim.step();
    recorder.finish(sim, "{}");
    end = sim.state_hash();
  }
  const Recording recording = parse_recording(read_all(path), path);
  std::filesystem::remove(path);
  Simulation sim(feed_tank(), {});
  const ReplayResult result = replay(recording, sim, true);
  CHECK(result.reason == "");
  CHECK(result.verification == Verification::identical);
  CHECK(sim.state_hash() == end);
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
  CHECK(refuse({'R', 'E', 'T', 'O', 'R', 'T', 1, '\n'}) == "x.rec: ends before its first state: nothing was recorded");
}

TEST_CASE("a recording on a full disk says so and does not stop the run") {
  if (!std::filesystem::exists("/dev/full")) return;
  Simulation sim(feed_tank(), {});
  Recorder recorder("/dev/full", header(), sim);
  sim.add_listener(&recorder);
  live(sim, 50);
  CHECK(sim.scan() == 50);
  CHECK(recorder.error().find("No space left") != std::string::npos);
}
