#include "engine/passes/field_geometry.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace retort::passes {
namespace {

using geometry::Instance, geometry::MeshRange, geometry::Vertex;

/// Views of a frame that may each see everything: the camera, the cascades and what moves in them, the zenith, the pointer.
constexpr size_t kViews = 6;
/// Below so many pixels across a thing is left out.
constexpr float kSmallest = 0.8f;

struct Extent {
  glm::vec3 centre, half;
};
Extent extent_of(const geometry::DrawList& list, const MeshRange& mesh) {
  glm::vec3 low(1e9f), high(-1e9f);
  for (uint32_t i = 0; i < mesh.index_count; ++i) {
    const glm::vec3 p = list.vertices[size_t(int64_t(mesh.first_vertex) + list.indices[mesh.first_index + i])].position;
    low = glm::min(low, p), high = glm::max(high, p);
  }
  return {(low + high) * 0.5f, (high - low) * 0.5f};
}

float median(glm::vec3 v) { return std::max(std::min(v.x, v.y), std::min(std::max(v.x, v.y), v.z)); }

/// The sides of what a projection sees, as planes with their normals inwards; far and near stay open.
struct Frustum {
  explicit Frustum(const glm::mat4& p) {
    const glm::mat4 rows = glm::transpose(p);
    for (glm::vec4 plane : {rows[3] + rows[0], rows[3] - rows[0], rows[3] + rows[1], rows[3] - rows[1]}) planes[count++] = plane / glm::length(glm::vec3(plane));
    if (const float behind = glm::length(glm::vec3(rows[3])); behind > 1e-6f) planes[count++] = rows[3] / behind;
  }
  bool sees(glm::vec3 centre, float radius) const {
    for (int i = 0; i < count; ++i)
      if (glm::dot(glm::vec3(planes[i]), centre) + planes[i].w < -radius) return false;
    return true;
  }
  glm::vec4 planes[5];
  int count = 0;
};

}  // namespace

FieldGeometry::FieldGeometry(gpu::Gpu& gpu, const geometry::DrawList& list, std::vector<bool> moves)
    : gpu_(gpu), instances_(list.instances), ranges_(list.ranges), meshes_(list.meshes), moves_(std::move(moves)), triangles_(list.triangles()) {
  vertices_ = gpu::make_static_buffer(gpu, "field vertices", std::as_bytes(std::span(list.vertices)), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  indices_ = gpu::make_static_buffer(gpu, "field indices", std::as_bytes(std::span(list.indices)), VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  for (gpu::Buffer& b : seen_)
    b = gpu::Buffer(gpu, "seen instances", std::max<size_t>(1, kViews * instances_.size()) * sizeof(Instance), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT, gpu::MemoryKind::kUpload);
  bounds_.resize(instances_.size());
  for (const geometry::DrawRange& range : ranges_) {
    const Extent e = extent_of(list, meshes_[range.mesh]);
    for (uint32_t i = range.first_instance; i < range.first_instance + range.instance_count; ++i) {
      const Instance& x = instances_[i];
      const glm::mat3 m = glm::transpose(glm::mat3(glm::vec3(x.row0), glm::vec3(x.row1), glm::vec3(x.row2)));
      const glm::vec3 half(glm::length(m[0]) * e.half.x, glm::length(m[1]) * e.half.y, glm::length(m[2]) * e.half.z);
      const glm::vec4 c(e.centre, 1);
      bounds_[i] = {{glm::dot(x.row0, c), glm::dot(x.row1, c), glm::dot(x.row2, c)}, glm::length(half), 2 * median(half)};
      // What flies goes as far as its flight, and may be as wide at its end as it says.
      if (range.group == geometry::kFlying) bounds_[i].radius = 2 * glm::length(m[2]) + glm::length(m[0]) * std::max(1.f, x.aux.y) + 2;
    }
  }
}

size_t solid_ones(const Draws& draws) {
  return size_t(std::find_if(draws.begin(), draws.end(), [](const Draw& d) { return d.group == geometry::kFlying; }) - draws.begin());
}

Draws FieldGeometry::see(uint32_t slot, const Sight& sight, std::span<const geometry::PartState> parts) {
  Draws draws;
  const Frustum frustum(sight.projection);
  auto* out = seen_[slot].mapped<Instance>();
  for (const geometry::DrawRange& range : ranges_) {
    for (auto& level : levels_) level.clear();
    for (uint32_t i = range.first_instance; i < range.first_instance + range.instance_count; ++i) {
      const Instance& x = instances_[i];
      if (sight.shadows && (x.material & (geometry::kNoShadow | geometry::kInsideOnly))) continue;
      if ((x.material & geometry::kInsideOnly) && !sight.inside) continue;
      if (sight.who != Sight::Who::all && (x.part < moves_.size() && moves_[x.part]) != (sight.who == Sight::Who::moving)) continue;
      Bound b = bounds_[i];
      if (x.part != 0 && x.part < parts.size()) {
        const geometry::PartState& p = parts[x.part];
        if ((x.material & geometry::kHideWhenZero) && p.amount.x <= 0) continue;
        const glm::vec4 c(b.centre, 1);
        b.centre = {glm::dot(p.row0, c), glm::dot(p.row1, c), glm::dot(p.row2, c)};
        // Parts stretch along z, puddles to all sides.
        b.radius *= std::max({1.0f, glm::length(glm::vec3(p.row0.z, p.row1.z, p.row2.z)), glm::length(glm::vec3(p.row0.x, p.row1.x, p.row2.x))});
      }
      if (!frustum.sees(b.centre, b.radius)) continue;
      const float far = sight.parallel ? 1 : std::max(glm::distance(sight.eye, b.centre) - b.radius, 0.01f);
      const float pixels = sight.pixels / far;
      if (2 * b.radius * pixels < kSmallest) continue;
      size_t level = 0;
      for (const MeshRange* m = &meshes_[range.mesh]; level + 1 < std::size(levels_) && m->coarser >= 0 && b.thickness * pixels < m->coarser_below; ++level) m = &meshes_[size_t(m->coarser)];
      levels_[level].push_back(i);
    }
    const MeshRange* mesh = &meshes_[range.mesh];
    for (auto& level : levels_) {
      if (!level.empty()) {
        draws.push_back({*mesh, used_[slot], uint32_t(level.size()), range.group});
        for (uint32_t i : level) std::memcpy(&out[used_[slot]++], &instances_[i], sizeof(Instance));
      }
      if (mesh->coarser < 0) break;
      mesh = &meshes_[size_t(mesh->coarser)];
    }
  }
  return draws;
}

void FieldGeometry::draw(VkCommandBuffer cmd, uint32_t slot, std::span<const Draw> draws, const std::function<void(uint32_t)>& enter_group, Count& count) const {
  const VkBuffer buffers[] = {vertices_.handle(), seen_[slot].handle()};
  const VkDeviceSize offsets[] = {0, 0};
  vkCmdBindVertexBuffers(cmd, 0, 2, buffers, offsets);
  vkCmdBindIndexBuffer(cmd, indices_.handle(), 0, VK_INDEX_TYPE_UINT32);
  uint32_t group = geometry::kMaterialGroups;
  for (const Draw& d : draws) {
    if (enter_group && d.group != group) enter_group(group = d.group);
    vkCmdDrawIndexed(cmd, d.mesh.index_count, d.instance_count, d.mesh.first_index, d.mesh.first_vertex, d.first_instance);
    ++count.draws;
    count.instances += d.instance_count;
    count.triangles += uint64_t(d.mesh.index_count / 3) * d.instance_count;
    // Indices and, of each instance, the vertices once more: caches are small.
    count.bytes += uint64_t(d.mesh.index_count) * 4 + d.instance_count * (sizeof(Instance) + uint64_t(d.mesh.index_count) / 6 * sizeof(Vertex));
  }
}

void FieldGeometry::describe(gpu::PipelineDesc& d) {
  d.bindings = {{0, sizeof(Vertex), VK_VERTEX_INPUT_RATE_VERTEX}, {1, sizeof(Instance), VK_VERTEX_INPUT_RATE_INSTANCE}};
  d.attributes = {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, position)},
                  {1, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, normal)},
                  {2, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row0)},
                  {3, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row1)},
                  {4, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row2)},
                  {5, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, aux)},
                  {6, 1, VK_FORMAT_R8G8B8A8_UNORM, offsetof(Instance, colour)},
                  {7, 1, VK_FORMAT_R32G32B32_UINT, offsetof(Instance, material)}};
  d.cull = VK_CULL_MODE_NONE;  // vessels are cut open in the inside view, pipes have open ends
}

}  // namespace retort::passes
