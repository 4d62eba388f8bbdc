// The letters of signs and gauges as triangles, each over its place in the atlas.
#pragma once
#include "engine/geometry/instance.h"
#include "engine/passes/glyph_atlas.h"

namespace retort::passes {

struct LetterVertex {
  glm::vec3 position;  ///< in the world
  glm::vec2 uv;
  uint32_t colour;     ///< RGBA8, sRGB
};

/// Three for each triangle, two triangles for each letter, facing who reads them.
std::vector<LetterVertex> sign_letters(const GlyphAtlas& atlas, const std::vector<geometry::Label>& labels);

}  // namespace retort::passes
