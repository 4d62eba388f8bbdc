#include <cmath>

#include "engine/geometry/equipment.h"
#include "engine/geometry/paints.h"

namespace retort::geometry {
using glm::vec3;

PumpParts build_pump(Builder& b, float shaft_height, const std::string& tag) {
  PumpParts parts;
  const float base = 0.26f;  // shaft over the base plate
  const float plinth = shaft_height - base - 0.08f;
  if (plinth > 0.01f) b.box({0.46f, 0, -shaft_height + plinth / 2}, {1.6f, 0.66f, plinth}, kConcrete);
  // Base plate: a channel frame.
  const float z = -base - 0.04f;
  b.box({0.46f, 0, z + 0.03f}, {1.45f, 0.5f, 0.02f}, kSteelwork);
  for (float y : {-0.24f, 0.24f}) b.box({0.46f, y, z}, {1.45f, 0.04f, 0.08f}, kSteelwork);
  for (float x : {-0.2f, 1.1f})
    for (float y : {-0.2f, 0.2f}) b.add(b.meshes.hexagon(), moved({x, y, z + 0.04f}) * scaled({0.02f, 0.02f, 0.03f}), kBolts);

  {  // casing: eye towards -X, spiral in the YZ plane
    const glm::mat4 axes(glm::vec4(0, 1, 0, 0), glm::vec4(0, 0, -1, 0), glm::vec4(-1, 0, 0, 0), glm::vec4(0, 0, 0, 1));
    Within casing(b, axes);
    b.add(b.meshes.volute(), scaled(vec3(0.155f)), kPumpBlue);
    b.add(b.meshes.frustum(20, 0.62f), moved({0, 0, 0.04f}) * scaled({0.11f, 0.11f, 0.17f}), kPumpBlue);
    b.add(b.meshes.cylinder(20), moved({0, 0, 0.12f}) * scaled({0.06f, 0.06f, 0.1f}), kPumpBlue);
  }
  b.add(b.meshes.frustum(20, 0.72f), moved({0, 0, 0.1f}) * scaled({0.085f, 0.085f, 0.16f}), kPumpBlue);
  b.cylinder({0, 0, 0.2f}, 0.055f, 0.12f, kPumpBlue);
  for (float y : {-0.13f, 0.13f}) b.box({0.0f, y, -base / 2 - 0.04f}, {0.12f, 0.05f, base - 0.08f}, kPumpBlue);

  {  // bearing bracket, from the casing to the coupling
    Within along(b, facing({0.05f, 0, 0}, {1, 0, 0}));
    b.add(b.meshes.frustum(24, 0.62f), scaled({0.14f, 0.14f, 0.12f}), kPumpBlue);
    b.cylinder({0, 0, 0.1f}, 0.075f, 0.28f, kPumpBlue, 24);
    b.cylinder({0, 0, 0.36f}, 0.09f, 0.03f, kPumpBlue, 24);
  }
  b.box({0.33f, 0, -base / 2 - 0.03f}, {0.05f, 0.12f, base - 0.06f}, kPumpBlue);
  b.cylinder({0.25f, 0, 0.07f}, 0.018f, 0.05f, kSafetyYellow, 10);  // oil filler

  {  // the turning shaft with its coupling: two hubs with jaws, so that one sees it turn
    MovingPart shaft(b, facing({0.42f, 0, 0}, {1, 0, 0}));
    parts.shaft = shaft.id();
    Paint steel = kStainless;
    steel.flags = kNoShadow;
    b.cylinder({0, 0, 0}, 0.022f, 0.26f, steel, 12);
    for (float at : {0.055f, 0.145f}) b.cylinder({0, 0, at}, 0.06f, 0.06f, steel, 20);
    for (int i = 0; i < 4; ++i) {
      Within jaw(b, turned(90 * float(i), {0, 0, 1}));
      Paint mark = i == 0 ? kSafetyYellow : kRubberBlack;
      mark.flags = kNoShadow;
      b.box({0.05f, 0, 0.13f}, {0.032f, 0.032f, 0.16f}, mark);
    }
  }
  // Coupling guard: two hoops and an open-mesh cover above, so that the turning shaft stays visible.
  for (float x : {0.45f, 0.65f}) {
    Within hoop(b, facing({x, 0, 0}, {1, 0, 0}));
    b.add(b.meshes.ring(0.07f, 24), scaled(vec3(0.105f)), kSafetyYellow);
  }
  for (int i = 0; i < 9; ++i) {
    const float a = glm::radians(22.5f * float(i));
    const vec3 p(0, 0.105f * std::cos(a), 0.105f * std::sin(a));
    b.bar(p + vec3(0.45f, 0, 0), p + vec3(0.65f, 0, 0), 0.0045f, kSafetyYellow, 5);
  }
  {  // motor
    Within along(b, facing({0.68f, 0, 0}, {1, 0, 0}));
    b.cylinder({0, 0, 0}, 0.135f, 0.035f, kMotorGrey, 28);
    b.add(b.meshes.finned(), moved({0, 0, 0.03f}) * scaled({0.145f, 0.145f, 0.33f}), kMotorGrey);
    b.cylinder({0, 0, 0.35f}, 0.15f, 0.09f, kMotorGrey, 28);
    b.cylinder({0, 0, 0.44f}, 0.12f, 0.015f, kPlateBlack, 28);
  }
  for (float x : {0.76f, 0.98f})
    for (float y : {-0.11f, 0.11f}) b.box({x, y, -base / 2 - 0.04f}, {0.06f, 0.06f, base - 0.08f}, kMotorGrey);
  b.box({0.87f, 0, 0.18f}, {0.18f, 0.14f, 0.1f}, kMotorGrey);
  b.bar({0.87f, -0.07f, 0.18f}, {0.87f, -0.13f, 0.18f}, 0.018f, kRubberBlack);
  b.bar({0.87f, -0.13f, 0.18f}, {0.87f, -0.2f, -base}, 0.014f, kRubberBlack);
  if (plinth > 0.08f) {
    Within sign(b, facing({0.46f, -0.338f, -shaft_height + plinth * 0.5f}, {0, -1, 0}));
    build_sign(b, tag, std::min(0.065f, plinth * 0.32f));
  }
  return parts;
}

StationParts build_station(Builder& b, const std::string& tag, uint32_t start_object, uint32_t stop_object) {
  StationParts parts;
  b.box({0, 0.06f, 0.01f}, {0.22f, 0.22f, 0.02f}, kGalvanised);
  b.box({0, 0.06f, 0.62f}, {0.06f, 0.06f, 1.22f}, kGalvanised);
  const Paint enclosure{{0.78f, 0.79f, 0.78f}, 0.4f};
  b.box({0, 0, 1.32f}, {0.26f, 0.12f, 0.42f}, enclosure);
  b.box({0, 0.03f, 1.56f}, {0.34f, 0.24f, 0.015f}, kGalvanised);  // rain hood
  const uint32_t before = b.object;
  auto face = [&](float x, float z) { return facing({x, -0.06f, z}, {0, -1, 0}); };
  auto lamp = [&](float x, glm::vec3 colour) {
    Within at(b, face(x, 1.44f));
    b.cylinder({0, 0, 0}, 0.026f, 0.012f, kStainless, 20);
    MovingPart part(b, glm::mat4(1));
    b.add(b.meshes.head(18), moved({0, 0, 0.012f}) * scaled({0.02f, 0.02f, 0.03f}), Paint{colour, 0.2f, Material::kLamp, kNoShadow});
    return part.id();
  };
  parts.running_lamp = lamp(-0.06f, {0.15f, 0.8f, 0.2f});
  parts.tripped_lamp = lamp(0.06f, {0.95f, 0.6f, 0.1f});
  {
    Within at(b, face(-0.06f, 1.29f));
    b.object = start_object;
    b.cylinder({0, 0, 0}, 0.032f, 0.012f, kStainless, 20);
    b.cylinder({0, 0, 0.01f}, 0.024f, 0.016f, Paint{{0.05f, 0.52f, 0.14f}, 0.35f}, 20);
    b.text(moved({0, 0, 0.028f}), "I", 0.022f, {0.95f, 0.95f, 0.95f});
  }
  {
    Within at(b, face(0.06f, 1.29f));
    b.object = stop_object;
    b.cylinder({0, 0, 0}, 0.034f, 0.012f, kStainless, 20);
    b.cylinder({0, 0, 0.01f}, 0.018f, 0.03f, kHandwheelRed, 16);
    b.cylinder({0, 0, 0.03f}, 0.034f, 0.014f, kHandwheelRed, 24);
    b.text(moved({0, 0, 0.046f}), "O", 0.022f, {0.95f, 0.95f, 0.95f});
  }
  b.object = before;
  Within sign(b, face(0, 1.17f) * moved({0, 0, 0.009f}));
  build_sign(b, tag, 0.034f);
  return parts;
}

}  // namespace retort::geometry
