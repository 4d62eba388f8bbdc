// The fonts of the screens travel inside the program.
#include "engine/ui/fonts.h"

#define RETORT_EMBED(name, path)                                                                   \
  asm(".section .rodata\n.balign 16\n" #name ":\n.incbin \"" path "\"\n" #name "_end:\n.byte 0\n.text\n"); \
  extern const unsigned char name##_begin[] asm(#name);                                            \
  extern const unsigned char name##_stop[] asm(#name "_end");

RETORT_EMBED(retort_ui_regular, RETORT_FONTS "/Inter-Regular.otf")
RETORT_EMBED(retort_ui_bold, RETORT_FONTS "/Inter-SemiBold.otf")
RETORT_EMBED(retort_ui_mono, RETORT_FONTS "/NotoMono-Regular.ttf")

#include <imgui_freetype.h>

#include <cmath>

namespace retort::ui {
namespace {

// Latin with its extensions (U+0132 IJ, U+0152 OE), punctuation and quotes, super- and subscripts, euro, arrows,
// mathematical signs, squares and triangles.
const ImWchar kRanges[] = {0x0020, 0x017F, 0x0394, 0x0394, 0x03B1, 0x03C9, 0x2010, 0x2027, 0x2030, 0x203A, 0x2070, 0x209F, 0x20AC, 0x20AC,
                           0x2190, 0x2199, 0x2206, 0x2206, 0x2212, 0x2212, 0x221E, 0x221E, 0x2248, 0x2248, 0x2260, 0x2265,
                           0x25A0, 0x25FF, 0x2713, 0x2717, 0};

ImFont* add(ImFontAtlas& atlas, const unsigned char* begin, const unsigned char* end, float pixels) {
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 1;
  return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(begin), int(end - begin), pixels, &config, kRanges);
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, float scale) {
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  const auto px = [scale](float at_100) { return std::round(at_100 * scale); };
  Fonts f;
  f.text = add(atlas, retort_ui_regular_begin, retort_ui_regular_stop, px(16));
  f.bold = add(atlas, retort_ui_bold_begin, retort_ui_bold_stop, px(16));
  f.mono = add(atlas, retort_ui_mono_begin, retort_ui_mono_stop, px(15));
  f.small = add(atlas, retort_ui_regular_begin, retort_ui_regular_stop, px(13));
  f.large = add(atlas, retort_ui_bold_begin, retort_ui_bold_stop, px(24));
  for (const float size : {8.f, 9.f, 10.f, 11.f, 12.f, 13.f, 14.f, 16.f, 18.f, 22.f}) {
    f.text_sizes.push_back(add(atlas, retort_ui_regular_begin, retort_ui_regular_stop, size));
    f.bold_sizes.push_back(add(atlas, retort_ui_bold_begin, retort_ui_bold_stop, size));
    f.mono_sizes.push_back(add(atlas, retort_ui_mono_begin, retort_ui_mono_stop, size));
  }
  atlas.Build();
  return f;
}

}  // namespace retort::ui
