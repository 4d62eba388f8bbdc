#version 460
#extension GL_GOOGLE_include_directive : require
// Depth only, as the sun or the zenith sees it.
#include "frame.glsl"
#include "instance.glsl"
layout(push_constant) uniform Push { mat4 projection; } push;
void main() { gl_Position = push.projection * vec4(to_world(position), 1); }
