#include "sim/units/gauge.h"

#include <algorithm>
#include <cmath>

#include "sim/units/instrument_range.h"

namespace retort {

Gauge::Gauge(Declare& d, std::vector<Quantity> measures, double lag) {
  of_ = d.signal("of", "the variable it shows, as TAG.noun");
  const InstrumentRange range = instrument_range(d, measures);
  if (of_.i >= 0) d.expect(of_, range.quantity);
  lo_ = range.lo;
  hi_ = range.hi;
  lag_ = d.param("lag", Quantity::time, "Time constant of the movement", lag, {0.05, 600});
  const double divisions = d.param("divisions", Quantity::number, "Divisions of the scale", 50.0, {2, 500});
  step_ = (hi_ - lo_) / divisions / 5;
  reading_ = d.memory("reading", range.quantity, "What the needle points at", range.lo);
  d.memories.back().unit = range.unit;
  d.memories.back().lo = range.lo;
  d.memories.back().hi = range.hi;
  filtered_ = d.hidden(range.lo);
  stuck_ = d.malfunction("stuck", "The needle does not move");
  d.primary_output("reading");
  d.role(Role::gauge);
}

void Gauge::scan(Scan& s) const {
  if (s[stuck_] > 0.5) return;
  s.set(filtered_, s[filtered_] + (1 - math::exp(-s.period() / lag_)) * (s.read(of_) - s[filtered_]));
  const double peg = 0.02 * (hi_ - lo_);
  const double y = lo_ + std::floor((s[filtered_] - lo_) / step_ + 0.5) * step_;
  s.set(reading_, std::clamp(y, lo_ - peg, hi_ + peg));
}

}  // namespace retort
