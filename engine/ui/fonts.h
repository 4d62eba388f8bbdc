#pragma once
#include <imgui.h>

#include <vector>

namespace retort::ui {

/// The few faces of the screens. Text 16 px at 100 %.
struct Fonts {
  ImFont *text = nullptr, *bold = nullptr, *mono = nullptr, *small = nullptr, *large = nullptr;
  /// What is drawn to a scale of its own (pages of the board): each face in sizes from small to large, since a face that is squeezed
  /// cannot be read.
  std::vector<ImFont*> text_sizes, bold_sizes, mono_sizes;
};
/// Replaces the atlas. `scale` 1 to 2.
Fonts load_fonts(ImFontAtlas& atlas, float scale);

}  // namespace retort::ui
