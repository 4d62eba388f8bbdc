// The search space of the pipe router: only the planes that matter, exact at nozzles, coarse where the plant is empty.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

#include "layout/plant_layout.h"

namespace retort::layout {

/// Headings: 0 +x, 1 -x, 2 +y, 3 -y, 4 +z, 5 -z. A set of headings is a bit mask.
inline constexpr glm::vec3 kHeadings[6] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
inline constexpr uint32_t kAnyHeading = 63;
int heading_of(glm::vec3 direction);

class PlaneGraph {
 public:
  /// `exact`: points whose coordinates all become planes. `boxes`: solid, already grown by what has to stay clear.
  PlaneGraph(std::span<const glm::vec3> exact, std::span<const Box> boxes);

  /// Corners from start to goal, empty when there is no way. The first move goes along one of `leave`, the last
  /// along one of `arrive`; after a turn the pipe runs straight for at least `straight` m.
  std::vector<glm::vec3> find(glm::vec3 start, uint32_t leave, glm::vec3 goal, uint32_t arrive, float straight);

 private:
  std::vector<glm::vec3> search(glm::vec3 start, uint32_t leave, glm::vec3 goal, uint32_t arrive, float straight, float weight, int most_steps);
  size_t at(glm::ivec3 p) const { return (size_t(p.z) * size_t(n_[1]) + size_t(p.y)) * size_t(n_[0]) + size_t(p.x); }
  glm::ivec3 node(size_t index) const;
  glm::ivec3 nearest(glm::vec3 p) const;
  glm::vec3 world(glm::ivec3 p) const;
  void block(glm::vec3 low, glm::vec3 high);

  std::vector<float> axis_[3];
  int n_[3];
  std::vector<uint8_t> blocked_[3];  ///< edge from a node to its successor on the axis
};

}  // namespace retort::layout
