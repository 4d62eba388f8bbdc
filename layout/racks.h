// Pipe racks: steel frames that carry the long lines over the field, in levels, each line in a lane of its own.
#pragma once
#include <optional>
#include <vector>

#include "layout/plant_layout.h"

namespace retort::layout {

/// Transverse frames at equal distances of at most 6 m: two columns and a beam at each level, struts between them along the edges.
struct RackFrame {
  explicit RackFrame(const Rack& rack);
  glm::vec3 along, across;   ///< unit vectors
  glm::vec3 start;           ///< of its axis, on the ground
  float length = 0, width = 0;
  int bays = 1;
  float bay() const { return length / float(bays); }
  glm::vec3 at(float along_it, float across_it, float z) const { return start + along * along_it + across * across_it + glm::vec3(0, 0, z); }
};
constexpr float kRackColumn = 0.24f, kRackBeam = 0.26f;   ///< m: width of a column, depth of a beam
constexpr float kRackStrut = 0.05f;   ///< m from the top of a beam to the strut between two
/// Over the beams of a level, where only lines along the rack lie.
constexpr float kRackLanes = 0.36f;
/// Height of a pipe shoe: what is between beam and pipe.
constexpr float kShoe = 0.1f;

std::vector<Box> obstacles(const Rack& rack, const std::string& name);
/// What lies over the beams of a rack, where no line may cross.
std::vector<Box> lane_space(const Rack& rack);
/// The height of the beam under a point that lies on a rack; nothing where none does.
std::optional<float> rack_under(const PlantLayout& layout, glm::vec3 at, float diameter);
/// Where a line over a rack rests on its beams.
std::vector<glm::vec3> beams_under(const Rack& rack, glm::vec3 from, glm::vec3 to, float diameter);

/// Who lies where on the racks of a plant.
class RackLanes {
 public:
  explicit RackLanes(const std::vector<Rack>& racks);
  /// Four points from which to which a line may go straight, on its way from `a` to `b` over a rack; none where no rack is of use to it. Each way
  /// is in a lane that is free; `shift` moves the places where the line comes and leaves.
  std::vector<std::vector<glm::vec3>> ways(glm::vec3 a, glm::vec3 b, float diameter, float shift) const;
  /// Takes the lane of a route.
  void take(const std::vector<glm::vec3>& points, float diameter);

 private:
  struct Lane {
    size_t rack, level;
    float across, diameter, from, to;
  };
  bool free(size_t rack, size_t level, float across, float diameter, float from, float to) const;
  const std::vector<Rack>& racks_;
  std::vector<Lane> taken_;
};

}  // namespace retort::layout
