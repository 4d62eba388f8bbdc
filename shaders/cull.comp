#version 460
// Which instances a view sees, and how fine: a workgroup for each range of one mesh. FieldGeometry::see says the same on the CPU.
layout(local_size_x = 64) in;

const uint kLevels = 4;
const uint kNoShadow = 1u << 8, kInsideOnly = 1u << 9, kHideWhenZero = 1u << 10;           // geometry::InstanceFlag
const uint kParallel = 1, kInside = 2, kShadows = 4, kStandingOnly = 8, kMovingOnly = 16;  // DeviceCulling
const float kSmallest = 0.8;   // pixels

struct Judged { vec4 ball; float thickness; uint part, material, spare; };
struct Range { uint first, standing, count, first_command; uvec4 index_count, first_index; ivec4 first_vertex; vec4 coarser_below; uint levels, a, b, c; };
struct Command { uint index_count, instance_count, first_index; int first_vertex; uint first_instance; };

layout(set = 0, binding = 0, std430) readonly buffer Instances { Judged judged[]; };
layout(set = 0, binding = 1, std430) readonly buffer Ranges { Range ranges[]; };
layout(set = 0, binding = 2, std430) writeonly buffer Seen { uint seen[]; };
layout(set = 0, binding = 3, std430) writeonly buffer Commands { Command commands[]; };
layout(set = 0, binding = 4) uniform samplerBuffer parts;   // six texels each, as in frame.glsl
layout(push_constant) uniform View {
  vec4 planes[5];
  vec3 eye;
  float pixels;          // of a metre, at one metre
  uint plane_count, flags;
};

shared uint counts[kLevels], bases[kLevels];
shared int levels[gl_WorkGroupSize.x];

bool has(uint flag) { return (flags & flag) != 0; }

// -1: not seen.
int level_of(Range r, uint i) {
  Judged x = judged[i];
  if (has(kShadows) && (x.material & (kNoShadow | kInsideOnly)) != 0) return -1;
  if (!has(kInside) && (x.material & kInsideOnly) != 0) return -1;
  vec3 centre = x.ball.xyz;
  float radius = x.ball.w;
  if (x.part != 0 && x.part < uint(textureSize(parts)) / 6) {
    int at = int(x.part) * 6;
    if ((x.material & kHideWhenZero) != 0 && texelFetch(parts, at + 4).x <= 0) return -1;
    vec4 a = texelFetch(parts, at), b = texelFetch(parts, at + 1), c = texelFetch(parts, at + 2), p = vec4(centre, 1);
    centre = vec3(dot(a, p), dot(b, p), dot(c, p));
    radius *= max(1.0, max(length(vec3(a.z, b.z, c.z)), length(vec3(a.x, b.x, c.x))));
  }
  for (uint k = 0; k < plane_count; ++k)
    if (dot(planes[k].xyz, centre) + planes[k].w < -radius) return -1;
  float here = pixels / (has(kParallel) ? 1.0 : max(distance(eye, centre) - radius, 0.01));
  if (2 * radius * here < kSmallest) return -1;
  int level = 0;
  while (level + 1 < int(r.levels) && x.thickness * here < r.coarser_below[level]) ++level;
  return level;
}

void main() {
  Range r = ranges[gl_WorkGroupID.x];
  uint me = gl_LocalInvocationID.x, from = r.first + (has(kMovingOnly) ? r.standing : 0), to = r.first + (has(kStandingOnly) ? r.standing : r.count);
  if (me < kLevels) counts[me] = 0;
  barrier();
  for (uint at = from; at < to; at += gl_WorkGroupSize.x) {
    int level = at + me < to ? level_of(r, at + me) : -1;
    if (level >= 0) atomicAdd(counts[level], 1);
  }
  barrier();
  if (me == 0) {
    uint base = r.first;
    for (uint k = 0; k < r.levels; ++k) {
      bases[k] = base;
      commands[r.first_command + k] = Command(r.index_count[k], counts[k], r.first_index[k], r.first_vertex[k], base);
      base += counts[k];
    }
  }
  barrier();
  // In the order that they have: faces that lie in one another do not change which is in front.
  for (uint at = from; at < to; at += gl_WorkGroupSize.x) {
    int level = at + me < to ? level_of(r, at + me) : -1;
    levels[me] = level;
    barrier();
    uint before = 0;
    if (level >= 0) {
      for (uint k = 0; k < me; ++k) before += levels[k] == level ? 1 : 0;
      seen[bases[level] + before] = at + me;
    }
    barrier();
    if (me < kLevels) {
      uint all = 0;
      for (uint k = 0; k < gl_WorkGroupSize.x; ++k) all += levels[k] == int(me) ? 1 : 0;
      bases[me] += all;
    }
    barrier();
  }
}
