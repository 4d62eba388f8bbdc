#pragma once
#include <memory>
#include <string>
#include <vector>

#include "scenarios/player/run_result.h"
#include "scenarios/player/scenario.h"
#include "scenarios/player/texts.h"
#include "sim/run/simulation.h"

/// Plays a scenario along with a simulation: events, steps, hints, questions, grade. Deterministic; its state is part of every
/// snapshot. What the student does outside the plant comes as commands without a row, so that a recording replays it:
///   "hint:STEP"  "answer:QUESTION:OPTION"  "log:TEXT"
namespace retort {

enum class PlayMode { practise, exam, classroom };

class Player : public Companion {
 public:
  Player(std::shared_ptr<const Scenario> scenario, PlayMode mode);

  const Scenario& scenario() const { return *scenario_; }
  PlayMode mode() const { return mode_; }

  void before_blocks(Simulation& sim) override;
  void after_frame(Simulation& sim) override;
  void on_command(const Command& c) override;
  std::vector<std::uint8_t> save() const override;
  void load(const std::vector<std::uint8_t>& bytes) override;

  // --- for screens
  struct StepView {
    const StepSpec* spec;
    bool open;            // its predecessors are done and its event has come
    bool done, late, out_of_order;
    double done_at;       // s
    double left;          // s to the time limit; < 0: none or over
    int hints_used;       // 0..4
    bool hint_ready;      // a further hint may be asked for
  };
  std::vector<StepView> steps() const;
  bool event_fired(int event) const { return events_[static_cast<std::size_t>(event)].fired; }
  /// Messages said so far: event ids with their time.
  std::vector<ScenarioEvent> happened() const;
  /// Questions that stand open now: indices.
  std::vector<int> open_questions() const;
  std::string answer_given(int question) const { return answers_[static_cast<std::size_t>(question)]; }
  double time() const { return time_; }  // s since the end of settling; negative while settling
  bool settling() const { return time_ < 0; }
  bool finished() const { return finished_; }
  const std::vector<std::string>& remarks() const { return remarks_; }

  /// The grade as it stands (final once finished). `texts` makes titles and rules readable.
  Grade grade(const Simulation& sim, const Texts& texts) const;

 private:
  struct EventState { double due = 0, at = 0; bool fired = false; };
  struct StepState { double at = 0, opened = 0; bool open = false, done = false, late = false, out_of_order = false; int hints = 0; };
  struct Interval { double from, to; };
  struct ItemState {
    double good = 0, total = 0, integral = 0, first = -1;
    int count = 0;
    bool before = false;
    std::vector<Interval> bad;     // when it went wrong; at most 12
  };
  struct AlarmState { double came = -1; };
  struct AlarmCount { int came = 0, in_time = 0; };

  double evaluate(const Expression& e, int first_timer, const Simulation& sim);
  bool started(const GradeSpec& g, double& since) const;
  void advance_steps(Simulation& sim);
  void advance_grade(Simulation& sim);
  void advance_alarms(Simulation& sim);
  GradeItem grade_item(const GradeSpec& g, const ItemState& s, const Simulation& sim, const Texts& texts) const;

  std::shared_ptr<const Scenario> scenario_;
  PlayMode mode_;
  std::vector<double> timers_, extra_;
  std::vector<EventState> events_;
  std::vector<StepState> steps_;
  std::vector<ItemState> items_;
  std::vector<std::string> answers_, remarks_;
  std::vector<double> answered_at_, remarked_at_;
  std::vector<RowId> alarm_rows_;               // TAG.state of every alarm
  std::vector<AlarmState> alarms_;
  std::vector<AlarmCount> alarm_counts_;        // by grade item of kind alarms
  std::vector<Interval> alarm_late_;
  double time_ = -1e-9, all_done_for_ = 0;
  bool finished_ = false, drawn_ = false;
};

}  // namespace retort
