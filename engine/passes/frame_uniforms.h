// What every pass of the field knows, as shaders/frame.glsl reads it.
#pragma once
#include <glm/glm.hpp>

#include "engine/passes/light.h"

namespace retort::passes {

struct FrameUniforms {
  glm::mat4 view_projection, inverse_view_projection, sky_projection, sun_view;
  glm::vec4 cascades[3];
  glm::vec4 eye, view, lens, yard;
  Light light;
};

}  // namespace retort::passes
