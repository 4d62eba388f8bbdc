#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
#include "light.glsl"
layout(location = 0) in vec2 at;
layout(location = 0) out vec4 color;
void main() {
  vec4 far = frame.inverse_view_projection * vec4(at, 0.0001, 1);
  color = vec4(display(sky(normalize(far.xyz / far.w - frame.eye.xyz))), 1);
}
