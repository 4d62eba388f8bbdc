#include "engine/geometry/mesh.h"

#include <cmath>
#include <glm/gtc/constants.hpp>

namespace retort::geometry {
namespace {
constexpr float kTurn = 6.28318530718f;
}

uint32_t MeshWriter::vertex(glm::vec3 position, glm::vec3 normal) {
  vertices.push_back({position, normal});
  return uint32_t(vertices.size() - 1);
}

void MeshWriter::triangle(uint32_t a, uint32_t b, uint32_t c) { indices.insert(indices.end(), {a, b, c}); }

void MeshWriter::quad(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  triangle(a, b, c);
  triangle(a, c, d);
}

void MeshWriter::flat_quad(glm::vec3 a, glm::vec3 b, glm::vec3 c, glm::vec3 d) {
  const glm::vec3 n = glm::normalize(glm::cross(b - a, c - a));
  const uint32_t first = vertex(a, n);
  vertex(b, n), vertex(c, n), vertex(d, n);
  quad(first, first + 1, first + 2, first + 3);
}

void MeshWriter::box(glm::vec3 l, glm::vec3 h) {
  flat_quad({h.x, l.y, l.z}, {h.x, h.y, l.z}, {h.x, h.y, h.z}, {h.x, l.y, h.z});
  flat_quad({l.x, h.y, l.z}, {l.x, l.y, l.z}, {l.x, l.y, h.z}, {l.x, h.y, h.z});
  flat_quad({h.x, h.y, l.z}, {l.x, h.y, l.z}, {l.x, h.y, h.z}, {h.x, h.y, h.z});
  flat_quad({l.x, l.y, l.z}, {h.x, l.y, l.z}, {h.x, l.y, h.z}, {l.x, l.y, h.z});
  flat_quad({l.x, l.y, h.z}, {h.x, l.y, h.z}, {h.x, h.y, h.z}, {l.x, h.y, h.z});
  flat_quad({l.x, h.y, l.z}, {h.x, h.y, l.z}, {h.x, l.y, l.z}, {l.x, l.y, l.z});
}

void MeshWriter::revolve(std::span<const glm::vec2> outline, int segments) {
  const size_t n = outline.size();
  std::vector<glm::vec2> side(n - 1);  // outward normal of each piece of the outline
  for (size_t i = 0; i + 1 < n; ++i) {
    const glm::vec2 d = glm::normalize(outline[i + 1] - outline[i]);
    side[i] = {d.y, -d.x};
  }
  auto ring = [&](glm::vec2 p, glm::vec2 normal) {
    const uint32_t first = uint32_t(vertices.size());
    for (int s = 0; s <= segments; ++s) {
      const float a = kTurn * float(s) / float(segments), c = std::cos(a), k = std::sin(a);
      vertex({p.x * c, p.x * k, p.y}, {normal.x * c, normal.x * k, normal.y});
    }
    return first;
  };
  for (size_t i = 0; i + 1 < n; ++i) {
    auto normal_at = [&](size_t corner) {
      const size_t other = corner == i ? i - 1 : i + 1;
      const bool has_other = corner == i ? i > 0 : i + 2 < n;
      if (!has_other || glm::dot(side[i], side[other]) < 0.82f) return side[i];
      return glm::normalize(side[i] + side[other]);
    };
    const uint32_t low = ring(outline[i], normal_at(i)), high = ring(outline[i + 1], normal_at(i + 1));
    for (int s = 0; s < segments; ++s) {
      const uint32_t a = low + uint32_t(s), b = a + 1, c = high + uint32_t(s) + 1, d = high + uint32_t(s);
      if (outline[i].x > 1e-6f) triangle(a, b, c);
      if (outline[i + 1].x > 1e-6f) triangle(a, c, d);
    }
  }
}

void MeshWriter::bend(float bend_radius, float radius, float angle, int arc_steps, int segments) {
  const uint32_t first = uint32_t(vertices.size());
  for (int i = 0; i <= arc_steps; ++i) {
    const float t = angle * float(i) / float(arc_steps);
    const glm::vec3 out(-std::cos(t), 0, std::sin(t));
    const glm::vec3 centre = glm::vec3(bend_radius, 0, 0) + bend_radius * out;
    for (int s = 0; s <= segments; ++s) {
      const float a = kTurn * float(s) / float(segments);
      const glm::vec3 n = -out * std::cos(a) + glm::vec3(0, 1, 0) * std::sin(a);
      vertex(centre + radius * n, n);
    }
  }
  const uint32_t row = uint32_t(segments) + 1;
  for (uint32_t i = 0; i < uint32_t(arc_steps); ++i)
    for (uint32_t s = 0; s < uint32_t(segments); ++s) {
      const uint32_t a = first + i * row + s;
      quad(a, a + 1, a + 1 + row, a + row);
    }
}

void MeshWriter::torus(float major, float minor, int arc_steps, int segments, glm::vec3 centre) {
  const uint32_t first = uint32_t(vertices.size());
  for (int i = 0; i <= arc_steps; ++i) {
    const float t = kTurn * float(i) / float(arc_steps);
    const glm::vec3 out(std::cos(t), std::sin(t), 0);
    for (int s = 0; s <= segments; ++s) {
      const float a = kTurn * float(s) / float(segments);
      const glm::vec3 n = out * std::cos(a) + glm::vec3(0, 0, 1) * std::sin(a);
      vertex(centre + major * out + minor * n, n);
    }
  }
  const uint32_t row = uint32_t(segments) + 1;
  for (uint32_t i = 0; i < uint32_t(arc_steps); ++i)
    for (uint32_t s = 0; s < uint32_t(segments); ++s) {
      const uint32_t a = first + i * row + s;
      quad(a, a + row, a + row + 1, a + 1);
    }
}

void MeshWriter::prism(std::span<const glm::vec2> p, float z0, float z1) {
  const size_t n = p.size();
  const uint32_t bottom = vertex({0, 0, z0}, {0, 0, -1}), top = vertex({0, 0, z1}, {0, 0, 1});
  for (size_t i = 0; i < n; ++i) {
    const glm::vec2 a = p[i], b = p[(i + 1) % n];
    flat_quad({a, z0}, {b, z0}, {b, z1}, {a, z1});
    triangle(top, vertex({a, z1}, {0, 0, 1}), vertex({b, z1}, {0, 0, 1}));
    triangle(bottom, vertex({b, z0}, {0, 0, -1}), vertex({a, z0}, {0, 0, -1}));
  }
}

void MeshWriter::rod(glm::vec3 from, glm::vec3 to, float radius, int segments) {
  const glm::vec3 z = glm::normalize(to - from);
  const glm::vec3 x = glm::normalize(glm::cross(std::abs(z.z) < 0.9f ? glm::vec3(0, 0, 1) : glm::vec3(1, 0, 0), z));
  const glm::vec3 y = glm::cross(z, x);
  const uint32_t low = vertex(from, -z), high = vertex(to, z);
  for (int s = 0; s < segments; ++s) {
    const float a0 = kTurn * float(s) / float(segments), a1 = kTurn * float(s + 1) / float(segments);
    const glm::vec3 n0 = x * std::cos(a0) + y * std::sin(a0), n1 = x * std::cos(a1) + y * std::sin(a1);
    const glm::vec3 p0 = radius * n0, p1 = radius * n1;
    quad(vertex(from + p0, n0), vertex(from + p1, n1), vertex(to + p1, n1), vertex(to + p0, n0));
    triangle(low, vertex(from + p1, -z), vertex(from + p0, -z));
    triangle(high, vertex(to + p0, z), vertex(to + p1, z));
  }
}

MeshId MeshLibrary::get(const std::string& name, const std::function<void(MeshWriter&)>& make, bool closed) {
  if (auto it = by_name_.find(name); it != by_name_.end()) return it->second;
  MeshWriter w;
  make(w);
  MeshRange range{uint32_t(indices_.size()), uint32_t(w.indices.size()), int32_t(vertices_.size()), closed};
  vertices_.insert(vertices_.end(), w.vertices.begin(), w.vertices.end());
  indices_.insert(indices_.end(), w.indices.begin(), w.indices.end());
  const MeshId id = MeshId(ranges_.size());
  ranges_.push_back(range);
  names_.push_back(name);
  by_name_[name] = id;
  return id;
}

MeshId MeshLibrary::get(const std::string& name, const std::function<void(MeshWriter&)>& make, bool closed, const std::function<MeshId()>& coarser, float below) {
  if (auto it = by_name_.find(name); it != by_name_.end()) return it->second;
  const MeshId id = get(name, make, closed), far = coarser();
  ranges_[id].coarser = int32_t(far);
  ranges_[id].coarser_below = below;
  return id;
}

}  // namespace retort::geometry
