// What lies around the plant, from here to the horizon: gravel, road, fields, and behind them trees and the works next door. All of it is a
// function of the place, and fades to its mean with the distance, so that nothing flickers.
vec3 ground_colour(vec2 p, float far, out float roughness) {
  roughness = 0.95;
  float sharp = clamp(1.0 - far / 28.0, 0.0, 1.0), near = clamp(1.0 - far / 90.0, 0.0, 1.0);
  float fine = mix(0.5, hash21(floor(p * 26.0)), sharp), mid = kTier == 0u ? 0.5 : mix(0.5, noise2(p * 5.0), near), broad = noise2(p * 0.12);
  vec3 gravel = vec3(0.232, 0.214, 0.180) * (0.72 + 0.30 * fine + 0.14 * mid + 0.10 * broad);
  // Fields in strips, each with its own green.
  float field = kTier == 0u ? 0.5 : hash21(floor(vec2(p.x * 0.011 + 0.25 * sin(p.y * 0.004), p.y * 0.017)) + 3.0);
  vec3 grass = mix(vec3(0.060, 0.098, 0.030), mix(vec3(0.070, 0.110, 0.032), vec3(0.145, 0.138, 0.062), field), smoothstep(70.0, 130.0, length(p - frame.yard.xy)));
  grass *= 0.74 + 0.26 * mid + 0.18 * fine + 0.22 * broad;
  vec2 out_of = abs(p - frame.yard.xy) - frame.yard.zw;
  float edge = max(out_of.x, out_of.y);
  vec3 c = mix(gravel, grass, smoothstep(0.0, 1.2, edge + 1.6 * (mid - 0.5) + 1.2 * (broad - 0.5)));
  // The road runs behind the fence, past the control building, as far as one sees.
  float across = p.y - (frame.yard.y + frame.yard.w + 3.2), width = fwidth(p.y) + 0.02;
  float road = 1.0 - smoothstep(2.6, 2.6 + width, abs(across));
  vec3 asphalt = vec3(0.052, 0.053, 0.056) * (0.86 + 0.2 * fine + 0.12 * broad);
  float dash = (1.0 - smoothstep(0.06, 0.06 + width, abs(across))) * step(0.5, fract(p.x / 9.0)) + 1.0 - smoothstep(0.05, 0.05 + width, abs(abs(across) - 2.35));
  asphalt = mix(asphalt, vec3(0.50), clamp(dash, 0.0, 1.0) * clamp(0.14 / width, 0.0, 1.0) * near);
  if (road > 0.5) roughness = 0.85;
  return mix(c, asphalt, road);
}

// How high the land stands against the sky at an angle around the plant: trees, or behind them the silhouettes of a works.
const float kTreesAt = 420.0, kWorksAt = 1100.0;   // m from the yard
float trees(float x) {
  float n = 0.45 * noise2(vec2(x * 70.0, 1.0)) + 0.40 * noise2(vec2(x * 420.0, 4.0)) + 0.15 * (kTier == 0u ? 0.5 : noise2(vec2(x * 1100.0, 9.0)));
  return (6.0 + 7.0 * n) * smoothstep(0.30, 0.33, noise2(vec2(x * 17.0, 30.0))) + (kTier == 0u ? 0.8 : 1.6 * noise2(vec2(x * 500.0, 2.0)));
}
float works(float x) {
  float cell = floor(x * 110.0), in_cell = fract(x * 110.0), kind = hash21(vec2(cell, 7.0));
  float there = smoothstep(0.46, 0.5, noise2(vec2(x * 4.2, 21.0)));
  float tall = kind > 0.88 ? 68.0 : kind > 0.66 ? 36.0 : kind > 0.30 ? 17.0 : 10.0;
  float wide = kind > 0.88 ? 0.045 : kind > 0.66 ? 0.07 : 0.40;
  return there * (abs(in_cell - 0.5) < wide ? tall * (0.8 + 0.4 * hash21(vec2(cell, 2.0))) : 6.0);
}
