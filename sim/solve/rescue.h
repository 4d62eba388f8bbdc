#pragma once
#include <memory>
#include <vector>

#include "sim/model/compiled_plant.h"
#include "sim/solve/stepper.h"

/// Backward Euler with full Newton and step halving: slow and first order, but it gets through where CVODE gives up.
///   y1 = y0 + h f(y1),   (I - h J) dy = -(y1 - y0 - h f(y1))
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
  bool newton(PlantState& s, const std::vector<double>& y0, double h, std::vector<double>& y1, StepperCounters& counters);

  struct Factors;
  const CompiledPlant& plant_;
  std::unique_ptr<Factors> factors_;
  EvalWorkspace workspace_;
  std::vector<double> residual_, jacobian_;
};

}  // namespace retort
