#version 460
#extension GL_GOOGLE_include_directive : require
// The mean over four by four, of what lies at the same depth.
#include "frame.glsl"
layout(set = 0, binding = 2) uniform sampler2D depths;
layout(set = 0, binding = 3) uniform sampler2D occlusion;
layout(location = 0) out float open;
void main() {
  ivec2 here = ivec2(gl_FragCoord.xy), last = textureSize(occlusion, 0) - 1, full = ivec2(frame.view.zw) - 1;
  float z = texelFetch(depths, min(here * 2, full), 0).r, sum = 0.0, weights = 0.0;
  for (int y = -2; y < 2; ++y)
    for (int x = -2; x < 2; ++x) {
      ivec2 q = clamp(here + ivec2(x, y), ivec2(0), last);
      float w = max(0.0, 1.0 - abs(texelFetch(depths, min(q * 2, full), 0).r / max(z, 1e-6) - 1.0) * 25.0) + 1e-4;
      sum += w * texelFetch(occlusion, q, 0).r;
      weights += w;
    }
  open = sum / weights;
}
