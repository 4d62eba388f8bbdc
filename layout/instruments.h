// Where instruments sit: on pipes, and on the real wall of vessels.
#pragma once
#include <cmath>
#include <map>
#include <string>

#include "layout/routes.h"

namespace retort::layout {

struct Mount {
  glm::vec3 at{0};           ///< where its stem begins
  glm::vec3 stem{0, 0, 1};   ///< the way that it goes
  glm::vec3 face{0, -1, 0};  ///< from where one reads it
  float length = 0.16f;      ///< of the stem, m
  float bend = 0.09f;        ///< m: a level stem goes so far before it turns up
  bool on_wall = false;      ///< of a unit, where one must be able to come; on a line it may hang high

  bool bent() const { return std::abs(stem.z) < 0.5f; }
  /// Where the instrument is: at the end of its stem.
  glm::vec3 head() const { return bent() ? at + stem * bend + glm::vec3(0, 0, length) : at + stem * length; }
  glm::vec3 looks() const { return bent() ? stem : face; }   ///< from where one reads it, as it hangs
};

/// By tag; nothing for one that looks at what has no place.
std::map<std::string, Mount> mount_instruments(const PlantLayout& layout, const RoutedPlant& routed);

/// Frame of what stands in a line: x along the flow, z where the stem points.
glm::mat4 inline_frame(glm::vec3 at, glm::vec3 flow);

/// Degrees: the side of a unit from which one looks, and the one where a ladder has room. No line leaves there, where that can be.
float front_of(const Equipment& e);
float back_of(const Equipment& e);
/// Away from the platform of a raised unit, where its ladder or its stairs are.
glm::vec3 access_side(const Equipment& e);

}  // namespace retort::layout
