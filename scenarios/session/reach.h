#pragma once
#include <map>
#include <string>
#include <vector>

#include "layout/footing.h"
#include "scenarios/session/material.h"
#include "sim/run/act.h"

namespace retort {

/// Where a hand must be for the things of a plant: from the layout of its field and its routed pipes (layout/footing.h).
///
/// A person works what is within an arm and a step, between his knees and a hand over his head, in front of him, with nothing solid
/// between. What stands nowhere (a safety function's reset) can be worked from anywhere in the field.
class Reach {
 public:
  /// Pipes as shipped with the library or the plant's own folder, as this user's cache has them, or routed now (seconds, for a large
  /// plant minutes).
  explicit Reach(const Prepared& plant);
  /// Whether who stands there can work the things of a tag.
  bool within(const std::string& tag, const Place& stands) const;
  /// refused.too_far, for an act in the field of somebody who stands somewhere.
  Verdict of(const Act& a) const;

 private:
  std::shared_ptr<const CompiledPlant> plant_;
  layout::Footing footing_;
  std::map<std::string, std::vector<layout::Handle>> handles_;   // by tag
};

}  // namespace retort
