#include "engine/scene/way.h"

#include <algorithm>
#include <cmath>

namespace retort::scene {
namespace {

using glm::vec2;
using glm::vec3;

float level(vec3 a, vec3 b) { return glm::distance(vec2(a), vec2(b)); }

constexpr double kPatience = 3;    // s without a further point
constexpr float kOff = 0.35f;      // m beside the way
constexpr float kLost = 3;         // m
constexpr float kThere = 1.5f;     // m from its end
constexpr float kAhead = 3;        // m that are seen ahead
constexpr float kAtPoint = 0.06f;  // m
constexpr float kAtEnd = 0.2f;     // m

}  // namespace

void Way::lead(std::string tag, vec3 thing, std::vector<vec3> points) {
  tag_ = std::move(tag);
  thing_ = thing;
  points_ = std::move(points);
  next_.reset();
  nearest_ = led_ = 0;
  came_there_ = -1;
  astray_ = there_ = false;
}

bool Way::straight(vec3 from, vec3 to) const {
  const int steps = std::max(1, int(std::ceil(level(from, to) / 0.05f)));
  const vec2 by = vec2(to - from) / float(steps);
  for (int k = 0; k < steps; ++k) {
    const std::optional<vec3> next = footing_.step(from, by);
    if (!next) return false;
    from = *next;
  }
  return std::abs(from.z - to.z) < layout::Footing::kStep;
}

void Way::update(const Walker& walker, double now, bool within) {
  if (tag_.empty()) return;
  const vec3 feet = walker.feet();
  if (came_there_ < 0) came_there_ = now;

  // The nearest point is one to which one could step: a railing may stand between the way and who goes beside it. Of a ladder it is its foot
  // or its top.
  const bool on_rungs = walker.on_ladder();
  std::size_t nearest = 0;
  const auto beside = [&](std::size_t i) { return level(points_[i], feet) + 0.01f * std::abs(points_[i].z - feet.z); };
  const auto farther = [&](std::size_t i) { return glm::distance(points_[i], feet) + (straight(feet, points_[i]) ? 0.f : 2.f); };
  for (std::size_t i = 0; i < points_.size(); ++i)
    if (on_rungs ? beside(i) < beside(nearest) : glm::distance(points_[i], feet) < 4 && farther(i) < farther(nearest)) nearest = i;
  there_ = glm::distance(points_.back(), feet) < kThere;
  if (nearest != nearest_ || there_ || on_rungs) nearest_ = nearest, came_there_ = now;   // nobody strays from a ladder
  const float off = glm::distance(points_[nearest], feet);
  astray_ = !on_rungs && (off > kLost || (off > kOff && now - came_there_ > kPatience));

  // One is led to the farthest point, some steps ahead, to which one comes in a straight line; of the points themselves it is known that one
  // comes from each to the next. It never leads back: round a corner one slides, and comes to the next point all the same.
  const layout::Ladder* ladder = walker.ladder();
  const auto climbs = [&](std::size_t i) {   // by the ladder that one would take hold of
    if (i + 1 >= points_.size() || !ladder || std::abs(points_[i + 1].z - points_[i].z) < 0.5f || level(points_[i], feet) > layout::Footing::kLadderReach) return false;
    const vec3 end = points_[i + 1].z > points_[i].z ? layout::Footing::above(*ladder) : ladder->foot;
    return level(end, points_[i + 1]) < kAtPoint;
  };
  led_ = std::max(led_, nearest);
  for (std::size_t i = led_ + 1; i < points_.size() && std::abs(points_[i].z - feet.z) < 0.5f && glm::distance(points_[i], feet) < kAhead; ++i)
    if (straight(feet, points_[i])) led_ = i;
  if (climbs(led_) || (led_ + 1 < points_.size() && level(points_[led_], feet) < kAtPoint)) ++led_;
  if (glm::distance(points_.back(), feet) < kAtEnd || within) next_ = Next{thing_, 0, true};
  else if (on_rungs || (std::abs(points_[led_].z - feet.z) > 0.5f && walker.can_climb())) next_ = Next{points_[led_], points_[led_].z > feet.z ? 1.f : -1.f};
  else next_ = Next{points_[led_]};
}

void Way::follow(WalkInput& in, const Walker& walker, double dt, double walked) const {
  if (!next_) return;
  const passes::Camera c = walker.camera();
  const vec3 to = next_->to - (next_->arrived ? c.eye : walker.feet());
  const float off = std::remainder(std::atan2(to.y, to.x) - c.yaw, 6.2831853f), far = std::hypot(to.x, to.y);
  constexpr float kTurn = 4;   // rad/s: a head turns faster than a key turns it
  const float most = kTurn * float(dt);
  in.turn = std::clamp(off, -most, most);
  in.look = std::clamp(next_->arrived ? std::atan2(to.z, far) - c.pitch : -c.pitch, -most, most);
  if (next_->arrived) return;
  in.up = next_->up;
  constexpr float kStraightOn = 0.5f;   // rad: further aside one turns first
  const float step = (in.fast ? Walker::kRunSpeed : Walker::kWalkSpeed) * float(walked);
  if (in.up == 0 && std::abs(off) < kStraightOn && step > 0) in.forward = std::min(1.f, far / step);   // no further than to that point
}

}  // namespace retort::scene
