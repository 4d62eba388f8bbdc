#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "sim/run/act.h"
#include "sim/run/archive.h"

/// Whether hands and legs can have done it. A person in the field takes time to walk; what cannot be is refused. How quickly somebody
/// acts and reacts is no proof of anything: it is told as figures beside the grade, for a person to judge.
namespace retort {

/// Figures of the acts of board and field, by the clock of the wall and of the plant.
struct HandsFigures {
  int acts = 0, field_acts = 0;
  int without_place = 0;             // field acts of nobody who stands anywhere: an operator file
  int most_in_a_second = 0;          // of the wall clock
  double median_gap = -1;            // s of the wall clock between acts; negative: too few
  std::vector<double> reactions;     // s of the plant's clock from an alarm to the next act
  double fastest_reaction = -1, median_reaction = -1;
};

class Hands {
 public:
  static constexpr double kFastest = 4.5;       // m/s: running, and a little more
  static constexpr double kSlack = 1.5;         // m: what a person reaches further without a step

  /// Whether whoever acts can be where he says: refused.too_soon. `time`: s of the plant's clock.
  Verdict of(const Act& a, double time) const;
  /// Takes note of an accepted act of a person. `wall`: ms.
  void acted(const Act& a, double time, std::uint64_t wall);
  /// The plant's clock was set back: nobody is where he was.
  void went_back() { stands_.clear(), called_ = -1; }
  /// An alarm came up.
  void called(double time);
  HandsFigures figures() const;

 private:
  struct Stand {
    Place at;
    double time = 0;
  };
  std::map<Seat, Stand> stands_;
  std::vector<std::uint64_t> walls_;    // of acts, ms
  std::vector<double> reactions_;
  double called_ = -1;                  // an alarm that nobody has acted since
  int field_ = 0, without_place_ = 0;
};

}  // namespace retort
