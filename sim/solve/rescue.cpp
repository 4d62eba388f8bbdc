#include "sim/solve/rescue.h"

#include <klu.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace retort {
namespace {
constexpr double kWidestStep = 100;  // times a state's size, or what its tolerance says its size is
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

bool Rescue::newton(PlantState& s, const std::vector<double>& y0, double h, std::vector<double>& y1,
                    StepperCounters& counters) {
  const std::size_t n = y0.size();
  Factors& k = *factors_;
  residual_.resize(n);
  jacobian_.resize(plant_.jac_rows.size());
  y1 = y0;
  for (int iteration = 0; iteration < 12; ++iteration) {
    ++counters.rhs_evals;
    ++counters.jac_evals;
    plant_.derivatives(s, y1.data(), residual_.data(), nullptr, workspace_);
    for (std::size_t i = 0; i < n; ++i) residual_[i] = -(y1[i] - y0[i] - h * residual_[i]);
    plant_.jacobian(s, y1.data(), jacobian_.data(), workspace_);
    for (std::size_t c = 0; c < n; ++c) {
      for (auto e = plant_.jac_columns[c]; e < plant_.jac_columns[c + 1]; ++e) {
        double& a = jacobian_[static_cast<std::size_t>(e)];
        a *= -h;
        if (plant_.jac_rows[static_cast<std::size_t>(e)] == static_cast<std::int64_t>(c)) a += 1;
        if (!std::isfinite(a)) return false;
      }
    }
    if (k.numeric) klu_l_free_numeric(&k.numeric, &k.common);
    k.numeric = klu_l_factor(k.columns.data(), k.rows.data(), jacobian_.data(), k.symbolic, &k.common);
    if (!k.numeric) return false;
    klu_l_solve(k.symbolic, k.numeric, static_cast<SuiteSparse_long>(n), 1, residual_.data(), &k.common);
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
      // A step this wide says that the tangent is far from the curve: a shorter h is better than a state no law is made for.
      if (!(std::abs(residual_[i]) < kWidestStep * (std::abs(y0[i]) + 1e6 * plant_.absolute_tolerance[i]))) return false;
      y1[i] += residual_[i];
      if (plant_.differential[i])
        change = std::max(change, std::abs(residual_[i]) / (plant_.absolute_tolerance[i] + 1e-6 * std::abs(y1[i])));
    }
    if (change < 0.1) return true;
  }
  return false;
}

bool Rescue::advance(PlantState& s, double period, StepperCounters& counters) {
  if (!factors_->symbolic) return false;
  std::vector<double> y = s.states, y1;
  const double smallest = period * 0x1p-20;
  constexpr int kMostSteps = 2000;  // then it holds: a scan must end
  int steps = 0;
  double done = 0, h = period;
  while (done < period) {
    if (++steps > kMostSteps) return false;
    h = std::min(h, period - done);
    if (newton(s, y, h, y1, counters)) {
      y.swap(y1);
      done += h;
      ++counters.steps;
      if (period - done < smallest) break;
      h *= 2;
    } else {
      h /= 2;
      if (h < smallest) return false;
    }
  }
  s.states = y;
  return true;
}

}  // namespace retort
