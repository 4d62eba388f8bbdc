#pragma once
#include <memory>
#include <string>
#include <vector>

#include "scenarios/session/run.h"

namespace retort {

/// What everybody else sees of a run that lives on its own thread: an immutable whole, made after a scan or when the clock was
/// worked. Readers hold it as long as they like; what the run does next does not touch it.
struct Publication {
  std::uint64_t number = 0;               // rises by one
  Frame frame;
  HistoryView history;
  LogView log;
  std::shared_ptr<const Player> player;   // the exercise as it stood; nullptr in free play
  // The clock.
  bool frozen = false, over = false;
  double speed = 1, reached = 0;          // times real time: asked for (0: as fast as it goes), and managed over the last second or so
  std::vector<std::uint64_t> moments;     // scans that one can go back to, rising
  Told told;
  std::string recording_error;            // empty while the recording goes on
  /// The newest verdicts, by rising ticket: enough for a reader that looks now and then.
  std::shared_ptr<const std::vector<Run::Decided>> decided;
  /// Handed in or over, graded, and the recording closed: the last publication of a run.
  std::shared_ptr<const RunResult> result;
};

}  // namespace retort
