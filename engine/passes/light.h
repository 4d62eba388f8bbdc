// The light of the picture: day, dusk and night. It belongs to the picture alone; the plant does not know what time it is.
#pragma once
#include <glm/glm.hpp>
#include <optional>
#include <string_view>

namespace retort::passes {

enum class TimeOfDay { day, dusk, night };
inline constexpr TimeOfDay kTimesOfDay[] = {TimeOfDay::day, TimeOfDay::dusk, TimeOfDay::night};
const char* name_of(TimeOfDay time);
std::optional<TimeOfDay> time_of_day(std::string_view name);

/// As shaders/frame.glsl reads it: linear colours, 1 is about white paint in the shade of a clear day.
struct Light {
  glm::vec4 to_sun;                    ///< or to the moon
  glm::vec4 sun, sky_up, sky_low, bounce, horizon, zenith;
  glm::vec4 tone;                      ///< exposure, lamps 0..1, stars 0..1, clouds 0..1
  bool lamps() const { return tone.y > 0; }
};
const Light& light_of(TimeOfDay time);

}  // namespace retort::passes
