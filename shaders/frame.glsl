// What every pass of the field knows. Mirrors engine/passes/frame_uniforms.h.
layout(set = 0, binding = 0, std140) uniform Frame {
  mat4 view_projection;
  mat4 sun_projection;
  mat4 sky_projection;   // straight down: how much sky a point sees
  vec4 eye;              // xyz, w: time in s
  vec4 sun;              // direction to the sun
  vec4 view;             // x: inside view 0..1, y: highlighted object, z: width, w: height
  mat4 inverse_view_projection;
} frame;

struct Part { vec4 row0, row1, row2, glow, amount, spare; };
layout(set = 0, binding = 1, std430) readonly buffer Parts { Part parts[]; };
