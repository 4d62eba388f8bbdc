layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in uint instance;

struct Instance { vec4 row0, row1, row2, aux; uint colour, material, object, part; };   // geometry::Instance
layout(set = 0, binding = 6) uniform usamplerBuffer instances;   // five texels each
Instance instance_of(int at) {
  uvec4 last = texelFetch(instances, 5 * at + 4);
  return Instance(uintBitsToFloat(texelFetch(instances, 5 * at)), uintBitsToFloat(texelFetch(instances, 5 * at + 1)), uintBitsToFloat(texelFetch(instances, 5 * at + 2)),
                  uintBitsToFloat(texelFetch(instances, 5 * at + 3)), last.x, last.y, last.z, last.w);
}
Instance self = instance_of(int(instance));
vec4 part0 = part_row(self.part, 0), part1 = part_row(self.part, 1), part2 = part_row(self.part, 2);   // of part 0: nothing changes

vec3 to_world(vec3 p) {
  vec4 q = vec4(p, 1);
  vec4 a = vec4(dot(self.row0, q), dot(self.row1, q), dot(self.row2, q), 1);
  return vec3(dot(part0, a), dot(part1, a), dot(part2, a));
}

vec3 turn_to_world(vec3 a) { return vec3(dot(part0.xyz, a), dot(part1.xyz, a), dot(part2.xyz, a)); }

// Rows are rotation times stretch, so dividing by the squared lengths of the columns gives the cofactor's direction.
vec3 normal_to_world(vec3 n) {
  mat3 m = transpose(mat3(self.row0.xyz, self.row1.xyz, self.row2.xyz));
  vec3 s = vec3(dot(m[0], m[0]), dot(m[1], m[1]), dot(m[2], m[2]));
  return turn_to_world(m * (n / max(s, vec3(1e-9))));
}

// Linear, and the roughness.
vec4 paint() {
  vec4 c = unpackUnorm4x8(self.colour);
  return vec4(pow(c.rgb, vec3(2.2)), c.a);
}
