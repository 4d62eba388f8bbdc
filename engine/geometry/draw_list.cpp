#include "engine/geometry/draw_list.h"

#include <algorithm>

namespace retort::geometry {

// The numbers are known to shaders/lit.frag.
uint32_t material_group(uint32_t material) {
  switch (Material(material & 255)) {
    case Material::paint: case Material::metal: case Material::rubber: return 0;
    case Material::pipe: case Material::shell: case Material::cladding: case Material::clad_shell: case Material::liquid: return 1;
    case Material::concrete: return 3;
    case Material::ground: return 4;
    case Material::spray: case Material::vapour: case Material::flame: return kFlying;
    default: return 2;
  }
}

uint64_t DrawList::triangles() const {
  uint64_t sum = 0;
  for (const DrawRange& r : ranges) sum += uint64_t(meshes[r.mesh].index_count / 3) * r.instance_count;
  return sum;
}

DrawList make_draw_list(const Builder& b, glm::vec3 low, glm::vec3 high) {
  DrawList list;
  list.vertices = b.meshes.vertices();
  list.indices = b.meshes.indices();
  for (MeshId m = 0; m < b.meshes.size(); ++m) list.meshes.push_back(b.meshes.range(m));
  list.labels = b.labels;
  list.lamps = b.lamps;
  list.low = low;
  list.high = high;
  std::vector<PlacedInstance> sorted = b.instances;
  std::stable_sort(sorted.begin(), sorted.end(), [](auto& x, auto& y) {
    const uint32_t a = material_group(x.instance.material), b = material_group(y.instance.material);
    return a != b ? a < b : x.mesh < y.mesh;
  });
  for (size_t i = 0; i < sorted.size(); ++i) {
    const uint32_t group = material_group(sorted[i].instance.material);
    if (i == 0 || sorted[i].mesh != sorted[i - 1].mesh || group != list.ranges.back().group)
      list.ranges.push_back({sorted[i].mesh, uint32_t(i), 0, group});
    list.ranges.back().instance_count++;
    list.instances.push_back(sorted[i].instance);
  }
  return list;
}

}  // namespace retort::geometry
