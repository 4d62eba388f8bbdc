#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "scenarios/player/binder.h"
#include "scenarios/player/grade.h"
#include "sim/run/archive.h"

/// What a score is. Each kind is one file in scenarios/player/scores/ and one line in scores.inc: a plain struct that holds what the
/// exercise wrote and how it stands now.
///
///   /// at_end(COND): all when COND holds at the end.
///   struct AtEnd {
///     static constexpr const char* kName = "at_end";
///     Watch condition;                                               // as written
///     bool held = false;                                             // how it stands
///
///     explicit AtEnd(ScoreArguments& from) { from.want(1, "CONDITION"); condition = from.condition(0); }
///     template <class A> void archive(A& a) { a(held); }             // all of how it stands, nothing of what is written
///     void advance(const ScoreScan& now) { held = now.holds(condition); }
///     void grade(ScoreGrading& g) const { g.judge(held, g.end, g.rule(held ? "at_end" : "not_at_end", {g.what(condition)})); }
///   };
///
/// It wins a share 0..1 of its item's points over the window `since` .. `until`. `advance` is called at each scan inside the window
/// and may be left out, `archive` with it; a kind that needs no window says `static constexpr bool kWindowed = false`. Sentences are
/// texts "grade.rule.*", in all languages. A kind that can still be won on paper alone (an answer, an entry in the log book) has
/// `bool awaits(const Player&, double since) const`, and the exercise does not end over the head of who is writing. No state of a score
/// may index anything: it comes from files that may be forged.
namespace retort {

class Player;

/// An expression that a score watches. It is evaluated at every scan, inside the window and out, so that `for` and `rate` in it count
/// right; the score reads its value.
struct Watch {
  int index = -1;
};

/// From where all to where no points are won, linear between.
struct Scale {
  double full = 0, zero = 0;                     // SI
  Quantity quantity = Quantity::number;
  const Unit* unit = nullptr;
  double share(double value) const;              // 0..1
  NumberArgument shown(double value) const { return {value, quantity, unit}; }
};

/// From when to when, s.
struct TimeSpan {
  double from = 0, to = 0;
  template <class A> void archive(A& a) { a(from, to); }
};

/// Spans in which something went wrong.
class Lapses {
 public:
  /// Of this scan: opens a span, prolongs or ends it.
  void mark(bool wrong, double time);
  /// At one moment only; what comes when there are too many is not kept.
  void point(double time);
  const std::vector<TimeSpan>& spans() const { return spans_; }
  bool empty() const { return spans_.empty(); }
  template <class A> void archive(A& a) { a(open_, spans_); }

 private:
  static constexpr std::size_t kMax = 24;        // what follows belongs to the last one
  bool open_ = false;
  std::vector<TimeSpan> spans_;
};

/// What the exercise wrote: "name(a, b)", full and zero. Throws FileError at the position of what is wrong.
class ScoreArguments {
 public:
  ScoreArguments(const YamlNode& score, const YamlNode* full, const YamlNode* zero, Scenario& scenario, ScenarioBinder& binder);

  const std::string& name() const { return name_; }
  std::size_t count() const { return arguments_.size(); }
  /// There must be so many, written so: want(2, "VALUE, SCALE").
  void want(std::size_t count, const char* what) const;
  Watch condition(std::size_t i);
  Watch value(std::size_t i);
  /// Argument i divided by argument j.
  Watch ratio(std::size_t i, std::size_t j);
  Quantity quantity(Watch w) const { return watched_[static_cast<std::size_t>(w.index)].expression->quantity(); }
  double constant(std::size_t i, Quantity q) const;                    // SI
  int question(std::size_t i) const;                                   // index in the scenario
  int step(std::size_t i) const;
  std::size_t step_count() const { return scenario_.steps.size(); }
  std::string tag(std::size_t i) const;                                // of the plant
  /// Reads full and zero; what has no value here must be written.
  Scale scale(Quantity q, std::optional<double> full, std::optional<double> zero);
  [[noreturn]] void fail(const std::string& message) const;

  /// For parse_score: what was asked for.
  std::vector<ScenarioExpression> take_watched() { return std::move(watched_); }
  bool scaled() const { return scaled_; }

 private:
  struct Argument {
    std::string text;
    SourcePos at;
  };
  Watch watch(ScenarioExpression e);
  [[noreturn]] void fail(const Argument& a, const std::string& message) const;

  const YamlNode &score_;
  const YamlNode *full_, *zero_;
  Scenario& scenario_;
  ScenarioBinder& binder_;
  std::string name_;
  std::vector<Argument> arguments_;
  std::vector<ScenarioExpression> watched_;
  bool scaled_ = false;
};

/// One scan inside the window, after the frame.
struct ScoreScan {
  double time = 0, period = 0;                   // s
  bool first = false;                            // of the window
  std::span<const double> values;
  const Player& player;
  double operator[](Watch w) const { return values[static_cast<std::size_t>(w.index)]; }
  bool holds(Watch w) const { return (*this)[w] > 0.5; }
};

class Score;

/// Where a score puts its points and reasons: each with key, arguments, row, time and cause.
class ScoreGrading {
 public:
  ScoreGrading(const Player& player, const ItemSpec& spec, const Score& score, double since, double begun, double closed, double total);

  const Player& player;
  const double of;                 // points to be won
  const double now, since;         // s; since: when the window opens, negative when it has not
  const double begun, end;         // s: the window, up to now when it is still open
  double span = 0;                 // s of the window; a run that was broken off has not held anything in the time that was left,
                                   // and one that still goes on is graded as if it were broken off now
  double covered = 0;              // how much of the span was played, 0..1

  /// "grade.rule.<key>" with its arguments.
  static Phrase rule(const char* key, std::vector<Argument> arguments = {});
  /// A condition or value as written.
  Argument what(Watch w) const;
  Argument what() const;           // the whole score
  /// Why it does not count: the step from which it does was not done, with those before it, or what it waits for has not happened.
  Phrase not_begun() const;
  bool since_a_step() const { return spec_.since.kind == Moment::Kind::step; }
  TextArgument first_step() const;  // from which it counts, where it is since a step
  TextArgument text(const std::string& rest) const;  // of the exercise: "step.spare"
  static NumberArgument number(double value, int decimals = 0) { return {value, Quantity::number, nullptr, decimals}; }
  /// "62,5" of "62,5 %", for sentences that have the sign.
  static NumberArgument percent(double share) { return {share, Quantity::fraction, nullptr, 1, true}; }
  static NumberArgument seconds(double s) { return {s, Quantity::time, nullptr, 0}; }

  /// What reasons hang on from here; at first what the score watches.
  void because(Cause cause) { cause_ = std::move(cause); }
  /// The share won and the rest lost for one reason, told for the end of a span, or for a moment.
  void judge(double share, TimeSpan over, const Phrase& why);
  void judge(double share, double at, const Phrase& why) { judge(share, {at, at}, why); }
  /// The share won over the window; the rest lost in the lapses of `what`, by their length.
  void judge(double share, const Phrase& why, const Lapses& lapses, const Argument& what);
  /// By hand: points as they are, and their reasons.
  void award(double points) { item_.points += points; }
  GradeReason& reason(TimeSpan over, double points, const Phrase& why);
  /// One of several parts that teach something of their own; without any the item teaches as a whole.
  struct Part {
    std::vector<std::string> teaches;
    double won, of;
  };
  void part(Part p) { parts_.push_back(std::move(p)); }

  const GradeItem& item() const { return item_; }
  const std::vector<Part>& parts() const { return parts_; }

 private:
  const ItemSpec& spec_;
  const Score& score_;
  GradeItem item_;
  std::vector<Part> parts_;
  Cause cause_;
};

/// A score of an item: in a Scenario as written, in a Player a copy of that with how it stands.
class Score {
 public:
  virtual ~Score() = default;
  const std::string& text() const { return text_; }                                  // as written
  const std::vector<ScenarioExpression>& watched() const { return watched_; }
  virtual bool windowed() const = 0;
  /// Whether it can still be won on paper. `since`: when its window opened, negative when it has not.
  virtual bool awaits(const Player& player, double since) const = 0;
  virtual std::unique_ptr<Score> copy() const = 0;
  virtual void advance(const ScoreScan& now) = 0;
  virtual void grade(ScoreGrading& g) const = 0;
  virtual void archive(ArchiveWriter& a) = 0;
  virtual void archive(ArchiveReader& a) = 0;

 protected:
  Score(std::string text, std::vector<ScenarioExpression> watched) : text_(std::move(text)), watched_(std::move(watched)) {}
  Score(const Score&) = default;

 private:
  std::string text_;
  std::vector<ScenarioExpression> watched_;
};

template <class Kind>
class ScoreOf final : public Score {
 public:
  ScoreOf(Kind kind, std::string text, std::vector<ScenarioExpression> watched)
      : Score(std::move(text), std::move(watched)), kind_(std::move(kind)) {}
  bool windowed() const override {
    if constexpr (requires { Kind::kWindowed; }) return Kind::kWindowed;
    return true;
  }
  bool awaits(const Player& player, double since) const override {
    if constexpr (requires { kind_.awaits(player, since); }) return kind_.awaits(player, since);
    return false;
  }
  std::unique_ptr<Score> copy() const override { return std::make_unique<ScoreOf>(*this); }
  void advance(const ScoreScan& now) override {
    if constexpr (requires { kind_.advance(now); }) kind_.advance(now);
  }
  void grade(ScoreGrading& g) const override { kind_.grade(g); }
  void archive(ArchiveWriter& a) override { pass(a); }
  void archive(ArchiveReader& a) override { pass(a); }

 private:
  template <class A>
  void pass(A& a) {
    static_assert(requires { kind_.archive(a); } || !requires(const ScoreScan& now) { kind_.advance(now); }, "what advances is saved");
    if constexpr (requires { kind_.archive(a); }) kind_.archive(a);
  }
  Kind kind_;
};

/// One line of scores.inc.
struct ScoreKind {
  const char* name;
  std::shared_ptr<const Score> (*make)(ScoreArguments& from, const std::string& text);
};
template <class Kind>
ScoreKind score_kind() {
  return {Kind::kName, [](ScoreArguments& from, const std::string& text) -> std::shared_ptr<const Score> {
            Kind kind(from);
            return std::make_shared<ScoreOf<Kind>>(std::move(kind), text, from.take_watched());
          }};
}
const std::vector<ScoreKind>& score_kinds();

struct ScoreKeys {
  const YamlNode* score = nullptr;
  const YamlNode* full = nullptr;
  const YamlNode* zero = nullptr;
};
/// Throws FileError.
std::shared_ptr<const Score> parse_score(const ScoreKeys& keys, Scenario& scenario, ScenarioBinder& binder);

}  // namespace retort
