// Letters as distance fields in one texture, for signs in the field.
#pragma once
#include <cstdint>
#include <glm/glm.hpp>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace retort::passes {

std::span<const unsigned char> sign_font();

struct Glyph {
  glm::vec2 low{0}, high{0};      ///< quad, in capital heights, y up, from the pen on the base line
  glm::vec2 uv_low{0}, uv_high{0};  ///< uv_low belongs to the upper left corner
  float advance = 0;        ///< in capital heights
};

class GlyphAtlas {
 public:
  static constexpr uint32_t kSize = 512;
  explicit GlyphAtlas(std::span<const unsigned char> font);  ///< throws std::runtime_error
  const std::vector<uint8_t>& texels() const { return texels_; }
  /// Characters that the atlas lacks become '?'.
  const Glyph& glyph(char32_t c) const;
  /// Width in capital heights.
  float width(std::string_view utf8) const;

 private:
  std::vector<uint8_t> texels_;
  std::map<char32_t, Glyph> glyphs_;
};

/// Unicode code points of a UTF-8 text; bad bytes become '?'.
std::u32string from_utf8(std::string_view text);

}  // namespace retort::passes
