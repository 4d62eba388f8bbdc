#pragma once
#include <vector>

#include "sim/run/act.h"

namespace retort {

/// How many acts two runs share: the same act (variable and value, answer, words) within a second of the plant's clock, each counted
/// once. A figure for a person to judge: a procedure is followed alike, but not to the second.
struct Likeness {
  int shared = 0, of = 0;      // of the acts of the shorter run
  /// Worth telling: at least 5 acts, and more than half of them.
  bool striking() const { return shared >= 5 && 2 * shared > of; }
};
Likeness likeness(const std::vector<Act>& a, const std::vector<Act>& b, double scan_period);

}  // namespace retort
