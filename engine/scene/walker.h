// The walk camera: a person of 1.75 m who walks, turns, climbs ladders and does not pass through equipment. Plain logic,
// no window: keys become a `WalkInput`, time comes as `dt`.
#pragma once
#include "layout/footing.h"
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
  static constexpr float kRadius = layout::Footing::kRadius;
  static constexpr float kWalkSpeed = 1.6f;    ///< m/s
  static constexpr float kRunSpeed = 4.0f;
  static constexpr float kClimbSpeed = 1.2f;

  /// The person stays within [low, high].
  Walker(layout::Footing footing, glm::vec2 low, glm::vec2 high);
  explicit Walker(const FieldScene& scene);

  void place(glm::vec3 feet, float yaw);
  void update(const WalkInput& input, float dt);
  passes::Camera camera() const;
  glm::vec3 feet() const { return feet_; }
  /// At the foot of a ladder, on it, or over it.
  bool can_climb() const { return ladder() != nullptr; }
  const layout::Ladder* ladder() const { return footing_.ladder(feet_); }
  /// Between its ends.
  bool on_ladder() const;

 private:
  bool in_yard(glm::vec3 feet) const;

  layout::Footing footing_;
  glm::vec2 low_, high_;
  glm::vec3 feet_{0};
  float yaw_ = 0, pitch_ = 0;
};

}  // namespace retort::scene
