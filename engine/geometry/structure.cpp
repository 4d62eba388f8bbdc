#include <cmath>

#include "engine/geometry/piping.h"
#include "engine/geometry/paints.h"

namespace retort::geometry {
using glm::vec3;

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
  const glm::vec4 yard = yard_of(low, high);
  Paint ground{{0.52f, 0.50f, 0.46f}, 0.95f, Material::ground, kNoShadow};
  // Its material turns from gravel to grass and road (shaders/surroundings.glsl); the sky pass goes on with it to the horizon.
  b.add(b.meshes.slab(), moved({yard.x, yard.y, -0.56f}) * scaled({320, 320, 1}), ground);
  Paint slab = kConcrete;
  slab.colour = {0.58f, 0.57f, 0.55f};
  b.add(b.meshes.slab(), moved({centre.x, centre.y, -0.05f}) * scaled({2 * half.x, 2 * half.y, 0.1f}), slab);
  // Painted edge of the pavement.
  const float in = 0.35f, line = 0.1f;
  for (float side : {-1.f, 1.f}) {
    b.box({centre.x, centre.y + side * (half.y - in), 0.002f}, {2 * (half.x - in), line, 0.004f}, kSafetyYellow);
    b.box({centre.x + side * (half.x - in), centre.y, 0.002f}, {line, 2 * (half.y - in), 0.004f}, kSafetyYellow);
  }
  // The fence of the yard.
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
  const Paint cladding{{0.74f, 0.76f, 0.77f}, 0.5f}, dark{{0.22f, 0.26f, 0.30f}, 0.4f}, glass{{0.10f, 0.14f, 0.18f}, 0.08f, Material::window};
  b.box({0, 0, 2.3f}, {22, 9, 4.6f}, cladding);
  b.box({0, 0, 4.7f}, {22.3f, 9.3f, 0.35f}, dark);
  b.box({0, -4.52f, 0.3f}, {22, 0.1f, 0.6f}, dark);
  for (int i = 0; i < 6; ++i) b.box({-8.5f + 3.1f * float(i), -4.53f, 2.4f}, {2.2f, 0.08f, 1.3f}, glass);
  b.box({9.4f, -4.54f, 1.25f}, {1.1f, 0.1f, 2.3f}, dark);
  b.box({0, -4.53f, 3.85f}, {22, 0.06f, 0.35f}, kPumpBlue);
  for (int i = -10; i <= 10; ++i) b.box({1.05f * float(i), -4.505f, 2.3f}, {0.03f, 0.03f, 4.4f}, dark);
}

}  // namespace retort::geometry
