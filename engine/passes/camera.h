// Where one looks from. Z is up, metres; yaw 0 looks along +X and turns towards +Y.
#pragma once
#include <glm/glm.hpp>

namespace retort::passes {

struct Camera {
  glm::vec3 eye{0, 0, 1.7f};
  float yaw = 0;     ///< radians
  float pitch = 0;   ///< radians, up is positive
  float fov = 1.05f; ///< vertical, radians

  static Camera looking(glm::vec3 eye, glm::vec3 at, float fov = 1.05f);
  glm::vec3 forward() const;
  glm::vec3 right() const;
  /// Reversed Z: 1 at the near plane (5 cm), 0 at infinity; y points down on the screen.
  glm::mat4 view_projection(float aspect) const;
  static constexpr float kNear = 0.05f;
};

}  // namespace retort::passes
