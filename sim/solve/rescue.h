#pragma once
#include <memory>
#include <vector>

#include "sim/model/compiled_plant.h"
#include "sim/solve/stepper.h"

/// Backward Euler with damped Newton and step halving: slow and first order, but it gets through where CVODE gives up.
///   F(y1) = y0 + h f(y1) - y1 = 0,   (I - h J) dy = F(y1),   y1 += s dy                              (1)
/// with s from 1, halved until |(I - h J)^-1 F(y1 + s dy)| <= (1 - s / 4) |dy|                         (2)
/// Source: (2) the natural monotonicity test of Deuflhard, Newton Methods for Nonlinear Problems, 2004, ch. 3.
/// Holds for: any state of a plant. Not for: accuracy; every use is counted in SYS.rescues.
namespace retort {

class Rescue {
 public:
  explicit Rescue(const CompiledPlant& plant);
  ~Rescue();
  Rescue(const Rescue&) = delete;
  Rescue& operator=(const Rescue&) = delete;
  /// False when even a step of period / 2^20 does not converge, or 2000 steps are not enough: s.states is then as before.
  bool advance(PlantState& s, double period, StepperCounters& counters);

 private:
  void residual(const PlantState& s, const std::vector<double>& y0, double h, const std::vector<double>& y, StepperCounters& counters);
  bool factor(const PlantState& s, double h, const std::vector<double>& y, StepperCounters& counters);
  double solve(const std::vector<double>& y0, const std::vector<double>& y, std::vector<double>& change);
  bool newton(PlantState& s, const std::vector<double>& y0, double h, std::vector<double>& y1, StepperCounters& counters);

  struct Factors;
  const CompiledPlant& plant_;
  std::unique_ptr<Factors> factors_;
  EvalWorkspace workspace_;
  std::vector<double> residual_, jacobian_;
};

}  // namespace retort
