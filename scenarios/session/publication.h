#pragma once
#include <algorithm>
#include <memory>
#include <span>
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
  /// The newest verdicts in the order in which they fell (what is about the run falls at once, the rest with its scan), enough for a
  /// reader that looks now and then; and how many there have been in all.
  std::shared_ptr<const std::vector<Run::Decided>> decided;
  std::uint64_t decided_in_all = 0;
  /// Those that fell since a reader had seen so many of them all.
  std::span<const Run::Decided> decided_since(std::uint64_t seen) const {
    const std::uint64_t news = std::min<std::uint64_t>(decided_in_all - std::min(seen, decided_in_all), decided->size());
    return std::span(*decided).last(news);
  }
  /// Handed in or over, graded, and the recording closed: the last publication of a run.
  std::shared_ptr<const RunResult> result;
};

}  // namespace retort
