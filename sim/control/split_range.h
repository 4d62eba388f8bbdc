#pragma once
#include <algorithm>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// Two final elements on one controller, with a gap between them where both are shut.
///   low  = (m - g/2 - in) / (m - g/2)     below the middle m           (1)
///   high = (in - m - g/2) / (1 - m - g/2) above it                     (2)
/// So the low valve opens as the signal falls and the high one as it rises: inert gas in and vent out on one pressure controller.
/// A controller above is told what its signal comes to: where a valve is held (by a safety function, without air), the signal that the other
/// one alone would give, so that it does not wind up on that side; where both are held, that it is not followed.
/// Source: Shinskey, Process Control Systems, 4th ed., ch. 6. Holds for: two valves. Not for: valves that overlap.
namespace retort {

class SplitRange {
 public:
  static constexpr const char* kType = "split_range";
  static constexpr const char* kHelp = "Splits one output over two valves";

  explicit SplitRange(Declare& d)
      : low_(d.target("low", "Valve that opens as the signal falls below the middle")),
        high_(d.target("high", "Valve that opens as the signal rises above it")),
        middle_(d.param("middle", Quantity::fraction, "Where both are shut", 0.5, {0.1, 0.9})),
        gap_(d.param("gap", Quantity::fraction, "Between the two", 0.04, {0, 0.15})),
        in_(d.input("in", Quantity::fraction, "Signal", middle_, {0, 1}, kInstructor)),
        back_(d.memory("back_out", Quantity::fraction, "What the controller starts from", middle_)),
        back_open_(d.memory("back_open", Quantity::flag, "The controller is not followed", 0)) {
    d.inputs[std::size_t(in_.i)].logged = false;
    d.primary_output("in");
    d.primary_input("in");
    d.feedback(in_, "back_out", "back_open");
  }
  void scan(Scan& s) const {
    const double lo = middle_ - 0.5 * gap_, hi = middle_ + 0.5 * gap_;
    s.write_share(low_, std::clamp((lo - s[in_]) / lo, 0.0, 1.0));
    s.write_share(high_, std::clamp((s[in_] - hi) / (1 - hi), 0.0, 1.0));
    const bool low_held = s.back_open(low_), high_held = s.back_open(high_);
    double back = s[in_];
    if (low_held && high_held) back = std::clamp((s.back_share(high_) > s.back_share(low_) ? hi + (1 - hi) * s.back_share(high_) : lo - lo * s.back_share(low_)), 0.0, 1.0);
    else if (low_held && back < lo) back = lo - lo * s.back_share(low_);
    else if (high_held && back > hi) back = hi + (1 - hi) * s.back_share(high_);
    s.set(back_, back);
    s.set(back_open_, low_held && high_held);
  }

 private:
  TargetId low_, high_;
  double middle_, gap_;
  InputId in_;
  MemoryId back_, back_open_;
};

}  // namespace retort
