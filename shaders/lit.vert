#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
#include "instance.glsl"
layout(location = 0) out vec3 world;
layout(location = 1) out vec3 world_normal;
layout(location = 2) out vec3 local;
layout(location = 3) flat out vec4 tint;
layout(location = 4) flat out uvec3 what;
layout(location = 5) flat out vec4 extra;
void main() {
  world = to_world(position);
  world_normal = normal_to_world(normal);
  local = position;
  tint = vec4(pow(colour.rgb, vec3(2.2)), colour.a);   // linear, once for all pixels
  what = kind;
  extra = aux;
  gl_Position = frame.view_projection * vec4(world, 1);
}
