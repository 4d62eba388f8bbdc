#pragma once
#include <cstdint>
#include <memory>

#include "sim/model/compiled_plant.h"

/// Advances the plant's ODE over one scan. The files of this folder are the only ones that name SUNDIALS.
namespace retort {

struct StepperCounters {
  std::uint64_t steps = 0, rhs_evals = 0, jac_evals = 0, restarts = 0, rescues = 0, holds = 0;
};

struct StepperOptions {
  double rtol = 1e-4;
  int max_steps_per_scan = 500;      // then the rescue takes over
  bool difference_quotient = false;  // Jacobian by difference quotients, for comparison only
};

class Stepper {
 public:
  virtual ~Stepper() = default;
  /// From s.states at t to t + period, inputs held. `restart`: f has jumped. False: could not; s.states as before.
  virtual bool advance(PlantState& s, double period, bool restart) = 0;
  virtual const StepperCounters& counters() const = 0;
  virtual void set_counters(const StepperCounters& c) = 0;
};

/// CVODE BDF with KLU, with a backward-Euler rescue behind it.
std::unique_ptr<Stepper> make_stepper(std::shared_ptr<const CompiledPlant> plant, const StepperOptions& options);

}  // namespace retort
