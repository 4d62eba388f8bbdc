#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
#include "instance.glsl"
layout(location = 0) flat out uint object;
void main() {
  object = self.object;
  gl_Position = frame.view_projection * vec4(to_world(position), 1);
}
