// Stairs to the platform of a raised unit: straight flights away from its edge, with a landing between two. Pitch 41 degrees, risers of at most
// 0.205 m, flights of at most 4 m, as EN ISO 14122-3 asks of the way to where people work.
#pragma once
#include <optional>
#include <vector>

#include "layout/plant_layout.h"

namespace retort::layout {

struct Stairs {
  static constexpr float kWidth = 1.0f;      ///< m between the handrails
  static constexpr float kLanding = 0.9f;    ///< m deep
  static constexpr float kHeadroom = 2.1f;   ///< m over the treads
  static constexpr float kBelow = 0.3f;      ///< m from a tread to the underside of the stringers

  glm::vec3 head{0};       ///< the middle of the edge of the platform, where the stairs begin
  glm::vec3 out{1, 0, 0};  ///< the way down
  int flights = 1, risers = 2;   ///< risers of each flight
  float riser = 0.2f, going = 0.23f;

  float flight() const { return float(risers) * going; }   ///< seen from above, m
  float run() const { return float(flights) * flight() + float(flights - 1) * kLanding; }
  /// Of the line of the nosings, so far from the head.
  float height(float along) const;
  float along(glm::vec3 p) const { return glm::dot(p - head, out); }
  float aside(glm::vec3 p) const { return glm::dot(p - head, {-out.y, out.x, 0}); }
  /// Pieces of some 0.5 m: from `below` under the nosings to `above` over them, `wide` across, `aside` of the middle.
  std::vector<Box> pieces(float below, float above, float wide, float aside, const std::string& of) const;
};

/// None for what has a ladder.
std::optional<Stairs> stairs_of(const Equipment& e);

}  // namespace retort::layout
