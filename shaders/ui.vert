#version 460
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 uv;
layout(location = 2) in vec4 colour;
layout(push_constant) uniform Push { vec2 scale, shift; } push;
layout(location = 0) out vec4 ink;
layout(location = 1) out vec2 at;
void main() {
  ink = colour;
  at = uv;
  gl_Position = vec4(position * push.scale + push.shift, 0, 1);
}
