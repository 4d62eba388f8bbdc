// What is not in shape files: pipes along their routes, instruments with their scales, signs, the ground. Each function builds in the builder's
// frame.
#pragma once
#include <string>
#include <vector>

#include "engine/geometry/instance.h"

namespace retort::geometry {

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
void build_pipe_support(Builder& b, glm::vec3 at, glm::vec3 along, float r, float ground);

/// Ground, pavement below [low, high] and what stands around.
void build_ground(Builder& b, glm::vec2 low, glm::vec2 high);
/// Centre and half size of the gravel around the pavement.
glm::vec4 yard_of(glm::vec2 low, glm::vec2 high);

/// What one walks on over the ground.
struct Deck {
  glm::vec3 low, high;
};
/// Masts around the pavement, a lamp on each deck and one over each local station.
void light_the_field(Builder& b, glm::vec2 low, glm::vec2 high, const std::vector<Deck>& decks, const std::vector<glm::vec3>& stations);

}  // namespace retort::geometry
