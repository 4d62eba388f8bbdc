#include "sim/solve/rescue.h"

#include <klu.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace retort {
namespace {
constexpr double kWidestStep = 100;  // times a state's size, or what its tolerance says its size is
constexpr int kMostIterations = 15;
constexpr double kLeastShare = 0.05;  // of a step
}

struct Rescue::Factors {
  klu_l_common common;
  klu_l_symbolic* symbolic = nullptr;
  klu_l_numeric* numeric = nullptr;
  std::vector<SuiteSparse_long> columns, rows;
};

Rescue::Rescue(const CompiledPlant& plant) : plant_(plant), factors_(std::make_unique<Factors>()) {
  Factors& f = *factors_;
  klu_l_defaults(&f.common);
  f.columns.assign(plant.jac_columns.begin(), plant.jac_columns.end());
  f.rows.assign(plant.jac_rows.begin(), plant.jac_rows.end());
  f.symbolic = klu_l_analyze(static_cast<SuiteSparse_long>(plant.initial.states.size()), f.columns.data(), f.rows.data(),
                             &f.common);
}

Rescue::~Rescue() {
  if (factors_->numeric) klu_l_free_numeric(&factors_->numeric, &factors_->common);
  if (factors_->symbolic) klu_l_free_symbolic(&factors_->symbolic, &factors_->common);
}

/// y0 + h f(y) - y: what is left to close.
void Rescue::residual(const PlantState& s, const std::vector<double>& y0, double h, const std::vector<double>& y, StepperCounters& counters) {
  ++counters.rhs_evals;
  residual_.resize(y.size());
  plant_.derivatives(s, y.data(), residual_.data(), nullptr, workspace_);
  for (std::size_t i = 0; i < y.size(); ++i) residual_[i] = y0[i] + h * residual_[i] - y[i];
}

/// Factors I - h df/dy at y.
bool Rescue::factor(const PlantState& s, double h, const std::vector<double>& y, StepperCounters& counters) {
  Factors& k = *factors_;
  ++counters.jac_evals;
  jacobian_.resize(plant_.jac_rows.size());
  plant_.jacobian(s, y.data(), jacobian_.data(), workspace_);
  for (std::size_t c = 0; c < y.size(); ++c) {
    for (auto e = plant_.jac_columns[c]; e < plant_.jac_columns[c + 1]; ++e) {
      double& a = jacobian_[static_cast<std::size_t>(e)];
      a *= -h;
      if (plant_.jac_rows[static_cast<std::size_t>(e)] == static_cast<std::int64_t>(c)) a += 1;
      if (!std::isfinite(a)) return false;
    }
  }
  if (k.numeric) klu_l_free_numeric(&k.numeric, &k.common);
  k.numeric = klu_l_factor(k.columns.data(), k.rows.data(), jacobian_.data(), k.symbolic, &k.common);
  return k.numeric != nullptr;
}

/// The change of y that would close the residual along the tangent; returns its size in tolerances, or a negative number when it is so
/// wide that the tangent is far from the curve: a shorter h is better than a state that no law is made for.
double Rescue::solve(const std::vector<double>& y0, const std::vector<double>& y, std::vector<double>& change) {
  Factors& k = *factors_;
  change = residual_;
  klu_l_solve(k.symbolic, k.numeric, static_cast<SuiteSparse_long>(y.size()), 1, change.data(), &k.common);
  double size = 0;
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!(std::abs(change[i]) < kWidestStep * (std::abs(y0[i]) + 1e6 * plant_.absolute_tolerance[i]))) return -1;
    if (plant_.differential[i]) size = std::max(size, std::abs(change[i]) / (plant_.absolute_tolerance[i] + 1e-6 * std::abs(y[i])));
  }
  return size;
}

bool Rescue::newton(PlantState& s, const std::vector<double>& y0, double h, std::vector<double>& y1,
                    StepperCounters& counters) {
  const std::size_t n = y0.size();
  std::vector<double> change, next, trial(n);
  y1 = y0;
  residual(s, y0, h, y1, counters);
  double last = 1e300;
  for (int iteration = 0; iteration < kMostIterations; ++iteration) {
    if (!factor(s, h, y1, counters)) return false;
    const double size = solve(y0, y1, change);
    if (size < 0 || (iteration > 5 && size > 0.9 * last)) return false;  // creeping: a shorter h is sooner there
    if (size < 0.1) {
      for (std::size_t i = 0; i < n; ++i) y1[i] += change[i];
      return true;
    }
    last = size;
    // Flows turn round with the root of a pressure drop: from one side of it the tangent throws as far to the other. A step counts
    // when the same tangent finds less left to do after it.
    bool closer = false;
    for (double share = 1; share > kLeastShare && !closer; share /= 2) {
      for (std::size_t i = 0; i < n; ++i) trial[i] = y1[i] + share * change[i];
      residual(s, y0, h, trial, counters);
      const double left = solve(y0, trial, next);
      closer = left >= 0 && left <= (1 - 0.25 * share) * size;
    }
    if (!closer) return false;
    y1.swap(trial);
  }
  return false;
}

bool Rescue::advance(PlantState& s, double period, StepperCounters& counters) {
  if (!factors_->symbolic) return false;
  std::vector<double> y = s.states, y1;
  const double smallest = period * 0x1p-20;
  constexpr int kMostSteps = 2000;  // then it holds: a scan must end
  int steps = 0, in_a_row = 0;
  double done = 0, h = period;
  while (done < period) {
    if (++steps > kMostSteps) return false;
    h = std::min(h, period - done);
    if (newton(s, y, h, y1, counters)) {
      y.swap(y1);
      done += h;
      ++counters.steps;
      if (period - done < smallest) break;
      if (++in_a_row > 1) h *= 2;
    } else {
      in_a_row = 0;
      h /= 2;
      if (h < smallest) return false;
    }
  }
  s.states = y;
  return true;
}

}  // namespace retort
