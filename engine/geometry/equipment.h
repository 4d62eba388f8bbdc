// Equipment made from data. Each function builds in the builder's frame and returns the parts that the simulation moves.
#pragma once
#include <string>

#include "engine/geometry/instance.h"

namespace retort::geometry {

/// Vertical tank on z = 0, axis at the origin. Cut open in the inside view, with the liquid in it.
struct TankShape {
  float diameter = 2, height = 3;
  std::string tag, name;
  float sign_yaw = -90;    ///< degrees: side of the sign and the level board
  float ladder_yaw = 0;    ///< side of the ladder; tanks lower than 3 m have none
  bool on_structure = false;
};
struct TankParts {
  uint32_t liquid = 0;   ///< stretch z by the height of liquid in m
  uint32_t pointer = 0;  ///< moves along z by the height of liquid in m
};
TankParts build_tank(Builder& b, const TankShape& shape);

/// Steel structure with a platform at height z of the frame's origin downwards to the ground `drop` m below.
struct PlatformShape {
  float half = 1.5f;       ///< half the edge of the square platform
  float drop = 3;
  float hole = 0;          ///< radius left open in the middle, for the rail on the inside (0: none)
  float ladder_yaw = 180;  ///< side of the ladder, quarter turns
};
void build_platform(Builder& b, const PlatformShape& shape);

/// Centrifugal pump: shaft along +X at z = 0, suction flange towards -X, discharge up; on its plinth `shaft_height` above
/// the ground.
struct PumpParts {
  uint32_t shaft = 0;  ///< turns about z of its frame
};
PumpParts build_pump(Builder& b, float shaft_height, const std::string& tag);

/// Local control station on a post on the ground; faces -Y. Objects of the two buttons are set by the caller.
struct StationParts {
  uint32_t running_lamp = 0, tripped_lamp = 0;
};
StationParts build_station(Builder& b, const std::string& tag, uint32_t start_object, uint32_t stop_object);

/// In-line pieces: pipe axis along Z through the origin, stem along +Y, `r` the pipe's outside radius.
struct ValveParts {
  uint32_t stem = 0;       ///< moves along z of its frame
  uint32_t wheel = 0;      ///< turns about z of its frame
  float travel = 0;        ///< m from closed to open
};
ValveParts build_gate_valve(Builder& b, float r);
ValveParts build_control_valve(Builder& b, float r);
void build_check_valve(Builder& b, float r);
void build_orifice(Builder& b, float r);

/// Dial on a stem: the stem starts at the origin along +Y, the dial faces +Z.
uint32_t build_gauge(Builder& b, float stem, float radius, const std::string& unit, float low, float high);
/// Transmitter on a stem along +Y, facing +Z. `letter` is what it measures.
void build_transmitter(Builder& b, float stem, char letter);

/// A sign plate, facing +Z, centred; one or two lines.
void build_sign(Builder& b, const std::string& text, float letter, const std::string& second = {});

/// Piping. `length0` is where the piece starts along its line, for the flow shown in the inside view.
void build_pipe(Builder& b, glm::vec3 from, glm::vec3 to, float r, float length0);
void build_elbow(Builder& b, glm::vec3 corner, glm::vec3 in, glm::vec3 out, float r, float length0);
void build_flange(Builder& b, glm::vec3 face, glm::vec3 outwards, float r);
void build_tee(Builder& b, glm::vec3 at, float r);
void build_pipe_support(Builder& b, glm::vec3 at, glm::vec3 along, float r, float ground);

/// Bund wall around length x width, on the ground, open at the top. The part is the liquid in it: stretch z by its depth.
uint32_t build_bund(Builder& b, float length, float width, float height, const std::string& tag);

/// Handrail along a polyline at the level of its points, 1.1 m high.
void build_handrail(Builder& b, const std::vector<glm::vec3>& path);
/// Ladder up to z = 0 from `drop` below, at the origin, climbing side towards +X; a cage from 2.3 m up.
void build_ladder(Builder& b, float drop, bool with_cage);

/// Ground, pavement below [low, high] and what stands around.
void build_ground(Builder& b, glm::vec2 low, glm::vec2 high);

}  // namespace retort::geometry
