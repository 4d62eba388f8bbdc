#include "drawing/symbol_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "language/markup.h"
#include "sim/base/quantity.h"

namespace retort {
namespace {

double number(const YamlNode* n, double fallback = 0) {
  const auto written = n && n->is_scalar() ? read_number(n->scalar) : std::nullopt;
  return written ? written->number : fallback;
}

Point point(const YamlNode& n) {
  return n.items.size() == 2 ? Point{number(&n.items[0]), number(&n.items[1])} : Point{};
}

/// The corners of a shape on the sheet, in order; circles and arcs as polygons, texts as nothing.
std::vector<Point> corners(const SvgSymbol& symbol, const Placement& where, const YamlNode& shape) {
  std::vector<Point> points;
  const auto round = [&](const YamlNode& centre, double r, double from, double to) {
    const Point c = on_sheet(symbol, where, point(centre));
    for (int i = 0; i <= 24; ++i) {
      const double a = (from + (to - from) * i / 24) * M_PI / 180;
      if (symbol.stretch)
        points.push_back(on_sheet(symbol, where, {point(centre).x + r * std::cos(a), point(centre).y + r * std::sin(a)}));
      else
        points.push_back({c.x + r * std::cos(a), c.y + r * std::sin(a)});
    }
  };
  if (const YamlNode* n = shape.find("line")) {
    for (const YamlNode& p : n->items) points.push_back(on_sheet(symbol, where, point(p)));
  } else if (const YamlNode* polygon = shape.find("polygon")) {
    for (const YamlNode& p : polygon->items) points.push_back(on_sheet(symbol, where, point(p)));
    if (!points.empty()) points.push_back(points.front());
  } else if (const YamlNode* circle = shape.find("circle")) {
    round(*circle, number(shape.find("r")), 0, 360);
  } else if (const YamlNode* arc = shape.find("arc")) {
    round(*arc, number(shape.find("r")), number(shape.find("from")), number(shape.find("to")));
  }
  return points;
}

}  // namespace

SvgSymbols::SvgSymbols(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    const YamlNode root = load_yaml(file);
    for (const auto& [name, body] : root.entries) {
      SvgSymbol s;
      if (const YamlNode* n = body.find("types"))
        for (const YamlNode& type : n->items) by_type_[type.scalar] = name.scalar;
      if (const YamlNode* n = body.find("size")) s.size = point(*n);
      if (const YamlNode* n = body.find("stretch")) s.stretch = n->scalar == "true";
      if (const YamlNode* n = body.find("ports"))
        for (const auto& [port, at] : n->entries) s.ports[port.scalar] = point(at);
      if (const YamlNode* n = body.find("shapes")) s.shapes = *n;
      symbols_[name.scalar] = std::move(s);
    }
  }
  if (!symbols_.contains("box"))
    throw FileError(folder, {}, "the symbol 'box' is missing: set RETORT_ASSETS to the folder 'assets' of the program");
}

const SvgSymbol& SvgSymbols::of_type(const std::string& type) const {
  const auto it = by_type_.find(type);
  return symbols_.at(it == by_type_.end() ? "box" : it->second);
}

const SvgSymbol& SvgSymbols::called(const std::string& name) const {
  const auto it = symbols_.find(name);
  return it == symbols_.end() ? of_type(name) : it->second;
}

Point on_sheet(const SvgSymbol& symbol, const Placement& where, Point p) {
  if (symbol.stretch) p = {p.x * where.size.x, p.y * where.size.y};
  if (where.mirrored) p.x = -p.x;
  for (int i = 0; i < (where.turn & 3); ++i) p = {-p.y, p.x};
  return {where.at.x + p.x, where.at.y + p.y};
}

Box extent(const SvgSymbol& symbol, const Placement& where) {
  Box b{1e9, 1e9, -1e9, -1e9};
  for (const YamlNode& shape : symbol.shapes.items)
    for (const Point& p : corners(symbol, where, shape))
      b = {std::min(b.x0, p.x), std::min(b.y0, p.y), std::max(b.x1, p.x), std::max(b.y1, p.y)};
  if (b.x0 > b.x1) b = {where.at.x - where.size.x / 2, where.at.y - where.size.y / 2, where.at.x + where.size.x / 2, where.at.y + where.size.y / 2};
  return b;
}

std::optional<Point> outline(const SvgSymbol& symbol, const Placement& where, Point from, Point direction) {
  double nearest = 1e300;
  for (const YamlNode& shape : symbol.shapes.items) {
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

bool clear(const SvgSymbol& symbol, const Placement& where, const Box& b) {
  for (const YamlNode& shape : symbol.shapes.items) {
    const YamlNode* fill = shape.find("fill");
    if (fill && fill->scalar == "level") continue;
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

std::string draw(const SvgSymbol& symbol, const Placement& where) {
  std::string svg;
  for (const YamlNode& shape : symbol.shapes.items) {
    const YamlNode* fill = shape.find("fill");
    const std::string kind = fill ? fill->scalar : "";
    if (kind == "level") continue;  // a drawing shows no level
    const std::string style = fmt::format(" fill=\"{}\" stroke-width=\"{}\"",
                                          kind == "ink"  ? "#111"
                                          : kind.empty() ? "none"
                                                         : "#fff",
                                          coordinate(number(shape.find("width"), 1.5)));
    const auto at = [&](const YamlNode& n) { return on_sheet(symbol, where, point(n)); };
    const auto path = [&](const YamlNode& list) {
      std::string d;
      for (const YamlNode& n : list.items) {
        const Point p = at(n);
        d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
      }
      return d;
    };
    if (const YamlNode* n = shape.find("line")) {
      svg += fmt::format("<path d=\"{}\"{}/>", path(*n), style);
    } else if (const YamlNode* polygon = shape.find("polygon")) {
      svg += fmt::format("<path d=\"{}Z\"{}/>", path(*polygon), style);
    } else if (const YamlNode* circle = shape.find("circle")) {
      const Point p = at(*circle);
      svg += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\"{}/>", coordinate(p.x), coordinate(p.y),
                         coordinate(number(shape.find("r"))), style);
    } else if (const YamlNode* arc = shape.find("arc")) {
      const double r = number(shape.find("r")), from = number(shape.find("from")) * M_PI / 180,
                   to = number(shape.find("to")) * M_PI / 180;
      const Point centre = point(*arc);
      std::string d;
      for (int i = 0; i <= 24; ++i) {
        const double a = from + (to - from) * i / 24;
        const Point p = on_sheet(symbol, where, {centre.x + r * std::cos(a), centre.y + r * std::sin(a)});
        d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
      }
      svg += fmt::format("<path d=\"{}\"{}/>", d, style);
    } else if (const YamlNode* text = shape.find("text")) {
      const Point p = at(*text);
      const YamlNode* says = shape.find("says");
      svg += fmt::format("<text x=\"{}\" y=\"{}\">{}</text>", coordinate(p.x), coordinate(p.y + 4),
                         says ? escape(says->scalar) : "");
    }
  }
  return svg;
}

}  // namespace retort
