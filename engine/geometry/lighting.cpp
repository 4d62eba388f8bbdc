#include <algorithm>
#include <cmath>

#include "engine/geometry/paints.h"
#include "engine/geometry/piping.h"

namespace retort::geometry {
namespace {

using glm::vec3;
const Paint kFace{{0.93f, 0.93f, 0.90f}, 0.3f, Material::luminaire, kNoShadow};
const vec3 kCool{1.0f, 0.93f, 0.80f}, kWarm{1.0f, 0.80f, 0.52f};

/// A mast at the edge of the pavement; its head leans over towards the middle.
void mast(Builder& b, glm::vec2 at, glm::vec2 middle) {
  const float high = 8;
  const glm::vec2 in = glm::normalize(middle - at);
  const vec3 arm(in * 1.3f, 0.15f), head = vec3(at, high) + arm;
  b.add(b.meshes.frustum(12, 0.55f), moved({at, 0}) * scaled({0.11f, 0.11f, high}), kGalvanised);
  b.beam({at, high}, head, 0.06f, 0.06f, kGalvanised);
  Within lamp(b, facing(head - vec3(0, 0, 0.03f), vec3(0, 0, 1), vec3(in, 0)));
  b.box({0, 0, 0}, {0.35f, 0.6f, 0.1f}, kMotorGrey);
  b.box({0, 0, -0.055f}, {0.28f, 0.5f, 0.02f}, kFace);
  b.lamps.push_back({head - vec3(0, 0, 0.2f), kCool * 26.0f, 34, std::cos(1.3f), glm::normalize(vec3(in * 0.75f, -1))});
}

/// A post with a lamp in the corner of a deck, over the handrail.
void deck_lamp(Builder& b, vec3 at) {
  b.bar(at, at + vec3(0, 0, 2.5f), 0.025f, kGalvanised, 8);
  b.cylinder(at + vec3(0, 0, 2.42f), 0.09f, 0.1f, kFace, 12);
  b.cylinder(at + vec3(0, 0, 2.52f), 0.12f, 0.03f, kMotorGrey, 12);
  b.lamps.push_back({at + vec3(0, 0, 2.4f), kWarm * 5.0f, 9});
}

/// Over the plates and buttons of a local station, on its own post.
void station_lamp(Builder& b, vec3 station) {
  const vec3 top(station.x, station.y + 0.06f, 2.35f);
  b.bar({top.x, top.y, 1.5f}, top, 0.018f, kGalvanised, 8);
  b.beam(top, top - vec3(0, 0.35f, 0), 0.05f, 0.04f, kMotorGrey);
  b.box(top - vec3(0, 0.3f, 0.03f), {0.07f, 0.16f, 0.02f}, kFace);
  b.lamps.push_back({top - vec3(0, 0.45f, 0.05f), kWarm * 4.0f, 8});
}

}  // namespace

glm::vec4 yard_of(glm::vec2 low, glm::vec2 high) { return {(low + high) * 0.5f, (high - low) * 0.5f + 9.0f}; }

void light_the_field(Builder& b, glm::vec2 low, glm::vec2 high, const std::vector<Deck>& decks, const std::vector<vec3>& stations) {
  // Masts along the far side, no further apart than their light reaches, and at the near corners: nothing stands before the overview.
  const glm::vec2 middle = (low + high) * 0.5f;
  const int bays = std::clamp(int(std::ceil((high.x - low.x + 2) / 30)), 1, 4);
  for (int i = 0; i <= bays; ++i) {
    const float x = low.x - 1 + (high.x - low.x + 2) * float(i) / float(bays);
    mast(b, {x, high.y + 1}, {std::lerp(x, middle.x, 0.3f), middle.y});
    if (i == 0 || i == bays) mast(b, {x, low.y - 1}, {std::lerp(x, middle.x, 0.5f), middle.y});
  }
  // Over the door of the control building.
  const glm::vec2 half = (high - low) * 0.5f;
  const vec3 door(middle.x - half.x * 0.2f + 9.4f, high.y + 20 - 4.75f, 2.75f);
  b.box(door + vec3(0, 0.12f, 0), {0.5f, 0.2f, 0.08f}, kFace);
  b.lamps.push_back({door, kWarm * 5.0f, 8});
  for (const vec3& s : stations) station_lamp(b, s);
  for (const Deck& d : decks) deck_lamp(b, {d.high.x - 0.12f, d.high.y - 0.12f, d.high.z});
}

}  // namespace retort::geometry
