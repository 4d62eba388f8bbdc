#include "engine/ui/widgets.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace retort::ui {

float px(float at_100) { return at_100 * Context::current().text_scale(); }
const Fonts& fonts() { return Context::current().fonts(); }

namespace {

/// A text that must do with a width: in a smaller face when the usual one is too wide, cut when that does not do either.
struct FittedText {
  ImFont* face;
  std::string text;
  bool cut;
};

FittedText fit(const std::string& text, float width) {
  ImFont* face = ImGui::GetFont();
  if (text_size(face, text).x <= width) return {face, text, false};
  ImFont* small = fonts().small->FontSize < face->FontSize ? fonts().small : face;
  const std::string fits = fitted(text, width, small);
  if (fits != text) Context::current().note_cut(text);
  return {small, fits, fits != text};
}

/// Has stood where it stands for longer than a hand takes to press once the eye has aimed.
bool settled(const std::string& id) { return Context::current().stood(id) >= 0.4; }

}  // namespace

void fitted_line(const std::string& text, float width) {
  const FittedText t = fit(text, width);
  {
    Face face(t.face);
    ImGui::TextUnformatted(t.text.c_str());
  }
  if (t.cut && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", text.c_str());
}

bool button(const std::string& id, const std::string& label, const ButtonLook& look) {
  const bool takes = look.enabled && (!look.settles || settled(id));
  const ImU32 ground = look.on ? color::kButtonOn : look.ground ? look.ground : color::kButton;
  const ImU32 ink = look.on ? color::kTopText : !look.enabled ? color::kDim : look.ink ? look.ink : color::kText;
  ImGui::PushStyleColor(ImGuiCol_Button, ground);
  if (look.on || look.ground) {
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, ground);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, ground);
  }
  ImGui::PushStyleColor(ImGuiCol_Text, ink);
  if (!look.enabled) ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  ImVec2 size = look.size;
  if (size.y == 0) size.y = std::max(ImGui::GetFrameHeight(), px(26));
  const FittedText shown = size.x > 0 ? fit(label, size.x - px(6)) : FittedText{ImGui::GetFont(), label, false};
  bool pressed = false;
  {
    Face face(shown.face);
    pressed = ImGui::Button((shown.text + "###" + id).c_str(), size);
  }
  if (shown.cut && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", label.c_str());
  if (!look.enabled) {
    ImGui::PopItemFlag();
    ImGui::GetWindowDrawList()->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                              color::faded(color::kPanel, 110), ImGui::GetStyle().FrameRounding);
  }
  ImGui::PopStyleColor(look.on || look.ground ? 4 : 2);
  Context::current().mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), takes);
  return pressed && takes;
}

bool button_twice(const std::string& id, const std::string& label, const std::string& sure, const ButtonLook& look) {
  constexpr float kSeconds = 6;
  float* pressed_at = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID((id + ".pressed").c_str()), -1);
  const auto now = float(ImGui::GetTime());
  const bool armed = *pressed_at >= 0 && now - *pressed_at < kSeconds;
  ButtonLook shown = look;
  if (armed) shown.ink = color::kBad;
  if (!button(id, armed ? sure : label, shown)) return false;
  *pressed_at = armed ? -1 : now;
  return armed;
}

bool hot_area(const std::string& id, ImVec2 a, ImVec2 b, bool* hovered, bool settles) {
  const ImVec2 back = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos(a);
  const bool takes = !settles || settled(id);
  const bool pressed = ImGui::InvisibleButton(id.c_str(), {std::max(b.x - a.x, 1.f), std::max(b.y - a.y, 1.f)});
  const bool over = ImGui::IsItemHovered();
  if (hovered) *hovered = over;
  const bool focused = ImGui::IsItemFocused() && !GImGui->NavDisableHighlight;
  if (focused || over) {
    ImGui::GetWindowDrawList()->AddRect({a.x - 2, a.y - 2}, {b.x + 2, b.y + 2},
                                        focused ? color::kFocus : color::faded(color::kFocus, 120), 3, 0, 2);
  }
  Context::current().mark(id, a, b, takes);
  ImGui::SetCursorScreenPos(back);
  return pressed && takes;
}

namespace {

std::optional<double> number_field(const std::string& id, const std::string& shown, float width, bool enabled, ImGuiInputTextFlags when) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%s", shown.c_str());
  ImGui::SetNextItemWidth(width);
  if (!enabled) ImGui::PushItemFlag(ImGuiItemFlags_Disabled, true);
  if (!enabled) ImGui::PushStyleColor(ImGuiCol_FrameBg, color::kPanel);
  const bool taken = ImGui::InputText(("###" + id).c_str(), buffer, sizeof buffer,
                                      when | ImGuiInputTextFlags_AutoSelectAll);
  if (!enabled) ImGui::PopStyleColor();
  if (!enabled) ImGui::PopItemFlag();
  Context::current().mark(id, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), enabled);
  if (!taken || !enabled) return std::nullopt;
  for (char* c = buffer; *c; ++c)
    if (*c == ',') *c = '.';
  char* end = nullptr;
  const double value = std::strtod(buffer, &end);
  if (end == buffer) return std::nullopt;
  return value;
}

}  // namespace

std::optional<double> number_entry(const std::string& id, const std::string& shown, float width, bool enabled) {
  return number_field(id, shown, width, enabled, ImGuiInputTextFlags_EnterReturnsTrue);
}
std::optional<double> number_typed(const std::string& id, const std::string& shown, float width) { return number_field(id, shown, width, true, 0); }

ImVec2 text_size(ImFont* font, const std::string& text) {
  return font->CalcTextSizeA(font->FontSize, 1e9f, 0, text.c_str(), text.c_str() + text.size());
}

std::string fitted(const std::string& text, float width, ImFont* font) {
  ImFont* f = font ? font : ImGui::GetFont();
  if (text_size(f, text).x <= width) return text;
  std::string cut = text;
  while (!cut.empty()) {
    do cut.pop_back();
    while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0x80);
    if (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0) == 0xC0) cut.pop_back();
    if (text_size(f, cut + "…").x <= width) break;
  }
  return cut + "…";
}

void text_at(ImDrawList* draw, ImFont* font, ImVec2 at, ImU32 ink, const std::string& text) {
  draw->AddText(font, font->FontSize, {std::round(at.x), std::round(at.y)}, ink, text.c_str());
}

void text_anchored(ImDrawList* draw, ImFont* font, ImVec2 at, ImVec2 anchor, ImU32 ink, const std::string& text) {
  const ImVec2 size = text_size(font, text);
  text_at(draw, font, {at.x - size.x * anchor.x, at.y - size.y * anchor.y}, ink, text);
}

void caption(const std::string& text) {
  Face face(fonts().small);
  ImGui::PushStyleColor(ImGuiCol_Text, color::kDim);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
}

std::string broken(const std::string& text, float width, ImFont* font) {
  ImFont* f = font ? font : ImGui::GetFont();
  std::string out = text;
  std::size_t line = 0, blank = std::string::npos;   // where the line begins, and the last blank in it
  for (std::size_t i = 0; i <= out.size(); ++i) {
    const bool end = i == out.size() || out[i] == '\n';
    if (!end && out[i] != ' ') continue;
    if (blank != std::string::npos && text_size(f, out.substr(line, i - line)).x > width) {
      out[blank] = '\n';
      line = blank + 1;
    }
    blank = end ? std::string::npos : i;
    if (end) line = i + 1;
  }
  return out;
}

void wrapped(const std::string& text) {
  ImGui::PushTextWrapPos(0);   // for a word that is wider than the line
  ImGui::TextUnformatted(broken(text, ImGui::GetContentRegionAvail().x).c_str());
  ImGui::PopTextWrapPos();
}

void prose(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = text.substr(at, end - at);
    at = end + 1;
    if (line.rfind("- ", 0) != 0) {
      wrapped(line);
      continue;
    }
    const ImVec2 p = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddCircleFilled({p.x + px(7), p.y + ImGui::GetTextLineHeight() / 2}, px(2.5f), color::kText);
    ImGui::Indent(px(18));
    wrapped(line.substr(2));
    ImGui::Unindent(px(18));
  }
}

}  // namespace retort::ui
