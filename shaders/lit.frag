#version 460
#extension GL_GOOGLE_include_directive : require
#include "frame.glsl"
#include "light.glsl"
#include "surroundings.glsl"
// The material group: code of other groups is left out, because CPU drivers run both sides of every branch.
layout(constant_id = 0) const uint kGroup = 0;   // 0 paint and metal, 1 pipes, vessels, liquids, 2 the rare ones, 3 concrete, 4 ground, 5 what flies
layout(location = 0) in vec3 world;
layout(location = 1) in vec3 world_normal;
layout(location = 2) in vec3 local;
layout(location = 3) flat in vec4 tint;
layout(location = 4) flat in uvec3 what;
layout(location = 5) flat in vec4 extra;
layout(location = 0) out vec4 color;

// Blue when cold, ochre when warm, red when hot: 5, 20, 60, 110 degC.
vec3 heat(float celsius) {
  vec3 c = mix(vec3(0.10, 0.18, 0.50), vec3(0.07, 0.30, 0.46), smoothstep(5.0, 20.0, celsius));
  c = mix(c, vec3(0.62, 0.38, 0.06), smoothstep(25.0, 60.0, celsius));
  return mix(c, vec3(0.70, 0.05, 0.03), smoothstep(60.0, 110.0, celsius));
}

void main() {
  vec3 n = normalize(world_normal);
  if (!gl_FrontFacing) n = -n;
  uint material = what.x & 255u;
  float distance_to_eye = distance(frame.eye.xyz, world);
  float sharp = clamp(1.0 - distance_to_eye / 28.0, 0.0, 1.0);
  vec3 albedo = tint.rgb;
  float roughness = tint.a, metal = 0.0;
  vec3 glow = vec3(0);
  bool inside = frame.view.x > 0.5;

  if (kGroup == 0u) {
    if (material == 0u) {              // paint: faint weathering
      albedo *= 0.94 + 0.10 * noise2(world.xy * 1.7 + world.z * 2.3);
    } else if (material == 1u) {
      metal = 0.75;
      roughness *= 0.9 + 0.2 * noise2(world.xy * 9.0 + world.z * 13.0);
    }
  } else if (kGroup == 1u) {
    if (material == 8u) {
      albedo = inside ? heat(part_amount(what.z).y) : albedo;
      roughness = 0.12;
      float ripple = noise2(world.xy * 3.0 + frame.eye.w * 0.7) - noise2(world.yx * 3.0 - frame.eye.w * 0.6);
      if (n.z > 0.7) n = normalize(n + vec3(ripple * 0.06, -ripple * 0.06, 0));
      if (inside && n.z < 0.7) glow = albedo * 0.25;
    } else if (material == 9u) {
      albedo *= 0.94 + 0.10 * noise2(world.xy * 1.7 + world.z * 2.3);
      float celsius = part_amount(what.z).y;
      if (celsius < 0.0) {             // frost
        float rime = smoothstep(0.0, -15.0, celsius) * (0.55 + 0.45 * noise2(world.xy * 31.0 + world.z * 37.0));
        albedo = mix(albedo, vec3(0.86, 0.90, 0.94), rime);
        roughness = mix(roughness, 0.95, rime);
      }
      if (celsius > 500.0) glow = mix(vec3(0.30, 0.02, 0.0), vec3(1.0, 0.35, 0.08), smoothstep(550.0, 950.0, celsius)) * smoothstep(500.0, 700.0, celsius);
      if (inside) {
        vec4 amount = part_amount(what.z);
        float s = extra.x + local.z * extra.y;
        if (extra.z > 0.0) s = extra.x + atan(local.z, 3.0 - local.x) / 1.5708 * extra.y;
        albedo = heat(amount.y);
        if (abs(amount.w) > 1e-4) {
          float wave = fract((s - amount.z) / 0.8);
          float pulse = smoothstep(0.0, 0.72, wave) * (1.0 - smoothstep(0.86, 0.9, wave));
          if (amount.w < 0.0) pulse = smoothstep(0.0, 0.72, 1.0 - wave) * (1.0 - smoothstep(0.86, 0.9, 1.0 - wave));
          glow = mix(vec3(0), vec3(0.75, 0.95, 1.0), pulse * 0.8);
        } else {
          albedo *= 0.35;
        }
      }
    } else if (material == 10u) {      // vessel wall: the half towards the eye is cut away in the inside view
      if (inside) {
        vec2 out_of_axis = world.xy - extra.xy, to_eye = normalize(frame.eye.xy - extra.xy);
        if (dot(out_of_axis, to_eye) > 0.02) discard;
      }
      albedo *= 0.93 + 0.08 * noise2(world.xy * 1.1 + world.z * 1.9);
      float streak = noise2(vec2(atan(world.y - extra.y, world.x - extra.x) * 14.0, world.z * 0.25));
      albedo *= 1.0 - 0.10 * smoothstep(0.55, 0.9, streak);
      if (!gl_FrontFacing) albedo = vec3(0.16, 0.17, 0.18);
    }
    if (material == 16u || material == 17u) {   // sheet over insulation: bands with seams, no two quite alike
      if (inside && material == 17u) {
        vec2 out_of_axis = world.xy - extra.xy, to_eye = normalize(frame.eye.xy - extra.xy);
        if (dot(out_of_axis, to_eye) > 0.02) discard;
      }
      float s = local.z * extra.z / 0.9 + 0.5, seam = abs(fract(s + 0.5) - 0.5) * 0.9, width = max(0.012, distance_to_eye * 0.0014);
      float band = hash21(vec2(floor(s + 0.5), extra.x));
      metal = 0.82;
      albedo *= 0.90 + 0.14 * band;
      roughness += 0.10 * band + 0.06 * noise2(world.xy * 2.3 + world.z * 1.7);
      albedo *= 1.0 - 0.55 * (1.0 - smoothstep(0.0, width, seam)) * clamp(0.016 / width, 0.0, 1.0);
      if (!gl_FrontFacing) albedo = vec3(0.16, 0.17, 0.18), metal = 0.0;
    }
  } else if (kGroup == 2u) {
    if (material == 4u) {       // grating: bars every 34 mm, cross rods every 100 mm
      metal = 0.55;
      if (abs(n.z) > 0.7) {
        vec2 cell = abs(fract(vec2(world.x / 0.034, world.y / 0.1)) - 0.5);
        // Holes close where they come near the size of a pixel: they would only flicker.
        float blend = clamp((distance_to_eye / frame.lens.w - 0.0025) / 0.005, 0.0, 1.0);
        if (cell.x < 0.36 * (1.0 - blend) && cell.y < 0.44) discard;
        albedo *= mix(1.0, 0.42, blend);
      }
    } else if (material == 5u) {
      float s = fract((local.x + local.y + local.z) * extra.x);
      albedo = s < 0.5 ? vec3(0.85, 0.55, 0.02) : vec3(0.02);
    } else if (material == 6u) {
      vec4 g = part_glow(what.z);
      albedo = mix(albedo * 0.35, g.rgb, clamp(g.a, 0.0, 1.0));
      glow = g.rgb * g.a * 0.55;
    } else if (material == 7u) {       // dial: ticks from -135 to 135 degrees; aux.x numbered steps
      vec2 d = local.xy;
      float r = length(d), a = degrees(atan(d.x, d.y));
      albedo = vec3(0.86);
      if (abs(a) < 138.0) {
        float step = 270.0 / extra.x, t = a + 135.0;   // five minor ticks in each numbered step
        float minor = abs(fract(t / step * 5.0 + 0.5) - 0.5) * step / 5.0, major = abs(fract(t / step + 0.5) - 0.5) * step;
        if (r > 0.76 && r < 0.88 && minor < 0.9) albedo = vec3(0.03);
        if (r > 0.68 && r < 0.88 && major < 1.8) albedo = vec3(0.03);
        if (r > 0.88 && r < 0.90) albedo = vec3(0.03);
      }
      roughness = 0.35;
    } else if (material == 14u) {      // windows of a lit room, its blinds half down
      float blind = smoothstep(0.12, 0.16, local.z) * 0.55, across = abs(fract((local.x + 0.5) * 2.0) - 0.5);
      glow = frame.tone.y * vec3(1.0, 0.80, 0.52) * (0.75 - blind) * smoothstep(0.0, 0.02, across) * (0.75 + 0.25 * noise2(world.xz * 1.3));
      roughness = 0.06;
    } else if (material == 15u) {
      glow = frame.tone.y * vec3(1.0, 0.92, 0.76) * 5.0;
    } else if (material == 13u) {      // level board: a mark each 10 %, a longer one each 50 %
      float t = local.z + 0.5;
      float mark = abs(fract(t * 10.0 + 0.5) - 0.5) / 10.0, fifth = abs(fract(t * 2.0 + 0.5) - 0.5) / 2.0;
      float side = extra.x > 0.5 ? local.x + 0.5 : 0.5 - local.x;
      if (mark < 0.006 && side < 0.45) albedo = vec3(0.03);
      if (fifth < 0.009 && side < 0.8) albedo = vec3(0.03);
      roughness = 0.5;
    }
  } else if (kGroup == 3u) {           // concrete
    float fine = noise2(world.xy * 23.0 + world.z * 17.0), broad = noise2(world.xy * 0.9 + world.z * 0.6);
    albedo *= 0.88 + 0.12 * fine * sharp + (n.z > 0.7 ? 0.16 : 0.06) * broad;
    if (n.z > 0.7) {
      vec2 joint = abs(fract(world.xy / 4.0 + 0.5) - 0.5) * 4.0;
      // As much of a joint as falls into the pixel, so that it fades with the distance and does not break up into dots.
      vec2 footprint = fwidth(world.xy) + 0.004, cover = clamp(0.5 + (0.012 - joint) / footprint, 0.0, 1.0) * min(vec2(1), 0.024 / footprint);
      albedo *= 1.0 - 0.5 * max(cover.x, cover.y);
      if (kTier != 0u) albedo *= mix(1.0, 0.86, smoothstep(0.55, 0.8, noise2(world.xy * 0.35 + 4.0)));
    }
  } else if (kGroup == 4u) {           // gravel, road, fields
    albedo = ground_colour(world.xy, distance_to_eye, roughness);
  } else {                             // what flies
    vec3 to_eye = normalize(frame.eye.xyz - world);
    float seen = extra.w;
    if (seen < 0.004) discard;
    if (material == 12u) {
      glow = (0.12 + 0.5 * pow(clamp(n.z, 0.0, 1.0), 4.0)) * frame.sky_up.rgb;
    } else {
      // A puff is densest in its middle and torn at its edge.
      float middle = clamp(dot(n, to_eye), 0.0, 1.0);
      seen *= middle * middle * (0.55 + 0.9 * noise2(world.xy * 5.0 + world.z * 4.0 - frame.eye.w));
      n = normalize(n + vec3(0, 0, 0.8));
      if (material == 19u) glow = tint.rgb * 3.0 * (0.4 + middle), albedo = vec3(0);
      roughness = 1.0;
    }
    color = finished(shade(world, n, albedo, roughness, 0.0, 0.7, 1.0), glow, haze(world));
    color.a = clamp(seen, 0.0, 1.0);
    return;
  }

  if (what.y != 0u && what.y == uint(frame.view.y)) {
    float rim = pow(1.0 - max(dot(n, normalize(frame.eye.xyz - world)), 0.0), 2.0);
    albedo = mix(albedo, vec3(0.95, 0.75, 0.2), 0.25);
    glow += vec3(1.0, 0.72, 0.18) * (0.14 + 0.9 * rim);
  }
  float lit = kTier == 0u || dot(n, frame.sun_direction.xyz) > 0.0 ? sunlight(world, n) : 0.0;   // shade() knows it; for a CPU a branch is work
  color = finished(shade(world, n, albedo, roughness, metal, lit, skylight(world, n)), glow, haze(world));
}
