#include "engine/passes/light.h"

#include <array>

namespace retort::passes {
namespace {

glm::vec4 towards(glm::vec3 d) { return glm::vec4(glm::normalize(d), 0); }
glm::vec4 rgb(float r, float g, float b) { return {r, g, b, 0}; }

const std::array<Light, 3> kLights = {{
    {towards({0.52f, -0.62f, 0.78f}), rgb(3.6f, 3.25f, 2.75f), rgb(0.36f, 0.52f, 0.80f), rgb(0.56f, 0.64f, 0.74f), rgb(0.26f, 0.24f, 0.21f),
     rgb(0.60f, 0.72f, 0.86f), rgb(0.13f, 0.30f, 0.66f), {0.80f, 0, 0, 0.55f}},
    // The sun stands low in the west; what it does not reach is blue.
    {towards({-0.80f, -0.52f, 0.24f}), rgb(2.7f, 1.25f, 0.52f), rgb(0.19f, 0.24f, 0.40f), rgb(0.34f, 0.28f, 0.30f), rgb(0.12f, 0.095f, 0.085f),
     rgb(0.60f, 0.42f, 0.33f), rgb(0.085f, 0.135f, 0.32f), {1.05f, 0.55f, 0, 0.45f}},
    // A moon for the shadows, a sky that still shows what stands against it; the lamps do the work.
    {towards({0.45f, -0.50f, 0.85f}), rgb(0.060f, 0.075f, 0.110f), rgb(0.024f, 0.031f, 0.052f), rgb(0.032f, 0.034f, 0.043f), rgb(0.014f, 0.014f, 0.014f),
     rgb(0.034f, 0.036f, 0.044f), rgb(0.005f, 0.008f, 0.018f), {2.1f, 1, 1, 0.25f}},
}};

}  // namespace

const char* name_of(TimeOfDay time) { return time == TimeOfDay::day ? "day" : time == TimeOfDay::dusk ? "dusk" : "night"; }

std::optional<TimeOfDay> time_of_day(std::string_view name) {
  for (TimeOfDay t : kTimesOfDay)
    if (name == name_of(t)) return t;
  return std::nullopt;
}

const Light& light_of(TimeOfDay time) { return kLights[size_t(time)]; }

}  // namespace retort::passes
