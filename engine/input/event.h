#pragma once
#include <cstdint>
#include <deque>
#include <vector>

/// What a person does with keyboard and mouse, as plain values: from a window, from a test, from a replay of both.
namespace retort::input {

/// Keys by position. Printable ones carry their ASCII code, the others the number that GLFW gives them.
enum class Key : std::uint16_t {
  none = 0, space = 32, minus = 45, period = 46, digit0 = 48, digit1, digit2, digit3, digit4, digit5, digit6, digit7, digit8, digit9,
  equal = 61, a = 65, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y, z,
  escape = 256, enter, tab, backspace, insert, del, right, left, down, up, page_up, page_down, home, end,
  f1 = 290, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12,
  pad_enter = 335, pad_minus = 333, pad_plus = 334, left_shift = 340, left_ctrl, left_alt, left_super, right_shift, right_ctrl, right_alt,
};
constexpr int kKeyCount = 360;

struct Event {
  enum class Kind : std::uint8_t { key, text, move, button, wheel, focus };
  Kind kind = Kind::move;
  Key key = Key::none;
  bool down = false;          // key, button; focus gained
  int button = 0;             // 0 left, 1 right, 2 middle
  std::uint32_t text = 0;     // Unicode code point
  float x = 0, y = 0;         // move: position in pixels; wheel: steps

  static Event of_key(Key k, bool down) { return {.kind = Kind::key, .key = k, .down = down}; }
  static Event of_text(std::uint32_t c) { return {.kind = Kind::text, .text = c}; }
  static Event of_move(float x, float y) { return {.kind = Kind::move, .x = x, .y = y}; }
  static Event of_button(int b, bool down) { return {.kind = Kind::button, .down = down, .button = b}; }
  static Event of_wheel(float x, float y) { return {.kind = Kind::wheel, .x = x, .y = y}; }
  static Event of_focus(bool in) { return {.kind = Kind::focus, .down = in}; }
};

/// Hands events over in portions of one change: a key pressed and released between two frames would otherwise never be
/// seen by a toolkit that looks at the keys once a frame. Text goes with the key before it.
class EventQueue {
 public:
  void push(Event e);
  bool empty() const { return events_.empty(); }
  std::vector<Event> take_frame();
  /// So many portions are waiting.
  std::size_t frames() const;

 private:
  std::deque<Event> events_;
};

}  // namespace retort::input
