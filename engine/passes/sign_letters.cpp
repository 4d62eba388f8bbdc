#include "engine/passes/sign_letters.h"

#include <cmath>

namespace retort::passes {

std::vector<LetterVertex> sign_letters(const GlyphAtlas& atlas, const std::vector<geometry::Label>& labels) {
  std::vector<LetterVertex> vertices;
  for (const geometry::Label& label : labels) {
    float pen = -atlas.width(label.text) / 2;
    const uint32_t colour = geometry::pack_colour(label.colour, 1);
    for (char32_t c : from_utf8(label.text)) {
      const Glyph& g = atlas.glyph(c);
      auto corner = [&](bool right, bool top) {
        const glm::vec2 p((right ? g.high.x : g.low.x) + pen, (top ? g.high.y : g.low.y) - 0.5f);
        const glm::vec2 uv(right ? g.uv_high.x : g.uv_low.x, top ? g.uv_low.y : g.uv_high.y);
        glm::vec3 q(p * label.height, 0);
        if (label.bend > 0) q = {label.bend * std::sin(q.x / label.bend), q.y, label.bend * (std::cos(q.x / label.bend) - 1)};
        vertices.push_back({glm::vec3(label.frame * glm::vec4(q, 1)), uv, colour});
      };
      if (g.high.x > g.low.x) {
        corner(false, false), corner(true, false), corner(true, true);
        corner(false, false), corner(true, true), corner(false, true);
      }
      pen += g.advance;
    }
  }
  return vertices;
}

}  // namespace retort::passes
