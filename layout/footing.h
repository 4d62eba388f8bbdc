// Where a person can be, and what hands reach from there: the one answer for who walks in the window, for the judgement of acts in the field,
// and for the check that walks to everything.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "layout/routes.h"
#include "layout/stairs.h"
#include "layout/surface.h"

namespace retort::layout {

/// The pavement: what stands in the field, and some room around it.
struct Yard {
  glm::vec2 low{0}, high{0};
  float top = 3;   ///< height of what stands there
};
Yard yard(const PlantLayout& layout, const RoutedPlant& routed);

/// From a floor up to a platform. One climbs it from `foot`.
struct Ladder {
  glm::vec3 foot{0};   ///< where one stands below it
  glm::vec3 out{1, 0, 0};   ///< away from the platform
  float top = 0;       ///< height of the platform
};

struct Footing {
  static constexpr float kRadius = 0.25f;      ///< m, half the room a body takes
  static constexpr float kStep = 0.35f;        ///< m, what one steps onto without climbing
  static constexpr float kTall = 1.75f;
  static constexpr float kEyeHeight = 1.7f;
  static constexpr float kLadderReach = 0.9f;  ///< m from where one climbs
  static constexpr float kOntoDeck = 0.95f;    ///< m from the foot of a ladder to where one stands above it

  std::vector<Box> walls;    ///< stop a person
  std::vector<Box> floors;   ///< platforms: one stands on top, held by the handrail
  std::vector<Ladder> ladders;
  std::vector<Stairs> stairs;
  std::vector<Box> rails;    ///< of stairs: they stop a person and hide nothing
  std::map<std::string, std::shared_ptr<const Surface>> surfaces;   ///< of the units that instruments sit on

  Footing() = default;
  /// `layout` must have its nozzles.
  explicit Footing(const PlantLayout& layout);

  bool blocked(glm::vec3 feet) const;
  /// Whether it is on stairs, or where one steps onto or off them.
  bool on_stairs(glm::vec3 feet) const;
  /// Height of what carries one there, not higher than a step.
  float ground(glm::vec3 feet) const;
  /// Where one is after a small step (m, at most some 0.1); nothing where it is blocked or leads over an edge.
  std::optional<glm::vec3> step(glm::vec3 from, glm::vec2 by) const;
  /// Whether somebody can stand there: on the ground, a platform or a ladder, and not in anything.
  bool stands(glm::vec3 feet) const;
  /// The ladder that one who stands there can take up or down.
  const Ladder* ladder(glm::vec3 feet) const;
  static glm::vec3 above(const Ladder& l) { return {l.foot.x - l.out.x * kOntoDeck, l.foot.y - l.out.y * kOntoDeck, l.top}; }
  /// Nothing of somebody else's stands between, nor the wall of the unit that it sits on.
  bool sees(glm::vec3 eye, glm::vec3 at, const std::string& of, const std::string& on = {}) const;
};

/// What a person works or reads: where it is, and how far it extends around that.
struct Handle {
  glm::vec3 at{0};
  glm::vec3 half{0};
  std::string on;   ///< the unit that it sits on, whose box hides nothing of it
  glm::vec3 face{0};   ///< one is on this side of it; zero: anywhere
};
/// By tag: the wheels of valves, the local control stations, the units themselves, and instruments.
std::map<std::string, std::vector<Handle>> handles(const PlantLayout& layout, const RoutedPlant& routed);

/// m, seen from above, from the body to the handle: an arm and a step.
constexpr float kArm = 1.8f;
/// Whether one who stands there, and looks that way where it is known (rad), works a handle of `tag` with an arm so long.
bool hand_reaches(const Footing& footing, const std::string& tag, const Handle& handle, glm::vec3 feet, std::optional<float> heading, float arm = kArm);
/// Whether one who stands there reads it: near enough for small figures, with nothing solid between.
bool eyes_reach(const Footing& footing, const std::string& tag, const Handle& handle, glm::vec3 feet);

/// Where one begins: below the overview's camera, or at the edge of the yard; where a person can stand.
glm::vec3 start_place(const PlantLayout& layout, const Footing& footing, const Yard& yard);

/// All places to which one can walk and climb, 0.3 m apart, and the ways between them.
class Walkable {
 public:
  Walkable(const Footing& footing, const Yard& yard, glm::vec3 start);
  const std::vector<glm::vec3>& places() const { return places_; }
  /// From the start to the nearest place from which a hand reaches, or eyes do; empty when there is none.
  std::vector<glm::vec3> way_to(const std::string& tag, const std::vector<Handle>& handles, bool to_read = false) const;

 private:
  const Footing& footing_;
  std::vector<glm::vec3> places_;   // in the order of their distance
  std::vector<int> before_;
};

}  // namespace retort::layout
