#include "engine/ui/theme.h"

#include <algorithm>
#include <cmath>

namespace retort::ui {

double color::contrast(ImU32 a, ImU32 b) {
  const auto luminance = [](ImU32 c) {
    const auto linear = [](unsigned v) {
      const double x = v / 255.0;
      return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(c & 255) + 0.7152 * linear(c >> 8 & 255) + 0.0722 * linear(c >> 16 & 255);
  };
  const double la = luminance(a), lb = luminance(b);
  return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

void apply_theme(float scale) {
  ImGuiStyle& s = ImGui::GetStyle();
  s = ImGuiStyle();
  ImGui::StyleColorsLight(&s);
  s.WindowRounding = s.ChildRounding = 0;
  s.FrameRounding = s.PopupRounding = s.GrabRounding = 3;
  s.WindowBorderSize = s.ChildBorderSize = s.FrameBorderSize = s.PopupBorderSize = 1;
  s.WindowPadding = {10, 8};
  s.FramePadding = {8, 5};
  s.ItemSpacing = {8, 6};
  s.CellPadding = {6, 4};
  s.ScrollbarSize = 16;
  s.GrabMinSize = 24;
  s.ScaleAllSizes(scale);
  const auto set = [&s](ImGuiCol which, ImU32 c) { s.Colors[which] = ImGui::ColorConvertU32ToFloat4(c); };
  set(ImGuiCol_Text, color::kText);
  set(ImGuiCol_TextDisabled, color::kDim);
  set(ImGuiCol_WindowBg, color::kPanel);
  set(ImGuiCol_ChildBg, 0);
  set(ImGuiCol_PopupBg, color::kField);
  set(ImGuiCol_Border, color::kFaint);
  set(ImGuiCol_FrameBg, color::kField);
  set(ImGuiCol_FrameBgHovered, color::rgb(0xFFFFFF));
  set(ImGuiCol_FrameBgActive, color::rgb(0xFFFFFF));
  set(ImGuiCol_TitleBg, color::kBar);
  set(ImGuiCol_TitleBgActive, color::kBar);
  set(ImGuiCol_Button, color::kButton);
  set(ImGuiCol_ButtonHovered, color::rgb(0xFFFFFF));
  set(ImGuiCol_ButtonActive, color::kNormalBand);
  set(ImGuiCol_Header, color::kNormalBand);
  set(ImGuiCol_HeaderHovered, color::kHovered);
  set(ImGuiCol_HeaderActive, color::kNormalBand);
  set(ImGuiCol_CheckMark, color::kButtonOn);
  set(ImGuiCol_SliderGrab, color::kStopped);
  set(ImGuiCol_SliderGrabActive, color::kButtonOn);
  set(ImGuiCol_ScrollbarBg, color::kPanel);
  set(ImGuiCol_ScrollbarGrab, color::kFill);
  set(ImGuiCol_TableHeaderBg, color::kBar);
  set(ImGuiCol_TableBorderStrong, color::kFaint);
  set(ImGuiCol_TableBorderLight, color::kFaint);
  set(ImGuiCol_TableRowBg, color::kPanel);
  set(ImGuiCol_TableRowBgAlt, color::kRowAlt);
  set(ImGuiCol_Separator, color::kFaint);
  set(ImGuiCol_NavHighlight, color::kFocus);
  set(ImGuiCol_ModalWindowDimBg, IM_COL32(30, 34, 40, 150));
}

}  // namespace retort::ui
