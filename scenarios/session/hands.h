#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "scenarios/player/evidence.h"
#include "sim/run/act.h"
#include "sim/run/archive.h"

/// Whether hands and legs can have done it. A person in the field takes time to walk; what cannot be is refused. How quickly somebody
/// acts and reacts is no proof of anything: it is told as figures beside the grade, for a person to judge.
namespace retort {

class Hands {
 public:
  static constexpr double kFastest = 4.5;       // m/s: running, and a little more
  static constexpr double kSlack = 1.5;         // m: what a person reaches further without a step
  static constexpr double kTurning = 12;        // rad/s: how fast one looks round; meanwhile one does not walk

  /// Whether whoever acts can be where he says: refused.too_soon. `time`: s of the plant's clock.
  Verdict of(const Act& a, double time) const;
  /// He goes there: as soon as it is known that he can, so that the next act of the same scan is measured from there.
  void goes(const Act& a, double time);
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
    double slack = kSlack;              // m: what is left of it; walking less than one could earns it back
  };
  /// What would be left of the slack; negative when nobody gets there.
  static double left(const Stand& from, const Place& to, double time);
  std::map<Seat, Stand> stands_;
  std::vector<std::uint64_t> walls_;    // of acts, ms
  std::vector<double> reactions_;
  double called_ = -1;                  // an alarm that nobody has acted since
  int field_ = 0, without_place_ = 0;
};

}  // namespace retort
