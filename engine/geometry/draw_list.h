// What a renderer draws: all instances in one table, sorted by mesh, and the labels.
#pragma once
#include <vector>

#include "engine/geometry/instance.h"

namespace retort::geometry {

/// Materials are drawn in groups, each with a shader that knows only its own: what is in front first, the ground last.
inline constexpr uint32_t kMaterialGroups = 6;
inline constexpr uint32_t kFlying = 5;   ///< the last group: drops, vapour, flames; one sees through them, and nobody points at them
uint32_t material_group(uint32_t material);

struct DrawRange {
  MeshId mesh = 0;
  uint32_t first_instance = 0;
  uint32_t instance_count = 0;
  uint32_t group = 0;
};

struct DrawList {
  std::vector<Vertex> vertices;
  std::vector<uint32_t> indices;
  std::vector<Instance> instances;
  std::vector<MeshRange> meshes;
  std::vector<DrawRange> ranges;
  std::vector<Label> labels;
  std::vector<Lamp> lamps;
  glm::vec3 low{0}, high{0};  ///< the box that shadows have to cover
  glm::vec4 yard{0};          ///< centre and half size of the gravel
  uint64_t triangles() const;
};

DrawList make_draw_list(const Builder& builder, glm::vec3 low, glm::vec3 high);

}  // namespace retort::geometry
