#version 460
#extension GL_GOOGLE_include_directive : require
// All that lies behind the geometry: sky, far land, what stands on it.
#include "frame.glsl"
#include "light.glsl"
#include "surroundings.glsl"
layout(location = 0) in vec2 at;
layout(location = 0) out vec4 color;

vec3 sky(vec3 d) {
  float h = max(d.z, 0.0);
  vec3 c = mix(frame.horizon.rgb, frame.zenith.rgb, pow(h, 0.5));
  float s = max(dot(d, frame.sun_direction.xyz), 0.0);
  c += frame.sun.rgb * vec3(0.30, 0.26, 0.20) * (0.25 * pow(s, 12.0) + 0.9 * pow(s, 400.0));
  if (frame.tone.z > 0.0) {
    vec2 p = d.xy / (abs(d.z) + 0.35) * 90.0;
    float star = hash21(floor(p));
    vec2 q = fract(p) - 0.5;
    c += frame.tone.z * step(0.985, star) * smoothstep(0.18, 0.0, length(q)) * vec3(0.10, 0.11, 0.13) * smoothstep(0.05, 0.3, d.z);
    c += frame.tone.z * vec3(0.9, 0.95, 1.0) * smoothstep(0.99985, 0.99990, s) * 0.5;   // the moon
  }
  // thin high clouds
  vec2 p = d.xy / (h + 0.25) * 1.6;
  float n = 0.55 * noise2(p * 1.3) + 0.3 * noise2(p * 2.9 + 7.0) + 0.15 * (kTier == 0u ? 0.5 : noise2(p * 6.7 + 3.0));
  return mix(c, frame.sky_low.rgb * 1.55 + frame.sun.rgb * 0.05, smoothstep(0.48, 0.85, n) * frame.tone.w * smoothstep(0.02, 0.25, d.z));
}

// Where the ray meets a wall of radius `r` around the yard: the angle in turns, and the height.
vec2 on_wall(vec3 d, float r, out float far) {
  vec2 o = frame.eye.xy - frame.yard.xy;
  float a = dot(d.xy, d.xy), b = dot(o, d.xy), c = dot(o, o) - r * r;
  far = (-b + sqrt(max(b * b - a * c, 0.0))) / max(a, 1e-6);
  vec2 p = o + d.xy * far;
  return vec2(atan(p.y, p.x) / 6.2831853, frame.eye.z + d.z * far);
}

void main() {
  vec4 q = frame.inverse_view_projection * vec4(at, 0.0001, 1);
  vec3 d = normalize(q.xyz / q.w - frame.eye.xyz);
  float pixel = 2.0 * frame.lens.y / frame.view.w;   // angle of a pixel
  float far, far2;
  vec2 wood = on_wall(d, kTreesAt, far), town = on_wall(d, kWorksAt, far2);
  vec3 c = sky(d);
  if (d.z < 0.0 && frame.eye.z / -d.z < far2) {
    float t = frame.eye.z / -d.z, roughness;
    vec3 p = frame.eye.xyz + d * t;
    vec3 albedo = ground_colour(p.xy, t, roughness);
    vec3 lit = albedo * (frame.sky_up.rgb * 0.62 + frame.sun.rgb * frame.sun_direction.z / 3.14159);   // as shade() lights rough ground
    c = mix(lit, frame.horizon.rgb, haze(p));
  }
  float blur = pixel * far2, high = kTier == 0u ? 0.0 : works(town.x);
  c = mix(c, frame.horizon.rgb * 0.72 + frame.zenith.rgb * 0.08, smoothstep(blur, -blur, town.y - high) * step(0.0, town.y) * 0.75);
  if (kTier != 0u && frame.tone.y > 0.0) {   // lights of the works next door
    vec2 cell = vec2(town.x * 900.0, town.y / 7.0);
    c += frame.tone.y * vec3(1.0, 0.72, 0.38) * 0.22 * step(0.72, hash21(floor(cell))) * smoothstep(0.32, 0.0, length(fract(cell) - 0.5)) * step(town.y, high - 3.0) * step(1.0, town.y) * step(7.0, high);
  }
  blur = pixel * far;
  vec3 wooded = (vec3(0.030, 0.046, 0.020) * (frame.sky_low.rgb + 0.35 * frame.sun.rgb) * (kTier == 0u ? 1.0 : 0.7 + 0.6 * noise2(vec2(wood.x * 420.0, wood.y * 0.4))));
  c = mix(c, mix(wooded, frame.horizon.rgb, 0.30), smoothstep(blur, -blur, wood.y - trees(wood.x)) * step(0.0, wood.y));
  Shaded s;
  s.ambient = vec3(0), s.direct = c;
  color = finished(s, vec3(0), 0.0);
}
