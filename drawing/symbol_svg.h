#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/yaml_node.h"

/// The symbols of assets/symbols as SVG: what the control room draws on its mimic, on paper.
namespace retort {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x0, y0, x1, y1;
};

struct SvgSymbol {
  Point size{40, 40};
  bool stretch = false;  // written in a unit square
  std::map<std::string, Point> ports;
  YamlNode shapes;
};

class SvgSymbols {
 public:
  /// Every *.yaml of a folder. Throws FileError.
  explicit SvgSymbols(const std::string& folder);
  /// The symbol for a kind of block; the box for an unknown kind.
  const SvgSymbol& of_type(const std::string& type) const;
  /// By its own name, or else by a kind of block.
  const SvgSymbol& called(const std::string& name) const;

 private:
  std::map<std::string, SvgSymbol> symbols_;
  std::map<std::string, std::string> by_type_;
};

/// How an instance stands on the sheet.
struct Placement {
  Point at, size;
  int turn = 0;           // quarter turns clockwise
  bool mirrored = false;  // left and right exchanged, before it is turned
};

/// A point of the symbol on the sheet.
Point on_sheet(const SvgSymbol& symbol, const Placement& where, Point p);
/// What the symbol covers on the sheet, over all its shapes.
Box extent(const SvgSymbol& symbol, const Placement& where);
/// Where a ray from outside first meets the outline of a symbol, if it does.
std::optional<Point> outline(const SvgSymbol& symbol, const Placement& where, Point from, Point direction);
/// No line of the symbol passes through a box.
bool clear(const SvgSymbol& symbol, const Placement& where, const Box& b);
std::string draw(const SvgSymbol& symbol, const Placement& where);
/// "12.5", "40"
std::string coordinate(double x);

}  // namespace retort
