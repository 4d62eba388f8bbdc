layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in uint instance;

struct Instance { vec4 row0, row1, row2, aux; uint colour, material, object, part; };   // geometry::Instance
layout(set = 0, binding = 6, std430) readonly buffer Instances { Instance instances[]; };
Instance self = instances[instance];

vec3 to_world(vec3 p) {
  vec4 q = vec4(p, 1);
  vec4 a = vec4(dot(self.row0, q), dot(self.row1, q), dot(self.row2, q), 1);
  if (self.part == 0u) return a.xyz;
  return vec3(dot(parts[self.part].row0, a), dot(parts[self.part].row1, a), dot(parts[self.part].row2, a));
}

// Rows are rotation times stretch, so dividing by the squared lengths of the columns gives the cofactor's direction.
vec3 normal_to_world(vec3 n) {
  mat3 m = transpose(mat3(self.row0.xyz, self.row1.xyz, self.row2.xyz));
  vec3 s = vec3(dot(m[0], m[0]), dot(m[1], m[1]), dot(m[2], m[2]));
  vec3 a = m * (n / max(s, vec3(1e-9)));
  if (self.part == 0u) return a;
  return vec3(dot(parts[self.part].row0.xyz, a), dot(parts[self.part].row1.xyz, a), dot(parts[self.part].row2.xyz, a));
}

// Linear, and the roughness.
vec4 paint() {
  vec4 c = unpackUnorm4x8(self.colour);
  return vec4(pow(c.rgb, vec3(2.2)), c.a);
}
