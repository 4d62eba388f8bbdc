#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
#include "instance.glsl"
#include "flight.glsl"
layout(constant_id = 0) const uint kGroup = 0;
layout(constant_id = 1) const uint kTier = 1;
layout(location = 0) out vec3 world;
layout(location = 1) out vec3 world_normal;
layout(location = 2) out vec3 local;
layout(location = 3) flat out vec4 tint;
layout(location = 4) flat out uvec3 what;
layout(location = 5) flat out vec4 extra;

// What is long along its z and thinner than the samples of a pixel lie apart would break into dashes that crawl: it is drawn as wide as
// they are, at most three times its width. (After Persson, phone-wire anti-aliasing.)
const float kThinnest = kTier == 2u ? 0.28 : 0.52;   // half a width, in pixels

void main() {
  extra = self.aux;
  if (kGroup == 5u) {
    world = flight(extra.w);
    world_normal = world - flight_centre();
    local = position;
    tint = paint();
    what = uvec3(self.material, self.object, self.part);
    gl_Position = frame.view_projection * vec4(world, 1);
    return;
  }
  world = to_world(position);
  vec2 half_width = vec2(length(vec3(self.row0.x, self.row1.x, self.row2.x)), length(vec3(self.row0.y, self.row1.y, self.row2.y)));
  vec2 wider = clamp(kThinnest * distance(frame.eye.xyz, world) / frame.lens.w / half_width, 1.0, 3.0);
  if (wider.x > 1.0 || wider.y > 1.0) world = to_world(vec3(position.xy * wider, position.z));
  world_normal = normal_to_world(normal);
  local = position;
  tint = paint();   // linear, once for all pixels
  what = uvec3(self.material, self.object, self.part);
  gl_Position = frame.view_projection * vec4(world, 1);
}
