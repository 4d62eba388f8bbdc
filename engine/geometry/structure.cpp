#include <cmath>

#include "engine/geometry/equipment.h"
#include "engine/geometry/paints.h"

namespace retort::geometry {
namespace {
using glm::vec3;

/// Wide-flange column or beam between two points, `size` high and wide.
void h_beam(Builder& b, vec3 from, vec3 to, float size, const Paint& paint, vec3 up) {
  const vec3 d = glm::normalize(to - from), u = glm::normalize(up - d * glm::dot(up, d));
  const float t = size * 0.09f;
  b.beam(from, to, size * 0.07f, size - 2 * t, paint, u);
  for (float side : {-1.f, 1.f}) {
    const vec3 by = u * (side * (size - t) / 2);
    b.beam(from + by, to + by, size, t, paint, u);
  }
}
}  // namespace

void build_handrail(Builder& b, const std::vector<vec3>& path) {
  const vec3 up(0, 0, 1);
  for (size_t i = 0; i < path.size(); ++i) {
    b.bar(path[i], path[i] + up * 1.1f, 0.021f, kSafetyYellow, 8);
    if (i + 1 == path.size()) break;
    const float length = glm::distance(path[i], path[i + 1]);
    const int bays = std::max(1, int(std::ceil(length / 1.3f)));
    for (int k = 1; k < bays; ++k) {
      const vec3 p = glm::mix(path[i], path[i + 1], float(k) / float(bays));
      b.bar(p, p + up * 1.1f, 0.021f, kSafetyYellow, 8);
    }
    b.bar(path[i] + up * 1.1f, path[i + 1] + up * 1.1f, 0.024f, kSafetyYellow, 8);
    b.bar(path[i] + up * 0.58f, path[i + 1] + up * 0.58f, 0.018f, kSafetyYellow, 8);
    b.beam(path[i] + up * 0.07f, path[i + 1] + up * 0.07f, 0.006f, 0.11f, kSafetyYellow);
  }
}

void build_ladder(Builder& b, float drop, bool with_cage) {
  const float half = 0.22f, above = 1.1f;
  for (float y : {-half, half}) b.beam({0, y, -drop}, {0, y, above}, 0.012f, 0.06f, kSafetyYellow, {1, 0, 0});
  for (float z = -drop + 0.28f; z < 0.02f; z += 0.28f) b.bar({0, -half, z}, {0, half, z}, 0.013f, kGalvanised, 6);
  for (float z = -drop + 0.8f; z < 0; z += 1.8f)
    for (float y : {-half, half}) b.beam({0, y, z}, {-0.2f, y, z}, 0.04f, 0.01f, kSafetyYellow);
  if (!with_cage || drop < 3) return;
  const float radius = 0.37f;
  auto on_hoop = [&](float degrees, float z) {
    const float a = glm::radians(degrees);
    return vec3(0.30f + radius * std::cos(a), radius * std::sin(a), z);
  };
  std::vector<float> hoops;
  for (float z = -drop + 2.4f; z < above; z += 0.75f) hoops.push_back(z);
  hoops.push_back(above);
  for (float z : hoops) {
    for (int k = 0; k < 10; ++k) b.beam(on_hoop(-140 + 28 * float(k), z), on_hoop(-112 + 28 * float(k), z), 0.008f, 0.05f, kSafetyYellow);
    for (float side : {-1.f, 1.f}) b.beam(on_hoop(140 * side, z), {0, half * side, z}, 0.008f, 0.05f, kSafetyYellow);
  }
  for (float a : {-84.f, -42.f, 0.f, 42.f, 84.f}) b.beam(on_hoop(a, hoops.front()), on_hoop(a, above), 0.04f, 0.006f, kSafetyYellow, {1, 0, 0});
}

void build_platform(Builder& b, const PlatformShape& s) {
  const float h = s.half, column = 0.16f, beam = 0.2f, inner = h - 0.12f;
  for (float x : {-inner, inner})
    for (float y : {-inner, inner}) {
      h_beam(b, {x, y, -s.drop + 0.12f}, {x, y, -beam}, column, kSteelwork, {1, 0, 0});
      b.box({x, y, -s.drop + 0.10f}, {0.3f, 0.3f, 0.025f}, kSteelwork);
      b.box({x, y, -s.drop + 0.03f}, {0.5f, 0.5f, 0.12f}, kConcrete);
    }
  for (float side : {-inner, inner}) {
    h_beam(b, {side, -h, -beam / 2 - 0.03f}, {side, h, -beam / 2 - 0.03f}, beam, kSteelwork, {0, 0, 1});
    h_beam(b, {-h, side, -beam / 2 - 0.03f}, {h, side, -beam / 2 - 0.03f}, beam, kSteelwork, {0, 0, 1});
  }
  for (float x : {-inner / 3, inner / 3}) h_beam(b, {x, -inner, -beam / 2 - 0.03f}, {x, inner, -beam / 2 - 0.03f}, beam * 0.8f, kSteelwork, {0, 0, 1});
  // Bracing on the two sides without the ladder.
  const bool along_x = std::abs(std::cos(glm::radians(s.ladder_yaw))) > 0.5f;
  const float low = -s.drop + 0.4f, high = -beam - 0.1f;
  for (float side : {-inner, inner}) {
    const vec3 a = along_x ? vec3(-inner, side, low) : vec3(side, -inner, low), c = along_x ? vec3(inner, side, high) : vec3(side, inner, high);
    b.bar(a, c, 0.03f, kSteelwork, 8);
    b.bar({along_x ? a.x : a.x, a.y, high}, {c.x, c.y, low}, 0.03f, kSteelwork, 8);
  }
  b.box({0, 0, -0.015f}, {2 * h, 2 * h, 0.03f}, kGrating);

  Within turn(b, turned(s.ladder_yaw, {0, 0, 1}));
  const float gap = 0.35f;
  build_handrail(b, {{h, gap, 0}, {h, h, 0}, {-h, h, 0}, {-h, -h, 0}, {h, -h, 0}, {h, -gap, 0}});
  Within ladder(b, moved({h + 0.16f, 0, 0}));
  build_ladder(b, s.drop, s.drop > 3);
}

void build_sign(Builder& b, const std::string& text, float letter, const std::string& second) {
  const float width = letter * (0.78f * float(std::max(text.size(), size_t(float(second.size()) * 0.6f))) + 1.0f);
  const float height = letter * (second.empty() ? 2.0f : 3.1f);
  b.box({0, 0, -0.004f}, {width, height, 0.008f}, kPlateWhite);
  b.box({0, 0, -0.006f}, {width + letter * 0.18f, height + letter * 0.18f, 0.008f}, kPlateBlack);
  b.text(moved({0, second.empty() ? 0 : letter * 0.55f, 0.002f}), text, letter, kInk);
  if (!second.empty()) b.text(moved({0, -letter * 0.9f, 0.002f}), second, letter * 0.55f, kInk);
}

void build_ground(Builder& b, glm::vec2 low, glm::vec2 high) {
  const glm::vec2 centre = (low + high) * 0.5f, half = (high - low) * 0.5f;
  Paint ground{{0.52f, 0.50f, 0.46f}, 0.95f, Material::kGround, kNoShadow};
  // The material turns from gravel to grass outside the yard.
  b.add(b.meshes.slab(), moved({centre.x, centre.y, -0.56f}) * scaled({500, 500, 1}), ground).aux = {centre.x, centre.y, half.x + 9, half.y + 9};
  Paint slab = kConcrete;
  slab.colour = {0.58f, 0.57f, 0.55f};
  b.add(b.meshes.slab(), moved({centre.x, centre.y, -0.05f}) * scaled({2 * half.x, 2 * half.y, 0.1f}), slab);
  // Painted edge of the pavement.
  const float in = 0.35f, line = 0.1f;
  for (float side : {-1.f, 1.f}) {
    b.box({centre.x, centre.y + side * (half.y - in), 0.002f}, {2 * (half.x - in), line, 0.004f}, kSafetyYellow);
    b.box({centre.x + side * (half.x - in), centre.y, 0.002f}, {line, 2 * (half.y - in), 0.004f}, kSafetyYellow);
  }
  // Lighting masts at two corners and the fence of the yard.
  for (glm::vec2 c : {glm::vec2(low.x - 1, high.y + 1), glm::vec2(high.x + 1, high.y + 1)}) {
    b.add(b.meshes.frustum(12, 0.55f), moved({c.x, c.y, 0}) * scaled({0.11f, 0.11f, 8}), kGalvanised);
    b.beam({c.x, c.y, 8}, {c.x, c.y - 1.2f, 8.15f}, 0.06f, 0.06f, kGalvanised);
    b.box({c.x, c.y - 1.3f, 8.12f}, {0.35f, 0.6f, 0.1f}, kMotorGrey);
  }
  const float fx = half.x + 8, fy = half.y + 8;
  auto fence = [&](vec3 from, vec3 to) {
    const int n = int(glm::distance(from, to) / 3);
    for (int i = 0; i <= n; ++i) b.bar(glm::mix(from, to, float(i) / float(n)), glm::mix(from, to, float(i) / float(n)) + vec3(0, 0, 2.1f), 0.03f, kGalvanised, 6);
    for (float z : {0.1f, 1.05f, 2.0f}) b.bar(from + vec3(0, 0, z), to + vec3(0, 0, z), 0.022f, kGalvanised, 5);
  };
  const vec3 c(centre, 0);
  fence(c + vec3(-fx, -fy, 0), c + vec3(-fx, fy, 0));
  fence(c + vec3(-fx, fy, 0), c + vec3(fx, fy, 0));
  fence(c + vec3(fx, fy, 0), c + vec3(fx, -fy, 0));

  // Control building behind the yard: what the horizon needs to have a scale.
  Within hall(b, moved({centre.x - half.x * 0.2f, centre.y + half.y + 20, 0}));
  const Paint cladding{{0.74f, 0.76f, 0.77f}, 0.5f}, dark{{0.22f, 0.26f, 0.30f}, 0.4f}, glass{{0.10f, 0.14f, 0.18f}, 0.08f};
  b.box({0, 0, 2.3f}, {22, 9, 4.6f}, cladding);
  b.box({0, 0, 4.7f}, {22.3f, 9.3f, 0.35f}, dark);
  b.box({0, -4.52f, 0.3f}, {22, 0.1f, 0.6f}, dark);
  for (int i = 0; i < 6; ++i) b.box({-8.5f + 3.1f * float(i), -4.53f, 2.4f}, {2.2f, 0.08f, 1.3f}, glass);
  b.box({9.4f, -4.54f, 1.25f}, {1.1f, 0.1f, 2.3f}, dark);
  b.box({0, -4.53f, 3.85f}, {22, 0.06f, 0.35f}, kPumpBlue);
  for (int i = -10; i <= 10; ++i) b.box({1.05f * float(i), -4.505f, 2.3f}, {0.03f, 0.03f, 4.4f}, dark);
}

}  // namespace retort::geometry
