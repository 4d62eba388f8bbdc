#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include "sim/model/catalogue.h"

/// An act: who does what. The only way anything outside changes a run. Acts are recorded, judged, logged and counted by what
/// acts.inc says of their kind; a new kind is a struct here, a line there, and its judgement.
namespace retort {

/// From where somebody acts.
enum class Source : std::uint8_t {
  board,       // the control room
  field,       // a person in the plant
  instructor,  // malfunctions, and anything
  scenario,    // events of the exercise
};
constexpr int kSources = 4;

/// Which of the people at one plant; 0 where there is but one.
using Seat = std::uint16_t;

/// Where a person stands in the field, m in the plant's own axes (feet), and where he looks, rad from x towards y.
struct Place {
  float x = 0, y = 0, z = 0, heading = 0;
  template <class A>
  void archive(A& a) { a(x, y, z, heading); }
  bool operator==(const Place&) const = default;
};

namespace acts {

/// Gives a row a value, SI. `ramp`, s: malfunctions only, from the severity now to `value`.
struct Write {
  RowId row = kNoRow;
  double value = 0, ramp = 0;
  template <class A>
  void archive(A& a) { a(row, value, ramp); }
  bool operator==(const Write&) const = default;
};
/// Takes the next hint of a step.
struct TakeHint {
  std::string step;
  template <class A>
  void archive(A& a) { a(step); }
  bool operator==(const TakeHint&) const = default;
};
struct GiveAnswer {
  std::string question, option;
  template <class A>
  void archive(A& a) { a(question, option); }
  bool operator==(const GiveAnswer&) const = default;
};
/// An entry in the log book; at most kLongestRemark bytes.
struct Remark {
  std::string text;
  template <class A>
  void archive(A& a) { a(text); }
  bool operator==(const Remark&) const = default;
};
/// Hands in: the exercise ends here.
struct HandIn {
  template <class A>
  void archive(A&) {}
  bool operator==(const HandIn&) const = default;
};
/// Says over the radio how a row stands: from the field what one sees there, from the control room, asked, what stands on its screens. Moves
/// nothing, and is logged with the value.
struct Report {
  RowId row = kNoRow;
  template <class A>
  void archive(A& a) { a(row); }
  bool operator==(const Report&) const = default;
};
/// Stops the clock, or lets it go on.
struct Freeze {
  bool on = false;
  template <class A>
  void archive(A& a) { a(on); }
  bool operator==(const Freeze&) const = default;
};
/// Times real time; 0: as fast as it goes.
struct SetSpeed {
  double factor = 1;
  template <class A>
  void archive(A& a) { a(factor); }
  bool operator==(const SetSpeed&) const = default;
};
/// Keeps this moment, to go back to.
struct TakeSnapshot {
  template <class A>
  void archive(A&) {}
  bool operator==(const TakeSnapshot&) const = default;
};
/// Goes back to a moment that was kept: its scan.
struct GoBack {
  std::uint64_t to = 0;
  template <class A>
  void archive(A& a) { a(to); }
  bool operator==(const GoBack&) const = default;
};

constexpr std::size_t kLongestRemark = 4000;

}  // namespace acts

using ActBody = std::variant<std::monostate
#define RETORT_ACT(number, Type, name, judge) , acts::Type
#include "sim/run/acts.inc"
#undef RETORT_ACT
                             >;

/// The number of a kind in acts.inc.
template <class Body>
inline constexpr std::uint8_t kActNumber = 0;
#define RETORT_ACT(number, Type, name, judge) \
  template <>                                 \
  inline constexpr std::uint8_t kActNumber<acts::Type> = number;
#include "sim/run/acts.inc"
#undef RETORT_ACT

enum class ActJudge : std::uint8_t { plant, exercise, run };

/// What acts.inc says of a kind of act.
struct ActKind {
  std::uint8_t number = 0;
  std::string_view name;
  ActJudge judge = ActJudge::run;
};
/// By the place of its type among the variants, which starts at 1.
const ActKind& act_kind(std::size_t variant_index);
/// Whether the kind of this number is about the clock and the moments of a run; false for an unknown one.
bool judged_by_run(std::uint8_t number);

struct Act {
  std::uint64_t scan = 0;      // filled when it is applied
  Source source = Source::board;
  Seat seat = 0;
  std::optional<Place> place;  // in the field, of whoever has a body there
  ActBody what;

  const ActKind& kind() const { return act_kind(what.index()); }
  /// nullptr when it is another kind.
  const acts::Write* write() const { return std::get_if<acts::Write>(&what); }
  RowId row() const { return write() ? write()->row : kNoRow; }
  bool operator==(const Act&) const = default;

  /// Loading throws std::out_of_range for a kind or a source that is not known.
  template <class A>
  void archive(A& a) {
    a(scan, source, seat);
    bool stands = place.has_value();
    a(stands);
    if constexpr (A::kLoads) {
      if (static_cast<int>(source) >= kSources) throw std::out_of_range("an act from nowhere");
      if (stands) place.emplace();
    }
    if (place) a(*place);
    std::uint8_t number = what.index() == 0 ? 0 : kind().number;
    a(number);
    switch (number) {
#define RETORT_ACT(n, Type, name, judge)             \
  case n:                                            \
    if constexpr (A::kLoads) what = acts::Type{};    \
    std::get<acts::Type>(what).archive(a);           \
    return;
#include "sim/run/acts.inc"
#undef RETORT_ACT
      default: throw std::out_of_range("an act of a kind that is not known");
    }
  }
};

inline Act write_act(Source source, RowId row, double value, double ramp = 0) {
  Act a;
  a.source = source;
  a.what = acts::Write{row, value, ramp};
  return a;
}
template <class Body>
Act act_of(Body body, Source source = Source::board) {
  Act a;
  a.source = source;
  a.what = std::move(body);
  return a;
}

/// Whether an act was taken, and if not, why: a text key ("refused.read_only") and the row that forbids it, so that it can be
/// said in any language.
struct Verdict {
  bool accepted = true;
  std::string reason;
  double value = 0;            // of a write, as taken: within limits
  RowId condition = kNoRow;      // the condition that forbids it, where it is one of the plant's
  bool operator==(const Verdict&) const = default;
};
inline Verdict refuse(std::string reason, RowId condition = kNoRow) { return {false, std::move(reason), 0, condition}; }

}  // namespace retort
