#version 460
#extension GL_GOOGLE_include_directive : require
// From the light of the HDR target to what the screen shows; takes away the ambient light that occlusion keeps out.
#include "frame.glsl"
#include "tone.glsl"
layout(set = 0, binding = 2) uniform sampler2D depths;
layout(set = 0, binding = 3) uniform sampler2D occlusion;
layout(set = 0, binding = 4) uniform sampler2D hdr;
layout(location = 0) out vec4 color;
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy), last = textureSize(occlusion, 0) - 1, full = ivec2(frame.view.zw) - 1;
  vec4 light = texelFetch(hdr, here, 0);
  // Up from half resolution: the four around, as far as they lie at this pixel's depth.
  float z = texelFetch(depths, here, 0).r, sum = 0.0, weights = 0.0;
  vec2 place = (vec2(here) + 0.5) * 0.5 - 0.5, part = fract(place);
  for (int y = 0; y < 2; ++y)
    for (int x = 0; x < 2; ++x) {
      ivec2 q = clamp(ivec2(floor(place)) + ivec2(x, y), ivec2(0), last);
      float w = (x == 0 ? 1.0 - part.x : part.x) * (y == 0 ? 1.0 - part.y : part.y);
      w *= max(0.0, 1.0 - abs(texelFetch(depths, min(q * 2, full), 0).r / max(z, 1e-6) - 1.0) * 20.0) + 1e-3;
      sum += w * texelFetch(occlusion, q, 0).r;
      weights += w;
    }
  float open = z > 0.0 ? sum / weights : 1.0;
  color = shown(unsqueeze(light.rgb) * mix(1.0, open, light.a));
}
