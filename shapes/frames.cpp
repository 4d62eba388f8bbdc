#include "shapes/frames.h"

#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace retort::shapes {

glm::mat4 moved(glm::vec3 by) { return glm::translate(glm::mat4(1), by); }
glm::mat4 scaled(glm::vec3 by) { return glm::scale(glm::mat4(1), by); }
glm::mat4 turned(float degrees, glm::vec3 axis) { return glm::rotate(glm::mat4(1), glm::radians(degrees), axis); }

glm::mat4 facing(glm::vec3 at, glm::vec3 axis, glm::vec3 up) {
  const glm::vec3 z = glm::normalize(axis);
  const bool upright = std::abs(z.z) > 0.999f;
  if (glm::length(up) < 0.5f) up = upright ? glm::vec3(0, z.z, 0) : glm::vec3(0, 0, 1);
  glm::vec3 x = glm::cross(up, z);
  if (glm::length(x) < 1e-4f) x = glm::cross(std::abs(z.x) < 0.9f ? glm::vec3(1, 0, 0) : glm::vec3(0, 1, 0), z);
  x = glm::normalize(x);
  return glm::mat4(glm::vec4(x, 0), glm::vec4(glm::cross(z, x), 0), glm::vec4(z, 0), glm::vec4(at, 1));
}

}  // namespace retort::shapes
