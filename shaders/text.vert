#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
layout(location = 0) in vec3 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
layout(location = 0) out vec3 world;
layout(location = 1) out vec2 at;
layout(location = 2) out vec4 ink;
void main() {
  world = position;
  at = uv;
  ink = colour;
  gl_Position = frame.view_projection * vec4(position, 1);
}
