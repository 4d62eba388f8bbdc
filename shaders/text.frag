#version 460
#extension GL_GOOGLE_include_directive : require
// Text on signs from a distance field: sharp at any distance.
#include "frame.glsl"
#include "light.glsl"
layout(set = 0, binding = 4) uniform sampler2D glyphs;
layout(location = 0) in vec3 world;
layout(location = 1) in vec2 at;
layout(location = 2) in vec4 ink;
layout(location = 0) out vec4 color;
void main() {
  float d = texture(glyphs, at).r;
  float width = clamp(fwidth(d) * 0.7, 0.01, 0.4);
  float cover = smoothstep(0.5 - width, 0.5 + width, d);
  if (cover < 0.01) discard;
  vec3 n = normalize(cross(dFdx(world), dFdy(world)));
  if (dot(n, frame.eye.xyz - world) < 0.0) n = -n;
  Shaded s = shade(world, n, pow(ink.rgb, vec3(2.2)), 0.6, 0.0, 0.6, 1.0);
  color = vec4(finished(s, vec3(0), haze(world)).rgb, cover);
}
