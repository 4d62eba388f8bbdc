#pragma once
#include <algorithm>
#include <cmath>

#include "sim/model/block.h"
#include "sim/units/instrument_range.h"

/// A sample that somebody takes in the field and the laboratory analyses: the result comes later, and is of the moment at which it was taken.
///   pv = x(t_taken) + error,  shown `delay` after it was taken            (1) error: normal, `accuracy` of span
/// One sample at a time: another is refused while one is under way. `age` says how old the shown result is.
/// Malfunctions: mixed_up (the sample was taken badly: it shows the middle between the true value and that before it).
/// Holds for: quality control by hand. Not for: control loops.
namespace retort {

class LabSample {
 public:
  static constexpr const char* kType = "lab_sample";
  static constexpr const char* kHelp = "Sample taken in the field, analysed in the laboratory";

  explicit LabSample(Declare& d) {
    of_ = d.signal("of", "the variable that is analysed, as TAG.noun");
    const InstrumentRange range = instrument_range(d, {Quantity::fraction, Quantity::number, Quantity::density});
    if (of_.i >= 0) d.expect(of_, range.quantity);
    lo_ = range.lo;
    hi_ = range.hi;
    delay_ = d.param("delay", Quantity::time, "From taking the sample to its result", 900, {1, 86400});
    accuracy_ = d.param("accuracy", Quantity::fraction, "Standard deviation of the analysis, of span", 0.001, {0, 0.2});
    take_ = d.switch_input("take", {"-", "take"}, "Take a sample now", 0, kField);
    pv_ = d.memory("pv", range.quantity, "Last result", range.lo);
    d.memories.back().unit = range.unit;
    d.memories.back().lo = range.lo;
    d.memories.back().hi = range.hi;
    status_ = d.mode("status", {"none", "under_way", "result"}, "State of the sample", 0);
    age_ = d.memory("age", Quantity::time, "Since the shown sample was taken", 0);
    sample_ = d.hidden(0);
    waited_ = d.hidden(0);
    mixed_up_ = d.malfunction("mixed_up", "Samples are taken badly");
    d.primary_output("pv");
    d.guard(take_, {is(status_, kUnderWay)}, "refused.under_way");
    d.wired({"pv", "status", "age"});
  }

  void scan(Scan& s) const {
    s.set(age_, s[age_] + s.period());
    const bool wanted = s[take_] > 0.5;
    s.set(take_, 0);
    if (static_cast<int>(s[status_]) == kUnderWay) {
      s.set(waited_, s[waited_] + s.period());
      if (s[waited_] < delay_) return;
      s.set(pv_, s[sample_]);
      s.set(age_, s[waited_]);
      s.set(status_, kResult);
      return;
    }
    if (!wanted) return;
    const double x = s[mixed_up_] > 0 ? 0.5 * (s.read(of_) + s[pv_]) : s.read(of_);
    s.set(sample_, std::clamp(x + (hi_ - lo_) * accuracy_ * s.noise(), lo_, hi_));
    s.set(waited_, 0);
    s.set(status_, kUnderWay);
  }

 private:
  enum Status { kNone, kUnderWay, kResult };
  double lo_, hi_, delay_, accuracy_;
  SignalId of_;
  InputId take_;
  MemoryId pv_, status_, age_, sample_, waited_;
  MalfunctionId mixed_up_;
};

}  // namespace retort
