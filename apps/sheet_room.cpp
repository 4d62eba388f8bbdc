#include "apps/sheet_room.h"

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

Box box_of(Point a, Point b) {
  return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

bool touch(const Box& a, const Box& b) { return a.x1 > b.x0 && a.x0 < b.x1 && a.y1 > b.y0 && a.y0 < b.y1; }

}  // namespace

void SheetRoom::add_way(const std::vector<Point>& way) {
  for (std::size_t k = 1; k < way.size(); ++k) legs_.emplace_back(way[k - 1], way[k]);
}

int SheetRoom::hits(const Box& b) const {
  return static_cast<int>(std::count_if(symbols_.begin(), symbols_.end(), [&](const Box& s) { return touch(b, s); }));
}

double SheetRoom::covered(const Box& b) const {
  double n = hits(b);
  for (const Box& w : words_)
    if (touch(b, w)) ++n;
  for (const auto& [c, d] : legs_)
    if (touch(b, box_of(c, d))) n += 0.5;
  return n;
}

/// How much a leg runs along one that is drawn already.
double SheetRoom::along(Point a, Point b) const {
  double length = 0;
  for (const auto& [c, d] : legs_) {
    const bool level = std::abs(a.y - b.y) < 0.5 && std::abs(c.y - d.y) < 0.5 && std::abs(a.y - c.y) < 5;
    const bool plumb = std::abs(a.x - b.x) < 0.5 && std::abs(c.x - d.x) < 0.5 && std::abs(a.x - c.x) < 5;
    if (level)
      length += std::max(
          0.0, std::min(std::max(a.x, b.x), std::max(c.x, d.x)) - std::max(std::min(a.x, b.x), std::min(c.x, d.x)));
    if (plumb)
      length += std::max(
          0.0, std::min(std::max(a.y, b.y), std::max(c.y, d.y)) - std::max(std::min(a.y, b.y), std::min(c.y, d.y)));
  }
  return length;
}

std::vector<Point> SheetRoom::route(Point a, Point b) const {
  std::vector<std::vector<Point>> ways;
  if (std::abs(a.x - b.x) < 0.5 || std::abs(a.y - b.y) < 0.5) ways.push_back({a, b});
  ways.push_back({a, {b.x, a.y}, b});
  ways.push_back({a, {a.x, b.y}, b});
  for (const double share : {0.5, 0.2, 0.8}) {
    const double x = a.x + share * (b.x - a.x), y = a.y + share * (b.y - a.y);
    ways.push_back({a, {x, a.y}, {x, b.y}, b});
    ways.push_back({a, {a.x, y}, {b.x, y}, b});
  }
  for (const double aside : {12.0, 24.0, 36.0, 52.0, 76.0}) {
    for (const double x : {std::min(a.x, b.x) - aside, std::max(a.x, b.x) + aside})
      ways.push_back({a, {x, a.y}, {x, b.y}, b});
    for (const double y : {std::min(a.y, b.y) - aside, std::max(a.y, b.y) + aside})
      ways.push_back({a, {a.x, y}, {b.x, y}, b});
  }
  for (const double aside : {10.0, 20.0, 32.0, 48.0})  // out, over, along, in: round a corner
    for (const double side : {-1.0, 1.0}) {
      ways.push_back({a,
                      {a.x + side * aside, a.y},
                      {a.x + side * aside, (a.y + b.y) / 2 + aside},
                      {b.x, (a.y + b.y) / 2 + aside},
                      b});
      ways.push_back({a,
                      {a.x, a.y + side * aside},
                      {(a.x + b.x) / 2 + aside, a.y + side * aside},
                      {(a.x + b.x) / 2 + aside, b.y},
                      b});
    }
  const std::vector<Point>* best = nullptr;
  double least = 1e300;
  for (const auto& way : ways) {
    double cost = 12.0 * static_cast<double>(way.size());
    for (std::size_t k = 1; k < way.size(); ++k)
      cost += 400 * hits(box_of(way[k - 1], way[k])) + 6 * along(way[k - 1], way[k]) +
              std::abs(way[k].x - way[k - 1].x) + std::abs(way[k].y - way[k - 1].y);
    if (cost < least - 1e-9) {
      least = cost;
      best = &way;
    }
  }
  return *best;
}

}  // namespace retort
