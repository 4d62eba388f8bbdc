#pragma once
#include <map>
#include <string>
#include <vector>

#include "layout/footing.h"
#include "scenarios/session/material.h"
#include "sim/run/act.h"

namespace retort {

/// Where the routes of the pipes of a run come from: those among its files; where it has none, or they are of another layout, those that were
/// shipped, if the library still has them as they were; then what this user's cache has.
layout::RouteFiles routes_of(const Material& m);

/// Where a hand must be for the things of a plant: from the layout of its field and its routed pipes (layout/footing.h).
///
/// A person works what is within an arm and a step, between his knees and a hand over his head, in front of him, with nothing solid
/// between. What stands nowhere (a safety function's reset) can be worked from anywhere in the field.
class Reach {
 public:
  /// Pipes as routes_of says, or routed now (seconds, for a large plant minutes).
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
