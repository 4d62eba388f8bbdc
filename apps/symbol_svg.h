#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/base/yaml_node.h"

/// The symbols of assets/symbols as SVG: what the control room draws on its mimic, on paper.
namespace retort {

struct Point {
  double x = 0, y = 0;
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
  const SvgSymbol& named(const std::string& name) const { return symbols_.at(name); }

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
std::string draw(const SvgSymbol& symbol, const Placement& where);
/// "12.5", "40"
std::string coordinate(double x);

}  // namespace retort
