#pragma once
#include <cstdint>
#include <vector>

#include "sim/base/hash.h"
#include "sim/model/plant_state.h"
#include "sim/run/frame.h"
#include "sim/solve/stepper.h"

/// Everything needed to go on from a moment with the same bits.
namespace retort {

/// A malfunction on its way to a severity.
struct Ramp {
  std::int32_t malfunction = 0;  // its place in PlantState::malfunctions
  double target = 0, rate = 0;   // rate per second, > 0
  bool operator==(const Ramp&) const = default;
  template <class A>
  void archive(A& a) { a(malfunction, target, rate); }
};

/// What a run has cost and let through so far: shown, and no part of the state hash.
struct RunTotals {
  StepperCounters stepper;
  double mass_start = 0, energy_start = 0;      // kg, J: in the plant and its ledger at the start
  double mass_through = 0, energy_through = 0;  // kg, J: what crossed the border since, either way
  template <class A>
  void archive(A& a) {
    a(stepper.steps, stepper.rhs_evals, stepper.jac_evals, stepper.restarts, stepper.rescues, stepper.holds, mass_start, energy_start, mass_through,
      energy_through);
  }
};

struct Snapshot {
  PlantState plant;
  std::vector<Ramp> ramps;  // under way
  RunTotals totals;
  std::vector<std::uint8_t> companion;
  RunStatus status = RunStatus::running;
  Hash hash() const;
};

}  // namespace retort
