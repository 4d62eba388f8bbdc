#pragma once
#include <imgui.h>

namespace retort::ui {

/// The few faces of the screens. Text 16 px at 100 %.
struct Fonts {
  ImFont *text = nullptr, *bold = nullptr, *mono = nullptr, *small = nullptr, *large = nullptr;
};
/// Replaces the atlas. `scale` 1 to 2.
Fonts load_fonts(ImFontAtlas& atlas, float scale);

}  // namespace retort::ui
