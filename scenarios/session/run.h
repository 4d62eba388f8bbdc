#pragma once
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/player/player.h"
#include "scenarios/player/result.h"
#include "scenarios/session/hands.h"
#include "scenarios/session/material.h"
#include "scenarios/session/reach.h"
#include "scenarios/session/recorder.h"
#include "scenarios/session/rights.h"
#include "sim/run/lock_tags.h"

/// One run of one plant, with all that belongs to it: simulation, exercise, recording, rights and clock. Everybody who drives a
/// plant drives it through this: the window, the command line, the replay of a recording, the model answer, a server.
///
///   acts --post()--> mailbox --attend()--> rights --> run's own acts at once; the others at the next scan
///                                                          |
///   step(): judge and apply the acts of this scan, events, blocks, ODE, frame, exercise, recording
///
/// Which scan an act lands in is decided at the mailbox, and is all that a recording knows of time; stamps of the wall clock stand
/// beside it and change nothing. `post` may be called from any thread, everything else by the one that drives the run.
namespace retort {

struct RunSetup {
  PlayMode mode = PlayMode::practise;
  ClassAllows allows;                      // in the classroom
  std::string language = "nl", student;
  std::uint64_t seed = 0;                  // 0: the exercise's own, else 1
  SeedOrigin seed_origin = SeedOrigin::exercise;
  Client client = Client::headless;
  std::uint32_t attempt = 0;
  std::string ticket;
  bool history = true;
  // Free play only: an exercise is always played with noise and at the tolerance that all are graded at.
  bool noise = true;
  double rtol = 1e-4;
};

class Run final : private RunListener {
 public:
  /// Throws FileError when the exercise is not made for this mode.
  Run(Prepared prepared, RunSetup setup);
  ~Run() override;
  Run(const Run&) = delete;
  Run& operator=(const Run&) = delete;

  // --- from any thread
  using Ticket = std::uint64_t;
  /// Puts an act into the mailbox; its verdict comes with `verdicts()` under this number.
  Ticket post(Act a);
  /// Called after each post, by the poster: wakes whoever drives the run. Set it before anybody posts.
  std::function<void()> on_mail;

  // --- by who drives it
  /// The verdict on an act as things stand now.
  Verdict query(const Act& a) const;
  /// Empties the mailbox: what is about the run itself happens now (also while it is frozen), the rest waits for the next scan.
  void attend();
  /// One scan.
  const Frame& step();
  /// Ends an exercise where it stands, as if handed in.
  void close();
  const Rights& rights() const { return rights_; }
  bool over() const { return player_ && player_->finished(); }

  /// Begins a recording; before the first step. Throws FileError.
  void record(const std::string& path);
  /// The recording's own trouble (a full disk); empty while all is well, and without a recording.
  std::string recording_error() const { return recorder_ ? recorder_->error() : ""; }
  /// Writes the end of the recording. The run can go on, unrecorded.
  void finish(const std::string& result_json);

  // --- how it stands
  const Prepared& prepared() const { return prepared_; }
  const CompiledPlant& plant() const { return *prepared_.plant; }
  const Scenario* scenario() const { return prepared_.scenario.get(); }
  const RunSetup& setup() const { return setup_; }
  const Simulation& sim() const { return *sim_; }
  const Player* player() const { return player_.get(); }
  const Frame& frame() const { return sim_->frame(); }
  std::uint64_t scan() const { return sim_->scan(); }
  double time() const { return sim_->time(); }
  bool frozen() const { return frozen_; }
  double speed() const { return speed_; }
  const Told& told() const { return told_; }
  const Hands& hands() const { return hands_; }
  /// Scans that one can go back to, rising.
  std::vector<std::uint64_t> moments() const;
  /// ms of the wall clock since it began, by the newest stamp.
  std::uint64_t wall() const { return wall_; }
  RecordingHeader header() const;
  /// What stands behind its grade.
  Evidence evidence() const;
  /// The grade and everything for the debrief; without an exercise only what the plant gives.
  RunResult result() const;

  /// What was decided since the last call, by ticket.
  struct Decided {
    Ticket ticket;
    Act act;
    Verdict verdict;
  };
  std::vector<Decided> take_decided();

  /// Everything to go on from a moment: for a Replay that goes back and forth. Not what GoBack uses.
  struct Moment {
    Snapshot snapshot;
    Keyframes keyframes{kKeyframeEvery};
    std::vector<Keyframes::Kept> kept;
    Told told;
    Hands hands;
    bool frozen = false;
    double speed = 1;
    std::uint64_t wall = 0;
  };
  /// Right after a keyframe only: there a simulation goes on with the same bits.
  Moment moment() const;
  void restore(const Moment& m);

  // --- for replays
  /// The simulation itself, where a recording by another build is simulated again (replay.cpp).
  Simulation& simulation() { return *sim_; }
  /// Stamps from the recording instead of the clock.
  void stamp(std::uint64_t wall);
  /// Told of everything that a recording holds: a test of the recorder, a witness that signs.
  using Witness = std::function<void(const Record&)>;
  void set_witness(Witness w) { witness_ = std::move(w); }

 private:
  struct Mail {
    Ticket ticket;
    Act act;
  };
  void on_act(const Act& a, const Verdict& v) override;
  void on_scan(const Simulation& sim, bool keyframe) override;
  Verdict judge_person(const Act& a) const;
  Verdict judge_run_act(const Act& a) const;
  Verdict judge_report(const acts::Report& said, Source from) const;
  Verdict judge_lock(const Act& a) const;
  void perform(const Act& a);
  void decide(const Mail& m, const Verdict& v);
  Keyframes::Kept moment_at(std::uint64_t scan) const;
  void write(const Record& r);
  std::uint64_t now() const;

  Prepared prepared_;
  RunSetup setup_;
  Rights rights_;
  std::unique_ptr<Simulation> sim_;
  std::unique_ptr<Player> player_;
  std::unique_ptr<Recorder> recorder_;
  Witness witness_;
  mutable std::mutex mailbox_lock_;
  std::vector<Mail> mailbox_;
  Ticket next_ticket_ = 1;
  std::vector<Mail> pending_;         // judged with the next scan
  bool applying_ = false;             // a scan applies pending_, of which
  std::size_t applied_ = 0;           // so many are done
  std::size_t alarms_seen_ = 0;
  std::vector<Decided> decided_;
  std::vector<Keyframes::Kept> kept_;        // moments that somebody asked for
  std::optional<Hash> left_at_;       // the state in which it was closed
  Told told_;
  Hands hands_;
  mutable LockTags locks_;            // as far as the log was read
  mutable std::unique_ptr<const Reach> reach_;   // made when somebody first acts in the field
  bool frozen_ = false;
  double speed_ = 1;
  std::uint64_t wall_ = 0;            // ms
  double began_ = 0;                  // steady seconds
  std::int64_t began_at_ = 0;         // s since 1970
  bool replayed_ = false;             // stamps come from a recording
};

}  // namespace retort
