#include "sim/units/transmitter.h"

#include <algorithm>
#include <cmath>

#include "sim/units/instrument_range.h"

namespace retort {

Transmitter::Transmitter(Declare& d, std::vector<Quantity> measures, double lag, double noise, double cutoff) {
  of_ = d.signal("of", "the variable it measures, as TAG.noun");
  const InstrumentRange range = instrument_range(d, measures);
  if (of_.i >= 0) d.expect(of_, range.quantity);
  lo_ = range.lo;
  hi_ = range.hi;
  lag_ = d.param("lag", Quantity::time, "Time constant of the damping", lag, {0, 600});
  if (lag_ == 0) d.scans_after_step();
  noise_ = d.param("noise", Quantity::fraction, "Standard deviation of the noise, of span", noise, {0, 0.2});
  resolution_ = d.param("resolution", Quantity::fraction, "Smallest step, of span", 0.00025, {0, 0.1});
  cutoff_ = d.param("cutoff", Quantity::fraction, "Below this, of span, it shows zero", cutoff, {0, 0.2});

  pv_ = d.memory("pv", range.quantity, "Measured value", range.lo);
  d.memories.back().unit = range.unit;
  d.memories.back().lo = range.lo;
  d.memories.back().hi = range.hi;
  quality_ = d.mode("quality", {"good", "uncertain", "bad"}, "Quality of the measured value", 0);
  current_ = d.memory("current", Quantity::current, "Loop current", 0.004);
  d.memories.back().lo = 0;
  d.memories.back().hi = 0.0225;
  filtered_ = d.hidden(0);
  drifted_ = d.hidden(0);
  held_ = d.hidden(0);
  was_stuck_ = d.hidden(0);
  begun_ = d.hidden(0);
  stuck_ = d.malfunction("stuck", "It keeps showing the last value");
  bias_ = d.malfunction("bias", "It shows too much or too little; 1 is half the span", {-1, 1});
  drift_ = d.malfunction("drift", "It runs away slowly; 1 is one span an hour", {-1, 1});
  noisy_ = d.malfunction("noise", "The signal is noisy; 1 is 5 % of span");
  open_circuit_ = d.malfunction("open_circuit", "The loop is broken");
  d.primary_output("pv");
  d.wired({"pv", "quality", "current"});
}

void Transmitter::scan(Scan& s) const {
  const double span = hi_ - lo_;
  const double x = s.read(of_);
  // The damping of a transmitter that has just been switched on starts at the process.
  const double share = lag_ > 0 && s[begun_] > 0.5 ? 1 - math::exp(-s.period() / lag_) : 1.0;
  s.set(begun_, 1);
  s.set(filtered_, s[filtered_] + share * (x - s[filtered_]));
  s.set(drifted_, s[drift_] == 0 ? 0 : s[drifted_] + s[drift_] * span * s.period() / 3600);

  double y = s[filtered_] + 0.5 * span * s[bias_] + s[drifted_] + span * (noise_ + 0.05 * s[noisy_]) * s.noise();
  if (s[stuck_] > 0) {
    if (s[was_stuck_] < 0.5) s.set(held_, s[pv_]);
    y = s[held_];
  }
  s.set(was_stuck_, s[stuck_] > 0);
  if (std::abs(y) < cutoff_ * span) y = 0;
  const double step = resolution_ * span;
  if (step > 0) y = lo_ + std::floor((y - lo_) / step + 0.5) * step;

  constexpr double kLow = 0.0038, kHigh = 0.0205, kBroken = 0.0;
  double current = 0.004 + 0.016 * (y - lo_) / span;
  int quality = 0;
  if (current < kLow || current > kHigh) quality = 1;
  current = std::clamp(current, kLow, kHigh);
  if (s[open_circuit_] > 0.5) {
    current = kBroken;
    quality = 2;
  }
  const double shown = std::max(current, kLow);
  s.set(current_, current);
  s.set(quality_, quality);
  s.set(pv_, lo_ + span * (shown - 0.004) / 0.016);
}

}  // namespace retort
