#pragma once
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "scenarios/session/play.h"
#include "scenarios/session/replay.h"
#include "scenarios/session/verify.h"
#include "tests/catch.h"

/// A recording in memory, as an honest run makes it, and as somebody who has the whole program can make it anew.
namespace retort::test {

inline std::string library(const std::string& name) { return std::string(RETORT_SOURCE) + "/scenarios/library/" + name; }

struct Tape {
  RecordingHeader header;
  Material material;
  std::vector<Record> records;
  Hash end;

  /// The file, its chain put right around whatever was edited.
  std::vector<std::uint8_t> bytes() const {
    RecordingWriter w;
    std::vector<std::uint8_t> out = w.magic();
    const auto add = [&](const std::vector<std::uint8_t>& more) { out.insert(out.end(), more.begin(), more.end()); };
    add(w.header(header, material));
    for (const Record& r : records) add(w.record(r));
    return out;
  }
  Recording parsed() const { return parse_recording(bytes(), "tape.rec"); }
  void cut_end() {
    if (std::holds_alternative<EndRecord>(records.back())) records.pop_back();
  }
};

/// Puts the run on tape from its start.
inline void tape(Run& run, Tape& t) {
  t.header = run.header();
  t.material = run.prepared().material;
  t.records.push_back(KeyframeRecord{run.sim().look(), 0});
  run.set_witness([&t](const Record& r) { t.records.push_back(r); });
}

/// An exercise played by an operator file ("" for nobody).
inline Tape played(const std::string& exercise, const std::string& operator_file, RunSetup setup = {}, double until = 0) {
  Tape t;
  setup.history = false;
  Run run(open_material(library(exercise)), setup);
  tape(run, t);
  Operator who;
  if (!operator_file.empty()) who = Operator::load(library(operator_file), run.plant(), run.scenario());
  PlayHow how;
  how.until = until;
  const RunResult r = play(run, who, how);
  run.finish(json_text(result_json(r)));
  t.end = run.sim().state_hash();
  return t;
}

/// What verify says of it.
struct Judged {
  Verification verification;
  std::string reason;
  double score = -1;
  Told told;
  HandsFigures hands;
};
inline Judged judge(const Tape& t, bool same_program = true) {
  const Recording recording = t.parsed();
  Replay replay(recording, prepare(recording.material), same_program, false);
  replay.finish();
  Judged j{replay.result().verification, replay.result().reason};
  auto run = replay.take();
  run->close();
  if (run->scenario()) j.score = run->result().grade.score;
  j.told = run->told();
  j.hands = run->hands().figures();
  return j;
}

}  // namespace retort::test
