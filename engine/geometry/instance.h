// What the scene is made of: instances of meshes. Where, how large, which paint, which object (for picking) and which
// part (what the simulation moves). `Builder` collects them; the scene sorts them by mesh for drawing.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <string>
#include <vector>

#include "engine/geometry/mesh.h"
#include "shapes/frames.h"
#include "shapes/shape.h"

namespace retort::geometry {

using shapes::Material;

enum InstanceFlag : uint32_t {
  kNoShadow = 1u << 8,
  kInsideOnly = 1u << 9,    ///< drawn in the inside view only
  kHideWhenZero = 1u << 10  ///< not drawn while its part's amount is zero (puddles, sprays)
};

struct Paint {
  glm::vec3 colour{0.6f};
  float roughness = 0.5f;
  Material material = Material::paint;
  uint32_t flags = 0;
};

/// One row of the instance table, as the GPU reads it (80 bytes).
struct Instance {
  glm::vec4 row0, row1, row2;  ///< 3x4 transform: mesh to part
  glm::vec4 aux{0};
  uint32_t colour = 0;    ///< RGBA8; A = roughness
  uint32_t material = 0;  ///< Material | InstanceFlag
  uint32_t object = 0;    ///< what picking returns; 0 = nothing
  uint32_t part = 0;      ///< row of the part table; 0 = never moves
};
static_assert(sizeof(Instance) == 80);

/// What the simulation changes of one part, as the GPU reads it (96 bytes). Row 0 is the identity.
struct PartState {
  glm::vec4 row0{1, 0, 0, 0}, row1{0, 1, 0, 0}, row2{0, 0, 1, 0};  ///< part to world
  glm::vec4 glow{0};    ///< rgb and strength
  glm::vec4 amount{0};  ///< x: amount (level, puddle, leak), y: temperature in degC, z: flow phase in m, w: flow in m/s
  glm::vec4 spare{0};
};
static_assert(sizeof(PartState) == 96);

/// A line of text on a plate, in the frame it was made in: x to the right, y up, facing +z.
struct Label {
  glm::mat4 frame;  ///< centre of the text
  std::string text;
  float height;     ///< of a capital letter, m
  glm::vec3 colour;
  uint32_t object;
  float bend = 0;   ///< radius of the wall it is painted on, axis along y at z = -bend; 0: flat
};

/// A lamp that shines when it is dark.
struct Lamp {
  glm::vec3 at{0};
  glm::vec3 colour{1};
  float reach = 12;          ///< m
  float cone = -1;           ///< cosine of half the angle that it shines into; -1: all around
  glm::vec3 aim{0, 0, -1};
};

struct PlacedInstance {
  MeshId mesh;
  Instance instance;
};

uint32_t pack_colour(glm::vec3 colour, float roughness);

class Builder {
 public:
  explicit Builder(MeshLibrary& meshes) : meshes(meshes) {}

  /// mesh -> current frame -> (current part) -> world.
  Instance& add(MeshId mesh, const glm::mat4& local, const Paint& paint);
  Instance& box(glm::vec3 centre, glm::vec3 size, const Paint& paint);
  Instance& cylinder(glm::vec3 base, float radius, float height, const Paint& paint, int segments = 20);
  /// A bar between two points; round.
  Instance& bar(glm::vec3 from, glm::vec3 to, float radius, const Paint& paint, int segments = 8);
  /// A rectangular bar between two points; `up` is the direction of `height`.
  Instance& beam(glm::vec3 from, glm::vec3 to, float width, float height, const Paint& paint, glm::vec3 up = {0, 0, 1});
  Label& text(const glm::mat4& local, const std::string& text, float height, glm::vec3 colour);

  MeshLibrary& meshes;
  glm::mat4 frame{1};  ///< current frame in part (world while part is 0)
  uint32_t object = 0;
  uint32_t part = 0;
  std::vector<PlacedInstance> instances;
  std::vector<Label> labels;
  std::vector<Lamp> lamps;  ///< in the world
  std::vector<glm::mat4> parts{glm::mat4(1)};  ///< rest frame of each part in the world; what moves, moves in it
};

/// What is added in this scope belongs to a new part that the simulation moves, turns or stretches in its own frame.
class MovingPart {
 public:
  MovingPart(Builder& b, const glm::mat4& local) : b_(b), frame_(b.frame), part_(b.part) {
    b.parts.push_back(b.frame * local);
    b.part = uint32_t(b.parts.size() - 1);
    b.frame = glm::mat4(1);
  }
  ~MovingPart() { b_.frame = frame_, b_.part = part_; }
  MovingPart(const MovingPart&) = delete;
  uint32_t id() const { return b_.part; }

 private:
  Builder& b_;
  glm::mat4 frame_;
  uint32_t part_;
};

/// Sets frame for a scope.
class Within {
 public:
  Within(Builder& b, const glm::mat4& local) : b_(b), before_(b.frame) { b.frame = b.frame * local; }
  ~Within() { b_.frame = before_; }
  Within(const Within&) = delete;

 private:
  Builder& b_;
  glm::mat4 before_;
};

using shapes::moved;
using shapes::scaled;
using shapes::turned;
/// A frame at `at` with +Z along `direction`.
glm::mat4 facing(glm::vec3 at, glm::vec3 direction, glm::vec3 up = {0, 0, 1});

}  // namespace retort::geometry
