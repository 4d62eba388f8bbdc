// Where puffs and drops are: each instance flies the same way again and again, at its own moment (aux.x). Needs instance.glsl.
// aux: x: moment 0..1, y: width at the end, or how far drops scatter, z: seconds of the flight, or the height that drops fall; w: a number 0..1.
const vec3 kWind = vec3(0.55, 0.2, 0);   // as far as a plume is blown for each metre that it goes

vec3 turned(vec3 v) {   // a direction, out of the frame of the instance and its part
  return turn_to_world(vec3(dot(self.row0.xyz, v), dot(self.row1.xyz, v), dot(self.row2.xyz, v)));
}

struct Flight { vec3 centre, streak; float radius, seen; };

Flight flight_now() {
  float amount = part_amount(self.part).x, start_radius = length(turned(vec3(1, 0, 0)));
  vec3 along = turned(vec3(0, 0, 1)), from = to_world(vec3(0));
  Flight f;
  float a = 6.2832 * self.aux.w;
  vec3 z = normalize(along + vec3(1e-6, 0, 0)), x = normalize(cross(z, abs(z.z) > 0.9 ? vec3(1, 0, 0) : vec3(0, 0, 1))), y = cross(z, x);
  vec3 aside = cos(a) * x + sin(a) * y;
  if ((self.material & 255u) == 12u) {          // drops: thrown, then they fall
    float seconds = sqrt(2.0 * self.aux.z / 9.81), t = fract(self.aux.x * 7.31 + self.aux.w + frame.eye.w / seconds) * seconds;
    vec3 v = along * mix(0.6, 1.0, amount) + aside * self.aux.y * fract(self.aux.x * 13.7);
    f.centre = from + v * t - vec3(0, 0, 4.905 * t * t);
    f.streak = (v - vec3(0, 0, 9.81 * t)) * 0.014;   // as an eye sees a drop that falls
    f.radius = start_radius * mix(0.5, 1.0, fract(self.aux.x * 5.1));
    f.seen = self.aux.w < mix(0.4, 1.0, amount) ? 0.85 : 0.0;
  } else {                               // puffs: fast at first, then carried by the wind
    f.streak = vec3(0);
    float t = fract(self.aux.x + frame.eye.w / self.aux.z), far = length(along) * mix(0.3, 1.0, sqrt(amount));
    float gone = 1.0 - (1.0 - t) * (1.0 - t);
    f.radius = start_radius * mix(1.0, self.aux.y, t) * mix(0.5, 1.0, sqrt(amount));
    f.centre = from + z * far * gone + kWind * far * t * t + aside * f.radius * 0.55 * sqrt(t);
    f.seen = mix(0.35, 1.0, amount) * smoothstep(0.0, 0.06, t) * (1.0 - t) * 0.75;
  }
  return f;
}

vec3 flight_centre() { return flight_now().centre; }
// Where this vertex of it is; `seen`: how much it hides of what is behind it.
vec3 flight(out float seen) {
  Flight f = flight_now();
  seen = f.seen;
  return f.centre + position * f.radius + position.z * f.streak;
}
