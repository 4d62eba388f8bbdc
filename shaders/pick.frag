#version 460
// Object id at a pixel.
layout(location = 0) flat in uint object;
layout(location = 0) out uint id;
void main() { id = object; }
