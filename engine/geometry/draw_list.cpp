#include "engine/geometry/draw_list.h"

#include <algorithm>

namespace retort::geometry {

uint64_t DrawList::triangles() const {
  uint64_t sum = 0;
  for (const DrawRange& r : ranges) sum += uint64_t(r.mesh.index_count / 3) * r.instance_count;
  return sum;
}

DrawList make_draw_list(const Builder& b, glm::vec3 low, glm::vec3 high) {
  DrawList list;
  list.vertices = b.meshes.vertices();
  list.indices = b.meshes.indices();
  list.labels = b.labels;
  list.low = low;
  list.high = high;
  std::vector<PlacedInstance> sorted = b.instances;
  std::stable_sort(sorted.begin(), sorted.end(), [](auto& x, auto& y) { return x.mesh < y.mesh; });
  for (size_t i = 0; i < sorted.size(); ++i) {
    if (i == 0 || sorted[i].mesh != sorted[i - 1].mesh)
      list.ranges.push_back({b.meshes.range(sorted[i].mesh), uint32_t(i), 0});
    list.ranges.back().instance_count++;
    list.instances.push_back(sorted[i].instance);
  }
  return list;
}

}  // namespace retort::geometry
