// Sun, sky and tone. One place, so that ground, equipment and signs agree.
layout(set = 0, binding = 2) uniform sampler2DShadow sun_map;
layout(set = 0, binding = 3) uniform sampler2DShadow sky_map;

const vec3 kSun = vec3(3.6, 3.25, 2.75);
const vec3 kSkyUp = vec3(0.36, 0.52, 0.80);
const vec3 kSkyLow = vec3(0.56, 0.64, 0.74);
const vec3 kBounce = vec3(0.26, 0.24, 0.21);
const vec3 kHorizon = vec3(0.60, 0.72, 0.86);
const vec3 kZenith = vec3(0.13, 0.30, 0.66);

float hash21(vec2 p) {
  vec3 q = fract(vec3(p.xyx) * 0.1031);
  q += dot(q, q.yzx + 33.33);
  return fract((q.x + q.y) * q.z);
}
float noise2(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  return mix(mix(hash21(i), hash21(i + vec2(1, 0)), f.x), mix(hash21(i + vec2(0, 1)), hash21(i + vec2(1, 1)), f.x), f.y);
}

vec3 sky(vec3 d) {
  float h = max(d.z, 0.0);
  vec3 c = mix(kHorizon, kZenith, pow(h, 0.5));
  float s = max(dot(d, frame.sun.xyz), 0.0);
  c += vec3(1.0, 0.85, 0.6) * (0.25 * pow(s, 12.0) + 0.9 * pow(s, 400.0));
  if (d.z > 0.02) {   // thin high clouds
    vec2 p = d.xy / (d.z + 0.25) * 1.6;
    float n = 0.55 * noise2(p * 1.3) + 0.3 * noise2(p * 2.9 + 7.0) + 0.15 * noise2(p * 6.7 + 3.0);
    c = mix(c, vec3(1.0, 1.0, 1.0), smoothstep(0.48, 0.85, n) * 0.55 * smoothstep(0.02, 0.25, d.z));
  }
  return c;
}

float sunlight(vec3 p, vec3 n) {
  vec4 s = frame.sun_projection * vec4(p + n * 0.025, 1);
  s.z = min(s.z, 1.0);
  vec2 uv = s.xy * 0.5 + 0.5;
  const float t = 1.0 / 2048.0;
  float lit = 0.0;
  lit += texture(sun_map, vec3(uv + vec2(-0.6, -0.9) * t, s.z));
  lit += texture(sun_map, vec3(uv + vec2(0.9, -0.6) * t, s.z));
  lit += texture(sun_map, vec3(uv + vec2(0.6, 0.9) * t, s.z));
  lit += texture(sun_map, vec3(uv + vec2(-0.9, 0.6) * t, s.z));
  return lit * 0.25;
}

// Share of the sky that is not covered from above, from a wide soft look-up in the map seen from the zenith.
float skylight(vec3 p, vec3 n) {
  vec4 s = frame.sky_projection * vec4(p + n * 0.12 + vec3(0, 0, 0.05), 1);
  s.z = min(s.z, 1.0);
  vec2 uv = s.xy * 0.5 + 0.5;
  float scale = frame.sky_projection[0][0] * 0.5;
  float open = texture(sky_map, vec3(uv, s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(0.50, 0.12), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(-0.35, 0.55), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(-0.55, -0.65), s.z));
  open += texture(sky_map, vec3(uv + scale * vec2(0.55, -0.95), s.z));
  return open * 0.2;
}

vec3 shade(vec3 p, vec3 n, vec3 albedo, float roughness, float metal, float sun_lit, float open) {
  vec3 v = normalize(frame.eye.xyz - p), l = frame.sun.xyz, h = normalize(v + l);
  float nl = max(dot(n, l), 0.0), nh = max(dot(n, h), 0.0), vh = max(dot(v, h), 0.0), nv = max(dot(n, v), 0.05);
  float a = max(roughness * roughness, 0.03), a2 = a * a, d = nh * nh * (a2 - 1.0) + 1.0;
  float D = a2 / (3.14159 * d * d), k = (roughness + 1.0) * (roughness + 1.0) / 8.0;
  float G = nl / (nl * (1.0 - k) + k) * nv / (nv * (1.0 - k) + k);
  vec3 f0 = mix(vec3(0.04), albedo, metal);
  vec3 F = f0 + (1.0 - f0) * pow(1.0 - vh, 5.0);
  vec3 diffuse = albedo * (1.0 - metal);
  vec3 up = mix(kSkyLow, kSkyUp, max(n.z, 0.0)) * (0.55 + 0.45 * n.z);
  vec3 ambient = (up * 0.62 + kBounce * (0.5 - 0.5 * n.z) * 0.9) * mix(0.28, 1.0, open);
  // Near the ground faces that look sideways see dark ground: a cheap contact shade.
  ambient *= mix(1.0, 0.72 + 0.28 * smoothstep(0.0, 0.5, p.z), 1.0 - max(n.z, 0.0));
  vec3 r = reflect(-v, n);
  vec3 mirrored = mix(kBounce * 0.7, mix(kHorizon, kZenith * 1.4, max(r.z, 0.0)), smoothstep(-0.25, 0.2, r.z));
  vec3 fresnel = f0 + (max(vec3(1.0 - roughness), f0) - f0) * pow(1.0 - nv, 5.0);
  return diffuse * ambient + mirrored * fresnel * mix(0.35, 0.95, open) * (1.0 - 0.35 * roughness) +
         sun_lit * nl * (diffuse / 3.14159 + D * G * F / max(4.0 * nl * nv, 1e-3)) * kSun;
}

vec3 haze(vec3 c, vec3 p) {
  float far = distance(frame.eye.xyz, p);
  return mix(c, kHorizon, 1.0 - exp(-pow(far * 0.0034, 1.6)));
}

vec3 display(vec3 c) {   // filmic curve (Hable's fit by Narkowicz), then sRGB
  c *= 0.80;
  c = clamp((c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
  return mix(12.92 * c, 1.055 * pow(c, vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}
