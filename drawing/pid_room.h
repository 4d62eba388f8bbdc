#pragma once
#include <cstdint>
#include <vector>

#include "drawing/pid_drawing.h"

namespace retort {

/// Where a line may begin or end, and the way it leaves: {0, 0} for any.
struct PidEnd {
  Point at;
  Point out{0, 0};
  double stub = 10;  // straight before the first bend
};

/// What is taken on a drawing sheet, in cells of two units, and square ways through the room that is left.
///
/// A way is the cheapest path (A*, state = crossing of grid lines and heading) over length, bends (16 each), symbols and words
/// (all but forbidden), running along another way (8 a unit; 1.2 beside it) and
/// crossing one (about 25).
class PidRoom {
 public:
  explicit PidRoom(const Box& sheet);

  void add_figure(const Box& b) { fill(kSolid, {b.x0 + 1.5, b.y0 + 1.5, b.x1 - 1.5, b.y1 - 1.5}); }
  void add_words(const Box& b) { fill(kWords, b); }
  /// Words are likely to come here: lines rather pass elsewhere.
  void add_hint(const Box& b) { fill(kHint, b); }
  void add_way(const std::vector<Point>& way);

  /// The part of a box over symbols and words, and over lines: 0 to 1.
  double covered(const Box& b) const { return share(b, true); }
  double crossed(const Box& b) const { return share(b, false); }

  std::vector<Point> route(const std::vector<PidEnd>& from, const std::vector<PidEnd>& to) const;

 private:
  static constexpr double kCell = 2;
  /// What a cell may hold, a bit each.
  enum Taken : std::uint8_t { kSolid = 1, kWords = 2, kHint = 4, kLevel = 8, kPlumb = 16, kNearLevel = 32, kNearPlumb = 64 };

  void fill(Taken what, const Box& b);
  double share(const Box& b, bool things) const;
  double step_cost(Point a, Point b, bool level) const;
  int column(double x) const { return static_cast<int>((x - sheet_.x0) / kCell); }
  int row(double y) const { return static_cast<int>((y - sheet_.y0) / kCell); }

  Box sheet_;
  int columns_, rows_;
  std::vector<std::uint8_t> cells_;
  /// How many cells left of and above a place are taken by things, and by ways: made when asked for, after something came.
  struct Sums {
    std::vector<std::int32_t> at;
    int from = 0;   // the first row that has changed since
  };
  const Sums& sums(bool things) const;
  mutable Sums things_, ways_;
};

}  // namespace retort
