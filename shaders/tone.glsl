// From light to what a screen shows. The HDR target holds colours squeezed into 0..1, so that the samples of an edge are averaged as they
// will be seen (a bright sample does not swallow the others), and in its alpha the share of light that came from all around: what
// occlusion may take away.
vec4 squeeze(vec3 c, float ambient_share) { return vec4(c / (1.0 + max(c.r, max(c.g, c.b))), ambient_share); }
vec3 unsqueeze(vec3 c) { return c / max(1.0 - max(c.r, max(c.g, c.b)), 1e-3); }

// Filmic curve (Hable's fit by Narkowicz), then sRGB, as one fraction that was fitted to both: within 2.2 steps of 255. Roots and powers cost
// CPU drivers dear.
vec3 display(vec3 c) {
  c *= frame.tone.x;
  return clamp(c * (16.667 * c + 5.630) / (c * (16.457 * c + 7.068) + 1.0), 0.0, 1.0);
}
// With its brightness in alpha, as fxaa.frag wants it.
vec4 shown(vec3 c) {
  c = display(c);
  return vec4(c, dot(c, vec3(0.299, 0.587, 0.114)));
}
