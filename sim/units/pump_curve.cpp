#include "sim/units/pump_curve.h"

#include <Eigen/Dense>

#include <cmath>

namespace retort {
namespace {

PumpCurve fit(const std::vector<std::pair<double, double>>& points, bool linear, bool quadratic) {
  const auto n = static_cast<Eigen::Index>(points.size());
  const int columns = 1 + linear + quadratic;
  // Scaled by the largest flow: Q in m3/s is small.
  const double q_max = points.back().first;
  Eigen::MatrixXd a(n, columns);
  Eigen::VectorXd b(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const double q = points[static_cast<std::size_t>(i)].first / q_max;
    int c = 0;
    a(i, c++) = 1;
    if (linear) a(i, c++) = -q;
    if (quadratic) a(i, c++) = -q * q;
    b(i) = points[static_cast<std::size_t>(i)].second;
  }
  const Eigen::VectorXd x = a.colPivHouseholderQr().solve(b);
  PumpCurve r;
  int c = 0;
  r.h0 = x(c++);
  if (linear) r.h1 = x(c++) / q_max;
  if (quadratic) r.h2 = x(c++) / (q_max * q_max);
  return r;
}

}  // namespace

PumpCurve fit_pump_curve(const std::vector<std::pair<double, double>>& points) {
  if (points.size() < 2 || points.back().first <= 0) return {};
  if (points.size() > 2) {
    const PumpCurve full = fit(points, true, true);
    if (full.h1 >= 0 && full.h2 >= 0) return full;
    if (full.h2 < 0) return fit(points, true, false);
  }
  return fit(points, false, true);
}

}  // namespace retort
