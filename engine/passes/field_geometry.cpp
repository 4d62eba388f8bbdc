#include "engine/passes/field_geometry.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "engine/passes/frustum.h"

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

/// Whether where it is, and whether it is there at all, is known with the frame only.
bool follows(const Instance& x, const std::vector<bool>& moves) { return (x.part < moves.size() && moves[x.part]) || (x.material & geometry::kHideWhenZero); }

}  // namespace

FieldGeometry::FieldGeometry(gpu::Gpu& gpu, const geometry::DrawList& list, const std::vector<bool>& moves, std::span<const geometry::PartState> rest, Culling culling)
    : gpu_(gpu), instances_(list.instances), ranges_(list.ranges), meshes_(list.meshes), triangles_(list.triangles()) {
  vertices_ = gpu::make_static_buffer(gpu, "field vertices", std::as_bytes(std::span(list.vertices)), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  indices_ = gpu::make_static_buffer(gpu, "field indices", std::as_bytes(std::span(list.indices)), VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  const bool by_device = culling == Culling::device && DeviceCulling::possible(gpu);
  for (gpu::Buffer& b : seen_)
    if (!by_device) b = gpu::Buffer(gpu, "seen instances", std::max<size_t>(1, kViews * instances_.size()) * sizeof(uint32_t), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT, gpu::MemoryKind::kUpload);
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
      if (x.part != 0 && x.part < rest.size() && !follows(x, moves)) bounds_[i] = moved(bounds_[i], rest[x.part]);
    }
  }
  divide(moves);
  if (by_device) device_ = judged_by_device();
  const std::vector<Instance> none(1);
  table_ = gpu::make_static_buffer(gpu, "instances", std::as_bytes(std::span(instances_.empty() ? none : instances_)), VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT);
  texels_ = gpu::TexelView(gpu, table_, VK_FORMAT_R32G32B32A32_UINT, 16);
}

/// Where a part has taken what is round it. Parts stretch along z, puddles to all sides.
FieldGeometry::Bound FieldGeometry::moved(const Bound& b, const geometry::PartState& p) {
  const glm::vec4 c(b.centre, 1);
  const float stretch = std::max({1.0f, glm::length(glm::vec3(p.row0.z, p.row1.z, p.row2.z)), glm::length(glm::vec3(p.row0.x, p.row1.x, p.row2.x))});
  return {{glm::dot(p.row0, c), glm::dot(p.row1, c), glm::dot(p.row2, c)}, b.radius * stretch, b.thickness};
}

/// Puts what stands in order by the place where it stands, and behind it what moves, by its part.
void FieldGeometry::divide(const std::vector<bool>& moves) {
  constexpr float kSide = 8;   // m
  constexpr uint32_t kFlags = geometry::kNoShadow | geometry::kInsideOnly | geometry::kHideWhenZero;
  struct Place {
    uint32_t part, flags;
    int size, x, y, z;
    uint32_t from;
    auto key() const { return std::tie(part, flags, size, x, y, z); }
    bool operator<(const Place& other) const { return std::tuple(key(), from) < std::tuple(other.key(), other.from); }
  };
  for (const geometry::DrawRange& range : ranges_) {
    const uint32_t first = range.first_instance, end = first + range.instance_count;
    std::vector<Place> places;
    for (uint32_t i = first; i < end; ++i) {
      const Instance& x = instances_[i];
      const bool loose = follows(x, moves);
      const glm::ivec3 at = loose ? glm::ivec3(0) : glm::ivec3(glm::floor(bounds_[i].centre / kSide));
      places.push_back({loose ? x.part : 0, x.material & kFlags, loose ? 0 : std::ilogb(std::max(bounds_[i].thickness, 1e-3f)), at.x, at.y, at.z, i});
    }
    std::sort(places.begin(), places.end());
    const std::vector<Instance> instances(instances_.begin() + first, instances_.begin() + end);
    const std::vector<Bound> bounds(bounds_.begin() + first, bounds_.begin() + end);
    Division division{uint32_t(cells_.size()), 0, 0};
    for (size_t k = 0; k < places.size(); ++k) {
      const Place& p = places[k];
      if (k == 0 || places[k - 1].key() != p.key()) cells_.push_back({uint32_t(first + k), 0, p.part, p.flags});
      ++cells_.back().count;
      instances_[first + k] = instances[p.from - first];
      bounds_[first + k] = bounds[p.from - first];
    }
    division.end = uint32_t(cells_.size());
    division.moving = uint32_t(std::find_if(cells_.begin() + division.standing, cells_.end(), [](const Cell& c) { return c.part != 0; }) - cells_.begin());
    for (uint32_t c = division.standing; c < division.end; ++c) {
      Cell& cell = cells_[c];
      glm::vec3 low(1e9f), high(-1e9f);
      for (uint32_t i = cell.first; i < cell.first + cell.count; ++i) {
        const Bound& b = bounds_[i];
        low = glm::min(low, b.centre - b.radius), high = glm::max(high, b.centre + b.radius);
        cell.smallest = std::min(cell.smallest, b.radius), cell.largest = std::max(cell.largest, b.radius);
        cell.thinnest = std::min(cell.thinnest, b.thickness), cell.thickest = std::max(cell.thickest, b.thickness);
      }
      cell.centre = (low + high) * 0.5f;
      cell.radius = glm::length(high - low) * 0.5f;
    }
    divisions_.push_back(division);
  }
}

std::unique_ptr<DeviceCulling> FieldGeometry::judged_by_device() const {
  std::vector<DeviceCulling::Judged> judged(instances_.size());
  for (const Cell& c : cells_)
    for (uint32_t i = c.first; i < c.first + c.count; ++i) judged[i] = {glm::vec4(bounds_[i].centre, bounds_[i].radius), bounds_[i].thickness, c.part, c.material};
  std::vector<DeviceCulling::Range> ranges;
  std::vector<uint32_t> groups;
  for (size_t r = 0; r < ranges_.size(); ++r) {
    const Division& d = divisions_[r];
    DeviceCulling::Range range{ranges_[r].first_instance, 0, ranges_[r].instance_count};
    for (uint32_t c = d.standing; c < d.moving; ++c) range.standing += cells_[c].count;
    for (const MeshRange* m = &meshes_[ranges_[r].mesh]; m && range.levels < DeviceCulling::kLevels; m = m->coarser >= 0 ? &meshes_[size_t(m->coarser)] : nullptr) {
      const size_t k = range.levels++;
      range.index_count[k] = m->index_count, range.first_index[k] = m->first_index, range.first_vertex[k] = m->first_vertex, range.coarser_below[k] = m->coarser_below;
    }
    ranges.push_back(range);
    groups.push_back(ranges_[r].group);
  }
  return std::make_unique<DeviceCulling>(gpu_, judged, std::move(ranges), std::move(groups));
}

void FieldGeometry::read_parts(uint32_t slot, const gpu::TexelView& parts) {
  if (device_) device_->read_parts(slot, parts);
}

void FieldGeometry::begin(uint32_t slot, Count& count) {
  used_[slot] = 0;
  if (device_) device_->begin(slot, count);
}

bool FieldGeometry::wanted(const Sight& sight, uint32_t material) const {
  if (sight.shadows && (material & (geometry::kNoShadow | geometry::kInsideOnly))) return false;
  return !(material & geometry::kInsideOnly) || sight.inside;
}

/// How many steps coarser than its finest a mesh is drawn.
size_t FieldGeometry::level_of(const MeshRange& mesh, float pixels_across) const {
  size_t level = 0;
  for (const MeshRange* m = &mesh; level + 1 < std::size(levels_) && m->coarser >= 0 && pixels_across < m->coarser_below; ++level) m = &meshes_[size_t(m->coarser)];
  return level;
}

size_t solid_ones(const Draws& draws) {
  return size_t(std::find_if(draws.begin(), draws.end(), [](const Draw& d) { return d.group == geometry::kFlying; }) - draws.begin());
}

Draws FieldGeometry::see(VkCommandBuffer cmd, uint32_t slot, const Sight& sight, std::span<const geometry::PartState> parts) {
  if (device_) return device_->see(cmd, slot, sight);
  Draws draws;
  const Frustum frustum(sight.projection);
  auto* out = seen_[slot].mapped<uint32_t>();
  const auto pixels_at = [&](glm::vec3 centre, float nearer) { return sight.pixels / (sight.parallel ? 1 : std::max(glm::distance(sight.eye, centre) - nearer, 0.01f)); };
  const auto add = [&](const MeshRange& mesh, uint32_t i, const Bound& b) {
    const float pixels = pixels_at(b.centre, b.radius);
    if (2 * b.radius * pixels < kSmallest) return;
    std::vector<Run>& runs = levels_[level_of(mesh, b.thickness * pixels)];
    if (!runs.empty() && runs.back().first + runs.back().count == i) ++runs.back().count;
    else runs.push_back({i, 1});
  };
  for (size_t r = 0; r < ranges_.size(); ++r) {
    const geometry::DrawRange& range = ranges_[r];
    const Division& division = divisions_[r];
    for (auto& level : levels_) level.clear();
    const MeshRange& finest = meshes_[range.mesh];
    const uint32_t from = sight.who == Sight::Who::moving ? division.moving : division.standing, to = sight.who == Sight::Who::standing ? division.moving : division.end;
    for (uint32_t c = from; c < to; ++c) {
      const Cell& cell = cells_[c];
      if (!wanted(sight, cell.material)) continue;
      const geometry::PartState* part = cell.part != 0 && cell.part < parts.size() ? &parts[cell.part] : nullptr;
      if ((cell.material & geometry::kHideWhenZero) && part && part->amount.x <= 0) continue;
      Bound all{cell.centre, cell.radius, 0};
      float largest = cell.largest;
      if (part) {
        all = moved(all, *part);
        largest *= all.radius / std::max(cell.radius, 1e-6f);
      }
      if (!frustum.sees(all.centre, all.radius)) continue;
      const float most = pixels_at(all.centre, all.radius), least = pixels_at(all.centre, -all.radius);
      if (2 * largest * most < kSmallest) continue;
      // As one where all of it is seen, nothing is too small, and no other level would be taken for any.
      const bool whole = frustum.sees_whole(all.centre, all.radius);
      const size_t level = level_of(finest, cell.thickest * most);
      if (whole && 2 * cell.smallest * least >= kSmallest && level == level_of(finest, cell.thinnest * least)) {
        levels_[level].push_back({cell.first, cell.count});
        continue;
      }
      for (uint32_t i = cell.first; i < cell.first + cell.count; ++i) {
        const Bound b = part ? moved(bounds_[i], *part) : bounds_[i];
        if (whole || frustum.sees(b.centre, b.radius)) add(finest, i, b);
      }
    }
    const MeshRange* mesh = &meshes_[range.mesh];
    for (auto& level : levels_) {
      if (!level.empty()) {
        const uint32_t first = used_[slot];
        for (const Run& run : level)
          for (uint32_t i = 0; i < run.count; ++i) out[used_[slot]++] = run.first + i;
        draws.push_back({*mesh, first, used_[slot] - first, range.group});
      }
      if (mesh->coarser < 0) break;
      mesh = &meshes_[size_t(mesh->coarser)];
    }
  }
  return draws;
}

void FieldGeometry::draw(VkCommandBuffer cmd, uint32_t slot, std::span<const Draw> draws, const std::function<void(uint32_t)>& enter_group, Count& count) const {
  if (draws.empty()) return;
  const VkBuffer buffers[] = {vertices_.handle(), (device_ ? device_->seen(slot, draws.front().view) : seen_[slot]).handle()};
  const VkDeviceSize offsets[] = {0, 0};
  vkCmdBindVertexBuffers(cmd, 0, 2, buffers, offsets);
  vkCmdBindIndexBuffer(cmd, indices_.handle(), 0, VK_INDEX_TYPE_UINT32);
  uint32_t group = geometry::kMaterialGroups;
  for (const Draw& d : draws) {
    if (enter_group && d.group != group) enter_group(group = d.group);
    if (device_) {
      device_->draw(cmd, slot, d);
      continue;
    }
    vkCmdDrawIndexed(cmd, d.mesh.index_count, d.instance_count, d.mesh.first_index, d.mesh.first_vertex, d.first_instance);
    count.add_draw(d.mesh.index_count, d.instance_count);
  }
}

void FieldGeometry::describe(gpu::PipelineDesc& d) {
  d.bindings = {{0, sizeof(Vertex), VK_VERTEX_INPUT_RATE_VERTEX}, {1, sizeof(uint32_t), VK_VERTEX_INPUT_RATE_INSTANCE}};
  d.attributes = {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, position)}, {1, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, normal)}, {2, 1, VK_FORMAT_R32_UINT, 0}};
}

}  // namespace retort::passes
