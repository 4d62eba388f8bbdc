#pragma once
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <vector>

/// What a thing in the field looks like, as far as it does not depend on a run: primitives, texts, what moves, where lines meet it, what is
/// solid, where a hand goes. Made from a shape file (shape_library.h) and the sizes of one unit. Lengths in m; the frame of a shape has its
/// origin where the plant file puts the unit, x along it, z up. Source of the kinds of primitive: the Review format of plant design, as
/// rvmparser reads it.
namespace retort::shapes {

/// How a surface is shaded. The numbers are known to shaders/lit.frag.
enum class Material : unsigned {
  paint = 0,     // painted steel
  metal = 1,     // bare or galvanised steel
  concrete = 2,  // with slab joints on horizontal faces
  ground = 3,
  grating = 4,
  stripes = 5,
  lamp = 6,      // shines in the colour of its part's glow
  dial = 7,      // gauge face
  liquid = 8,    // colour by the part's temperature
  pipe = 9,
  shell = 10,    // wall of a vessel, cut open in the inside view
  rubber = 11,
  spray = 12,    // drops that fly (Primitive::Kind::drops)
  scale = 13,    // white board with marks
  window = 14,   // of a lit room: dark glass by day
  luminaire = 15,// the face of a lamp, bright while lamps are on
  cladding = 16, // sheet over insulation: bands with seams
  clad_shell = 17,  // the same on a vessel, cut open in the inside view
  vapour = 18,   // puffs one sees through
  flame = 19,    // puffs that shine
};

struct Paint {
  std::string name;
  glm::vec3 colour{0.6f};  // sRGB
  float roughness = 0.5f;
  Material material = Material::paint;
};

/// Each of unit size along its own z, placed by its frame.
struct Primitive {
  enum class Kind {
    box,       // edge 1, centred
    pyramid,   // base edge 1 at z = 0; `more`: edges of the top at z = 1, of the base's
    cylinder,  // diameter 1, z from 0 to 1
    snout,     // as cylinder; `more.x`: diameter at the top
    dish,      // diameter 1 at z = 0, closed above; height 1
    sphere,    // diameter 1
    ring,      // diameter 1 of its middle line, about z; `more.x`: thickness
    bend,      // a quarter of a ring in the plane y = 0, from the origin along +z to +x; `more.x`: radius of the bend in pipe radii; pipe diameter 1
    prism,     // `outline` from z = 0 to 1
    revolved,  // `outline` (radius, height) turned about z
    mesh,      // a fixed one of the renderer, `mesh`
    plume,     // puffs that fly from the origin along z, 1 far, from diameter 1 on; `more`: diameter at the end, seconds that it takes
    drops,     // that leave the origin with the velocity z (m/s) and fall; `more`: how far they scatter (m/s), height that they fall (m)
  };
  Kind kind = Kind::box;
  glm::mat4 frame{1};
  glm::vec2 more{0};
  std::vector<glm::vec2> outline;
  std::string mesh;
  int paint = 0;    // of ShapeLibrary::paints
  int part = -1;    // of Shape::parts; -1: does not move
  int object = 0;   // of Shape::objects
  float marks = 0;  // of a dial: its numbered steps; of a scale: 1 for marks on the left
  bool inside_only = false, no_shadow = false, hidden_when_zero = false;
};

/// A line of text, centred at the frame's origin, x to the right, facing z.
struct Writing {
  glm::mat4 frame{1};
  std::string says;
  float height = 0.1f;   // of a capital letter
  float bend = 0;        // radius of the wall that it is painted on
  int part = -1, object = 0;
};

/// What a value of the simulation moves, turns, stretches or lights.
struct Part {
  enum class Motion { spin, travel, turn, needle, level, lamp, show, blow, spread, beacon };
  std::string name;
  Motion motion = Motion::spin;
  glm::mat4 frame{1};
  std::vector<std::string> nouns;        // alternatives: the first that the unit has
  std::vector<std::string> temperature;  // likewise
  float gain = 1;
  float low = 0, high = 1;
  glm::vec3 colour{1};
};

/// Where a line meets a unit.
struct Nozzle {
  enum class Kind {
    fixed,  // at `at`, outwards along `out`
    side,   // at height at.z and radius at.x, on the side of the line's other end
    away,   // as side, on a side that no line comes from
    within, // upwards at height at.z, anywhere within at.x and at.y of the middle, near the line's other end
    top,    // upwards at height at.z, at radius at.x towards the line's other end
  };
  Kind kind = Kind::fixed;
  glm::vec3 at{0}, out{1, 0, 0};
};

struct Solid {
  glm::vec3 low{0}, high{0};
};

struct Shape {
  std::vector<Primitive> primitives;
  std::vector<Writing> writings;
  std::vector<Part> parts;
  std::vector<std::string> objects{""};   // what can be pointed at: "" is the thing itself, others are parts of it (start, stop)
  std::map<std::string, Nozzle> nozzles;  // by port
  std::vector<Solid> solids, floors;
  float length = 0;                       // of what stands in a line: from flange to flange
  bool stands = false;                    // on a structure with a platform where the plant file lifts it
  bool meets = false;                     // lines meet in it: a tee
  bool walled = false;                    // open inside its walls: a bund
  bool necks = true;                      // the renderer draws the pipe from each nozzle's flange to the wall
  bool hand = false;                      // of what stands in a line: worked by hand, where a hand reaches
  bool level = false;                     // likewise: wants to stand in a level line
  bool turns_to_lines = false;            // without a `turn` in the plant file, it turns to where its lines come from
};

}  // namespace retort::shapes
