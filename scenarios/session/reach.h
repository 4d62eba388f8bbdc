#pragma once
#include <map>
#include <string>
#include <vector>

#include "scenarios/session/material.h"
#include "sim/run/act.h"

namespace retort {

/// Where a hand must be for the things of a plant: from the layout of its field and its routed pipes.
///
/// A person who stands there works what is within kArm of him, seen from above. Heights do not count: what hangs high has no ladder
/// in today's fields. What stands nowhere (a safety function's reset) can be worked from anywhere in the field.
class Reach {
 public:
  static constexpr double kArm = 3;   // m

  /// Pipes as shipped with the library or the plant's own folder, as this user's cache has them, or routed now (seconds, for a large
  /// plant minutes).
  explicit Reach(const Prepared& plant);
  /// Whether who stands there can work the things of a tag.
  bool within(const std::string& tag, const Place& stands) const;
  /// refused.too_far, for an act in the field of somebody who stands somewhere.
  Verdict of(const Act& a) const;

 private:
  struct Spot {
    double x, y, radius;   // m
  };
  std::shared_ptr<const CompiledPlant> plant_;
  std::map<std::string, std::vector<Spot>> spots_;   // by tag
};

}  // namespace retort
