#pragma once
#include <utility>
#include <vector>

/// Head of a centrifugal pump at rated speed:  H = h0 - h1 Q - h2 Q^2   (m, m3/s), with h0 > 0 and h1, h2 >= 0, so that
/// the head always falls with the flow and the branch has one solution.
namespace retort {

struct PumpCurve {
  double h0 = 0, h1 = 0, h2 = 0;
};

/// Least squares through the points; a coefficient that would be negative is left out.
PumpCurve fit_pump_curve(const std::vector<std::pair<double, double>>& points);

}  // namespace retort
