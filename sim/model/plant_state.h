#pragma once
#include <cstdint>
#include <vector>

#include "sim/base/hash.h"

/// The whole truth of a run, as flat arrays; layout in CompiledPlant. Copying it is a snapshot of the plant.
namespace retort {

struct PlantState {
  std::uint64_t scan = 0;           // scans done; time = scan * scan_period
  std::uint64_t seed = 1;           // of noise and drawn times
  std::vector<double> states;       // y of the ODE
  std::vector<double> memories;     // what changes only at scans: modes, filters, latches, timers
  std::vector<double> inputs;       // what commands and controllers write
  std::vector<double> malfunctions; // severity now, 0..1 (or -1..1 where signed)
  std::vector<double> outputs;      // derived, evaluated once a scan; part of the state because transmitters read it

  bool operator==(const PlantState&) const = default;
  Hash hash() const;
};

}  // namespace retort
