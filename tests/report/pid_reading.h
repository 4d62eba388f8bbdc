#pragma once
#include <string>
#include <utility>
#include <vector>

#include "drawing/pid_drawing.h"

/// A P&ID read back from its SVG, so that what covers what is measured on what a person gets.
namespace pid {

using retort::Box;
using retort::Point;

struct Symbol {
  std::string tag, kind;
  Box box{1e9, 1e9, -1e9, -1e9};
  bool dot = false, round = true;
  std::vector<std::pair<Point, Point>> edges;
};
struct Text {
  std::string says, style, within;
  Box box;
};
struct Line {
  std::string style, ends;
  std::vector<Point> points;
};
struct Page {
  double width = 0;  // of the page in drawing units
  Box frame{};
  std::vector<Symbol> symbols;
  std::vector<Text> texts;
  std::vector<Line> lines;
};

/// Reads what `pid_svg` writes: one element a line; a page for each sheet.
std::vector<Page> read(const std::string& svg);
/// What covers or crosses what on a page, in words.
std::vector<std::string> faults(const Page& page);

}  // namespace pid
