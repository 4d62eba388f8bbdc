#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/session/recording.h"
#include "scenarios/session/run.h"

/// A recording, simulated again. Nothing in it is believed: the run starts where its material starts, the acts are given at their
/// scans and judged again, every hash is compared, and what the mode does not allow is refused.
namespace retort {

enum class Verification { identical, within_tolerance, refused };
const char* to_string(Verification v);   // "identical", "within tolerance", "refused"

struct ReplayResult {
  Verification verification = Verification::identical;
  std::string reason;               // for refused and within_tolerance
  std::uint64_t hashes = 0;         // compared,
  std::uint64_t agreed = 0;         // and so many agreed
  // For a recording by another build (within tolerance), where the physical states are taken over at keyframes:
  double largest_difference = 0;    // of one state at one keyframe, relative
  double largest_sum = 0;           // of all corrections of one state, relative
  int verdicts_differ = 0;          // acts on which that build decided otherwise
};

/// A handle on a recorded run: goes to any of its moments, forward and back, and hands out a Run that goes on from there.
///
/// A *position* counts the scans simulated since the start in the order in which they happened; it goes on rising where the run
/// went back. Position p stands after p scans and before the acts of the next.
class Replay {
 public:
  /// `same_program`: a difference is then a refusal; otherwise it goes on from the recorded keyframes, at most 1 % at one and 2 % in
  /// the sum over all, with mass and energy balanced across them. `history`: keep what trends need, and moments to go back to.
  /// Throws FileError when the plant or the exercise does not load.
  Replay(const Recording& recording, Prepared prepared, bool same_program, bool history);

  std::uint64_t length() const { return length_; }
  std::uint64_t position() const { return position_; }
  /// The last position at which the plant's clock shows this time, s; 0 when it never does.
  std::uint64_t position_at(double time) const;
  /// False when the recording is refused on the way; it then stands where that was seen.
  bool go_to(std::uint64_t position);
  /// To the end, and what stands there compared.
  bool finish() { return go_to(length_) && check_end(); }

  const ReplayResult& result() const { return result_; }
  const Run& run() const { return *run_; }
  /// The acts that were taken, by this simulation's own verdicts.
  const std::vector<Act>& taken() const { return taken_; }
  /// The run as it stands, to go on from; the replay is over.
  std::unique_ptr<Run> take() { return std::move(run_); }
  /// Told the share of the way, 0 to 1.
  std::function<void(double)> progress;

 private:
  struct Checkpoint {
    std::uint64_t position;
    std::size_t next;
    ReplayResult result;
    std::vector<double> sums;
    Run::Moment moment;
  };
  bool refuse(std::string why);
  bool give_acts();
  bool compare_due();
  bool compare(const KeyframeRecord& k);
  bool take_over(const Snapshot& recorded);
  bool check_end();
  bool check_verdicts();

  const Recording& recording_;
  std::unique_ptr<Run> run_;
  bool same_program_;
  std::size_t next_ = 1;              // record to be taken next; the first is the start
  std::uint64_t position_ = 0, length_ = 0;
  std::vector<std::pair<std::uint64_t, std::uint64_t>> legs_;   // position and scan at the start and after each way back
  std::vector<Act> taken_;
  std::vector<double> sums_;          // of corrections, by state
  std::vector<Checkpoint> checkpoints_;
  std::map<Run::Ticket, std::size_t> given_;   // acts without a verdict yet: their records
  double start_mass_ = 0, start_energy_ = 0;
  ReplayResult result_;
};

}  // namespace retort
