#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

/// ISA-5.1 symbols as data (assets/symbols): each a list of shapes around its centre, the nozzles where lines meet it, and the kinds of
/// block it stands for. The mimic of the control room paints them, the P&ID writes them as SVG. Lengths in drawing units; a
/// symbol with `stretch` is written in a unit square and takes the size it is given.
namespace retort {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double x0, y0, x1, y1;
};

/// What a shape is filled with: the state of what it stands for, the ground, the ink, or as high as a level.
enum class SymbolFill { none, state, ground, ink, level };

struct SymbolShape {
  enum class Kind { line, polygon, circle, arc, text };
  Kind kind = Kind::line;
  std::vector<Point> points;   // circle, arc, text: the centre
  double radius = 0, from = 0, to = 0;  // degrees, clockwise from the right
  SymbolFill fill = SymbolFill::none;
  double width = 1.5;
  std::string text;
};

struct Symbol {
  std::string name;
  Point size{40, 40};
  bool stretch = false;
  std::map<std::string, Point> ports;
  std::vector<SymbolShape> shapes;
};

class SymbolLibrary {
 public:
  /// Every *.yaml of a folder. Throws FileError for a key, a shape or a fill that it does not know.
  explicit SymbolLibrary(const std::string& folder);
  /// The symbol of a kind of block; a plain box for an unknown one.
  const Symbol& of_type(const std::string& type) const;
  /// By its own name, or else by a kind of block.
  const Symbol& called(const std::string& name) const;
  /// Whether there is one of that name, or for that kind of block.
  bool has(const std::string& name) const { return symbols_.contains(name) || by_type_.contains(name); }
  std::size_t size() const { return symbols_.size(); }

 private:
  std::map<std::string, Symbol> symbols_;
  std::map<std::string, std::string> by_type_;
};

/// How an instance stands on the sheet.
struct Placement {
  Point at, size;
  int turn = 0;           // quarter turns clockwise
  bool mirrored = false;  // left and right exchanged, before it is turned
  double scale = 1;       // of a symbol without `stretch`
};

/// A point of the symbol on the sheet.
Point on_sheet(const Symbol& symbol, const Placement& where, Point p);
/// What the symbol covers on the sheet, over all its shapes.
Box extent(const Symbol& symbol, const Placement& where);
/// Where a ray from outside first meets the outline of a symbol, if it does.
std::optional<Point> outline(const Symbol& symbol, const Placement& where, Point from, Point direction);
/// No line of the symbol passes through a box.
bool clear(const Symbol& symbol, const Placement& where, const Box& b);
std::string draw(const Symbol& symbol, const Placement& where);
/// "12.5", "40"
std::string coordinate(double x);

}  // namespace retort
