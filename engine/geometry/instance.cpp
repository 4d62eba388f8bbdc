#include "engine/geometry/instance.h"

#include <cmath>

namespace retort::geometry {

uint32_t pack_colour(glm::vec3 c, float roughness) {
  auto byte = [](float v) { return uint32_t(std::lround(std::min(std::max(v, 0.0f), 1.0f) * 255)); };
  return byte(c.r) | byte(c.g) << 8 | byte(c.b) << 16 | byte(roughness) << 24;
}

glm::mat4 facing(glm::vec3 at, glm::vec3 direction, glm::vec3 up) {
  const glm::vec3 z = glm::normalize(direction);
  if (std::abs(glm::dot(z, up)) > 0.99f) up = std::abs(z.x) < 0.9f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0);
  const glm::vec3 x = glm::normalize(glm::cross(up, z)), y = glm::cross(z, x);
  return glm::mat4(glm::vec4(x, 0), glm::vec4(y, 0), glm::vec4(z, 0), glm::vec4(at, 1));
}

Instance& Builder::add(MeshId mesh, const glm::mat4& local, const Paint& paint) {
  const glm::mat4 rows = glm::transpose(frame * local);
  Instance i;
  i.row0 = rows[0], i.row1 = rows[1], i.row2 = rows[2];
  i.colour = pack_colour(paint.colour, paint.roughness);
  i.material = uint32_t(paint.material) | paint.flags;
  i.object = object;
  i.part = part;
  instances.push_back({mesh, i});
  return instances.back().instance;
}

Instance& Builder::box(glm::vec3 centre, glm::vec3 size, const Paint& paint) {
  return add(meshes.box(), moved(centre) * scaled(size), paint);
}

Instance& Builder::cylinder(glm::vec3 base, float radius, float height, const Paint& paint, int segments) {
  return add(meshes.cylinder(segments), moved(base) * scaled({radius, radius, height}), paint);
}

Instance& Builder::bar(glm::vec3 from, glm::vec3 to, float radius, const Paint& paint, int segments) {
  return add(meshes.cylinder(segments), facing(from, to - from) * scaled({radius, radius, glm::length(to - from)}), paint);
}

Instance& Builder::beam(glm::vec3 from, glm::vec3 to, float width, float height, const Paint& paint, glm::vec3 up) {
  const glm::mat4 f = facing((from + to) * 0.5f, to - from, up);
  return add(meshes.box(), f * scaled({width, height, glm::length(to - from)}), paint);
}

Label& Builder::text(const glm::mat4& local, const std::string& text, float height, glm::vec3 colour) {
  labels.push_back({frame * local, text, height, colour, object});
  return labels.back();
}

}  // namespace retort::geometry
