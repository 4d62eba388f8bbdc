#pragma once
#include <functional>
#include <memory>
#include <string>
#include <span>
#include <vector>

#include "sim/model/compiled_plant.h"
#include "sim/run/act.h"
#include "sim/run/frame.h"
#include "sim/run/event_log.h"
#include "sim/run/historian.h"
#include "sim/run/keyframes.h"
#include "sim/solve/stepper.h"

/// One run of one plant, one thread. A scan, in this fixed order:
///   1 the acts of this scan; 2 the companion (scenario) acts; 3 blocks scan (instruments, control, safety, alarms);
///   4 the stepper advances the ODE; 5 outputs are evaluated once, and instruments without delay read them; 6 the frame is published;
///   7 listeners (recorder) run.
namespace retort {

/// A scenario rides along: it reads frames, acts, and its own state is part of every snapshot.
class Companion {
 public:
  virtual ~Companion() = default;
  /// Stage 2. `scan` may call Simulation::issue.
  virtual void before_blocks(class Simulation& sim) = 0;
  /// After the frame of this scan is published: conditions, steps, grades.
  virtual void after_frame(class Simulation& sim) = 0;
  /// Of an act that acts.inc leaves to the exercise (a hint, an answer, a remark, handing in), and of what the plant would take.
  virtual Verdict judge(const Act& a) const = 0;
  /// Any act of this scan with its verdict, once it is applied or refused.
  virtual void on_act(const Act& a, const Verdict& v) = 0;
  virtual std::vector<std::uint8_t> save() const = 0;
  virtual void load(const std::vector<std::uint8_t>& bytes) = 0;
};

/// Told of everything that a replay needs. Called inside step().
class RunListener {
 public:
  virtual ~RunListener() = default;
  /// Every act but the scenario's own, which a replay makes again.
  virtual void on_act(const Act& a, const Verdict& v) = 0;
  /// After a scan is complete. `keyframe`: the stepper starts anew at the next scan, so the state here is all a replay needs.
  virtual void on_scan(const class Simulation& sim, bool keyframe) = 0;
};

struct SimulationOptions {
  std::uint64_t seed = 1;
  bool noise = true;
  double rtol = 1e-4;
  bool history = true;              // keep the historian
  std::uint64_t keyframe_scans = 300;   // from one keyframe to the next: a simulated minute at 200 ms
  std::size_t history_bytes = 32 << 20;  // what the historian may keep, see historian.h
  std::size_t log_bytes = 1 << 20;       // what the log keeps in memory, see event_log.h
  std::string spill_folder;              // for the rest of the log; empty: the system's folder for temporary files
};

class Simulation {
 public:
  Simulation(std::shared_ptr<const CompiledPlant> plant, SimulationOptions options);
  ~Simulation();

  const CompiledPlant& plant() const { return *plant_; }
  std::shared_ptr<const CompiledPlant> plant_ptr() const { return plant_; }
  const Catalogue& catalogue() const { return plant_->catalogue; }
  const SimulationOptions& options() const { return options_; }

  /// Queues an act for the next scan, where it is judged and then applied or refused. Returns the verdict as things stand now.
  Verdict submit(Act a);
  /// The same without a verdict beforehand, for whoever queues many.
  void post(Act a);
  /// From a companion, during stage 2: applied at once.
  Verdict issue(Act a);
  /// The verdict on an act as things stand now with the others of its scan: the blocks see all of them at once, whatever their order.
  Verdict query(const Act& a, std::span<const Act> alongside = {}) const;
  /// Logs an act that others judge (the run's clock, somebody without the right) and tells the listeners.
  void note(const Act& a, const Verdict& v);

  /// Advances one scan. Never throws for a process condition.
  const Frame& step();
  const Frame& frame() const { return frame_; }
  double time() const { return static_cast<double>(state_.scan) * plant_->scan_period(); }
  std::uint64_t scan() const { return state_.scan; }
  RunStatus status() const { return status_; }
  const PlantState& state() const { return state_; }
  /// BLAKE2b over the whole truth: plant state, ramps, companion.
  Hash state_hash() const;

  /// The state now. Exact continuation needs the stepper to start anew here, and the next step does so.
  Snapshot snapshot();
  /// The state right after a keyframe (see RunListener::on_scan), without disturbing the run.
  Snapshot look() const;
  /// Goes on from a snapshot; acts still queued are dropped, history after it is cut.
  void restore(const Snapshot& s);
  /// One every 300 scans (a simulated minute at 200 ms), fewer of the older ones, and the start; for going back.
  const Keyframes& keyframes() const { return keyframes_; }
  /// For a replay that goes back and forth: the keyframes that had been kept at the moment it goes to.
  void set_keyframes(Keyframes keyframes) { keyframes_ = std::move(keyframes); }
  /// The latest keyframe at or before a time, s; nullptr when there is none.
  Keyframes::Kept keyframe_before(double time) const;
  /// Replaces the state before the first scan (a start file). Outputs are evaluated.
  void start_from(const PlantState& s);

  void set_companion(Companion* c) { companion_ = c; }
  void add_listener(RunListener* l) { listeners_.push_back(l); }
  /// As they stand now, to keep or to hand to another thread.
  HistoryView history() const { return history_.view(); }
  LogView log() const { return log_.view(); }
  const StepperCounters& counters() const { return stepper_->counters(); }

  /// |sum of mass now - at the start| / throughput so far (kg through boundaries, at least the holdup of 1 kg).
  double mass_error() const;
  double energy_error() const;

 private:
  Verdict apply(Act a, std::span<const Act> later);
  void log(const Act& a, const Verdict& v, double before);
  /// Whether a guard's condition holds once the acts alongside are done.
  bool holds(const Hold& h, std::span<const Act> alongside) const;
  const Guard* forbidding(RowId row, double value, std::uint8_t access, std::span<const Act> alongside, RowId& condition) const;
  void advance_ramps();
  void scan_blocks(Scan& scan) const;
  void publish(bool log_changes);

  std::shared_ptr<const CompiledPlant> plant_;
  SimulationOptions options_;
  PlantState state_;
  std::uint64_t first_scan_ = 0;
  std::vector<double> first_memories_;   // what the blocks hold once they have scanned the start: acts at the start are judged by it
  std::vector<Ramp> ramps_;
  std::vector<Act> queue_;
  std::unique_ptr<Stepper> stepper_;
  EvalWorkspace workspace_;
  Companion* companion_ = nullptr;
  std::vector<RunListener*> listeners_;
  Historian history_;
  EventLog log_;
  Keyframes keyframes_;
  std::vector<RowId> logged_;
  struct Place {
    Store store;
    std::int32_t index;
  };
  std::vector<Place> places_;  // of each row's value: the catalogue itself is too wide to walk through at every scan
  std::vector<int> border_mass_, border_energy_;  // states that count the throughput
  Frame frame_;
  RunStatus status_ = RunStatus::running;
  bool restart_ = true;          // the stepper starts anew at the next scan
  RunTotals totals_;             // without the stepper's own counters
};

}  // namespace retort
