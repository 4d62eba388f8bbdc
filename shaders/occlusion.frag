#version 460
#extension GL_GOOGLE_include_directive : require
// Ambient occlusion at half resolution: horizons along two directions a pixel, turned from pixel to pixel so that occlusion_blur.frag has
// eight of each four by four. After Jimenez et al., Practical real-time strategies for accurate indirect occlusion (2016).
#include "frame.glsl"
layout(set = 0, binding = 2) uniform sampler2D depths;
layout(location = 0) out float open;

const float kReach = 0.7;   // m
const int kSlices = 2, kSteps = 4;

vec3 place(vec2 pixel, float z) {   // in the frame of the eye, z away from it
  float far = frame.lens.z / max(z, 1e-6);
  vec2 ndc = (pixel + 0.5) / frame.view.zw * 2.0 - 1.0;
  return vec3(ndc * frame.lens.xy * far, far);
}
vec3 at(ivec2 pixel) {
  pixel = clamp(pixel, ivec2(0), ivec2(frame.view.zw) - 1);
  return place(vec2(pixel), texelFetch(depths, pixel, 0).r);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) * 2;
  float z = texelFetch(depths, min(here, ivec2(frame.view.zw) - 1), 0).r;
  open = 1.0;
  if (z <= 0.0) return;
  vec3 p = place(vec2(here), z);
  vec3 left = p - at(here - ivec2(1, 0)), right = at(here + ivec2(1, 0)) - p, up = p - at(here - ivec2(0, 1)), down = at(here + ivec2(0, 1)) - p;
  vec3 n = normalize(cross(abs(left.z) < abs(right.z) ? left : right, abs(up.z) < abs(down.z) ? up : down));
  vec3 v = normalize(-p);
  if (dot(n, v) < 0.0) n = -n;
  float reach = min(kReach * frame.lens.w / p.z, 96.0);   // in pixels
  if (reach < 3.0) return;
  ivec2 in_block = ivec2(gl_FragCoord.xy) & 3;
  float turn = float((in_block.x * 4 + in_block.y * 7) & 15) / 16.0, shift = float((in_block.x * 5 + in_block.y * 11 + 3) & 15) / 16.0;
  float sum = 0.0;
  for (int slice = 0; slice < kSlices; ++slice) {
    float phi = (float(slice) + turn) * 3.14159265 / float(kSlices);
    vec2 along = vec2(cos(phi), sin(phi));
    vec3 direction = vec3(along, 0), in_plane = direction - dot(direction, v) * v, axis = normalize(cross(direction, v));
    vec3 projected = n - axis * dot(n, axis);
    float length_n = max(length(projected), 1e-4);
    float angle = sign(dot(in_plane, projected)) * acos(clamp(dot(projected, v) / length_n, -1.0, 1.0));
    for (int side = -1; side <= 1; side += 2) {
      float low = cos(angle + float(side) * 1.5707963), highest = low;
      for (int step = 0; step < kSteps; ++step) {
        float t = (float(step) + shift) / float(kSteps);
        vec3 to = at(here + ivec2(along * float(side) * (2.0 + t * t * reach))) - p;
        float far = length(to);
        highest = max(highest, mix(dot(to, v) / max(far, 1e-4), low, smoothstep(0.5, 1.0, far / kReach)));
      }
      float h = angle + clamp(float(side) * acos(clamp(highest, -1.0, 1.0)) - angle, -1.5707963, 1.5707963);
      sum += length_n * (cos(angle) + 2.0 * h * sin(angle) - cos(2.0 * h - angle)) * 0.25;
    }
  }
  open = clamp(sum / float(kSlices), 0.0, 1.0);
  open = mix(open, 1.0, smoothstep(6.0, 3.0, reach));
}
