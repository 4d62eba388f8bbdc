#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/player/grade.h"
#include "scenarios/player/scenario.h"
#include "scenarios/player/score.h"
#include "sim/run/simulation.h"

/// Plays a scenario along with a simulation: events, steps, hints, questions, grade. Deterministic; its state is part of every
/// snapshot. What the student does outside the plant (hints, answers, the log book, handing in) comes as acts too, so that a
/// recording replays it.
/// Start with `sim.start_from(scenario_start(...))`, then `sim.set_companion(&player)`, then step until finished().
/// The events' times, and the order in which options are shown, are drawn from the seed of the simulation's state.
///
/// Rules that a student may rely on: the exercise does not end while a question that counts is open or a log entry that counts is not
/// written, for `kGrace`; an item that counts from a step has nothing to give as long as what comes before that step is not done; the grade
/// on the way is what handing in now would give.
namespace retort {

enum class PlayMode { practise, exam, classroom };
const char* to_string(PlayMode m);
/// practise for anything unknown.
PlayMode play_mode(std::string_view name);

class Player : public Companion {
 public:
  Player(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const CompiledPlant> plant, PlayMode mode);

  const Scenario& scenario() const { return *scenario_; }
  const CompiledPlant& plant() const { return *plant_; }
  PlayMode mode() const { return mode_; }

  void before_blocks(Simulation& sim) override;
  void after_frame(Simulation& sim) override;
  Verdict judge(const Act& a) const override;
  void on_act(const Act& a, const Verdict& v) override;
  std::vector<std::uint8_t> save() const override;
  /// Throws std::out_of_range for bytes that cannot be a state of this scenario, and is then as before. Going back does not unread a
  /// hint, nor take back an answer.
  void load(const std::vector<std::uint8_t>& bytes) override;
  /// The whole state, for save and load.
  template <class A> void archive(A& a);

  /// As it stands, for readers elsewhere.
  std::shared_ptr<const Player> copy() const;

  // --- for screens
  struct StepView {
    const StepSpec* spec;
    bool open;            // its predecessors are done and what it counts from has come
    bool told;            // a student may read it: the event that it counts from, if there is one, has come
    bool done, late, out_of_order;
    double done_at;       // s
    bool settled_late;    // late only because it took its time: nothing more was done after the limit, or it held by then and not yet long enough
    double left;          // s to the time limit; infinite when there is none, negative when it is over
    double must_hold;     // s that what it asks must hold ("... for 60 s"); 0: none
    double holds;         // s that it has held, while it is open and must hold
    int hints_used;       // 0..4: orient, ask, point, tell
    bool hint_ready;      // a further hint may be asked for
    double hint_in;       // s until then, while it is open; 0: now; infinite: there is none
    double next_cost;     // points
  };
  std::vector<StepView> steps() const;
  bool event_fired(int event) const { return events_[static_cast<std::size_t>(event)].at >= 0; }
  struct Said {
    double time;
    int event;            // text key "<scenario>.event.<id>"
    template <class A> void archive(A& a) { a(time, event); }
  };
  const std::vector<Said>& said() const { return said_; }
  /// All questions and how they stand; asked_at < 0: not asked yet, and not to be shown.
  struct QuestionView {
    const QuestionSpec* spec;
    double asked_at;
    std::vector<int> given;   // options chosen so far, in order
    bool open;                // an answer is still awaited
    bool right;
    std::vector<int> shown;   // its options in the order in which they are shown
  };
  std::vector<QuestionView> questions() const;
  struct Remark {
    double time;
    std::string text;
    template <class A> void archive(A& a) { a(time, text); }
  };
  const std::vector<Remark>& remarks() const { return remarks_; }
  double time() const { return time_; }
  std::uint64_t seed() const { return seed_; }   // known from the first scan
  double left() const;                       // s to the end of the exercise
  /// s that the end, once reached, still waits for answers and the log book; negative while it is not reached.
  double waits() const { return finished_ || end_since_ < 0 ? -1 : end_since_ + kGrace - time_; }
  static constexpr double kGrace = 180;      // s: how long the end waits for answers and log entries
  bool finished() const { return finished_; }
  /// Ends it where it stands, as if handed in: a recording that was cut off.
  void close();
  Ending ending() const { return !finished_ ? Ending::running : gave_up_ ? Ending::handed_in : met_end_ ? Ending::goal : Ending::time_up; }
  bool met_end() const { return met_end_; }  // by its end condition, not by the clock or by giving up

  // --- for conditions of an operator, as a person would know them
  double extra(const ExtraValue& v) const;

  // --- for grading (grading.cpp)
  struct AlarmRecord {
    RowId state;
    double came, seen, gone;        // s; negative: not yet
    double priority;
    template <class A> void archive(A& a) { a(state, came, seen, gone, priority); }
  };
  const std::vector<AlarmRecord>& alarms() const { return alarms_; }
  /// The grade as it stands; final once finished.
  Grade grade() const;

 private:
  struct EventState {
    double due = -1, at = -1;       // s; at: when it happened
    bool other = false;             // its `if` does not hold
    template <class A> void archive(A& a) { a(due, at, other); }
  };
  struct StepState {
    double opened = -1, done = -1;  // s
    bool late = false, out_of_order = false, settled_late = false;
    int hints = 0;
    template <class A> void archive(A& a) { a(opened, done, late, out_of_order, settled_late, hints); }
  };
  struct QuestionState {
    double asked = -1;
    std::vector<int> given;
    template <class A> void archive(A& a) { a(asked, given); }
  };
  struct ItemState {
    double begun = -1, closed = -1; // s: the window
    double total = 0;               // s of it so far
    std::unique_ptr<Score> score;
    template <class A> void archive(A& a) {
      a(begun, closed, total);
      score->archive(a);
    }
  };

  double evaluate(const ScenarioExpression& e, const Simulation& sim);
  bool holds(const ScenarioExpression& e, const Simulation& sim) { return evaluate(e, sim) > 0.5; }
  double moment(const Moment& m) const;      // s, negative when it has not come
  bool stands(const Moment& m) const;        // it has come; a step also has its predecessors done, and theirs
  bool goal_reached() const;   // only paper is waited for: see kGrace
  bool awaits_paper() const;                 // an answer or a log entry that counts
  bool step_ready(std::size_t i) const;
  double step_limit_from(std::size_t i) const;
  double held(std::size_t step) const;       // s that what must hold at the end of its condition has held
  bool acknowledges(RowId row) const;
  void refresh_extras();
  void advance_alarms(const Simulation& sim);
  void advance_bypassed(const Simulation& sim);
  void advance_steps(const Simulation& sim);
  void advance_item(const ItemSpec& spec, ItemState& s, const Simulation& sim);
  void check_loaded() const;

  std::shared_ptr<const Scenario> scenario_;
  std::shared_ptr<const CompiledPlant> plant_;
  PlayMode mode_;
  std::vector<double> timers_, extras_;
  std::vector<double> watched_;              // what a score watches, at this scan
  std::vector<EventState> events_;
  std::vector<StepState> steps_;
  std::vector<double> must_hold_;            // s, of each step: of the file, no state
  std::vector<QuestionState> questions_;
  std::vector<ItemState> items_;
  struct CapState {
    double at = -1;                 // s when hit, negative: never
    int by = 0;                     // which of its conditions
    template <class A> void archive(A& a) { a(at, by); }
  };
  std::vector<CapState> caps_;
  std::vector<double> alarm_before_;         // state of each alarm at the last scan
  std::vector<AlarmRecord> alarms_;
  std::vector<Said> said_;
  std::vector<Remark> remarks_;
  std::map<RowId, double> acts_, refused_;   // how often a person wrote a row, and was refused it
  double time_ = 0;
  double last_act_ = -1;                     // s: when a person last moved something of the plant; negative: never
  double bypassed_ = 0;                      // s in which a person had an alarm shelved or a safety function bypassed
  double end_since_ = -1;                    // s: from when the end condition holds; negative: it does not
  std::uint64_t seed_ = 0;
  bool drawn_ = false, gave_up_ = false, finished_ = false, met_end_ = false;
};

}  // namespace retort
