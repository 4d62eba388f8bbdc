#include "layout/surface.h"

#include <algorithm>
#include <cmath>

#include "layout/instruments.h"

namespace retort::layout {
namespace {

using glm::vec2;
using glm::vec3;
using Kind = shapes::Primitive::Kind;

constexpr float kThin = 0.1f;   // m: bolts, rails and plates hold nothing and hide nothing

bool within(const std::vector<vec2>& outline, vec2 p) {
  bool in = false;
  for (size_t i = 0, j = outline.size() - 1; i < outline.size(); j = i++) {
    const vec2 a = outline[i], b = outline[j];
    if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) in = !in;
  }
  return in;
}

glm::mat4 frame_of(const Equipment& e) {
  const float a = std::isnan(e.yaw) ? 0.f : glm::radians(e.yaw), c = std::cos(a), s = std::sin(a);
  return {{c, s, 0, 0}, {-s, c, 0, 0}, {0, 0, 1, 0}, {e.at, 1}};
}

/// Half the edges of a primitive's own box, and its middle.
std::pair<vec3, vec3> own_box(const shapes::Primitive& p) {
  switch (p.kind) {
    case Kind::box: case Kind::sphere: return {vec3(0.5f), vec3(0)};
    case Kind::prism: case Kind::revolved: {
      vec2 low(1e9f), high(-1e9f);
      for (vec2 o : p.outline) low = glm::min(low, o), high = glm::max(high, o);
      if (p.outline.empty()) return {vec3(0), vec3(0)};
      if (p.kind == Kind::prism) return {vec3((high - low) / 2.f, 0.5f), vec3((high + low) / 2.f, 0.5f)};
      return {{high.x, high.x, (high.y - low.y) / 2}, {0, 0, (high.y + low.y) / 2}};
    }
    default: {
      const float wide = p.kind == Kind::snout ? std::max(0.5f, p.more.x / 2) : 0.5f;
      return {{wide, wide, 0.5f}, {0, 0, 0.5f}};
    }
  }
}

}  // namespace

shapes::Shape drawn_shape(const PlantLayout& layout, const Equipment& e) {
  // Its front and back are those of the unit, so they turn with it.
  std::map<std::string, double> told = told_by_lines(layout, e);
  told.insert({{"front", front_of(e) - e.yaw}, {"back", back_of(e) - e.yaw}, {"raised", is_raised(e)}});
  return shape_of(e, told);
}

Surface::Surface(const Equipment& e, const shapes::Shape& drawn) {
  const glm::mat4 unit = frame_of(e);
  for (const shapes::Primitive& p : drawn.primitives) {
    switch (p.kind) {
      case Kind::box: case Kind::pyramid: case Kind::cylinder: case Kind::snout: case Kind::dish: case Kind::sphere: case Kind::prism: case Kind::revolved: break;
      default: continue;
    }
    if (p.part >= 0 || p.inside_only) continue;
    const auto [half, middle] = own_box(p);
    float least = 1e9f;
    for (int a = 0; a < 3; ++a) least = std::min(least, 2 * half[a] * glm::length(vec3(p.frame[a])));
    if (!(least >= kThin)) continue;
    const glm::mat4 frame = unit * p.frame;
    Body b{p.kind, p.more, p.outline, glm::inverse(frame), vec3(1e9f), vec3(-1e9f)};
    for (int i = 0; i < 8; ++i) {
      const vec3 corner(frame * glm::vec4(middle + half * vec3(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1), 1));
      b.low = glm::min(b.low, corner), b.high = glm::max(b.high, corner);
    }
    low_ = glm::min(low_, b.low), high_ = glm::max(high_, b.high);
    bodies_.push_back(std::move(b));
  }
}

bool Surface::holds(const Body& b, vec3 at) {
  if (glm::any(glm::lessThan(at, b.low)) || glm::any(glm::greaterThan(at, b.high))) return false;
  const vec3 p(b.to_local * glm::vec4(at, 1));
  const float r = glm::length(vec2(p)), wide = glm::mix(0.5f, b.more.x / 2, p.z);
  const bool between = p.z >= 0 && p.z <= 1;
  switch (b.kind) {
    case Kind::box: return std::max({std::abs(p.x), std::abs(p.y), std::abs(p.z)}) <= 0.5f;
    case Kind::pyramid: return between && std::abs(p.x) <= wide && std::abs(p.y) <= glm::mix(0.5f, b.more.y / 2, p.z);
    case Kind::cylinder: return between && r <= 0.5f;
    case Kind::snout: return between && r <= wide;
    case Kind::dish: return p.z >= 0 && 4 * r * r + p.z * p.z <= 1;
    case Kind::sphere: return glm::length(p) <= 0.5f;
    case Kind::prism: return between && within(b.outline, vec2(p));
    case Kind::revolved: return within(b.outline, {r, p.z});
    default: return false;
  }
}

bool Surface::holds(vec3 at) const {
  return std::any_of(bodies_.begin(), bodies_.end(), [&](const Body& b) { return holds(b, at); });
}

std::optional<vec3> Surface::meets(vec3 from, vec3 to) const {
  constexpr float kPace = 0.01f;   // m
  const float length = glm::distance(from, to);
  const vec3 low = glm::min(from, to), high = glm::max(from, to);
  if (glm::any(glm::greaterThan(low, high_)) || glm::any(glm::lessThan(high, low_))) return std::nullopt;
  std::vector<const Body*> near;
  for (const Body& b : bodies_)
    if (glm::all(glm::lessThanEqual(low, b.high)) && glm::all(glm::lessThanEqual(b.low, high))) near.push_back(&b);
  if (near.empty()) return std::nullopt;
  for (float s = 0; s <= length; s += kPace) {
    const vec3 at = glm::mix(from, to, length > 0 ? s / length : 0.f);
    if (std::any_of(near.begin(), near.end(), [&](const Body* b) { return holds(*b, at); })) return at;
  }
  return std::nullopt;
}

}  // namespace retort::layout
