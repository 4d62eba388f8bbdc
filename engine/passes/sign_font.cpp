// The font of the signs travels inside the program, so that pictures need no installation.
#include "engine/passes/glyph_atlas.h"

asm(R"(
.section .rodata
.balign 16
retort_sign_font:
.incbin ")" RETORT_SIGN_FONT R"("
retort_sign_font_end:
.byte 0
.text
)");
extern const unsigned char font_begin[] asm("retort_sign_font");
extern const unsigned char font_end[] asm("retort_sign_font_end");

namespace retort::passes {
std::span<const unsigned char> sign_font() { return {font_begin, size_t(font_end - font_begin)}; }
}  // namespace retort::passes
