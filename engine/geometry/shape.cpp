#include "engine/geometry/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "engine/geometry/paints.h"

namespace retort::geometry {
namespace {

using shapes::Primitive;

constexpr int kPuffs = 40, kDrops = 40;   // of one plume, of one leak

/// So many sides that the eye takes it for round.
int segments(float diameter) { return diameter > 3 ? 64 : diameter > 0.5f ? 40 : diameter > 0.12f ? 24 : diameter > 0.03f ? 12 : 8; }

float across(const Primitive& p) { return std::max(glm::length(glm::vec3(p.frame[0])), glm::length(glm::vec3(p.frame[1]))); }

std::string key(const char* kind, const std::vector<glm::vec2>& outline) {
  std::string k = kind;
  for (glm::vec2 p : outline) k += fmt::format(" {:.4f},{:.4f}", p.x, p.y);
  return k;
}

MeshId fixed_mesh(MeshLibrary& m, const std::string& name) {
  static const std::map<std::string, MeshId (MeshLibrary::*)()> meshes = {
      {"flange", &MeshLibrary::flange},       {"handwheel", &MeshLibrary::handwheel}, {"volute", &MeshLibrary::volute},
      {"globe_body", &MeshLibrary::globe_body}, {"gate_body", &MeshLibrary::gate_body}, {"diaphragm", &MeshLibrary::diaphragm},
      {"finned", &MeshLibrary::finned},       {"hexagon", &MeshLibrary::hexagon}};
  const auto it = meshes.find(name);
  if (it == meshes.end()) throw std::runtime_error("no mesh '" + name + "'");
  return (m.*it->second)();
}

/// The mesh of a primitive, and what brings it to the primitive's unit size.
std::pair<MeshId, glm::mat4> mesh_of(MeshLibrary& m, const Primitive& p) {
  using Kind = Primitive::Kind;
  const glm::mat4 half = scaled({0.5f, 0.5f, 1}), all_half = scaled(glm::vec3(0.5f)), as_is(1);
  const float d = across(p);
  const auto rounded = [](float x) { return std::round(x * 1000) / 1000; };
  switch (p.kind) {
    case Kind::box: return {m.box(), as_is};
    case Kind::cylinder: return {m.cylinder(segments(d)), half};
    case Kind::snout: return {m.frustum(segments(d), rounded(p.more.x)), half};
    case Kind::dish: return {m.head(segments(d)), scaled({0.5f, 0.5f, 2})};
    case Kind::sphere: return {m.sphere(std::max(10, segments(d) / 2)), all_half};
    case Kind::ring: return {m.ring(rounded(p.more.x), segments(d)), all_half};
    case Kind::bend: {
      const int n = std::max(10, segments(d));
      const float ratio = rounded(p.more.x);
      return {m.get(fmt::format("bend {} {}", n, ratio), [&](MeshWriter& w) { w.bend(ratio, 1, 1.5707963f, 8, n); }, false), all_half};
    }
    case Kind::pyramid: {
      const glm::vec2 t(rounded(p.more.x) / 2, rounded(p.more.y) / 2);
      return {m.get(fmt::format("pyramid {} {}", t.x, t.y), [&](MeshWriter& w) {
        const glm::vec3 low[4] = {{-0.5f, -0.5f, 0}, {0.5f, -0.5f, 0}, {0.5f, 0.5f, 0}, {-0.5f, 0.5f, 0}};
        const glm::vec3 top[4] = {{-t.x, -t.y, 1}, {t.x, -t.y, 1}, {t.x, t.y, 1}, {-t.x, t.y, 1}};
        for (int i = 0; i < 4; ++i) w.flat_quad(low[i], low[(i + 1) % 4], top[(i + 1) % 4], top[i]);
        w.flat_quad(low[3], low[2], low[1], low[0]);
        w.flat_quad(top[0], top[1], top[2], top[3]);
      }), as_is};
    }
    case Kind::prism: return {m.get(key("prism", p.outline), [&](MeshWriter& w) { w.prism(p.outline, 0, 1); }), as_is};
    case Kind::revolved: {
      float widest = 0;
      for (glm::vec2 o : p.outline) widest = std::max(widest, 2 * o.x);
      const bool closed = p.outline.front().x < 1e-6f && p.outline.back().x < 1e-6f;
      return {m.get(key("revolved", p.outline), [&](MeshWriter& w) { w.revolve(p.outline, segments(widest)); }, closed), as_is};
    }
    case Kind::mesh: return {fixed_mesh(m, p.mesh), as_is};
    case Kind::plume: return {m.sphere(14), half};
    case Kind::drops: return {m.sphere(6), half};
  }
  return {m.box(), as_is};
}

}  // namespace

std::vector<uint32_t> add_shape(Builder& b, const shapes::Shape& shape, const std::vector<shapes::Paint>& paints, const std::vector<uint32_t>& objects) {
  const glm::mat4 frame = b.frame;
  const uint32_t part = b.part, object = b.object;
  std::vector<uint32_t> parts;
  for (const shapes::Part& p : shape.parts) {
    b.parts.push_back(frame * p.frame);
    parts.push_back(uint32_t(b.parts.size() - 1));
  }
  const auto enter = [&](int of_part, int of_object) {
    b.part = of_part < 0 ? part : parts[size_t(of_part)];
    b.frame = of_part < 0 ? frame : glm::mat4(1);
    b.object = objects[size_t(of_object)];
  };
  for (const Primitive& p : shape.primitives) {
    enter(p.part, p.object);
    const shapes::Paint& paint = paints[size_t(p.paint)];
    const uint32_t flags = (p.no_shadow ? kNoShadow : 0u) | (p.inside_only ? kInsideOnly : 0u) | (p.hidden_when_zero ? kHideWhenZero : 0u);
    const auto [mesh, to_unit] = mesh_of(b.meshes, p);
    if (p.kind == Primitive::Kind::plume || p.kind == Primitive::Kind::drops) {
      // The same instance many times, each at its own moment of the flight: shaders/flight.glsl moves them.
      const int count = p.kind == Primitive::Kind::plume ? kPuffs : kDrops;
      for (int k = 0; k < count; ++k)
        b.add(mesh, p.frame * to_unit, {paint.colour, paint.roughness, paint.material, flags}).aux = {(float(k) + 0.5f) / float(count), p.more.x, p.more.y, std::fmod(0.618034f * float(k), 1.f)};
      continue;
    }
    Instance& i = b.add(mesh, p.frame * to_unit, {paint.colour, paint.roughness, paint.material, flags});
    const bool clad = paint.material == Material::cladding || paint.material == Material::clad_shell;
    // The wall is cut open around this axis; seams are counted along the primitive.
    if (paint.material == Material::shell || clad) i.aux = {frame[3].x, frame[3].y, clad ? glm::length(glm::vec3((p.frame * to_unit)[2])) : 0, 0};
    else i.aux = {p.marks, 0, 0, 0};
  }
  for (const shapes::Writing& w : shape.writings) {
    enter(w.part, w.object);
    if (w.part >= 0) b.frame = b.parts[parts[size_t(w.part)]];
    b.text(w.frame, w.says, w.height, kInk).bend = w.bend;
  }
  b.frame = frame, b.part = part, b.object = object;
  return parts;
}

}  // namespace retort::geometry
