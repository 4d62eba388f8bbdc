#version 460
#extension GL_GOOGLE_include_directive : require
// Object id at a pixel.
#include "frame.glsl"
layout(location = 0) in vec3 world;
layout(location = 4) flat in uvec3 what;
layout(location = 0) out uint object;
void main() { object = what.y; }
