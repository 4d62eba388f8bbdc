// Where things stand: what the 3D field is built from. A plain description, independent of the simulation;
// `layout_of` makes it from a plant. Metres, degrees; Z is up, the ground is z = 0.
#pragma once
#include <glm/glm.hpp>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace retort::layout {

enum class Kind {
  kTank,          ///< vertical, flat bottom, conical roof; `at` = centre of the bottom; on a structure when at.z > 0.6
  kPump,          ///< centrifugal with motor; `at` = shaft height over the centre of the base plate
  kBund,          ///< wall around `length` x `width`, `height` high; `at` = centre on the ground
  kBoundary,      ///< where a line enters or leaves the field
  kJunction,      ///< a tee
  kHandValve,     ///< these four stand in lines: as equipment with `at`, or named by a line's `through`
  kControlValve,
  kCheckValve,
  kOrifice,
};
bool is_inline(Kind kind);

/// What a line's end is to its equipment: it says where the nozzle sits.
enum class Use {
  kIn,        ///< over the roof
  kOut,       ///< low on the shell; a pump's discharge
  kDrain,     ///< lowest
  kOverflow,  ///< high on the shell, on a side of its own
};

struct Nozzle {
  std::string port;
  glm::vec3 at{0};         ///< face of the flange
  glm::vec3 direction{0};  ///< outwards; zero: any (a tee)
};

struct Equipment {
  std::string tag;
  Kind kind = Kind::kTank;
  glm::vec3 at{0};
  float yaw = 0;  ///< turns +X towards +Y; snapped to quarter turns for what lines are connected to
  float diameter = 1;
  float height = 1;
  float length = 1;
  float width = 1;
  int dn = 80;       ///< mm, of inline equipment and tees
  std::string name;  ///< second line of the sign, may be empty
  std::vector<Nozzle> nozzles;  ///< given ones; `place_nozzles` adds what lines need
  std::map<std::string, float> nozzle_heights;  ///< over the bottom, by port, where the plant file says so
};

struct End {
  std::string equipment;
  std::string port;
  Use use = Use::kIn;
};

struct InlineItem {
  std::string tag;
  Kind kind = Kind::kHandValve;
};

struct Line {
  std::string tag;
  End from, to;
  std::vector<InlineItem> through;
  std::vector<glm::vec3> via;
  int dn = 80;  ///< mm
  bool is_stub = false;  ///< from a port to the tee in front of it, where several lines share the port
};

enum class InstrumentKind { kGauge, kTransmitter };

struct Instrument {
  std::string tag;
  InstrumentKind kind = InstrumentKind::kTransmitter;
  char measures = 'P';  ///< as ISA-5.1 letters it: P, L, T, F, A
  std::string on;       ///< equipment, inline item or line
  float low = 0, high = 1;        ///< scale as written on the dial
  double low_si = 0, high_si = 1;
  std::string unit;
  std::string port;     ///< of what it is on, where that matters
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

  const Equipment* find(std::string_view tag) const;
};

/// Outside diameter of a pipe in m (EN 10220 series 1); between listed sizes interpolated.
float pipe_diameter(int dn);
/// Length along the line that an item takes, flanges included, m.
float item_length(Kind kind, int dn);

struct Box {
  glm::vec3 low, high;
  std::string of;
};
/// Where a pump's local control station stands, on the ground: beside the motor, where nothing else stands.
glm::vec3 station_place(const PlantLayout& layout, const Equipment& pump);

/// What pipes and people must not pass through.
std::vector<Box> obstacles(const PlantLayout& layout);

/// Gives every port that a line names a nozzle, facing the other end of the line; puts a tee in front of ports that
/// several lines share. Throws std::runtime_error when a line names unknown equipment.
void place_nozzles(PlantLayout& layout);

/// Changes whenever routes would.
std::string layout_hash(const PlantLayout& layout);

}  // namespace retort::layout
