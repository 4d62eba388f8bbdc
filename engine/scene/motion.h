// How values of the simulation become motion. A part has one motion; its variables are found once through the resolver
// (the catalogue) and read from the frame's values by index.
#pragma once
#include <cmath>
#include <functional>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/geometry/instance.h"

namespace retort::scene {

/// Index of a variable (`FV-101.position`) in a frame's values, or -1.
using Resolver = std::function<int(std::string_view name)>;

struct Motion {
  enum class Kind {
    kSpin,     ///< turns about z: `gain` rad/s times the value
    kTravel,   ///< moves along z: `gain` m times the value (a fraction)
    kTurn,     ///< turns about z: `gain` rad times the value (a fraction)
    kNeedle,   ///< turns about z from +135 to -135 degrees between `low` and `high`
    kLevel,    ///< stretches z to `gain` m times the value; second variable: temperature in K
    kPointer,  ///< as kTravel, for level boards
    kPuddle,   ///< stretches z to `gain` m times the value; hidden while empty
    kLamp,     ///< glows in `colour` while the value is above 0.5
    kFlow,     ///< value: flow in kg/s or m3/s as `gain` m/s per unit; second variable: temperature in K
    kBlow,     ///< amount: 0 to 1 between `low` and `high`, either way round: a plume, drops, steam
    kSpread,   ///< a puddle: its radius, sqrt(value) times `gain` m, up to `high`
    kBeacon,   ///< flashes in `colour` while the sum of its values is above 0.5
  };
  Kind kind = Kind::kLamp;
  uint32_t part = 0;
  float gain = 1, low = 0, high = 1;
  glm::vec3 colour{1};
  std::vector<std::string> names;        ///< alternatives for the value: the first that exists is taken
  std::vector<std::string> plus, minus;  ///< added to and taken from it: the short pipe to a tee carries what its lines carry
  std::vector<std::string> temperature;  ///< likewise
};

/// All parts of a field and their state.
class Motions {
 public:
  Motions() = default;
  Motions(std::vector<glm::mat4> rest_frames, std::vector<Motion> motions);

  void resolve(const Resolver& resolver);
  /// Variables that no alternative name was found for.
  const std::vector<std::string>& unresolved() const { return unresolved_; }

  /// `dt`: wall time since the last call in s, for what turns, flows and flashes; 0: it stands still, and a beacon is lit.
  void apply(std::span<const double> values, double dt);
  /// For each part, whether it is ever elsewhere than at rest.
  std::vector<bool> moves() const;
  std::span<const geometry::PartState> states() const { return states_; }
  /// Changes when something that throws a shadow has moved visibly.
  uint64_t shadow_version() const { return shadow_version_; }

 private:
  struct Bound {
    Motion motion;
    int value = -1, temperature = -1;
    std::vector<std::pair<int, float>> sum;
    double phase = 0;
    float shown = -1e9f;  ///< what the shadow map was drawn with
    float last = NAN, last_temperature = NAN;  ///< what its part stands at
    bool alone = true;    ///< no other motion has its part
  };
  std::vector<glm::mat4> rest_;
  std::vector<Bound> bound_;
  std::vector<geometry::PartState> states_;
  std::vector<std::string> unresolved_;
  uint64_t shadow_version_ = 0;
};

}  // namespace retort::scene
