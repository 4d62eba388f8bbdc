// Sun, sky and lamps. One place, so that ground, equipment and signs agree.
#include "noise.glsl"
#include "tone.glsl"
layout(constant_id = 1) const uint kTier = 1;    // 0: a look-up where there would be several, and colours for the screen at once
layout(constant_id = 2) const uint kLamps = 0;   // 1: lamps are on
layout(set = 0, binding = 2) uniform sampler2DShadow sun_map;   // the cascades side by side
layout(set = 0, binding = 3) uniform sampler2DShadow sky_map;
struct Lamp { vec4 at, colour, aim; };   // at.w: reach in m; colour.w: cosine of the half cone, -1 for all around
layout(set = 0, binding = 5, std430) readonly buffer Lamps {
  vec4 lamp_grid;        // xy: low corner, zw: cells per m
  uvec4 lamp_cells;      // x, y: cells
  Lamp lamps[32];
  uint lamp_masks[];     // of each cell: which lamps reach it
};

// What a mirror sees of sky and ground, the wider the rougher.
vec3 surround(vec3 r, float roughness) {
  float up = max(r.z, 0.0), width = 0.03 + 0.55 * roughness;
  vec3 above = mix(frame.horizon.rgb, frame.zenith.rgb * 1.25, sqrt(up));
  // A dark band stands over the horizon: plant, trees and halls. It is what makes metal look like metal.
  float band = smoothstep(-0.04 - width, 0.02, r.z) * (1.0 - smoothstep(0.10, 0.24 + width, r.z));
  float gaps = kTier == 0u ? 0.5 : noise2(normalize(r.xy + 1e-5) * 5.2 + 5.0);
  above = mix(above, above * (0.32 + 0.5 * gaps), band * (1.0 - 0.75 * roughness));
  return mix(frame.bounce.rgb * 0.85, above, smoothstep(-width, width * 0.4 + 0.02, r.z));
}

float map_look(vec2 uv, float z) { return texture(sun_map, vec3(uv, z)); }

float sunlight(vec3 p, vec3 n) {
  vec3 q = (frame.sun_view * vec4(p, 1)).xyz;
  vec2 d0 = (q.xy - frame.cascades[0].xy) * frame.cascades[0].z;
  vec2 d1 = (q.xy - frame.cascades[1].xy) * frame.cascades[1].z;
  vec2 d2 = (q.xy - frame.cascades[2].xy) * frame.cascades[2].z;
  bool in0 = max(abs(d0.x), abs(d0.y)) < 0.985, in1 = max(abs(d1.x), abs(d1.y)) < 0.985;
  vec4 c = in0 ? frame.cascades[0] : in1 ? frame.cascades[1] : frame.cascades[2];
  float tile = in0 ? 0.0 : in1 ? 1.0 : 2.0;
  // A step off the surface, as wide as a texel, instead of a bias that lets thin things float.
  q = (frame.sun_view * vec4(p + n * (c.w * 1.6 + 0.004), 1)).xyz;
  vec2 uv = (q.xy - c.xy) * c.z;
  float inside = max(abs(uv.x), abs(uv.y));
  uv = uv * 0.5 + 0.5;
  float t = c.w * c.z * 0.5, lit = 0.0, z = min(q.z, 1.0);
  if (kTier == 0u) {
    lit = map_look(vec2((uv.x + tile) / 3.0, uv.y), z);
  } else {
    lit += map_look(vec2((uv.x - 0.6 * t + tile) / 3.0, uv.y - 0.9 * t), z);
    lit += map_look(vec2((uv.x + 0.9 * t + tile) / 3.0, uv.y - 0.6 * t), z);
    lit += map_look(vec2((uv.x + 0.6 * t + tile) / 3.0, uv.y + 0.9 * t), z);
    lit += map_look(vec2((uv.x - 0.9 * t + tile) / 3.0, uv.y + 0.6 * t), z);
    lit *= 0.25;
  }
  return inside < 0.99 ? lit : 1.0;
}

// Share of the sky that is not covered from above, from a wide soft look-up in the map seen from the zenith.
float skylight(vec3 p, vec3 n) {
  vec4 s = frame.sky_projection * vec4(p + n * 0.12 + vec3(0, 0, 0.05), 1);
  s.z = min(s.z, 1.0);
  vec2 uv = s.xy * 0.5 + 0.5;
  float scale = frame.sky_projection[0][0] * 0.5;
  float open = texture(sky_map, vec3(uv, s.z));
  if (kTier == 0u) return open;
  open += texture(sky_map, vec3(uv + scale * vec2(0.50, 0.12), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(-0.35, 0.55), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(-0.55, -0.65), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(0.55, -0.95), s.z));
  return open * 0.2;
}

struct Shaded { vec3 ambient, direct; };

vec3 reflected(vec3 l, vec3 n, vec3 v, float nv, vec3 diffuse, vec3 f0, float a, float k) {
  vec3 h = normalize(v + l);
  float nl = max(dot(n, l), 0.0), nh = max(dot(n, h), 0.0), vh = max(dot(v, h), 0.0);
  float a2 = a * a, d = nh * nh * (a2 - 1.0) + 1.0;
  float D = a2 / (3.14159 * d * d);
  float G = nl / (nl * (1.0 - k) + k) * nv / (nv * (1.0 - k) + k);
  float x = 1.0 - vh, x2 = x * x;
  vec3 F = f0 + (1.0 - f0) * (x2 * x2 * x);
  return nl * (diffuse / 3.14159 + D * G * F / max(4.0 * nl * nv, 1e-3));
}

vec3 lamplight(vec3 p, vec3 n, vec3 v, float nv, vec3 diffuse, vec3 f0, float a, float k) {
  vec3 sum = vec3(0);
  ivec2 cell = ivec2(floor((p.xy - lamp_grid.xy) * lamp_grid.zw));
  if (any(lessThan(cell, ivec2(0))) || any(greaterThanEqual(cell, ivec2(lamp_cells.xy)))) return sum;
  uint mask = lamp_masks[cell.y * int(lamp_cells.x) + cell.x];
  while (mask != 0u) {
    int i = findLSB(mask);
    mask &= mask - 1u;
    vec3 to = lamps[i].at.xyz - p;
    float r2 = dot(to, to), reach = lamps[i].at.w;
    vec3 l = to * inversesqrt(max(r2, 1e-4));
    float edge = clamp(1.0 - r2 * r2 / (reach * reach * reach * reach), 0.0, 1.0);
    float cone = lamps[i].colour.w < -0.5 ? 1.0 : smoothstep(lamps[i].colour.w, mix(lamps[i].colour.w, 1.0, 0.6), dot(-l, lamps[i].aim.xyz));
    sum += reflected(l, n, v, nv, diffuse, f0, max(a, 0.06), k) * lamps[i].colour.rgb * (edge * edge * cone / (r2 + 0.3));
  }
  return sum * frame.tone.y;
}

Shaded shade(vec3 p, vec3 n, vec3 albedo, float roughness, float metal, float sun_lit, float open) {
  vec3 v = normalize(frame.eye.xyz - p);
  float nv = max(dot(n, v), 0.05);
  float a = max(roughness * roughness, 0.03), k = (roughness + 1.0) * (roughness + 1.0) / 8.0;
  vec3 f0 = mix(vec3(0.04), albedo, metal);
  vec3 diffuse = albedo * (1.0 - metal);
  vec3 up = mix(frame.sky_low.rgb, frame.sky_up.rgb, max(n.z, 0.0)) * (0.55 + 0.45 * n.z);
  vec3 ambient = (up * 0.62 + frame.bounce.rgb * (0.5 - 0.5 * n.z) * 0.9) * mix(0.28, 1.0, open);
  // Near the ground faces that look sideways see dark ground: a cheap contact shade.
  ambient *= mix(1.0, 0.72 + 0.28 * smoothstep(0.0, 0.5, p.z), 1.0 - max(n.z, 0.0));
  vec3 mirrored = surround(reflect(-v, n), roughness);
  float x = 1.0 - nv, x2 = x * x;
  vec3 fresnel = f0 + (max(vec3(1.0 - roughness), f0) - f0) * (x2 * x2 * x);
  Shaded s;
  s.ambient = diffuse * ambient + mirrored * fresnel * mix(0.35, 1.0, open) * (1.0 - 0.35 * roughness);
  s.direct = sun_lit * reflected(frame.sun_direction.xyz, n, v, nv, diffuse, f0, a, k) * frame.sun.rgb;
  if (kLamps == 1u) {   // lamps throw no shadows: occlusion may take half of what they give, so that things stand on the ground
    vec3 lamp = lamplight(p, n, v, nv, diffuse, f0, a, k) * 0.5;
    s.ambient += lamp, s.direct += lamp;
  }
  return s;
}

float haze(vec3 p) {
  float far = distance(frame.eye.xyz, p) * 0.0018;
  return 1.0 - exp(-far * sqrt(far));
}

// What goes into the target: for the low tier the colour on the screen, else light.
vec4 finished(Shaded s, vec3 glow, float hazy) {
  vec3 c = s.ambient + s.direct + glow;
  vec3 out_there = mix(c, frame.horizon.rgb, hazy);
  if (kTier == 0u) return shown(out_there);
  const vec3 weight = vec3(0.299, 0.587, 0.114);
  return squeeze(out_there, (1.0 - hazy) * dot(s.ambient, weight) / max(dot(out_there, weight), 1e-4));
}
