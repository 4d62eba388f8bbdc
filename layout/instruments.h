// Where instruments sit on pipes and vessels.
#pragma once
#include <map>
#include <string>

#include "layout/routes.h"

namespace retort::layout {

struct Mount {
  glm::vec3 at{0};           ///< where its stem begins
  glm::vec3 stem{0, 0, 1};   ///< the way that it goes
  glm::vec3 face{0, -1, 0};  ///< from where one reads it
  float length = 0.16f;      ///< of the stem, m
};

/// By tag; nothing for one that looks at what has no place.
std::map<std::string, Mount> mount_instruments(const PlantLayout& layout, const RoutedPlant& routed);

/// Frame of what stands in a line: x along the flow, z where the stem points.
glm::mat4 inline_frame(glm::vec3 at, glm::vec3 flow);

/// Degrees: the side of a unit from which one looks, and the one where a ladder has room. No line leaves there, where that can be.
float front_of(const Equipment& e);
float back_of(const Equipment& e);

}  // namespace retort::layout
