#include "drawing/symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "language/markup.h"
#include "sim/base/quantity.h"
#include "sim/base/yaml_node.h"

namespace retort {
namespace {

using Kind = SymbolShape::Kind;

class SymbolFile {
 public:
  explicit SymbolFile(const std::string& file) : file_(file), root_(load_yaml(file)) {}

  void read(std::map<std::string, Symbol>& symbols, std::map<std::string, std::string>& by_type) const {
    for (const auto& [name, body] : root_.entries) {
      Symbol s;
      s.name = name.scalar;
      for (const auto& [key, value] : body.entries) {
        const std::string& k = key.scalar;
        if (k == "types") {
          for (const YamlNode& t : value.items) by_type[t.scalar] = s.name;
        } else if (k == "size") {
          s.size = point(value);
        } else if (k == "stretch") {
          if (value.scalar != "true" && value.scalar != "false") fail(value, "stretch: expected true or false");
          s.stretch = value.scalar == "true";
        } else if (k == "ports") {
          for (const auto& [port, at] : value.entries) s.ports[port.scalar] = point(at);
        } else if (k == "shapes") {
          for (const YamlNode& n : value.items) s.shapes.push_back(shape(n));
        } else {
          fail(key, fmt::format("unknown key '{}' of symbol {}.{}", k, s.name, did_you_mean(k, {"types", "size", "stretch", "ports", "shapes"})));
        }
      }
      symbols[s.name] = std::move(s);
    }
  }

 private:
  [[noreturn]] void fail(const YamlNode& at, const std::string& what) const { throw FileError(file_, at.at, what); }
  double number(const YamlNode& n) const {
    const auto written = n.is_scalar() ? read_number(n.scalar) : std::nullopt;
    if (!written || !written->unit.empty()) fail(n, "expected a number");
    return written->number;
  }
  Point point(const YamlNode& n) const {
    if (!n.is_sequence() || n.items.size() != 2) fail(n, "expected a point [x, y]");
    return {number(n.items[0]), number(n.items[1])};
  }
  std::vector<Point> points(const YamlNode& n) const {
    std::vector<Point> out;
    for (const YamlNode& p : n.items) out.push_back(point(p));
    if (out.size() < 2) fail(n, "expected two points or more");
    return out;
  }
  SymbolShape shape(const YamlNode& n) const {
    SymbolShape s;
    bool known = false;
    for (const auto& [key, value] : n.entries) {
      const std::string& k = key.scalar;
      if (k == "line" || k == "polygon") {
        s.kind = k == "line" ? Kind::line : Kind::polygon;
        s.points = points(value);
        known = true;
      } else if (k == "circle" || k == "arc" || k == "text") {
        s.kind = k == "circle" ? Kind::circle : k == "arc" ? Kind::arc : Kind::text;
        s.points = {point(value)};
        known = true;
      } else if (k == "says") {
        s.text = value.scalar;
      } else if (k == "r") {
        s.radius = number(value);
      } else if (k == "from") {
        s.from = number(value);
      } else if (k == "to") {
        s.to = number(value);
      } else if (k == "width") {
        s.width = number(value);
      } else if (k == "fill") {
        const std::map<std::string, SymbolFill> fills = {
            {"state", SymbolFill::state}, {"ground", SymbolFill::ground}, {"ink", SymbolFill::ink}, {"level", SymbolFill::level}};
        const auto f = fills.find(value.scalar);
        if (f == fills.end()) fail(value, fmt::format("no fill '{}': state, ground, ink or level", value.scalar));
        s.fill = f->second;
      } else {
        fail(key, fmt::format("unknown key '{}' of a shape", k));
      }
    }
    if (!known) fail(n, "a shape is a line, polygon, circle, arc or text");
    return s;
  }

  std::string file_;
  YamlNode root_;
};

/// The corners of a shape on the sheet, in order; circles and arcs as polygons, texts as nothing.
std::vector<Point> corners(const Symbol& symbol, const Placement& where, const SymbolShape& shape) {
  std::vector<Point> points;
  const auto round = [&](double from, double to) {
    const Point centre = shape.points[0], c = on_sheet(symbol, where, centre);
    for (int i = 0; i <= 24; ++i) {
      const double a = (from + (to - from) * i / 24) * M_PI / 180, r = shape.radius;
      if (symbol.stretch)
        points.push_back(on_sheet(symbol, where, {centre.x + r * std::cos(a), centre.y + r * std::sin(a)}));
      else
        points.push_back({c.x + r * where.scale * std::cos(a), c.y + r * where.scale * std::sin(a)});
    }
  };
  switch (shape.kind) {
    case Kind::line:
    case Kind::polygon:
      for (const Point& p : shape.points) points.push_back(on_sheet(symbol, where, p));
      if (shape.kind == Kind::polygon) points.push_back(points.front());
      break;
    case Kind::circle: round(0, 360); break;
    case Kind::arc: round(shape.from, shape.to); break;
    case Kind::text: break;
  }
  return points;
}

}  // namespace

SymbolLibrary::SymbolLibrary(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) SymbolFile(file).read(symbols_, by_type_);
  if (!symbols_.contains("box"))
    throw FileError(folder, {}, "the symbol 'box' is missing: set RETORT_ASSETS to the folder 'assets' of the program");
}

const Symbol& SymbolLibrary::of_type(const std::string& type) const {
  const auto it = by_type_.find(type);
  return symbols_.at(it == by_type_.end() ? "box" : it->second);
}

const Symbol& SymbolLibrary::called(const std::string& name) const {
  const auto it = symbols_.find(name);
  return it == symbols_.end() ? of_type(name) : it->second;
}

Point on_sheet(const Symbol& symbol, const Placement& where, Point p) {
  p = symbol.stretch ? Point{p.x * where.size.x, p.y * where.size.y} : Point{p.x * where.scale, p.y * where.scale};
  if (where.mirrored) p.x = -p.x;
  for (int i = 0; i < (where.turn & 3); ++i) p = {-p.y, p.x};
  return {where.at.x + p.x, where.at.y + p.y};
}

Box extent(const Symbol& symbol, const Placement& where) {
  Box b{1e9, 1e9, -1e9, -1e9};
  for (const SymbolShape& shape : symbol.shapes)
    for (const Point& p : corners(symbol, where, shape))
      b = {std::min(b.x0, p.x), std::min(b.y0, p.y), std::max(b.x1, p.x), std::max(b.y1, p.y)};
  if (b.x0 > b.x1) b = {where.at.x - where.size.x / 2, where.at.y - where.size.y / 2, where.at.x + where.size.x / 2, where.at.y + where.size.y / 2};
  return b;
}

std::optional<Point> outline(const Symbol& symbol, const Placement& where, Point from, Point direction) {
  double nearest = 1e300;
  for (const SymbolShape& shape : symbol.shapes) {
    const std::vector<Point> points = corners(symbol, where, shape);
    for (std::size_t k = 1; k < points.size(); ++k) {
      const Point a = points[k - 1], e{points[k].x - a.x, points[k].y - a.y};
      const double across = direction.x * e.y - direction.y * e.x;
      if (std::abs(across) < 1e-9) continue;
      const double t = ((a.x - from.x) * e.y - (a.y - from.y) * e.x) / across;
      const double u = ((a.x - from.x) * direction.y - (a.y - from.y) * direction.x) / across;
      if (t >= 0 && u >= -1e-9 && u <= 1 + 1e-9) nearest = std::min(nearest, t);
    }
  }
  if (nearest > 1e299) return std::nullopt;
  return Point{from.x + nearest * direction.x, from.y + nearest * direction.y};
}

bool clear(const Symbol& symbol, const Placement& where, const Box& b) {
  for (const SymbolShape& shape : symbol.shapes) {
    if (shape.fill == SymbolFill::level) continue;
    const std::vector<Point> points = corners(symbol, where, shape);
    for (std::size_t k = 1; k < points.size(); ++k) {
      const Point a = points[k - 1], d{points[k].x - a.x, points[k].y - a.y};
      // The part of the segment in the box, by cutting it at each side (Liang and Barsky 1984).
      double enter = 0, leave = 1;
      bool outside = false;
      for (const auto& [along, room] : {std::pair{-d.x, a.x - b.x0}, {d.x, b.x1 - a.x}, {-d.y, a.y - b.y0}, {d.y, b.y1 - a.y}}) {
        if (std::abs(along) < 1e-12)
          outside = outside || room < 0;
        else if (along < 0)
          enter = std::max(enter, room / along);
        else
          leave = std::min(leave, room / along);
      }
      if (!outside && enter <= leave) return false;
    }
  }
  return true;
}

std::string coordinate(double x) {
  std::string s = fmt::format("{:.1f}", x);
  if (s.ends_with(".0")) s.resize(s.size() - 2);
  return s == "-0" ? "0" : s;
}

std::string draw(const Symbol& symbol, const Placement& where) {
  std::string svg;
  for (const SymbolShape& shape : symbol.shapes) {
    if (shape.fill == SymbolFill::level) continue;  // a drawing shows no level
    const std::string style = fmt::format(" fill=\"{}\" stroke-width=\"{}\"",
                                          shape.fill == SymbolFill::ink    ? "#111"
                                          : shape.fill == SymbolFill::none ? "none"
                                                                           : "#fff",
                                          coordinate(shape.width));
    const auto path = [&](const std::vector<Point>& list) {
      std::string d;
      for (const Point& p : list) d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
      return d;
    };
    std::vector<Point> points;
    for (const Point& p : shape.points) points.push_back(on_sheet(symbol, where, p));
    switch (shape.kind) {
      case Kind::line: svg += fmt::format("<path d=\"{}\"{}/>", path(points), style); break;
      case Kind::polygon: svg += fmt::format("<path d=\"{}Z\"{}/>", path(points), style); break;
      case Kind::circle:
        svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>", coordinate(points[0].x), coordinate(points[0].y), coordinate(shape.radius * (symbol.stretch ? 1 : where.scale)), style);
        break;
      case Kind::arc: {
        const Point centre = shape.points[0];
        std::vector<Point> round;
        for (int i = 0; i <= 24; ++i) {
          const double a = (shape.from + (shape.to - shape.from) * i / 24) * M_PI / 180;
          round.push_back(on_sheet(symbol, where, {centre.x + shape.radius * std::cos(a), centre.y + shape.radius * std::sin(a)}));
        }
        svg += fmt::format("<path d=\"{}\"{}/>", path(round), style);
        break;
      }
      case Kind::text:
        svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", coordinate(points[0].x), coordinate(points[0].y + 4), escape(shape.text));
        break;
    }
  }
  return svg;
}

}  // namespace retort
