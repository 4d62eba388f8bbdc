#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/model/block.h"
#include "sim/units/instrument_range.h"

/// Analyser that takes a sample at intervals and shows it later, as a gas chromatograph does.
///   at k sample:  pv = x(k sample - dead_time) + noise,  held in between                  (1)
/// The dead time counts in whole samples; a result shows at once or, where `shows` says so, a scan later. Until the first sample has
/// come through it shows what stood at the start.
/// Malfunctions: stuck (no new samples), bias (1 is a tenth of the span), plugged_line (less and less of the new sample comes through; at 1
/// it analyses the same rest again and again, and does not know). Quality: bad while stuck for more than three samples.
/// Source: ISA-TR52.00.01 for the words. Holds for: sampled analysers. Not for: transport through a sample line that changes.
namespace retort {

class Analyser {
 public:
  static constexpr const char* kType = "analyser";
  static constexpr const char* kHelp = "Sampling analyser with dead time, noise and quality";

  explicit Analyser(Declare& d) {
    of_ = d.signal("of", "the variable it samples, as TAG.noun");
    const InstrumentRange range = instrument_range(d, {Quantity::fraction, Quantity::number, Quantity::density});
    if (of_.i >= 0) d.expect(of_, range.quantity);
    lo_ = range.lo;
    hi_ = range.hi;
    const double sample = d.param("sample", Quantity::time, "Time between samples", 360, {1, 86400});
    const double dead = d.param("dead_time", Quantity::time, "How old a sample is when it is shown", sample, {0, 8 * sample});
    noise_ = d.param("noise", Quantity::fraction, "Standard deviation of the noise, of span", 0.0025, {0, 0.2});
    later_ = d.choice("shows", {"at_once", "next_scan"}, "When a result that is due appears", 0) == 1;
    every_ = std::max(1, static_cast<int>(std::lround(sample / d.scan_period())));
    pv_ = d.memory("pv", range.quantity, "Measured value", range.lo);
    d.memories.back().unit = range.unit;
    d.memories.back().lo = range.lo;
    d.memories.back().hi = range.hi;
    quality_ = d.mode("quality", {"good", "uncertain", "bad"}, "Quality of the measured value", 0);
    wait_ = d.hidden(0);
    begun_ = d.hidden(0);
    missed_ = d.hidden(0);
    result_ = d.hidden(0);
    in_line_ = d.hidden(0);
    for (int i = 0, n = static_cast<int>(std::lround(dead / sample)); i < n; ++i) under_way_.push_back(d.hidden(0));
    stuck_ = d.malfunction("stuck", "It takes no new samples");
    bias_ = d.malfunction("bias", "It shows too much or too little; 1 is a tenth of the span", {-1, 1});
    plugged_ = d.malfunction("plugged_line", "The sample line is plugged; at 1 nothing new reaches the analyser");
    d.scans_after_step();
    d.primary_output("pv");
    d.wired({"pv", "quality"});
  }

  void scan(Scan& s) const {
    const double x = s.read(of_);
    if (s[begun_] < 0.5) {
      s.set(begun_, 1);
      s.set(pv_, x);
      s.set(result_, x);
      s.set(in_line_, x);
      for (MemoryId m : under_way_) s.set(m, x);
      s.set(wait_, every_ - 1);
      return;
    }
    if (later_) s.set(pv_, s[result_]);
    if (s[wait_] > 0) {
      s.set(wait_, s[wait_] - 1);
      return;
    }
    s.set(wait_, every_ - 1);
    s.set(missed_, s[stuck_] > 0 ? s[missed_] + 1 : 0);
    s.set(quality_, s[missed_] > 3 ? 2 : 0);
    if (s[stuck_] > 0) return;
    double shown = s[plugged_] > 0 ? s[in_line_] + (1 - s[plugged_]) * (x - s[in_line_]) : x;
    s.set(in_line_, shown);
    for (MemoryId m : under_way_) {
      const double older = s[m];
      s.set(m, shown);
      shown = older;
    }
    const double span = hi_ - lo_;
    s.set(result_, std::clamp(shown + span * (0.1 * s[bias_] + noise_ * s.noise()), lo_, hi_));
    if (!later_) s.set(pv_, s[result_]);
  }

 private:
  double lo_, hi_, noise_;
  int every_;
  bool later_;
  SignalId of_;
  MemoryId pv_, quality_, wait_, begun_, missed_, result_, in_line_;
  std::vector<MemoryId> under_way_;
  MalfunctionId stuck_, bias_, plugged_;
};

}  // namespace retort
