#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/player/run_result.h"
#include "scenarios/player/scenario.h"
#include "language/texts.h"
#include "sim/run/simulation.h"

/// Plays a scenario along with a simulation: events, steps, hints, questions, grade. Deterministic; its state is part of every
/// snapshot. What the student does outside the plant (hints, answers, the log book, handing in) comes as acts too, so that a
/// recording replays it.
/// Start with `sim.start_from(scenario_start(...))`, then `sim.set_companion(&player)`, then step until finished().
/// The events' times are drawn from the seed of the simulation's state.
namespace retort {

enum class PlayMode { practise, exam, classroom };
const char* to_string(PlayMode m);
/// practise for anything unknown.
PlayMode play_mode(std::string_view name);

class Player : public Companion {
 public:
  Player(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const CompiledPlant> plant, PlayMode mode);

  const Scenario& scenario() const { return *scenario_; }
  PlayMode mode() const { return mode_; }

  void before_blocks(Simulation& sim) override;
  void after_frame(Simulation& sim) override;
  Verdict judge(const Act& a) const override;
  void on_act(const Act& a, const Verdict& v) override;
  std::vector<std::uint8_t> save() const override;
  void load(const std::vector<std::uint8_t>& bytes) override;

  // --- for screens
  struct StepView {
    const StepSpec* spec;
    bool open;            // its predecessors are done and what it counts from has come
    bool done, late, out_of_order;
    double done_at;       // s
    double left;          // s to the time limit; infinite when there is none, negative when it is over
    int hints_used;       // 0..4: orient, ask, point, tell
    bool hint_ready;      // a further hint may be asked for
    double next_cost;     // points
  };
  std::vector<StepView> steps() const;
  bool event_fired(int event) const { return events_[static_cast<std::size_t>(event)].at >= 0; }
  struct Said {
    double time;
    int event;            // text key "<scenario>.event.<id>"
  };
  const std::vector<Said>& said() const { return said_; }
  /// All questions and how they stand; asked_at < 0: not asked yet, and not to be shown.
  struct QuestionView {
    const QuestionSpec* spec;
    double asked_at;
    std::vector<int> given;   // options chosen so far, in order
    bool open;                // an answer is still awaited
    bool right;
  };
  std::vector<QuestionView> questions() const;
  struct Remark {
    double time;
    std::string text;
  };
  const std::vector<Remark>& remarks() const { return remarks_; }
  double time() const { return time_; }
  double left() const;                       // s to the end of the exercise
  bool finished() const { return finished_; }
  /// Ends it where it stands, as if handed in: a recording that was cut off.
  void close();
  bool met_end() const { return met_end_; }  // by its end condition, not by the clock or by giving up

  // --- for conditions of an operator, as a person would know them
  double extra(const ExtraValue& v) const;

  // --- for grading (grading.cpp)
  struct Interval {
    double from, to;
    double size;          // largest excess, or 0
  };
  struct ItemState {
    double good = 0, total = 0;     // s
    double sum = 0;                 // integral
    double last = 0, largest = 0;
    double first_a = -1, first_b = -1;
    double begun = -1, closed = -1; // the window
    double count = 0;
    bool held = false;              // the condition, at the last scan
    std::vector<Interval> bad;      // when it went wrong, or came true; at most kMaxIntervals
  };
  struct AlarmRecord {
    RowId state;
    double came, seen, gone;        // s; negative: not yet
    double priority;
  };
  static constexpr std::size_t kMaxIntervals = 24;
  const std::vector<AlarmRecord>& alarms() const { return alarms_; }
  /// The grade as it stands; final once finished. `texts` makes titles and rules readable.
  Grade grade(const Texts& texts) const;

 private:
  struct EventState {
    double due = -1, at = -1;       // s; at: when it happened
  };
  struct StepState {
    double opened = -1, done = -1;  // s
    bool late = false, out_of_order = false;
    int hints = 0;
  };
  struct QuestionState {
    double asked = -1;
    std::vector<int> given;
  };

  double evaluate(const ScenarioExpression& e, const Simulation& sim);
  bool holds(const ScenarioExpression& e, const Simulation& sim) { return evaluate(e, sim) > 0.5; }
  double moment(const Moment& m) const;      // s, negative when it has not come
  bool step_ready(std::size_t i) const;
  double step_limit_from(std::size_t i) const;
  void refresh_extras();
  void advance_alarms(const Simulation& sim);
  void advance_steps(const Simulation& sim);
  void advance_item(const ItemSpec& spec, ItemState& s, const Simulation& sim);
  GradeItem grade_item(std::size_t i, const Texts& texts) const;
  std::string readable(const std::string& condition, const Texts& texts) const;

  std::shared_ptr<const Scenario> scenario_;
  std::shared_ptr<const CompiledPlant> plant_;
  PlayMode mode_;
  std::vector<double> timers_, extras_;
  std::vector<EventState> events_;
  std::vector<StepState> steps_;
  std::vector<QuestionState> questions_;
  std::vector<ItemState> items_;
  std::vector<double> caps_;                 // s when hit, negative: never
  std::vector<double> alarm_before_;         // state of each alarm at the last scan
  std::vector<AlarmRecord> alarms_;
  std::vector<Said> said_;
  std::vector<Remark> remarks_;
  std::map<RowId, double> acts_, refused_;   // how often a person wrote a row, and was refused it
  double time_ = 0;
  bool drawn_ = false, gave_up_ = false, finished_ = false, met_end_ = false;
};

}  // namespace retort
