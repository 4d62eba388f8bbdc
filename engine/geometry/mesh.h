// Triangles. A plant is few shapes many times: every shape here has unit size (radius 1 or edge 1, along +Z from 0 to
// 1 unless said otherwise) and is placed, stretched and painted by instances. Shapes are made on demand, once.
#pragma once
#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace retort::geometry {

struct Vertex {
  glm::vec3 position;
  glm::vec3 normal;
};

/// A part of the shared vertex and index arrays.
struct MeshRange {
  uint32_t first_index = 0;
  uint32_t index_count = 0;
  int32_t first_vertex = 0;
  bool closed = true;  ///< watertight: every edge is shared by two triangles
  int32_t coarser = -1;      ///< the mesh that does for it from afar
  float coarser_below = 0;   ///< where the thing is fewer pixels thick than this
};

/// Writes one mesh. Triangles are counter-clockwise seen from outside.
class MeshWriter {
 public:
  uint32_t vertex(glm::vec3 position, glm::vec3 normal);
  void triangle(uint32_t a, uint32_t b, uint32_t c);
  void quad(uint32_t a, uint32_t b, uint32_t c, uint32_t d);
  /// Flat quad a b c d, counter-clockwise from outside.
  void flat_quad(glm::vec3 a, glm::vec3 b, glm::vec3 c, glm::vec3 d);
  void box(glm::vec3 low, glm::vec3 high);
  /// Sweeps the outline (radius, z), bottom to top on the outside, about +Z. Corners sharper than ~35 degrees are
  /// shaded hard. Points on the axis close the body.
  void revolve(std::span<const glm::vec2> outline, int segments);
  /// Sweeps a circle along a circular arc: from the origin along +Z, bending towards +X, by `angle` radians.
  void bend(float bend_radius, float radius, float angle, int arc_steps, int segments);
  /// Full ring about Z.
  void torus(float major, float minor, int arc_steps, int segments, glm::vec3 centre = {0, 0, 0});
  /// Prism over a star-shaped polygon (counter-clockwise), flat shaded, with caps.
  void prism(std::span<const glm::vec2> polygon, float z0, float z1);
  /// Cylinder between two points, closed.
  void rod(glm::vec3 from, glm::vec3 to, float radius, int segments);

  std::vector<Vertex> vertices;
  std::vector<uint32_t> indices;
};

using MeshId = uint32_t;

class MeshLibrary {
 public:
  /// The mesh of this name; `make` writes it the first time.
  MeshId get(const std::string& name, const std::function<void(MeshWriter&)>& make, bool closed = true);
  /// As above, and a coarser one for where it is fewer than `below` pixels thick.
  MeshId get(const std::string& name, const std::function<void(MeshWriter&)>& make, bool closed, const std::function<MeshId()>& coarser, float below);

  MeshId box();                                ///< edge 1, centred at the origin
  MeshId cylinder(int segments);               ///< closed
  MeshId tube(int segments);                   ///< outside of a cylinder, open ends: pipes
  MeshId frustum(int segments, float top);     ///< radius 1 at z = 0, `top` at z = 1, closed
  MeshId head(int segments);                   ///< 2:1 elliptical head: radius 1, height 0.5, open at z = 0
  MeshId sphere(int segments);                 ///< radius 1
  MeshId elbow(int segments);                  ///< 90 degrees, pipe radius 1, bend radius 3 (1.5 D): +Z at 0 to +X
  MeshId ring(float minor, int segments);      ///< torus, major radius 1
  MeshId flange();                             ///< for pipe radius 1: z from 0 to 0.5, eight bolts
  MeshId handwheel();                          ///< radius 1 in the plane z = 0
  MeshId volute();                             ///< pump casing, eye along +Z, outlet towards +Y at x = -1
  MeshId globe_body();                         ///< valve body for pipe radius 1 along Z, from -2.6 to 2.6
  MeshId gate_body();                          ///< slimmer body, from -2 to 2
  MeshId diaphragm();                          ///< actuator casing, radius 1, z from 0 to 0.8
  MeshId finned();                             ///< motor body with cooling fins, radius 1
  MeshId hexagon();                            ///< prism, corner radius 1
  MeshId slab();                               ///< as box: ground and floors, drawn after what stands on them

  const MeshRange& range(MeshId id) const { return ranges_[id]; }
  const std::string& name(MeshId id) const { return names_[id]; }
  size_t size() const { return ranges_.size(); }
  const std::vector<Vertex>& vertices() const { return vertices_; }
  const std::vector<uint32_t>& indices() const { return indices_; }

 private:
  std::vector<Vertex> vertices_;
  std::vector<uint32_t> indices_;
  std::vector<MeshRange> ranges_;
  std::vector<std::string> names_;
  std::map<std::string, MeshId> by_name_;
};

}  // namespace retort::geometry
