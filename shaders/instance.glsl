layout(location = 0) in vec3 position;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec4 row0;
layout(location = 3) in vec4 row1;
layout(location = 4) in vec4 row2;
layout(location = 5) in vec4 aux;
layout(location = 6) in vec4 colour;
layout(location = 7) in uvec3 kind;   // material and flags, object, part

vec3 to_world(vec3 p) {
  vec4 q = vec4(p, 1);
  vec4 a = vec4(dot(row0, q), dot(row1, q), dot(row2, q), 1);
  if (kind.z == 0u) return a.xyz;
  return vec3(dot(parts[kind.z].row0, a), dot(parts[kind.z].row1, a), dot(parts[kind.z].row2, a));
}

// Rows are rotation times stretch, so dividing by the squared lengths of the columns gives the cofactor's direction.
vec3 normal_to_world(vec3 n) {
  mat3 m = transpose(mat3(row0.xyz, row1.xyz, row2.xyz));
  vec3 s = vec3(dot(m[0], m[0]), dot(m[1], m[1]), dot(m[2], m[2]));
  vec3 a = m * (n / max(s, vec3(1e-9)));
  if (kind.z == 0u) return a;
  return vec3(dot(parts[kind.z].row0.xyz, a), dot(parts[kind.z].row1.xyz, a), dot(parts[kind.z].row2.xyz, a));
}
