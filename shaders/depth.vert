#version 460
#extension GL_GOOGLE_include_directive : require
// Shadow map and sky map: depth only. push.which: 0 sun, 1 straight down.
#include "frame.glsl"
#include "instance.glsl"
layout(push_constant) uniform Push { uint which; } push;
void main() {
  vec4 world = vec4(to_world(position), 1);
  gl_Position = push.which == 0u ? frame.sun_projection * world : frame.sky_projection * world;
  if ((kind.x & (kNoShadow | kInsideOnly)) != 0u) gl_Position = vec4(2, 2, 2, 1);
}
