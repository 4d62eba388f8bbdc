#pragma once
#include <imgui.h>

#include <string>
#include <vector>

#include "drawing/pid_drawing.h"

/// Paints what pages and sheets of the P&ID have in common: where a drawing stands on the screen and how close one looks, its lines and its
/// words. What is alive on a page is the business of who shows it.
namespace retort::hmi {

/// How close one looks at a drawing: 1 shows it whole; px from its middle.
struct Closeness {
  float zoom = 1, pan_x = 0, pan_y = 0;
  bool own = false;   // as somebody wished it: nothing else changes it
};

inline void look_at_whole(Closeness& look) { look = {.own = true}; }

class DrawingPaint {
 public:
  /// In the room that is left in the current window: the wheel looks closer about the pointer, dragging moves what is larger than its room.
  /// `most`: times the whole; `widest`: px a drawing unit at which the whole is large enough.
  /// `least`: px a unit below which the whole cannot be read: it is looked at so close then, as long as nobody looks otherwise.
  DrawingPaint(const Box& box, Closeness& look, float most, float widest, float least = 0);

  ImVec2 at(Point p) const { return {origin_.x + float(p.x - box_.x0) * scale_, origin_.y + float(p.y - box_.y0) * scale_}; }
  float scale() const { return scale_; }
  ImDrawList* list() const { return draw_; }
  /// Moves the drawing so that a box of it is seen, and no further. From the next frame on, as what follows.
  void reveal(const Box& b) const;
  /// Puts a box in the middle of the room, at least so close: px a drawing unit.
  void show(const Box& b, float scale) const;

  void way(const PidWay& w) const;
  /// `text` in the room of these words.
  void words(const PidWords& w, const std::string& text, const std::vector<ImFont*>& face, ImU32 ink) const;
  /// Round a figure that one was led to.
  void outline(const PidFigure& f) const;
  /// What a figure covers, and no less than a finger needs.
  void touched(const PidFigure& f, ImVec2& a, ImVec2& b) const;

 private:
  void look_closer(float most) const;
  void arrow(ImVec2 from, ImVec2 tip) const;
  void dashes(const std::vector<ImVec2>& p, ImU32 ink, std::initializer_list<float> pattern) const;

  Box box_;
  Closeness& look_;
  ImDrawList* draw_;
  ImVec2 corner_, room_, origin_;
  float fit_ = 1, scale_ = 1;   // px a unit: of the whole, and now
};

}  // namespace retort::hmi
