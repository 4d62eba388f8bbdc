#include "engine/scene/walker.h"

#include <algorithm>
#include <cmath>

#include "engine/scene/field_scene.h"

namespace retort::scene {
namespace {
using glm::vec3;
using layout::Footing;
}  // namespace

Walker::Walker(Footing footing, glm::vec2 low, glm::vec2 high) : footing_(std::move(footing)), low_(low), high_(high) {}

Walker::Walker(const FieldScene& scene) : Walker(scene.footing, scene.low - 6.f, scene.high + 6.f) {
  place({(scene.low.x + scene.high.x) / 2, scene.low.y + 0.8f, 0}, 1.5708f);
}

void Walker::place(vec3 feet, float yaw) {
  feet_ = feet;
  yaw_ = yaw;
  pitch_ = 0;
}

passes::Camera Walker::camera() const {
  passes::Camera c;
  c.eye = feet_ + vec3(0, 0, Footing::kEyeHeight);
  c.yaw = yaw_;
  c.pitch = pitch_;
  return c;
}

bool Walker::in_yard(vec3 feet) const { return feet.x >= low_.x && feet.y >= low_.y && feet.x <= high_.x && feet.y <= high_.y; }

bool Walker::on_ladder() const { return feet_.z > footing_.ground(feet_) + 0.05f; }

void Walker::update(const WalkInput& in, float dt) {
  yaw_ += in.turn;
  pitch_ = std::clamp(pitch_ + in.look, -1.45f, 1.45f);
  if (in.up != 0)
    if (const layout::Ladder* l = footing_.ladder(feet_)) {
      // One takes hold of it, and lets go at its ends.
      const float z = std::clamp(feet_.z + in.up * kClimbSpeed * dt, l->foot.z, l->top);
      feet_ = {l->foot.x, l->foot.y, z};
      if (in.up > 0 && z >= l->top - 1e-3f) feet_ = Footing::above(*l);
      return;
    }
  const vec3 forward(std::cos(yaw_), std::sin(yaw_), 0), right(std::sin(yaw_), -std::cos(yaw_), 0);
  vec3 wish = forward * in.forward + right * in.right;
  const bool climbing = on_ladder();
  if (const float length = glm::length(wish); length > 1e-3f && !climbing) {
    wish *= (in.fast ? kRunSpeed : kWalkSpeed) * dt / std::max(1.f, length);
    // Axis by axis, so that one slides along a wall; in small steps, so that nothing thin is jumped over.
    const int steps = std::max(1, int(std::ceil(glm::length(wish) / 0.1f)));
    for (int s = 0; s < steps; ++s)
      for (int axis : {0, 1}) {
        glm::vec2 by(0);
        by[axis] = wish[axis] / float(steps);
        if (const auto next = footing_.step(feet_, by); next && in_yard(*next)) feet_ = *next;
      }
  }
  if (climbing && !footing_.ladder(feet_)) feet_.z = footing_.ground(feet_);
}

}  // namespace retort::scene
