// From light to what a screen shows. The HDR target holds colours squeezed into 0..1, so that the samples of an edge are averaged as they
// will be seen (a bright sample does not swallow the others), and in its alpha the share of light that came from all around: what
// occlusion may take away.
vec4 squeeze(vec3 c, float ambient_share) { return vec4(c / (1.0 + max(c.r, max(c.g, c.b))), ambient_share); }
vec3 unsqueeze(vec3 c) { return c / max(1.0 - max(c.r, max(c.g, c.b)), 1e-3); }

vec3 display(vec3 c) {   // filmic curve (Hable's fit by Narkowicz), then sRGB
  c *= frame.tone.x;
  c = clamp((c * (2.51 * c + 0.03)) / (c * (2.43 * c + 0.59) + 0.14), 0.0, 1.0);
  vec3 a = sqrt(c), b = sqrt(a);   // sRGB by roots, within half a step of 255 (Chilliant): powers cost CPU drivers dear
  return max(0.585122381 * a + 0.783140355 * b - 0.368262736 * sqrt(b), 0.0);
}
// With its brightness in alpha, as fxaa.frag wants it.
vec4 shown(vec3 c) {
  c = display(c);
  return vec4(c, dot(c, vec3(0.299, 0.587, 0.114)));
}
