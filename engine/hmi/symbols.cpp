#include "engine/hmi/symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "engine/ui/widgets.h"
#include "sim/base/quantity.h"
#include "sim/base/yaml_node.h"

namespace retort::hmi {
namespace {

[[noreturn]] void fail(const std::string& file, const YamlNode& at, const std::string& what) {
  throw FileError(file, at.at, what);
}

float number(const std::string& file, const YamlNode& n) {
  const auto written = n.is_scalar() ? read_number(n.scalar) : std::nullopt;
  if (!written || !written->unit.empty()) fail(file, n, "expected a number");
  return float(written->number);
}

ImVec2 point(const std::string& file, const YamlNode& n) {
  if (!n.is_sequence() || n.items.size() != 2) fail(file, n, "expected a point [x, y]");
  return {number(file, n.items[0]), number(file, n.items[1])};
}

std::vector<ImVec2> points(const std::string& file, const YamlNode& n) {
  std::vector<ImVec2> out;
  for (const YamlNode& p : n.items) out.push_back(point(file, p));
  if (out.size() < 2) fail(file, n, "expected two points or more");
  return out;
}

SymbolShape shape(const std::string& file, const YamlNode& n) {
  SymbolShape s;
  bool known = false;
  for (const auto& [key, value] : n.entries) {
    const std::string& k = key.scalar;
    if (k == "line" || k == "polygon") {
      s.kind = k == "line" ? SymbolShape::Kind::line : SymbolShape::Kind::polygon;
      s.points = points(file, value);
      known = true;
    } else if (k == "circle" || k == "arc" || k == "text") {
      s.kind = k == "circle" ? SymbolShape::Kind::circle : k == "arc" ? SymbolShape::Kind::arc : SymbolShape::Kind::text;
      s.points = {point(file, value)};
      known = true;
    } else if (k == "says") {
      s.text = value.scalar;
    } else if (k == "r") {
      s.radius = number(file, value);
    } else if (k == "from") {
      s.from = number(file, value);
    } else if (k == "to") {
      s.to = number(file, value);
    } else if (k == "width") {
      s.width = number(file, value);
    } else if (k == "fill") {
      const std::map<std::string, SymbolFill> fills = {{"state", SymbolFill::state}, {"ground", SymbolFill::ground},
                                                       {"ink", SymbolFill::ink}, {"level", SymbolFill::level}};
      const auto f = fills.find(value.scalar);
      if (f == fills.end()) fail(file, value, fmt::format("no fill '{}': state, ground, ink or level", value.scalar));
      s.fill = f->second;
    } else {
      fail(file, key, fmt::format("unknown key '{}' of a shape", k));
    }
  }
  if (!known) fail(file, n, "a shape is a line, polygon, circle, arc or text");
  return s;
}

}  // namespace

SymbolLibrary::SymbolLibrary(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().extension() == ".yaml") files.push_back(entry.path().string());
  if (files.empty()) throw FileError(folder, {}, "no symbols here");
  std::sort(files.begin(), files.end());
  for (const std::string& file : files) {
    const YamlNode root = load_yaml(file);
    for (const auto& [name, body] : root.entries) {
      Symbol s;
      s.name = name.scalar;
      for (const auto& [key, value] : body.entries) {
        if (key.scalar == "types") {
          for (const YamlNode& t : value.items) by_type_[t.scalar] = s.name;
        } else if (key.scalar == "size") {
          s.size = point(file, value);
        } else if (key.scalar == "stretch") {
          s.stretch = value.scalar == "true";
        } else if (key.scalar == "ports") {
          for (const auto& [port, at] : value.entries) s.ports[port.scalar] = point(file, at);
        } else if (key.scalar == "shapes") {
          for (const YamlNode& n : value.items) s.shapes.push_back(shape(file, n));
        } else {
          fail(file, key, fmt::format("unknown key '{}' of symbol {}", key.scalar, s.name));
        }
      }
      symbols_[s.name] = std::move(s);
    }
  }
  if (!symbols_.contains("box")) throw FileError(folder, {}, "the symbol 'box' is missing");
}

const Symbol& SymbolLibrary::called(const std::string& name) const {
  const auto it = symbols_.find(name);
  return it == symbols_.end() ? of_type(name) : it->second;
}

const Symbol& SymbolLibrary::of_type(const std::string& type) const {
  const auto it = by_type_.find(type);
  return symbols_.at(it == by_type_.end() ? "box" : it->second);
}

ImVec2 symbol_point(const Symbol& symbol, ImVec2 p, ImVec2 size, int turn) {
  if (symbol.stretch) p = {p.x * size.x, p.y * size.y};
  for (int i = 0; i < (turn & 3); ++i) p = {-p.y, p.x};
  return p;
}

void draw_symbol(ImDrawList* draw, const Symbol& symbol, ImVec2 centre, ImVec2 size, float scale, int turn, const SymbolLook& look) {
  const auto at = [&](ImVec2 p) {
    const ImVec2 q = symbol_point(symbol, p, size, turn);
    return ImVec2(centre.x + q.x * scale, centre.y + q.y * scale);
  };
  for (const SymbolShape& s : symbol.shapes) {
    const ImU32 fill = s.fill == SymbolFill::state ? look.state : s.fill == SymbolFill::ground ? look.ground
                       : s.fill == SymbolFill::ink ? look.ink : 0;
    const float width = std::max(1.f, s.width * std::max(1.f, scale));
    std::vector<ImVec2> p;
    switch (s.kind) {
      case SymbolShape::Kind::line:
      case SymbolShape::Kind::polygon: {
        for (const ImVec2& q : s.points) p.push_back(at(q));
        if (s.fill == SymbolFill::level) {
          if (look.level < 0) break;
          ImVec2 a = p[0], b = p[0];
          for (const ImVec2& q : p) a = {std::min(a.x, q.x), std::min(a.y, q.y)}, b = {std::max(b.x, q.x), std::max(b.y, q.y)};
          draw->AddRectFilled({a.x, b.y - (b.y - a.y) * std::clamp(look.level, 0.f, 1.f)}, b, ui::color::kFill);
          break;
        }
        if (fill) draw->AddConvexPolyFilled(p.data(), int(p.size()), fill);
        draw->AddPolyline(p.data(), int(p.size()), look.ink, s.kind == SymbolShape::Kind::polygon ? ImDrawFlags_Closed : 0, width);
        break;
      }
      case SymbolShape::Kind::circle: {
        const float r = s.radius * scale;
        if (fill) draw->AddCircleFilled(at(s.points[0]), r, fill, 32);
        draw->AddCircle(at(s.points[0]), r, look.ink, 32, width);
        break;
      }
      case SymbolShape::Kind::arc: {
        const float to_radians = 3.14159265f / 180;
        for (int i = 0; i <= 24; ++i) {
          const float angle = (s.from + (s.to - s.from) * float(i) / 24) * to_radians;
          p.push_back(at({s.points[0].x + s.radius * std::cos(angle), s.points[0].y + s.radius * std::sin(angle)}));
        }
        if (fill) draw->AddConvexPolyFilled(p.data(), int(p.size()), fill);
        draw->AddPolyline(p.data(), int(p.size()), look.ink, 0, width);
        break;
      }
      case SymbolShape::Kind::text: ui::text_anchored(draw, ui::fonts().small, at(s.points[0]), {0.5f, 0.5f}, look.ink, s.text); break;
    }
  }
}

}  // namespace retort::hmi
