#pragma once
#include <algorithm>
#include <glm/glm.hpp>

namespace retort::passes {

/// The sides of what a projection sees, as planes with their normals inwards; far and near stay open.
struct Frustum {
  explicit Frustum(const glm::mat4& p) {
    const glm::mat4 rows = glm::transpose(p);
    for (glm::vec4 plane : {rows[3] + rows[0], rows[3] - rows[0], rows[3] + rows[1], rows[3] - rows[1]}) planes[count++] = plane / glm::length(glm::vec3(plane));
    if (const float behind = glm::length(glm::vec3(rows[3])); behind > 1e-6f) planes[count++] = rows[3] / behind;
  }
  bool sees(glm::vec3 centre, float radius) const { return least(centre) >= -radius; }
  bool sees_whole(glm::vec3 centre, float radius) const { return least(centre) >= radius; }
  float least(glm::vec3 centre) const {
    float d = 1e30f;
    for (int i = 0; i < count; ++i) d = std::min(d, glm::dot(glm::vec3(planes[i]), centre) + planes[i].w);
    return d;
  }
  glm::vec4 planes[5];
  int count = 0;
};

}  // namespace retort::passes
