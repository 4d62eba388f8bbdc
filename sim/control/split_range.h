#pragma once
#include <algorithm>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// Two final elements on one controller, with a gap between them where both are shut.
///   low  = (m - g/2 - in) / (m - g/2)     below the middle m           (1)
///   high = (in - m - g/2) / (1 - m - g/2) above it                     (2)
/// So the low valve opens as the signal falls and the high one as it rises: inert gas in and vent out on one pressure controller.
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
        in_(d.input("in", Quantity::fraction, "Signal", middle_, {0, 1}, kInstructor)) {
    d.inputs[std::size_t(in_.i)].logged = false;
    d.primary_output("in");
    d.primary_input("in");
  }
  void scan(Scan& s) const {
    const double lo = middle_ - 0.5 * gap_, hi = middle_ + 0.5 * gap_;
    s.write_share(low_, std::clamp((lo - s[in_]) / lo, 0.0, 1.0));
    s.write_share(high_, std::clamp((s[in_] - hi) / (1 - hi), 0.0, 1.0));
  }

 private:
  TargetId low_, high_;
  double middle_, gap_;
  InputId in_;
};

}  // namespace retort
