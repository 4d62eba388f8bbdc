#pragma once
#include <cstdint>
#include <optional>

#include "sim/control/fopdt.h"

namespace retort::hmi {

/// A step test of one controller, as it is marked on the history: from where to where, and what was made of it.
struct StepTest {
  std::optional<std::uint64_t> begin, end;   // scans; no end: it runs
  std::uint64_t step = 0;                    // the scan at which the output moved
  double du = 0;
  bool moved_again = false;                  // the output did not stay where the step brought it
  std::optional<Fopdt> regulating, integrating;
  bool as_integrating = false;               // which of both is used
  // what is wished for
  bool pid = false;
  double tauc = 0;                           // s
  std::optional<SimcTuning> before;          // as the controller had it, in its own form, when another was taken over
};

}  // namespace retort::hmi
