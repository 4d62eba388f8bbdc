// What every pass of the field knows. Mirrors engine/passes/frame_uniforms.h.
layout(set = 0, binding = 0, std140) uniform Frame {
  mat4 view_projection;
  mat4 inverse_view_projection;
  mat4 sky_projection;   // straight down: how much sky a point sees
  mat4 sun_view;         // world to the sun's plane: x and y in m, z: depth 0..1
  vec4 cascades[3];      // x, y: centre in that plane, z: 1 / half its side, w: side of a texel in m
  vec4 eye;              // xyz, w: time in s
  vec4 view;             // x: inside view 0..1, y: highlighted object, z: width, w: height
  vec4 lens;             // x, y: tangents of half the angles, z: near plane, w: pixels of a metre at one metre
  vec4 yard;             // centre and half size of the gravel
  // The light (engine/passes/light.h)
  vec4 sun_direction;    // to the sun, or the moon
  vec4 sun, sky_up, sky_low, bounce, horizon, zenith;
  vec4 tone;             // x: exposure, y: lamps 0..1, z: stars 0..1, w: clouds
} frame;

// Rows of geometry::PartState, read as texels: CPU drivers read storage buffers lane by lane.
layout(set = 0, binding = 1) uniform samplerBuffer parts;
vec4 part_row(uint part, int row) { return texelFetch(parts, int(part) * 6 + row); }   // 0 to 2: part to world
vec4 part_glow(uint part) { return part_row(part, 3); }
vec4 part_amount(uint part) { return part_row(part, 4); }
