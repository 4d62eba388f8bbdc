#include "engine/ui/context.h"

#include <fmt/format.h>

#include <algorithm>
#include <cfloat>

#include "engine/ui/theme.h"

namespace retort::ui {

using input::Event;
using input::Key;

#if IMGUI_VERSION_NUM < 18700  // Debian 12 has 1.86; Ubuntu 24.04 has 1.90, which writes the name with a small p
constexpr ImGuiKey ImGuiKey_KeypadEnter = ImGuiKey_KeyPadEnter;
#endif

Context::Context(float text_scale) : wanted_scale_(text_scale) {
  imgui_ = ImGui::CreateContext();
  ImGui::SetCurrentContext(imgui_);
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.UserData = this;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  io.ConfigInputTextCursorBlink = false;
  const std::pair<ImGuiKey, Key> keys[] = {
      {ImGuiKey_Tab, Key::tab},         {ImGuiKey_LeftArrow, Key::left}, {ImGuiKey_RightArrow, Key::right},
      {ImGuiKey_UpArrow, Key::up},      {ImGuiKey_DownArrow, Key::down}, {ImGuiKey_PageUp, Key::page_up},
      {ImGuiKey_PageDown, Key::page_down}, {ImGuiKey_Home, Key::home},   {ImGuiKey_End, Key::end},
      {ImGuiKey_Insert, Key::insert},   {ImGuiKey_Delete, Key::del},     {ImGuiKey_Backspace, Key::backspace},
      {ImGuiKey_Space, Key::space},     {ImGuiKey_Enter, Key::enter},    {ImGuiKey_Escape, Key::escape},
      {ImGuiKey_KeypadEnter, Key::pad_enter}, {ImGuiKey_A, Key::a},      {ImGuiKey_C, Key::c},
      {ImGuiKey_V, Key::v},             {ImGuiKey_X, Key::x},            {ImGuiKey_Y, Key::y},
      {ImGuiKey_Z, Key::z}};
  for (auto [imgui, key] : keys) io.KeyMap[imgui] = int(key);
  rebuild();
}

Context::~Context() { ImGui::DestroyContext(imgui_); }

void Context::rebuild() {
  scale_ = std::clamp(wanted_scale_, 1.f, 2.f);
  wanted_scale_ = scale_;
  fonts_ = load_fonts(*ImGui::GetIO().Fonts, scale_);
  ImGui::GetIO().FontDefault = fonts_.text;
  apply_theme(scale_);
}

bool Context::begin(float width, float height, float seconds, std::span<const Event> events) {
  make_current();
  const bool fonts_changed = std::clamp(wanted_scale_, 1.f, 2.f) != scale_;
  if (fonts_changed) rebuild();
  ImGuiIO& io = ImGui::GetIO();
  io.DisplaySize = {width, height};
  io.DeltaTime = std::max(seconds, 1e-4f);
  io.ConfigInputTextCursorBlink = !calm_;
  std::fill(std::begin(pressed_), std::end(pressed_), false);
  for (const Event& e : events) {
    switch (e.kind) {
      case Event::Kind::key:
        pressed_[std::size_t(e.key)] = pressed_[std::size_t(e.key)] || e.down;
        down_[std::size_t(e.key)] = e.down;
        io.KeysDown[int(e.key)] = e.down;
        break;
      case Event::Kind::text: io.AddInputCharacter(e.text); break;
      case Event::Kind::move:
        io.MousePos = {e.x, e.y};
        moved_at_ = ImGui::GetTime();
        break;
      case Event::Kind::button: io.MouseDown[e.button] = e.down; break;
      case Event::Kind::wheel:
        io.MouseWheel += e.y;
        io.MouseWheelH += e.x;
        break;
      case Event::Kind::focus:
        if (!e.down) {  // releases outside the window are never told
          std::fill(std::begin(down_), std::end(down_), false);
          std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
          std::fill(std::begin(io.MouseDown), std::end(io.MouseDown), false);
        }
        break;
    }
  }
  io.KeyCtrl = down(Key::left_ctrl) || down(Key::right_ctrl);
  io.KeyShift = down(Key::left_shift) || down(Key::right_shift);
  io.KeyAlt = down(Key::left_alt);
  io.KeySuper = down(Key::left_super);
  map_.clear();
  cut_.clear();
  ImGui::NewFrame();
  std::erase_if(stands_, [](const auto& s) { return s.second.frame < ImGui::GetFrameCount() - 1; });
  return fonts_changed;
}

const ImDrawData& Context::end() {
  ImGui::Render();
  return *ImGui::GetDrawData();
}

bool Context::pressed(Key key) const { return pressed_[std::size_t(key)]; }
std::string Context::label(input::Key key) const {
  if (const std::string known = labels_ ? labels_(key) : ""; !known.empty()) return known;
  return std::string(1, char(key));
}

std::string Context::labels(std::initializer_list<input::Key> keys, const char* between) const {
  std::string all;
  for (const input::Key k : keys) all += (all.empty() ? "" : between) + label(k);
  return all;
}

bool Context::typing() const { return ImGui::GetIO().WantTextInput; }
Context& Context::current() { return *static_cast<Context*>(ImGui::GetIO().UserData); }

void Context::mark(const std::string& id, ImVec2 a, ImVec2 b, bool enabled) {
  // What is scrolled or clipped away cannot be pointed at.
  const float wide = b.x - a.x, high = b.y - a.y;
  const ImVec2 lo = ImGui::GetWindowDrawList()->GetClipRectMin(), hi = ImGui::GetWindowDrawList()->GetClipRectMax();
  a = {std::max(a.x, lo.x), std::max(a.y, lo.y)};
  b = {std::min(b.x, hi.x), std::min(b.y, hi.y)};
  if (b.x - a.x >= 4 && b.y - a.y >= 4) map_[id] = {a.x, a.y, b.x, b.y, enabled, wide, high};
}

double Context::stood(const std::string& id) {
  const ImVec2 at = ImGui::GetCursorPos();
  const double now = ImGui::GetTime();
  const int frame = ImGui::GetFrameCount();
  Stand& s = stands_[id];
  if (s.frame < frame - 1 || s.at.x != at.x || s.at.y != at.y) s.at = at, s.since = now;
  s.frame = frame;
  return now - s.since;
}

std::string Context::map_json(const Context* beside, ImVec2 off) const {
  std::map<std::string, Place> all = map_;
  if (beside)
    for (auto [id, p] : beside->map_) {
      if (p.x1 > 0) p.x0 += off.x, p.x1 += off.x, p.y0 += off.y, p.y1 += off.y;
      all.emplace(id, p);
    }
  std::string out = "{";
  for (const auto& [id, p] : all) {
    if (out.size() > 1) out += ",";
    std::string name;
    for (char c : id) {
      if (c == '"' || c == '\\') name += '\\';
      if (static_cast<unsigned char>(c) >= 32) name += c;
    }
    out += fmt::format("\n\"{}\":[{:.0f},{:.0f},{:.0f},{:.0f},{}]", name, p.x0, p.y0, p.x1, p.y1, p.enabled ? 1 : 0);
  }
  return out + "\n}\n";
}

}  // namespace retort::ui
