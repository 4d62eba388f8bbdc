#version 460
#extension GL_GOOGLE_include_directive : require
// Softens what is left of jagged edges, along them. After Lottes, FXAA (2011), the short form: brightness is in alpha.
// push.sharpen: how much contrast is given back where the picture will be stretched.
layout(set = 0, binding = 2) uniform sampler2D picture;
layout(push_constant) uniform Push { vec2 texel; float sharpen; } push;
layout(location = 0) out vec4 color;
void main() {
  vec2 at = gl_FragCoord.xy * push.texel;
  vec4 middle = textureLod(picture, at, 0.0);
  vec4 c00 = textureLod(picture, at - 0.5 * push.texel, 0.0), c11 = textureLod(picture, at + 0.5 * push.texel, 0.0);
  vec4 c10 = textureLod(picture, at + vec2(0.5, -0.5) * push.texel, 0.0), c01 = textureLod(picture, at + vec2(-0.5, 0.5) * push.texel, 0.0);
  float low = min(middle.a, min(min(c00.a, c11.a), min(c10.a, c01.a))), high = max(middle.a, max(max(c00.a, c11.a), max(c10.a, c01.a)));
  vec3 c = middle.rgb;
  if (high - low > max(0.035, high * 0.1)) {
    vec2 along = vec2(c01.a + c11.a - c00.a - c10.a, c00.a + c01.a - c10.a - c11.a);
    float shorter = min(abs(along.x), abs(along.y)) + max((c00.a + c01.a + c10.a + c11.a) * 0.03, 1.0 / 128.0);
    along = clamp(along / shorter, -8.0, 8.0) * push.texel;
    vec4 near = 0.5 * (textureLod(picture, at - along / 6.0, 0.0) + textureLod(picture, at + along / 6.0, 0.0));
    vec4 wide = 0.5 * near + 0.25 * (textureLod(picture, at - along * 0.5, 0.0) + textureLod(picture, at + along * 0.5, 0.0));
    c = wide.a < low || wide.a > high ? near.rgb : wide.rgb;
  }
  vec3 around = 0.25 * (c00.rgb + c01.rgb + c10.rgb + c11.rgb);
  color = vec4(clamp(c + (c - around) * push.sharpen, 0.0, 1.0), 1);
}
