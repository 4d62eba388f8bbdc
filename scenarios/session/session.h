#pragma once
#include <functional>
#include <memory>
#include <string>

#include "scenarios/player/player.h"
#include "scenarios/player/result.h"
#include "sim/run/recording.h"

/// A plant or scenario made ready to run, as every subcommand needs it.
namespace retort {

struct SessionOptions {
  std::string mode = "practise", language = "nl", student;
  std::string start;         // state file, for a plant
  std::uint64_t seed = 0;    // 0: the scenario's, else 1
  bool noise = true;
  double rtol = 1e-4;
  bool history = true;
};

struct Session {
  std::string plant_file;
  SessionOptions options;
  std::shared_ptr<const CompiledPlant> plant;
  std::shared_ptr<const Scenario> scenario;  // nullptr: free play
  std::unique_ptr<Player> player;
  std::unique_ptr<Simulation> sim;

  RecordingHeader header() const;
  bool finished() const { return player && player->finished(); }
  /// The grade and everything for the debrief; without a scenario only what the plant gives.
  RunResult result() const;
};

/// `file` is a plant or scenario as find_file takes it. Throws FileError.
Session open_session(const std::string& file, const SessionOptions& options);
/// What a recording was made of, found by its path or in the library; refuses files that have changed. `history`: only a debrief asks
/// for it. Throws FileError.
Session open_recorded(const Recording& recording, bool history);
/// The scenario's own model answer, played with the same seed. Null result.plant when it has none.
RunResult play_model_answer(const Session& session);

struct VerifiedRun {
  Session session;           // at the end of the re-simulation
  ReplayResult replay;
  std::string claimed;       // JSON of the grade in the recording; empty when it was cut off
  bool complete = false;
  std::string cut;
};
/// Simulates a recording again, with its history where a debrief is asked for. Throws FileError for what is no recording or was edited.
VerifiedRun verify_recording(const std::string& path, bool history, const std::function<void(double)>& progress = {});
const char* to_string(Verification v);

/// Interface texts with those of a plant, for free play.
Texts plant_texts(const std::string& plant_file, const std::string& language);

}  // namespace retort
