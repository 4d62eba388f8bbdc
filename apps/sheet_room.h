#pragma once
#include <utility>
#include <vector>

#include "apps/symbol_svg.h"

namespace retort {

struct Box {
  double x0, y0, x1, y1;
};

/// What is taken on a drawing sheet, and square routes through the room that is left.
class SheetRoom {
 public:
  void add_symbol(const Box& b) { symbols_.push_back(b); }
  void add_words(const Box& b) { words_.push_back(b); }
  void add_way(const std::vector<Point>& way);

  /// How many symbols a box (or a level or plumb leg, as a flat box) runs into.
  int hits(const Box& b) const;
  /// How much stands under a box: symbols and words count 1, lines 0.5.
  double covered(const Box& b) const;
  /// Square from a to b with few bends, past as few symbols as can be and beside what is drawn already.
  std::vector<Point> route(Point a, Point b) const;
  const std::vector<std::pair<Point, Point>>& legs() const { return legs_; }

 private:
  double along(Point a, Point b) const;

  std::vector<Box> symbols_, words_;
  std::vector<std::pair<Point, Point>> legs_;
};

}  // namespace retort
