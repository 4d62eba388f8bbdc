#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>

#include "engine/geometry/shape.h"
#include "shapes/shape_library.h"
#include "tests/catch.h"

using namespace retort::geometry;

namespace {

using Key = std::tuple<long, long, long>;
Key key(glm::vec3 p) { return {std::lround(p.x * 20000), std::lround(p.y * 20000), std::lround(p.z * 20000)}; }

struct Facts {
  double volume = 0;        // signed: positive when the triangles face outwards
  int open_edges = 0;
  int against_normal = 0;   // triangles whose winding and normals disagree
  int bad_normals = 0;
};

Facts facts(const MeshLibrary& lib, MeshId id) {
  Facts f;
  const MeshRange& r = lib.range(id);
  std::map<std::pair<Key, Key>, int> edges;
  for (uint32_t i = 0; i < r.index_count; i += 3) {
    const Vertex* v[3];
    for (uint32_t k = 0; k < 3; ++k) v[k] = &lib.vertices()[size_t(r.first_vertex) + lib.indices()[r.first_index + i + k]];
    const glm::vec3 a = v[0]->position, b = v[1]->position, c = v[2]->position, n = glm::cross(b - a, c - a);
    if (glm::length(n) < 1e-9f) continue;
    f.volume += double(glm::dot(a, glm::cross(b, c))) / 6;
    for (int k = 0; k < 3; ++k) {
      if (std::abs(glm::length(v[k]->normal) - 1) > 1e-3f) ++f.bad_normals;
      if (glm::dot(glm::normalize(n), v[k]->normal) < 0.2f) ++f.against_normal;
      edges[{key(v[k]->position), key(v[(k + 1) % 3]->position)}]++;
    }
  }
  for (auto& [edge, count] : edges) {
    const auto back = edges.find({edge.second, edge.first});
    if (back == edges.end() || back->second != count) ++f.open_edges;
  }
  return f;
}

}  // namespace

TEST_CASE("shapes are closed and face outwards", "[geometry]") {
  MeshLibrary lib;
  lib.box(), lib.slab(), lib.cylinder(12), lib.cylinder(64), lib.tube(16), lib.frustum(20, 0.5f), lib.frustum(40, 0);
  lib.head(24), lib.sphere(16), lib.elbow(16), lib.ring(0.1f, 24), lib.flange(), lib.handwheel(), lib.volute();
  lib.globe_body(), lib.gate_body(), lib.diaphragm(), lib.finned(), lib.hexagon();
  REQUIRE(lib.size() == 41);   // 19, and what does for them from afar
  for (MeshId id = 0; id < lib.size(); ++id) {
    INFO(lib.name(id));
    const Facts f = facts(lib, id);
    CHECK(f.bad_normals == 0);
    CHECK(f.against_normal == 0);
    if (lib.range(id).closed) {
      CHECK(f.open_edges == 0);
      CHECK(f.volume > 0);
    } else {
      CHECK(f.open_edges > 0);
    }
  }
}

TEST_CASE("volumes are those of the solids", "[geometry]") {
  MeshLibrary lib;
  CHECK(facts(lib, lib.box()).volume == Approx(1));
  CHECK(facts(lib, lib.cylinder(64)).volume == Approx(3.14159).epsilon(0.002));
  CHECK(facts(lib, lib.frustum(64, 0)).volume == Approx(3.14159 / 3).epsilon(0.002));
  CHECK(facts(lib, lib.sphere(48)).volume == Approx(4 * 3.14159 / 3).epsilon(0.01));
  CHECK(facts(lib, lib.ring(0.1f, 64)).volume == Approx(2 * 3.14159 * 3.14159 * 0.01).epsilon(0.12));
}

TEST_CASE("a shape is made once", "[geometry]") {
  MeshLibrary lib;
  CHECK(lib.cylinder(20) == lib.cylinder(20));
  CHECK(lib.cylinder(20) != lib.cylinder(24));
}

TEST_CASE("valves say how far their stems move", "[geometry]") {
  MeshLibrary lib;
  Builder b(lib);
  const auto pipe = [](const std::string& name) { return name == "pipe" ? std::optional<double>(0.089) : std::nullopt; };
  const retort::shapes::Shape gate = retort::shapes::library().build("hand_valve", pipe, {{"tag", "HV-1"}}), control = retort::shapes::library().build("control_valve", pipe, {});
  REQUIRE(gate.parts.size() == 3);   // stem, wheel and padlock
  CHECK(gate.parts[0].motion == retort::shapes::Part::Motion::travel);
  CHECK(gate.parts[0].gain == Approx(0.089f));
  CHECK(gate.parts[1].motion == retort::shapes::Part::Motion::turn);
  CHECK(gate.parts[2].motion == retort::shapes::Part::Motion::show);   // a padlock
  REQUIRE(control.parts.size() == 1);
  CHECK(control.parts[0].gain > 0);
  const auto parts = add_shape(b, gate, retort::shapes::library().paints(), {7});
  CHECK(parts.size() == 3);
  CHECK(b.parts.size() == 4);
  CHECK(std::all_of(b.instances.begin(), b.instances.end(), [](auto& i) { return i.instance.object == 7; }));
}
