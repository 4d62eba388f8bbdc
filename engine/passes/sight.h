// What a view is, and what was drawn for it.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

#include "engine/geometry/draw_list.h"

namespace retort::passes {

/// What was drawn for a frame. `bytes`: an estimate, of vertices, instances and targets, each touched once.
struct Count {
  uint64_t triangles = 0, draws = 0, instances = 0, passes = 0, bytes = 0;

  /// `instances` of a mesh: indices and, of each instance, the vertices once more: caches are small.
  void add_draw(uint32_t index_count, uint32_t of) {
    ++draws;
    instances += of;
    triangles += uint64_t(index_count / 3) * of;
    bytes += uint64_t(index_count) * 4 + of * (sizeof(uint32_t) + sizeof(geometry::Instance) + uint64_t(index_count) / 6 * sizeof(geometry::Vertex));
  }
};

struct Sight {
  glm::mat4 projection{1};
  glm::vec3 eye{0};
  float pixels = 0;         ///< of a metre, at one metre from the eye; in a parallel view anywhere
  bool parallel = false;
  bool inside = false;      ///< the inside view
  bool shadows = false;     ///< only what throws one
  enum class Who { all, standing, moving } who = Who::all;
};

/// Instances of a mesh; or, where the device judges, commands that it writes itself.
struct Draw {
  geometry::MeshRange mesh;
  uint32_t first_instance = 0, instance_count = 0, group = 0;
  uint32_t view = 0, first_command = 0, command_count = 0;
};
using Draws = std::vector<Draw>;
/// How many of them, from the first, are of something solid: what flies comes last.
size_t solid_ones(const Draws& draws);

}  // namespace retort::passes
