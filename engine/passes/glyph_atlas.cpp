#include "engine/passes/glyph_atlas.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_MODULE_H

#include <stdexcept>

namespace retort::passes {
namespace {
// What tags, pump names and Dutch, French and English words on signs need.
constexpr std::u32string_view kCharacters =
    U" !\"#%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz"
    U"ÀÂÇÈÉÊËÎÏÔÙÛÜàâçèéêëîïôùûüŒœ°²³·µ–€";
}  // namespace

GlyphAtlas::GlyphAtlas(std::span<const unsigned char> font) : texels_(size_t(kSize) * kSize, 0) {
  FT_Library library = nullptr;
  FT_Face face = nullptr;
  if (FT_Init_FreeType(&library)) throw std::runtime_error("FreeType does not start");
  if (FT_New_Memory_Face(library, font.data(), FT_Long(font.size()), 0, &face)) {
    FT_Done_FreeType(library);
    throw std::runtime_error("the sign font cannot be read");
  }
  FT_Int spread = 6;
  FT_Property_Set(library, "sdf", "spread", &spread);
  FT_Set_Pixel_Sizes(face, 0, 40);
  FT_Load_Char(face, 'H', FT_LOAD_NO_HINTING);
  const float capital = float(face->glyph->metrics.height) / 64;
  uint32_t x = 1, y = 1, row = 0;
  for (char32_t c : kCharacters) {
    if (FT_Load_Char(face, c, FT_LOAD_NO_HINTING)) continue;
    Glyph g;
    g.advance = float(face->glyph->advance.x) / 64 / capital;
    if (c != U' ' && !FT_Render_Glyph(face->glyph, FT_RENDER_MODE_SDF)) {
      const FT_Bitmap& b = face->glyph->bitmap;
      if (x + b.width + 1 > kSize) x = 1, y += row + 1, row = 0;
      if (y + b.rows + 1 > kSize) break;
      for (uint32_t j = 0; j < b.rows; ++j)
        for (uint32_t i = 0; i < b.width; ++i)
          texels_[size_t(y + j) * kSize + x + i] = b.buffer[size_t(j) * size_t(b.pitch) + i];
      const float left = float(face->glyph->bitmap_left), top = float(face->glyph->bitmap_top);
      g.low = glm::vec2(left, top - float(b.rows)) / capital;
      g.high = glm::vec2(left + float(b.width), top) / capital;
      g.uv_low = glm::vec2(x, y) / float(kSize);
      g.uv_high = glm::vec2(x + b.width, y + b.rows) / float(kSize);
      x += b.width + 1;
      row = std::max(row, b.rows);
    }
    glyphs_[c] = g;
  }
  FT_Done_Face(face);
  FT_Done_FreeType(library);
}

const Glyph& GlyphAtlas::glyph(char32_t c) const {
  auto it = glyphs_.find(c);
  return it != glyphs_.end() ? it->second : glyphs_.at(U'?');
}

float GlyphAtlas::width(std::string_view text) const {
  float sum = 0;
  for (char32_t c : from_utf8(text)) sum += glyph(c).advance;
  return sum;
}

std::u32string from_utf8(std::string_view s) {
  std::u32string out;
  for (size_t i = 0; i < s.size();) {
    const unsigned char b = static_cast<unsigned char>(s[i]);
    const size_t n = b < 0x80 ? 1 : (b >> 5) == 6 ? 2 : (b >> 4) == 14 ? 3 : (b >> 3) == 30 ? 4 : 0;
    if (n == 0 || i + n > s.size()) {
      out += U'?';
      ++i;
      continue;
    }
    char32_t c = n == 1 ? b : b & (0xFF >> (n + 1));
    for (size_t k = 1; k < n; ++k) c = c << 6 | (static_cast<unsigned char>(s[i + k]) & 0x3F);
    out += c;
    i += n;
  }
  return out;
}

}  // namespace retort::passes
