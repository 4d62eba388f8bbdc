#version 460
layout(location = 0) in vec4 ink;
layout(location = 1) in vec2 at;
layout(set = 0, binding = 0) uniform sampler2D image;
layout(location = 0) out vec4 color;
void main() { color = ink * texture(image, at); }
