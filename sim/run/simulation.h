#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sim/model/compiled_plant.h"
#include "sim/run/command.h"
#include "sim/run/frame.h"
#include "sim/run/historian.h"
#include "sim/solve/stepper.h"

/// One run of one plant, one thread. A scan, in this fixed order:
///   1 the commands of this scan; 2 the companion (scenario) issues commands; 3 blocks scan (instruments, control, safety, alarms);
///   4 the stepper advances the ODE; 5 outputs are evaluated once, and instruments without delay read them; 6 the frame is published;
///   7 listeners (recorder) run.
namespace retort {

/// A scenario rides along: it reads frames, issues commands, and its own state is part of every snapshot.
class Companion {
 public:
  virtual ~Companion() = default;
  /// Stage 2. `scan` may call Simulation::issue.
  virtual void before_blocks(class Simulation& sim) = 0;
  /// After the frame of this scan is published: conditions, steps, grades.
  virtual void after_frame(class Simulation& sim) = 0;
  /// A command without a row (a remark, an answer, a hint) or any other one, as applied.
  virtual void on_command(const Command& c) = 0;
  virtual std::vector<std::uint8_t> save() const = 0;
  virtual void load(const std::vector<std::uint8_t>& bytes) = 0;
};

/// Everything needed to go on from a moment with the same bits.
struct Snapshot {
  PlantState plant;
  std::vector<double> ramps;             // malfunction ramps under way: index, target, rate per second
  std::vector<double> counters;          // of the stepper, and the balances
  std::vector<std::uint8_t> companion;
  RunStatus status = RunStatus::running;
  Hash hash() const;
};

/// An event worth a line in the log: a logged row changed, or a command was applied.
struct LogEntry {
  std::uint64_t scan = 0;
  RowId row = kNoRow;
  double before = 0, after = 0;
  bool is_command = false;
  Source source = Source::board;
  std::string text;
};

/// Told of everything that a replay needs. Called inside step().
class RunListener {
 public:
  virtual ~RunListener() = default;
  /// The stepper starts anew before this scan because somebody took a snapshot; a replay does the same.
  virtual void on_restart(const class Simulation& sim) = 0;
  virtual void on_command(const Command& c, const Verdict& v) = 0;
  /// After a scan is complete. `keyframe`: the stepper starts anew at the next scan, so the state here is all a replay needs.
  virtual void on_scan(const class Simulation& sim, bool keyframe) = 0;
};

struct SimulationOptions {
  std::uint64_t seed = 1;
  bool noise = true;
  double rtol = 1e-4;
  bool history = true;              // keep the historian
  double keyframe_period = 60;      // s, in a plant that scans every 200 ms; others have a keyframe after as many scans
};

class Simulation {
 public:
  Simulation(std::shared_ptr<const CompiledPlant> plant, SimulationOptions options);
  ~Simulation();

  const CompiledPlant& plant() const { return *plant_; }
  std::shared_ptr<const CompiledPlant> plant_ptr() const { return plant_; }
  const Catalogue& catalogue() const { return plant_->catalogue; }
  const SimulationOptions& options() const { return options_; }

  /// Queues a command for the next scan. The verdict is known now (access, limits); it is applied at the scan.
  Verdict submit(Command c);
  /// From a companion, during stage 2: applied at once.
  Verdict issue(Command c);
  /// What submit would say.
  Verdict query(const Command& c) const;

  /// Advances one scan. Never throws for a process condition.
  const Frame& step();
  const Frame& frame() const { return frame_; }
  double time() const { return static_cast<double>(state_.scan) * plant_->scan_period(); }
  std::uint64_t scan() const { return state_.scan; }
  RunStatus status() const { return status_; }
  const PlantState& state() const { return state_; }
  /// BLAKE2b over the whole truth: plant state, ramps, companion.
  Hash state_hash() const;

  /// The state now. Exact continuation needs the stepper to start anew here: the next step does so and listeners are told.
  Snapshot snapshot();
  /// The state right after a keyframe (see RunListener::on_scan), without disturbing the run.
  Snapshot look() const;
  /// What a replay does where the recording says that a snapshot was taken.
  void restart_stepper() { restart_ = true; }
  /// Goes on from a snapshot; commands still queued are dropped, history after it is cut.
  void restore(const Snapshot& s);
  /// The kept keyframes, one every 300 scans (a simulated minute at 200 ms) and the start; for backtracking.
  const std::vector<Snapshot>& keyframes() const { return keyframes_; }
  /// The latest keyframe at or before a time; nullptr when there is none.
  const Snapshot* keyframe_before(double time) const;
  /// Replaces the state before the first scan (a start file). Outputs are evaluated.
  void start_from(const PlantState& s);

  void set_companion(Companion* c) { companion_ = c; }
  void add_listener(RunListener* l) { listeners_.push_back(l); }
  const Historian& history() const { return history_; }
  const std::vector<LogEntry>& log() const { return log_; }
  const StepperCounters& counters() const { return stepper_->counters(); }

  /// |sum of mass now - at the start| / throughput so far (kg through boundaries, at least the holdup of 1 kg).
  double mass_error() const;
  double energy_error() const;

 private:
  struct Ramp {
    int malfunction;
    double target, rate;  // rate per second, > 0
  };
  Verdict apply(Command c);
  /// Whether a guard's condition holds, with the commands that are queued before.
  bool holds(const Hold& h) const;
  const Guard* forbidding(RowId row, double value, std::uint8_t access, RowId& condition) const;
  void advance_ramps();
  void publish(bool log_changes);

  std::shared_ptr<const CompiledPlant> plant_;
  SimulationOptions options_;
  PlantState state_;
  std::vector<Ramp> ramps_;
  std::vector<Command> queue_;
  std::unique_ptr<Stepper> stepper_;
  EvalWorkspace workspace_;
  Companion* companion_ = nullptr;
  std::vector<RunListener*> listeners_;
  Historian history_;
  std::vector<LogEntry> log_;
  std::vector<Snapshot> keyframes_;
  std::vector<RowId> logged_;
  struct Place {
    Store store;
    std::int32_t index;
  };
  std::vector<Place> places_;  // of each row's value: the catalogue itself is too wide to walk through at every scan
  std::vector<int> boundary_mass_, boundary_energy_;
  Frame frame_;
  RunStatus status_ = RunStatus::running;
  bool restart_ = true;          // the stepper starts anew at the next scan
  bool snapshot_taken_ = false;  // ... because of a snapshot: listeners must know
  double mass_start_ = 0, energy_start_ = 0, mass_through_ = 0, energy_through_ = 0;
};

}  // namespace retort
