#include "layout/plane_graph.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <queue>
#include <unordered_map>

namespace retort::layout {

using glm::ivec3, glm::vec3;

int heading_of(vec3 d) {
  int best = 0;
  for (int i = 1; i < 6; ++i)
    if (glm::dot(kHeadings[i], d) > glm::dot(kHeadings[best], d)) best = i;
  return best;
}

PlaneGraph::PlaneGraph(std::span<const vec3> exact, std::span<const Box> boxes) {
  constexpr float kSame = 0.004f, kNear = 0.05f, kFloor = 0.2f;
  for (int a = 0; a < 3; ++a) {
    auto& v = axis_[a];
    auto plane = [&](float x, float apart) {
      if (a == 2 && x < kFloor && apart > kSame) return;
      for (float w : v)
        if (std::abs(w - x) < apart) return;
      v.push_back(x);
    };
    for (vec3 p : exact) plane(p[a], kSame);
    for (const Box& b : boxes) plane(b.low[a] - 0.002f, kNear), plane(b.high[a] + 0.002f, kNear);
    std::sort(v.begin(), v.end());
    n_[a] = int(v.size());
  }
  for (auto& b : blocked_) b.assign(size_t(n_[0]) * size_t(n_[1]) * size_t(n_[2]), 0);
  for (const Box& b : boxes) block(b.low, b.high);
}

ivec3 PlaneGraph::node(size_t i) const {
  return {int(i % size_t(n_[0])), int(i / size_t(n_[0]) % size_t(n_[1])), int(i / (size_t(n_[0]) * size_t(n_[1])))};
}

vec3 PlaneGraph::world(ivec3 p) const { return {axis_[0][size_t(p.x)], axis_[1][size_t(p.y)], axis_[2][size_t(p.z)]}; }

ivec3 PlaneGraph::nearest(vec3 p) const {
  ivec3 r(0);
  for (int a = 0; a < 3; ++a)
    for (int i = 1; i < n_[a]; ++i)
      if (std::abs(axis_[a][size_t(i)] - p[a]) < std::abs(axis_[a][size_t(r[a])] - p[a])) r[a] = i;
  return r;
}

void PlaneGraph::block(vec3 low, vec3 high) {
  ivec3 a, b;  // nodes strictly inside
  for (int k = 0; k < 3; ++k) {
    a[k] = int(std::upper_bound(axis_[k].begin(), axis_[k].end(), low[k]) - axis_[k].begin());
    b[k] = int(std::lower_bound(axis_[k].begin(), axis_[k].end(), high[k]) - axis_[k].begin()) - 1;
  }
  for (int k = 0; k < 3; ++k) {  // along axis k the edge before the first node inside also enters the box
    ivec3 first = a, last = b;
    first[k] = std::max(0, a[k] - 1);
    last[k] = std::min(b[k], n_[k] - 2);
    for (int z = first.z; z <= last.z; ++z)
      for (int y = first.y; y <= last.y; ++y)
        for (int x = first.x; x <= last.x; ++x) blocked_[k][at({x, y, z})] = 1;
  }
}

std::vector<vec3> PlaneGraph::find(vec3 from, uint32_t leave, vec3 to, uint32_t arrive, float straight) {
  // Near the shortest way first; where that sees too much of a large plant, any good one.
  std::vector<vec3> way = search(from, leave, to, arrive, straight, 1.15f, 150000);
  return way.empty() ? search(from, leave, to, arrive, straight, 2.f, 250000) : way;
}

std::vector<vec3> PlaneGraph::search(vec3 from, uint32_t leave, vec3 to, uint32_t arrive, float straight, float weight, int most_steps) {
  // Metres of pipe: a bend is worth 1.2; running along the floor or high up costs extra. Weighted A*.
  constexpr float kBend = 1.2f;
  const ivec3 start = nearest(from), goal = nearest(to);
  // Only what is reached is held: a large plant has a hundred million nodes, and a way sees some thousands of them.
  struct Reached {
    float cost;
    int64_t parent;
  };
  std::unordered_map<uint64_t, Reached> reached;
  using Item = std::pair<float, uint64_t>;
  std::priority_queue<Item, std::vector<Item>, std::greater<>> open;
  auto estimate = [&](ivec3 p, int h) {
    const vec3 d = glm::abs(world(goal) - world(p));
    const int axes = (d.x > 1e-3f) + (d.y > 1e-3f) + (d.z > 1e-3f);
    const int turns = axes > 1 ? axes - 1 : (axes == 1 && !(arrive >> h & 1)) ? 1 : 0;
    return d.x + d.y + d.z + kBend * float(turns);
  };
  auto push = [&](ivec3 p, int h, float cost, int64_t before) {
    const uint64_t i = at(p) * 6 + size_t(h);
    const auto [known, is_new] = reached.try_emplace(i, Reached{cost, before});
    if (!is_new) {
      if (cost >= known->second.cost - 1e-4f) return;
      known->second = {cost, before};
    }
    open.push({cost + weight * estimate(p, h), i});
  };
  for (int h = 0; h < 6; ++h)
    if (leave >> h & 1) push(start, h, 0, -1);
  while (!open.empty() && --most_steps > 0) {
    const auto [f, i] = open.top();
    open.pop();
    const int h = int(i % 6);
    const ivec3 p = node(i / 6);
    const float cost = reached.at(i).cost;
    if (f > cost + weight * estimate(p, h) + 1e-3f) continue;
    if (p == goal && (arrive >> h & 1) && p != start) {
      std::vector<vec3> path;
      for (int64_t k = int64_t(i); k >= 0; k = reached.at(uint64_t(k)).parent) path.push_back(world(node(size_t(k) / 6)));
      std::reverse(path.begin(), path.end());
      std::vector<vec3> corners;
      for (size_t k = 0; k < path.size(); ++k) {
        if (!corners.empty() && glm::distance(corners.back(), path[k]) < 1e-4f) continue;
        if (corners.size() >= 2) {
          const vec3 d0 = glm::normalize(corners.back() - corners[corners.size() - 2]);
          if (glm::dot(d0, glm::normalize(path[k] - corners.back())) > 0.999f) corners.pop_back();
        }
        corners.push_back(path[k]);
      }
      return corners;
    }
    for (int k = 0; k < 6; ++k) {
      if (k == (h ^ 1) || (p == start && k != h)) continue;
      const int a = k / 2, step = k % 2 ? -1 : 1;
      ivec3 q = p;
      float run = 0, extra = 0;
      bool free = true;
      do {  // at least `straight` after a turn, one plane otherwise
        ivec3 edge = q;
        if (step < 0) edge[a] -= 1;
        free = edge[a] >= 0 && edge[a] + 1 < n_[a] && !blocked_[a][at(edge)];
        if (!free) break;
        const float length = axis_[a][size_t(edge[a] + 1)] - axis_[a][size_t(edge[a])];
        q[a] += step;
        run += length;
        const float z = axis_[2][size_t(q.z)];
        extra += length * (z < 0.35f ? 0.5f : 0.03f * z);
      } while ((k != h || p == start) && run < straight - 1e-3f);
      if (free) push(q, k, cost + run + extra + (k != h ? kBend : 0.f), int64_t(i));
    }
  }
  return {};
}

}  // namespace retort::layout
