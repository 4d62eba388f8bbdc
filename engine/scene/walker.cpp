#include "engine/scene/walker.h"

#include <algorithm>
#include <cmath>

#include "engine/scene/field_scene.h"

namespace retort::scene {
namespace {
using glm::vec3;
constexpr float kTall = 1.75f;
constexpr float kLadderReach = 0.9f;

bool over(const layout::Box& b, vec3 p, float margin) {
  return p.x > b.low.x - margin && p.x < b.high.x + margin && p.y > b.low.y - margin && p.y < b.high.y + margin;
}
}  // namespace

Walker::Walker(std::vector<layout::Box> walls, std::vector<layout::Box> floors, glm::vec2 low, glm::vec2 high)
    : walls_(std::move(walls)), floors_(std::move(floors)), low_(low), high_(high) {}

Walker::Walker(const FieldScene& scene) : Walker(scene.walls, scene.floors, scene.low - 6.f, scene.high + 6.f) {
  place({(scene.low.x + scene.high.x) / 2, scene.low.y + 0.8f, 0}, 1.5708f);
}

void Walker::place(vec3 feet, float yaw) {
  feet_ = feet;
  yaw_ = yaw;
  pitch_ = 0;
}

passes::Camera Walker::camera() const {
  passes::Camera c;
  c.eye = feet_ + vec3(0, 0, kEyeHeight);
  c.yaw = yaw_;
  c.pitch = pitch_;
  return c;
}

float Walker::ground(vec3 feet) const {
  float z = 0;
  for (const layout::Box& b : floors_)
    if (over(b, feet, 0.05f) && b.high.z <= feet.z + kStep) z = std::max(z, b.high.z);
  for (const layout::Box& b : walls_)
    if (over(b, feet, kRadius) && b.high.z <= feet.z + kStep) z = std::max(z, b.high.z);
  return z;
}

bool Walker::blocked(vec3 feet) const {
  if (feet.x < low_.x || feet.y < low_.y || feet.x > high_.x || feet.y > high_.y) return true;
  for (const layout::Box& b : walls_)
    if (over(b, feet, kRadius) && b.high.z > feet.z + kStep && b.low.z < feet.z + kTall) return true;
  return false;
}

const layout::Box* Walker::platform_near() const {
  for (const layout::Box& b : floors_)
    if (over(b, feet_, kLadderReach)) return &b;
  return nullptr;
}

bool Walker::can_climb() const {
  const layout::Box* p = platform_near();
  return p && (feet_.z < p->high.z - 0.01f || !over(*p, feet_, -kLadderReach));
}

void Walker::update(const WalkInput& in, float dt) {
  yaw_ += in.turn;
  pitch_ = std::clamp(pitch_ + in.look, -1.45f, 1.45f);
  if (in.up != 0)
    if (const layout::Box* p = platform_near()) {
      const float z = std::clamp(feet_.z + in.up * kClimbSpeed * dt, 0.f, p->high.z);
      const bool arrived = z >= p->high.z - 1e-3f;
      if (in.up < 0 && over(*p, feet_, 0)) {  // step off over the nearest edge before going down
        const float edges[4] = {feet_.x - p->low.x, p->high.x - feet_.x, feet_.y - p->low.y, p->high.y - feet_.y};
        const int nearest = int(std::min_element(edges, edges + 4) - edges);
        vec3 out = feet_;
        if (edges[nearest] > kLadderReach) return;
        if (nearest == 0) out.x = p->low.x - 0.3f;
        if (nearest == 1) out.x = p->high.x + 0.3f;
        if (nearest == 2) out.y = p->low.y - 0.3f;
        if (nearest == 3) out.y = p->high.y + 0.3f;
        feet_ = out;
      }
      feet_.z = z;
      if (arrived && in.up > 0) {  // and from the ladder onto the platform
        feet_.x = std::clamp(feet_.x, p->low.x + 0.35f, p->high.x - 0.35f);
        feet_.y = std::clamp(feet_.y, p->low.y + 0.35f, p->high.y - 0.35f);
      }
      return;
    }
  const vec3 forward(std::cos(yaw_), std::sin(yaw_), 0), right(std::sin(yaw_), -std::cos(yaw_), 0);
  vec3 wish = forward * in.forward + right * in.right;
  const bool on_ladder = feet_.z > ground(feet_) + 0.05f;
  if (const float length = glm::length(wish); length > 1e-3f && !on_ladder) {
    wish *= (in.fast ? kRunSpeed : kWalkSpeed) * dt / std::max(1.f, length);
    // Axis by axis, so that one slides along a wall; in small steps, so that nothing thin is jumped over.
    const int steps = std::max(1, int(std::ceil(glm::length(wish) / 0.1f)));
    for (int s = 0; s < steps; ++s)
      for (int axis : {0, 1}) {
        vec3 next = feet_;
        next[axis] += wish[axis] / float(steps);
        if (blocked(next)) continue;
        next.z = ground(next);
        if (feet_.z - next.z > 1.0f) continue;  // the handrail of the platform
        feet_ = next;
      }
  }
  if (on_ladder && !platform_near()) feet_.z = ground(feet_);
}

}  // namespace retort::scene
