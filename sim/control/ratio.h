#pragma once
#include <algorithm>

#include "sim/base/math.h"
#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// Ratio station, and with a bias a feed-forward: a set point that follows another flow.
///   out = ratio wild_f + bias                                     (1)
///   d(wild_f)/dt = (wild - wild_f) / lag                          (2) so that the column has time to pass on a change of feed
/// While `use` is off it writes nothing, and `ratio` follows what stands downstream, so that switching it on makes no bump. A wild
/// variable of bad quality keeps the last value.
/// Source: ISA-5.1, "FFC"; Shinskey, Process Control Systems, 4th ed., ch. 6. Holds for: two quantities of the same kind. Not for: characterised
/// feed-forward.
namespace retort {

class Ratio {
 public:
  static constexpr const char* kType = "ratio";
  static constexpr const char* kHelp = "Ratio station: a set point that follows another flow";

  explicit Ratio(Declare& d)
      : wild_(d.signal("wild", "The flow that is followed")),
        out_(d.target("out", "Set point that it moves")),
        lag_(d.param("lag", Quantity::time, "Time constant of the wild flow", 0, {0, 3600})),
        ratio_(d.input("ratio", Quantity::number, "Ratio", 1, {0, 100}, kBoard)),
        bias_(d.input("bias", Quantity::number, "Added to the product, in SI units", 0, {-1000, 1000}, kBoard)),
        use_(d.switch_input("use", {"off", "on"}, "Follow the wild flow", 1, kBoard)),
        demand_(d.memory("demand", Quantity::number, "What it asks for, in SI units", 0)),
        filtered_(d.hidden(0)),
        begun_(d.hidden(0)) {
    d.memories[std::size_t(demand_.i)].logged = false;
    d.inputs[std::size_t(ratio_.i)].logged = false;
    d.primary_output("demand");
    d.primary_input("ratio");
    d.guard(ratio_, {off(use_)}, "refused.follows");
  }

  void scan(Scan& s) const {
    double wild = s[filtered_];
    if (s.quality(wild_) < 2) {
      const double share = lag_ > 0 && s[begun_] > 0.5 ? 1 - math::exp(-s.period() / lag_) : 1.0;
      wild += share * (s.read(wild_) - wild);
    }
    s.set(begun_, 1);
    s.set(filtered_, wild);
    if (s[use_] < 0.5) {
      const double back = s.back_value(out_);
      if (wild > 1e-3) s.set(ratio_, std::clamp((back - s[bias_]) / wild, 0.0, 100.0));
      s.set(demand_, back);
      return;
    }
    const double demand = s[ratio_] * wild + s[bias_];
    s.set(demand_, demand);
    s.write(out_, demand);
  }

 private:
  SignalId wild_;
  TargetId out_;
  double lag_;
  InputId ratio_, bias_, use_;
  MemoryId demand_, filtered_, begun_;
};

}  // namespace retort
