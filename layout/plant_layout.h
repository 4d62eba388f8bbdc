// Where things stand: what the 3D field is built from. A plain description, independent of the simulation;
// `layout_of` makes it from a plant. Metres, degrees; Z is up, the ground is z = 0.
#pragma once
#include <glm/glm.hpp>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "shapes/shape.h"

namespace retort::layout {

struct Nozzle {
  std::string port;
  glm::vec3 at{0};         ///< face of the flange
  glm::vec3 direction{0};  ///< outwards; zero: any (a tee)
};

struct Equipment {
  std::string tag;
  std::string type;  ///< of its block; its shape file says how it looks and where lines meet it
  glm::vec3 at{0};
  float yaw = 0;     ///< turns +X towards +Y, a quarter turn; not a number: it turns to its lines
  std::string name;  ///< second line of the sign, may be empty
  std::map<std::string, double> given;  ///< parameters that the plant file gives, SI
  int dn = 80;       ///< mm, of what stands in a line, and of tees
  bool stairs = false;                  ///< one comes onto its platform by stairs, else by a ladder
  float access = std::numeric_limits<float>::quiet_NaN();   ///< degrees, in the plant: on which side; not a number: where there is room
  bool station = false;                 ///< a local control station stands beside it
  std::vector<Nozzle> nozzles;          ///< given ones; `place_nozzles` adds what lines need
  std::shared_ptr<const shapes::Shape> shape;  ///< `place_nozzles` makes it where it is missing
};

struct PlantLayout;
/// The shape of a unit; `more` stands before what the unit gives.
shapes::Shape shape_of(const Equipment& e, const std::map<std::string, double>& more = {});
/// What a shape may know of the lines at its unit: where the first one leads to, how wide it is and how far its flange stands off.
std::map<std::string, double> told_by_lines(const PlantLayout& layout, const Equipment& e);
/// The box around what is solid of a unit, in the world.
struct Box;
Box bounds(const Equipment& e);
/// Lines meet in it and nothing else: no flange, no side of its own.
bool is_tee(const Equipment& e);
/// It stands on a structure of its own, with a platform at its feet.
bool is_raised(const Equipment& e);

struct End {
  std::string equipment;
  std::string port;
};

struct InlineItem {
  std::string tag;
  std::string type;
  std::shared_ptr<const shapes::Shape> shape;  ///< `place_nozzles` makes it where it is missing
};
/// The shape of what stands in a line of this bore.
shapes::Shape shape_of(const InlineItem& item, int dn);

struct Line {
  std::string tag;
  End from, to;
  std::vector<InlineItem> through;
  std::vector<glm::vec3> via;
  int dn = 80;  ///< mm
  bool gas = false;      ///< what flows is gas or vapour
  bool is_stub = false;  ///< from a port to the tee in front of it, where several lines share the port
};

enum class InstrumentKind { kGauge, kTransmitter };

struct Instrument {
  std::string tag;
  InstrumentKind kind = InstrumentKind::kTransmitter;
  char measures = 'P';  ///< as ISA-5.1 letters it: P, L, T, F, A; X: a sample drawn by hand
  std::string on;       ///< equipment, inline item or line
  float low = 0, high = 1;        ///< scale as written on the dial
  double low_si = 0, high_si = 1;
  std::string unit;
  std::string port;     ///< of what it is on, where that matters
};

/// A steel frame for pipes (layout/racks.h).
struct Rack {
  glm::vec2 from{0}, to{0};    ///< ends of its axis, along x or along y
  float width = 3;
  std::vector<float> levels;   ///< tops of the beams, rising
};

/// What stands in the field and is no unit: a shower, an extinguisher.
struct Item {
  std::string shape;
  glm::vec3 at{0};
  float yaw = 0;
  std::shared_ptr<const shapes::Shape> looks;
};

struct NamedCamera {
  std::string name;
  glm::vec3 from{0}, to{0};
};

struct PlantLayout {
  std::string name;
  std::vector<Equipment> equipment;
  std::vector<Line> lines;
  std::vector<Instrument> instruments;
  std::vector<NamedCamera> cameras;
  std::vector<Rack> racks;
  std::vector<Item> items;
  std::vector<std::string> alarms;   ///< rows that say of each alarm whether it stands in the alarm summary

  const Equipment* find(std::string_view tag) const;
};

/// Outside diameter of a pipe in m (EN 10220 series 1); between listed sizes interpolated.
float pipe_diameter(int dn);
struct Box {
  glm::vec3 low, high;
  std::string of;
};
/// Where the local control station of a unit stands: beside it, where nothing else stands, or on the platform of a raised one.
glm::vec3 station_place(const PlantLayout& layout, const Equipment& e);
/// Half the edges of the platform of a raised unit, m.
glm::vec2 platform_half(const Equipment& e);

/// What pipes and people must not pass through.
std::vector<Box> obstacles(const PlantLayout& layout);
/// Where somebody is who climbs a ladder: rungs, cage and body, from the ground to the handrail. What stands in it, or another's, is in his way.
std::vector<Box> climbing_spaces(const PlantLayout& layout);

/// Gives every port that a line names a nozzle, facing the other end of the line; puts a tee in front of ports that
/// several lines share. Throws std::runtime_error when a line names unknown equipment.
void place_nozzles(PlantLayout& layout);

/// Changes whenever routes would.
std::string layout_hash(const PlantLayout& layout);

}  // namespace retort::layout
