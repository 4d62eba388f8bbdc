#pragma once
#include <imgui.h>

#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <span>
#include <string>

#include "engine/input/event.h"
#include "engine/ui/fonts.h"

namespace retort::ui {

/// Where a widget stood in the last frame, pixels.
struct Place {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  bool enabled = true;
  float wide = 0, high = 0;   // of all of it, also what is scrolled away
};

/// One Dear ImGui context: fonts and theme at a text size, input from events, and the map of named widgets that
/// automation and screen readers use. Needs neither a window nor a GPU.
class Context {
 public:
  explicit Context(float text_scale = 1);
  ~Context();
  Context(const Context&) = delete;

  /// 1 to 2. Takes effect at the next begin(); true when the atlas must be uploaded again.
  void set_text_scale(float scale) { wanted_scale_ = scale; }
  float text_scale() const { return scale_; }
  /// Nothing blinks or moves by itself.
  void set_calm(bool calm) { calm_ = calm; }
  bool calm() const { return calm_; }
  /// Returns true when fonts were rebuilt.
  bool begin(float width, float height, float seconds, std::span<const input::Event> events);
  const ImDrawData& end();

  const Fonts& fonts() const { return fonts_; }
  const std::map<std::string, Place>& map() const { return map_; }
  /// Of this one, and of another whose window stands so far off, pixels.
  std::string map_json(const Context* beside = nullptr, ImVec2 off = {0, 0}) const;
  /// ImGui's own functions mean this one from now on; `begin` says so too.
  void make_current() const { ImGui::SetCurrentContext(imgui_); }
  bool pressed(input::Key key) const;
  bool down(input::Key key) const { return down_[std::size_t(key)]; }
  /// What stands on a key, for texts; without a keyboard to ask, the letter of the American one.
  std::string label(input::Key key) const;
  std::string labels(std::initializer_list<input::Key> keys, const char* between) const;
  void set_labels(std::function<std::string(input::Key)> labels) { labels_ = std::move(labels); }
  /// A text field has the keyboard: letters are not shortcuts.
  bool typing() const;

  /// The context whose frame is being built.
  static Context& current();
  void mark(const std::string& id, ImVec2 a, ImVec2 b, bool enabled = true);
  /// Something that has no place: which screen this is, what is pointed at.
  void note(const std::string& id) { map_[id] = {}; }
  /// How long a widget has stood where it stands now, scrolling apart, s; 0 in the frame in which it comes or moves.
  double stood(const std::string& id);
  /// How long the pointer has not moved, s.
  double still() const { return ImGui::GetTime() - moved_at_; }
  /// Texts of this frame that had to be cut to fit: a test holds that there are none.
  void note_cut(const std::string& text) { cut_.insert(text); }
  const std::set<std::string>& cut() const { return cut_; }

 private:
  void rebuild();
  ImGuiContext* imgui_ = nullptr;
  float scale_ = 0, wanted_scale_ = 1;
  bool calm_ = false;
  Fonts fonts_;
  std::map<std::string, Place> map_;
  struct Stand {
    ImVec2 at;
    double since = 0;
    int frame = 0;
  };
  std::map<std::string, Stand> stands_;
  double moved_at_ = 0;
  std::set<std::string> cut_;
  std::function<std::string(input::Key)> labels_;
  bool down_[input::kKeyCount] = {}, pressed_[input::kKeyCount] = {};
};

}  // namespace retort::ui
