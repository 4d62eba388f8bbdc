// The walk camera: a person of 1.75 m who walks, turns, climbs ladders and does not pass through equipment. Plain logic,
// no window: keys become a `WalkInput`, time comes as `dt`.
#pragma once
#include <vector>

#include "layout/plant_layout.h"
#include "engine/passes/camera.h"

namespace retort::scene {

struct FieldScene;

struct WalkInput {
  float forward = 0, right = 0;  ///< -1 to 1
  float up = 0;                  ///< climbs, at a ladder
  float turn = 0, look = 0;      ///< radians this frame: to the left, up
  bool fast = false;
};

class Walker {
 public:
  static constexpr float kEyeHeight = 1.7f;    ///< m
  static constexpr float kRadius = 0.25f;      ///< m, half the room a body takes
  static constexpr float kStep = 0.35f;        ///< m, what one steps onto without climbing
  static constexpr float kWalkSpeed = 1.6f;    ///< m/s
  static constexpr float kRunSpeed = 4.0f;
  static constexpr float kClimbSpeed = 1.2f;

  /// `walls` stop a person; `floors` carry one. The person stays within [low, high].
  Walker(std::vector<layout::Box> walls, std::vector<layout::Box> floors, glm::vec2 low, glm::vec2 high);
  explicit Walker(const FieldScene& scene);

  void place(glm::vec3 feet, float yaw);
  void update(const WalkInput& input, float dt);
  passes::Camera camera() const;
  glm::vec3 feet() const { return feet_; }
  /// A platform within arm's reach above or below: the hand can go to a ladder.
  bool can_climb() const;

 private:
  bool blocked(glm::vec3 feet) const;
  float ground(glm::vec3 feet) const;
  const layout::Box* platform_near() const;

  std::vector<layout::Box> walls_, floors_;
  glm::vec2 low_, high_;
  glm::vec3 feet_{0};
  float yaw_ = 0, pitch_ = 0;
};

}  // namespace retort::scene
