// The real surface of what stands in the field, out of the primitives that it is drawn with. The boxes of its solids are what pipes and people
// go round; instruments sit on this, and it hides what is behind it.
#pragma once
#include <optional>

#include "layout/plant_layout.h"

namespace retort::layout {

/// The shape of a unit as it is drawn: as `shape_of`, and told by its lines, its front and its back.
shapes::Shape drawn_shape(const PlantLayout& layout, const Equipment& e);

class Surface {
 public:
  Surface(const Equipment& e, const shapes::Shape& drawn);
  /// Whether a point is inside something of it.
  bool holds(glm::vec3 at) const;
  /// The first point, on a way, that is on or in it. What is thinner than a hand is passed over.
  std::optional<glm::vec3> meets(glm::vec3 from, glm::vec3 to) const;

 private:
  struct Body {
    shapes::Primitive::Kind kind;
    glm::vec2 more;
    std::vector<glm::vec2> outline;
    glm::mat4 to_local;
    glm::vec3 low, high;   // the box around it, in the world
  };
  static bool holds(const Body& b, glm::vec3 at);
  std::vector<Body> bodies_;
  glm::vec3 low_{1e9f}, high_{-1e9f};
};

}  // namespace retort::layout
