#include <cmath>

#include "engine/geometry/equipment.h"
#include "engine/geometry/paints.h"

namespace retort::geometry {
namespace {
constexpr float kPi = 3.14159265f;
using glm::vec3;

/// Vessel wall: the shader cuts it open around this axis.
Paint wall(const Paint& p) {
  Paint w = p;
  w.material = Material::kShell;
  return w;
}

void set_axis(Builder& b, Instance& i) {
  const glm::vec4 axis = b.frame * glm::vec4(0, 0, 0, 1);
  i.aux = {axis.x, axis.y, 0, 0};
}

void build_roof_rail(Builder& b, float r, float z, float gap_yaw) {
  std::vector<vec3> path;
  const float gap = 0.4f / r;
  const int n = std::max(12, int(r * 2 * kPi / 1.2f));
  for (int i = 0; i <= n; ++i) {
    const float a = glm::radians(gap_yaw) + gap + (2 * kPi - 2 * gap) * float(i) / float(n);
    path.push_back({r * std::cos(a), r * std::sin(a), z});
  }
  build_handrail(b, path);
}
}  // namespace

TankParts build_tank(Builder& b, const TankShape& s) {
  TankParts parts;
  const float r = s.diameter / 2, h = s.height, roof = 0.1f * r;
  const int segments = r > 1.5f ? 64 : 40;
  const Paint shell = wall(s.on_structure ? Paint{{0.80f, 0.81f, 0.80f}, 0.35f} : kTankWhite);
  if (!s.on_structure) b.cylinder({0, 0, -0.02f}, r + 0.25f, 0.12f, kConcrete, segments);
  set_axis(b, b.add(b.meshes.tube(segments), scaled({r, r, h}), shell));
  set_axis(b, b.add(b.meshes.cylinder(segments), moved({0, 0, 0.0f}) * scaled({r, r, 0.02f}), wall(kSteelwork)));
  set_axis(b, b.add(b.meshes.frustum(segments, 0), moved({0, 0, h}) * scaled({r, r, roof}), shell));
  // Weld seams of the courses, the curb angle and the bottom chime.
  const int courses = std::max(1, int(std::round(h / 1.8f)));
  for (int i = 1; i < courses; ++i)
    set_axis(b, b.add(b.meshes.tube(segments), moved({0, 0, h * float(i) / float(courses) - 0.012f}) * scaled({r + 0.006f, r + 0.006f, 0.024f}), shell));
  set_axis(b, b.add(b.meshes.tube(segments), moved({0, 0, h - 0.07f}) * scaled({r + 0.035f, r + 0.035f, 0.09f}), shell));
  set_axis(b, b.add(b.meshes.tube(segments), moved({0, 0, 0.0f}) * scaled({r + 0.03f, r + 0.03f, 0.05f}), shell));

  // Vent with a weather hood, and a manway on the shell.
  b.cylinder({0, 0, h + roof - 0.05f}, 0.09f, 0.4f, kGalvanised, 16);
  b.add(b.meshes.frustum(20, 0.15f), moved({0, 0, h + roof + 0.32f}) * scaled({0.2f, 0.2f, 0.12f}), kGalvanised);
  if (r > 1.2f) {
    Within at(b, turned(s.sign_yaw + 48, {0, 0, 1}) * facing({r - 0.05f, 0, 0.85f}, {1, 0, 0}));
    b.cylinder({0, 0, 0}, 0.33f, 0.22f, kTankWhite, 28);
    b.add(b.meshes.flange(), moved({0, 0, 0.2f}) * scaled({0.225f, 0.225f, 0.1f}), kTankWhite);
    b.bar({0.3f, 0.2f, 0.26f}, {0.52f, 0.3f, 0.26f}, 0.02f, kBolts);
  }

  {  // the liquid, seen when the wall is cut away
    MovingPart liquid(b, moved({0, 0, 0.03f}));
    parts.liquid = liquid.id();
    Paint water{{0.25f, 0.45f, 0.55f}, 0.1f, Material::kLiquid, kInsideOnly | kNoShadow};
    b.add(b.meshes.cylinder(segments), scaled({r * 0.985f, r * 0.985f, 1}), water);
  }
  {  // board with a pointer, driven by a float
    Within side(b, turned(s.sign_yaw + (s.on_structure ? 38.f : -34.f), {0, 0, 1}) * moved({r + 0.1f, 0, 0}) * turned(90, {0, 0, 1}));
    const float width = s.on_structure ? 0.12f : 0.22f;
    for (float z : {0.25f, h - 0.15f}) b.box({0, 0.06f, z}, {0.05f, 0.12f, 0.05f}, kGalvanised);
    b.box({0, 0, h / 2 + 0.05f}, {width, 0.015f, h - 0.1f}, Paint{{0.95f, 0.95f, 0.93f}, 0.5f, Material::kScale}).aux = {1, 0, 0, 0};
    b.box({-width * 0.7f, 0, h / 2 + 0.05f}, {0.03f, 0.03f, h}, kGalvanised);
    MovingPart pointer(b, moved({0, -0.02f, 0.05f}));
    parts.pointer = pointer.id();
    Paint red = kHandwheelRed;
    red.flags = kNoShadow;
    b.box({-width * 0.35f, 0, 0}, {width * 0.8f, 0.03f, 0.05f}, red);
    b.box({-width * 0.7f, 0, 0}, {0.06f, 0.06f, 0.12f}, red);
  }
  // The tag, painted on the wall.
  const float letter = r > 1.5f ? 0.5f : 0.2f, lift = 0.015f + 0.05f * letter;
  const float z_text = s.on_structure ? h * 0.62f : std::min(h * 0.68f, 4.2f);
  const glm::mat4 on_wall = turned(s.sign_yaw, {0, 0, 1}) * facing({r + lift, 0, z_text}, {1, 0, 0});
  b.text(on_wall, s.tag, letter, kInk).bend = r + lift;
  if (!s.name.empty()) b.text(on_wall * moved({0, -letter * 1.25f, 0}), s.name, letter * 0.42f, kInk).bend = r + lift;

  if (!s.on_structure && h > 3) {
    build_roof_rail(b, r - 0.06f, h + 0.02f, s.ladder_yaw);
    Within ladder(b, turned(s.ladder_yaw, {0, 0, 1}) * moved({r + 0.22f, 0, h + 0.05f}));
    build_ladder(b, h, true);
    b.box({-0.16f, 0, 0}, {0.34f, 0.7f, 0.03f}, kGrating);
  }
  return parts;
}

uint32_t build_bund(Builder& b, float length, float width, float height, const std::string& tag) {
  const float t = 0.2f, x = length / 2, y = width / 2;
  b.box({0, -y + t / 2, height / 2}, {length, t, height}, kConcrete);
  b.box({0, y - t / 2, height / 2}, {length, t, height}, kConcrete);
  b.box({-x + t / 2, 0, height / 2}, {t, width - 2 * t, height}, kConcrete);
  b.box({x - t / 2, 0, height / 2}, {t, width - 2 * t, height}, kConcrete);
  Paint floor = kConcrete;
  floor.colour *= 0.82f;
  b.box({0, 0, 0.03f}, {length - 2 * t, width - 2 * t, 0.05f}, floor);
  for (float side : {-1.f, 1.f}) b.box({0, side * (y - t / 2), height + 0.004f}, {length, t, 0.008f}, kSafetyYellow);
  for (float side : {-1.f, 1.f}) b.box({side * (x - t / 2), 0, height + 0.004f}, {t, width, 0.008f}, kSafetyYellow);
  {
    Within sign(b, facing({-x + 0.6f, -y - 0.012f, height * 0.55f}, {0, -1, 0}));
    build_sign(b, tag, std::min(0.12f, height * 0.25f));
  }
  MovingPart liquid(b, moved({0, 0, 0.055f}));
  Paint water{{0.20f, 0.30f, 0.34f}, 0.08f, Material::kLiquid, kNoShadow | kHideWhenZero};
  b.box({0, 0, 0.5f}, {length - 2 * t, width - 2 * t, 1}, water);
  return liquid.id();
}

}  // namespace retort::geometry
