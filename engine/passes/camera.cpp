#include "engine/passes/camera.h"

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace retort::passes {

Camera Camera::looking(glm::vec3 eye, glm::vec3 at, float fov) {
  const glm::vec3 d = glm::normalize(at - eye);
  return {eye, std::atan2(d.y, d.x), std::asin(d.z), fov};
}

glm::vec3 Camera::forward() const {
  return {std::cos(pitch) * std::cos(yaw), std::cos(pitch) * std::sin(yaw), std::sin(pitch)};
}

glm::vec3 Camera::right() const { return {std::sin(yaw), -std::cos(yaw), 0}; }

glm::mat4 Camera::view_projection(float aspect) const {
  const glm::vec3 f = forward(), r = right(), u = glm::cross(r, f);
  glm::mat4 view(1);
  for (int i = 0; i < 3; ++i) view[i][0] = r[i], view[i][1] = u[i], view[i][2] = -f[i];
  view[3] = glm::vec4(-glm::dot(r, eye), -glm::dot(u, eye), glm::dot(f, eye), 1);
  const float scale = 1 / std::tan(fov / 2);
  glm::mat4 p(0);
  p[0][0] = scale / aspect;
  p[1][1] = -scale;
  p[2][3] = -1;
  p[3][2] = kNear;
  return p * view;
}

}  // namespace retort::passes
