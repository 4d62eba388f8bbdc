#include "apps/pid_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "apps/symbol_svg.h"
#include "scenarios/player/markup.h"
#include "scenarios/player/texts.h"
#include "sim/base/quantity.h"

namespace retort {
namespace {

constexpr const char* kStyle =
    "svg{background:#fff}text{font:11px Inter,Arial,sans-serif;fill:#111;text-anchor:middle}.pipe{fill:none;stroke:#111;stroke-width:2.2;"
    "stroke-linejoin:round}.impulse{fill:none;stroke:#111;stroke-width:1}.signal{fill:none;stroke:#111;stroke-width:1.1;stroke-dasharray:6 4}"
    ".safety{fill:none;stroke:#8c1d18;stroke-width:1.1;stroke-dasharray:9 3 2 3}.symbol{stroke:#111;stroke-linejoin:round}.tag{font-weight:600}"
    ".line{font-size:9.5px}.bubble{font-size:10.5px}.alarm,.fails{font-size:9px}.effect{font-size:9px;fill:#8c1d18}.halo{paint-order:stroke;stroke:#fff;stroke-width:4px;"
    "stroke-linejoin:round}.title{font-size:15px;font-weight:600;text-anchor:start}.note{font-size:10.5px;text-anchor:start}";

struct Item {
  const BlockLayout* block = nullptr;
  const SvgSymbol* symbol = nullptr;
  Placement where;
  bool bubble = false;
};

std::string scalar(const YamlNode* map, std::string_view key) {
  const YamlNode* n = map ? map->find(key) : nullptr;
  return n && n->is_scalar() ? n->scalar : "";
}
std::pair<std::string, std::string> split(const std::string& name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? std::pair{name, std::string()} : std::pair{name.substr(0, dot), name.substr(dot + 1)};
}
/// A point of the display. A drawing has more to say than a mimic, so it takes more room around symbols of the same size.
std::optional<Point> read_point(const YamlNode* n) {
  constexpr double kRoom = 1.3;
  if (!n || n->items.size() != 2) return std::nullopt;
  const auto x = read_number(n->items[0].scalar), y = read_number(n->items[1].scalar);
  if (!x || !y) return std::nullopt;
  return Point{kRoom * x->number, kRoom * y->number};
}

struct Box {
  double x0, y0, x1, y1;
};

class Sheet {
 public:
  explicit Sheet(const CompiledPlant& plant) : plant_(plant), symbols_(assets_folder() + "/symbols") {}

  std::string draw_all() {
    place();
    turn_inline();
    for (const BlockLayout& b : plant_.blocks)
      if (b.section == "lines") pipe(b);
    for (const auto& [tag, item] : items_)
      if (!item.bubble && item.block->type != "junction") note(item.where.at.x, under(item) - 4, tag.size());
    place_bubbles();
    for (const auto& [tag, item] : items_) symbol(item);
    for (const auto& [tag, item] : items_) connect(item);
    for (const auto& [tag, legs] : pipes_) label(tag, scalar(body(tag), "dn"), legs);
    return finish();
  }

 private:
  const YamlNode* body(const std::string& tag) const {
    const BlockSpec* spec = plant_.spec.find(tag);
    return spec ? &spec->body : nullptr;
  }
  const Item* item(const std::string& tag) const {
    const auto it = items_.find(tag);
    return it == items_.end() ? nullptr : &it->second;
  }
  static bool drawn(const BlockLayout& b) { return b.section != "lines" && b.section != "alarms"; }

  // --- where everything stands
  void place() {
    // A drawing shows more than a mimic: it may have places of its own.
    const YamlNode* drawing = plant_.spec.display.find("drawing");
    const YamlNode& display = drawing ? *drawing : plant_.spec.display;
    if (const auto size = read_point(display.find("size"))) size_ = *size;
    const YamlNode* places = display.find("at");
    std::vector<const BlockLayout*> left_out;
    for (const BlockLayout& b : plant_.blocks) {
      if (!drawn(b) || !plant_.spec.find(b.tag)) continue;
      const YamlNode* written = places ? places->find(b.tag) : nullptr;
      if (!written) written = display.find(b.tag);
      const auto at = read_point(written && written->is_map() ? written->find("at") : written);
      if (at) {
        add(b, *at, written);
      } else if (b.section == "units") {
        left_out.push_back(&b);
      }
    }
    Point next{70, size_.y + 40};
    for (const BlockLayout* b : left_out) {
      const SvgSymbol& s = symbols_.of_type(b->type);
      if (next.x + s.size.x > size_.x) next = {70, next.y + 190};
      add(*b, {next.x + s.size.x / 2, next.y + s.size.y / 2}, nullptr);
      next.x += s.size.x + 50;
      size_.y = std::max(size_.y, next.y + s.size.y + 30);
    }
  }
  /// Instruments, controllers and safety functions without a place stand beside what they measure, drive or watch.
  void place_bubbles() {
    for (const char* section : {"instruments", "control", "safety"})
      for (const BlockLayout& b : plant_.blocks) {
        if (b.section != section || item(b.tag) || !plant_.spec.find(b.tag)) continue;
        std::vector<std::string> neighbours = watched_by(b);
        for (const char* key : {"of", "out", "pv"})
          if (const std::string tag = split(scalar(body(b.tag), key)).first; !tag.empty()) neighbours.push_back(tag);
        const Item* beside = nullptr;
        for (const std::string& tag : neighbours)
          if (!beside) beside = item(tag);
        add(b, beside ? free_place(*beside) : free_place({{}, &symbols_.of_type("box"), {{size_.x / 2, size_.y}, {0, 0}}}), nullptr);
      }
  }
  /// The nearest place round a symbol where a bubble covers nothing.
  Point free_place(const Item& beside) const {
    const Point c = beside.where.at;
    const double w = beside.where.size.x / 2 + 34, h = beside.where.size.y / 2 + 34;
    Point best{c.x, c.y - h};
    double least = 1e300;
    for (double ring = 0; ring < 200; ring += 12)
      for (const auto& [dx, dy] : {std::pair{0.0, -1.0}, {1.0, 0.0}, {-1.0, 0.0}, {0.0, 1.0}, {1.0, -0.5}, {-1.0, -0.5}, {1.0, 0.5}, {-1.0, 0.5}, {0.5, -1.0},
                                  {-0.5, -1.0}, {0.5, 1.0}, {-0.5, 1.0}, {1.0, -1.0}, {-1.0, -1.0}, {1.0, 1.0}, {-1.0, 1.0}}) {
        const Point p{c.x + dx * (w + ring), c.y + dy * (h + ring)};
        const double cost = 1000 * covered({p.x - 25, p.y - 23, p.x + 25, p.y + 25}) + std::hypot(p.x - c.x, p.y - c.y) + (dx * dy != 0 ? 12 : 0);
        if (cost >= least) continue;
        least = cost;
        best = p;
      }
    return best;
  }
  void add(const BlockLayout& b, Point at, const YamlNode* written) {
    Item i{&b, &symbols_.of_type(b.type), {}, b.section == "instruments" || b.section == "control" || b.section == "safety"};
    if (b.section == "safety" || b.type == "duty_standby") i.symbol = &symbols_.of_type("interlock");
    i.where.at = at;
    i.where.size = i.symbol->size;
    if (written && written->is_map()) {
      if (const auto size = read_point(written->find("size"))) i.where.size = *size;
      if (const auto turn = read_number(scalar(written, "turn"))) i.where.turn = static_cast<int>(turn->number);
    }
    items_[b.tag] = i;
  }

  std::vector<std::string> through(const BlockLayout& line) const {
    std::vector<std::string> tags;
    if (const YamlNode* b = body(line.tag))
      if (const YamlNode* list = b->find("through"))
        for (const YamlNode& n : list->items)
          if (item(n.scalar)) tags.push_back(n.scalar);
    return tags;
  }
  /// An inline element looks the way its line runs.
  void turn_inline() {
    for (const BlockLayout& line : plant_.blocks) {
      if (line.section != "lines") continue;
      const std::vector<std::string> tags = through(line);
      const Item *from = item(split(scalar(body(line.tag), "from")).first), *to = item(split(scalar(body(line.tag), "to")).first);
      for (std::size_t k = 0; k < tags.size(); ++k) {
        Item& it = items_[tags[k]];
        const Item* before = k > 0 ? item(tags[k - 1]) : from;
        const Item* after = k + 1 < tags.size() ? item(tags[k + 1]) : to;
        // The neighbour on the same height or plumb says most.
        double dx = 0, dy = 0;
        for (const auto& [other, sign] : {std::pair{before, -1.0}, {after, 1.0}}) {
          if (!other || other->symbol->stretch) continue;
          dx += sign * (other->where.at.x - it.where.at.x);
          dy += sign * (other->where.at.y - it.where.at.y);
        }
        if (dx == 0 && dy == 0 && before && after) dx = after->where.at.x - before->where.at.x;
        if (std::abs(dx) < 0.2 * std::abs(dy)) {
          it.where.turn = dy > 0 ? 1 : 3;
        } else {
          it.where.mirrored = dx < 0;
        }
      }
    }
  }

  // --- lines
  struct Nozzle {
    Point at;
    Point out{0, 0};  // direction in which a line leaves, or nothing
  };
  Nozzle nozzle(const Item& i, const std::string& port, Point toward) const {
    auto found = i.symbol->ports.find(port);
    if (found == i.symbol->ports.end() && i.block->type == "boundary") {
      const bool right = toward.x >= i.where.at.x;
      return {{i.where.at.x + (right ? 1 : -1) * i.where.size.x / 2, i.where.at.y}, {right ? 1.0 : -1.0, 0}};
    }
    if (found == i.symbol->ports.end()) return {i.block->type == "junction" ? i.where.at : edge(i, toward), {0, 0}};
    const Point p = on_sheet(*i.symbol, i.where, found->second);
    const double nx = (p.x - i.where.at.x) / std::max(1.0, i.where.size.x), ny = (p.y - i.where.at.y) / std::max(1.0, i.where.size.y);
    return {p, std::abs(nx) >= std::abs(ny) ? Point{nx < 0 ? -1.0 : 1.0, 0} : Point{0, ny < 0 ? -1.0 : 1.0}};
  }
  /// Where a straight line from `toward` meets the outline: level or plumb when it can.
  static Point edge(const Item& i, Point toward) {
    const Point at = i.where.at;
    const double w = i.where.size.x / 2, h = i.where.size.y / 2;
    if (std::abs(toward.y - at.y) < h - 4) return {at.x + std::copysign(w, toward.x - at.x), toward.y};
    if (std::abs(toward.x - at.x) < w - 4) return {toward.x, at.y + std::copysign(h, toward.y - at.y)};
    return std::abs(toward.x - at.x) * h > std::abs(toward.y - at.y) * w ? Point{at.x + std::copysign(w, toward.x - at.x), at.y}
                                                                       : Point{at.x, at.y + std::copysign(h, toward.y - at.y)};
  }

  /// How many symbols a straight leg runs into; the ends of the route may touch their own.
  int hits(Point a, Point b) const {
    int n = 0;
    const double x0 = std::min(a.x, b.x), x1 = std::max(a.x, b.x), y0 = std::min(a.y, b.y), y1 = std::max(a.y, b.y);
    for (const auto& [tag, i] : items_) {
      const double w = i.where.size.x / 2 - 1.5, h = i.where.size.y / 2 - 1.5;
      if (i.block->type != "junction" && x1 > i.where.at.x - w && x0 < i.where.at.x + w && y1 > i.where.at.y - h && y0 < i.where.at.y + h) ++n;
    }
    return n;
  }
  /// How much a leg runs along one that is drawn already.
  double along(Point a, Point b) const {
    double length = 0;
    for (const auto& [c, d] : drawn_) {
      const bool level = std::abs(a.y - b.y) < 0.5 && std::abs(c.y - d.y) < 0.5 && std::abs(a.y - c.y) < 5;
      const bool plumb = std::abs(a.x - b.x) < 0.5 && std::abs(c.x - d.x) < 0.5 && std::abs(a.x - c.x) < 5;
      if (level) length += std::max(0.0, std::min(std::max(a.x, b.x), std::max(c.x, d.x)) - std::max(std::min(a.x, b.x), std::min(c.x, d.x)));
      if (plumb) length += std::max(0.0, std::min(std::max(a.y, b.y), std::max(c.y, d.y)) - std::max(std::min(a.y, b.y), std::min(c.y, d.y)));
    }
    return length;
  }
  void remember(const std::vector<Point>& way) {
    for (std::size_t k = 1; k < way.size(); ++k) drawn_.emplace_back(way[k - 1], way[k]);
  }
  /// Square from a to b with few bends, past as few symbols as can be and beside what is drawn already.
  std::vector<Point> route(Point a, Point b) const {
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
      for (const double x : {std::min(a.x, b.x) - aside, std::max(a.x, b.x) + aside}) ways.push_back({a, {x, a.y}, {x, b.y}, b});
      for (const double y : {std::min(a.y, b.y) - aside, std::max(a.y, b.y) + aside}) ways.push_back({a, {a.x, y}, {b.x, y}, b});
    }
    for (const double aside : {10.0, 20.0, 32.0, 48.0})  // out, over, along, in: round a corner
      for (const double side : {-1.0, 1.0}) {
        ways.push_back({a, {a.x + side * aside, a.y}, {a.x + side * aside, (a.y + b.y) / 2 + aside}, {b.x, (a.y + b.y) / 2 + aside}, b});
        ways.push_back({a, {a.x, a.y + side * aside}, {(a.x + b.x) / 2 + aside, a.y + side * aside}, {(a.x + b.x) / 2 + aside, b.y}, b});
      }
    const std::vector<Point>* best = nullptr;
    double least = 1e300;
    for (const auto& way : ways) {
      double cost = 12.0 * static_cast<double>(way.size());
      for (std::size_t k = 1; k < way.size(); ++k)
        cost += 400 * hits(way[k - 1], way[k]) + 6 * along(way[k - 1], way[k]) + std::abs(way[k].x - way[k - 1].x) + std::abs(way[k].y - way[k - 1].y);
      if (cost < least - 1e-9) {
        least = cost;
        best = &way;
      }
    }
    return *best;
  }
  static std::string path(const std::vector<Point>& points) {
    std::string d;
    for (const Point& p : points) d += fmt::format("{}{} {}", d.empty() ? "M" : "L", coordinate(p.x), coordinate(p.y));
    return d;
  }
  static Point stub(const Nozzle& n) { return {n.at.x + 12 * n.out.x, n.at.y + 12 * n.out.y}; }

  /// What a line passes by the display, in order: corners and inline elements.
  const YamlNode* written_route(const std::string& tag) const {
    const YamlNode* by = plant_.spec.display.find("by");
    if (const YamlNode* list = by ? by->find(tag) : nullptr) return list;
    const YamlNode* own = plant_.spec.display.find(tag);
    return own && own->is_map() ? own->find("by") : nullptr;
  }

  void pipe(const BlockLayout& line) {
    const YamlNode* b = body(line.tag);
    const auto [from_tag, from_port] = split(scalar(b, "from"));
    const auto [to_tag, to_port] = split(scalar(b, "to"));
    const Item *from = item(from_tag), *to = item(to_tag);
    if (!from || !to) return;
    struct Stop {
      const Item* item = nullptr;  // nullptr: a corner
      Point at;
    };
    std::vector<Stop> stops;
    if (const YamlNode* by = written_route(line.tag)) {
      for (const YamlNode& n : by->items) {
        if (const auto corner = read_point(&n)) stops.push_back({nullptr, *corner});
        else if (const Item* i = item(n.scalar)) stops.push_back({i, i->where.at});
      }
    }
    if (std::none_of(stops.begin(), stops.end(), [](const Stop& s) { return s.item; }))
      for (const std::string& tag : through(line)) stops.push_back({item(tag), item(tag)->where.at});
    stops.push_back({to, to->where.at});
    std::vector<std::vector<Point>> legs;
    Nozzle at = nozzle(*from, from_port, stops.front().at);
    for (std::size_t k = 0; k < stops.size(); ++k) {
      const Stop& next = stops[k];
      const bool last = k + 1 == stops.size();
      const Nozzle end = next.item ? nozzle(*next.item, last ? to_port : "in", at.at) : Nozzle{next.at};
      std::vector<Point> leg = {at.at};
      if (std::abs(at.at.x - end.at.x) >= 0.5 && std::abs(at.at.y - end.at.y) >= 0.5)
        for (const Point& p : route(stub(at), stub(end))) leg.push_back(p);
      leg.push_back(end.at);
      legs.push_back(std::move(leg));
      if (!last) at = next.item ? nozzle(*next.item, "out", stops[k + 1].at) : Nozzle{next.at};
    }
    for (const auto& leg : legs) remember(leg);
    for (const auto& leg : legs) lines_ += fmt::format("<path class=\"pipe\" d=\"{}\"/>", path(leg));
    arrow(legs.back());
    lines_ += '\n';
    pipes_.emplace_back(line.tag, std::move(legs));
  }
  void arrow(const std::vector<Point>& leg) {
    const Point tip = leg.back();
    Point before = tip;
    for (std::size_t k = leg.size(); k-- > 0 && std::hypot(tip.x - before.x, tip.y - before.y) < 1;) before = leg[k];
    const double length = std::hypot(tip.x - before.x, tip.y - before.y);
    if (length < 10) return;
    const double ux = (tip.x - before.x) / length, uy = (tip.y - before.y) / length;
    lines_ += fmt::format("<path d=\"M{} {}L{} {}L{} {}Z\" fill=\"#111\"/>", coordinate(tip.x), coordinate(tip.y), coordinate(tip.x - 9 * ux - 4 * uy),
                          coordinate(tip.y - 9 * uy + 4 * ux), coordinate(tip.x - 9 * ux + 4 * uy), coordinate(tip.y - 9 * uy - 4 * ux));
  }
  double covered(const Box& b) const {
    double n = hits({b.x0, b.y0}, {b.x1, b.y1});
    for (const Box& w : words_)
      if (b.x1 > w.x0 && b.x0 < w.x1 && b.y1 > w.y0 && b.y0 < w.y1) ++n;
    for (const auto& [c, d] : drawn_)
      if (b.x1 > std::min(c.x, d.x) && b.x0 < std::max(c.x, d.x) && b.y1 > std::min(c.y, d.y) && b.y0 < std::max(c.y, d.y)) n += 0.5;
    return n;
  }
  /// The line's tag and size along its longest free stretch.
  void label(const std::string& tag, const std::string& dn, const std::vector<std::vector<Point>>& legs) {
    const std::string text = tag + (dn.empty() ? "" : " DN" + dn);
    const double half = 2.7 * static_cast<double>(text.size());
    double least = 1e300;
    Box best{};
    bool best_level = true;
    for (const auto& leg : legs)
      for (std::size_t k = 1; k < leg.size(); ++k) {
        const Point a = leg[k - 1], b = leg[k];
        const bool level = std::abs(a.y - b.y) <= std::abs(a.x - b.x);
        const double length = std::hypot(b.x - a.x, b.y - a.y), w = level ? half : 5.5, h = level ? 5.5 : half;
        for (const double aside : {-8.0, 8.0, -22.0, 22.0})
          for (const double share : {0.5, 0.3, 0.7}) {
            const Point c{a.x + share * (b.x - a.x) + (level ? 0 : aside), a.y + share * (b.y - a.y) + (level ? aside : 0)};
            const Box box{c.x - w, c.y - h, c.x + w, c.y + h};
            const double cost = 200 * covered(box) - std::min(length, 2 * half + 30) + (aside > 0 ? 4 : 0) + (std::abs(aside) > 8 ? 25 : 0) + (share == 0.5 ? 0 : 3) - (level ? 8 : 0);
            if (cost >= least) continue;
            least = cost;
            best = box;
            best_level = level;
          }
      }
    words_.push_back(best);
    const Point c{(best.x0 + best.x1) / 2, (best.y0 + best.y1) / 2};
    labels_ += fmt::format("<text class=\"line halo\" transform=\"translate({} {}){}\">{}</text>\n", coordinate(c.x + (best_level ? 0 : 3.5)),
                           coordinate(c.y + (best_level ? 3.5 : 0)), best_level ? "" : " rotate(-90)", escape(text));
  }

  // --- signals
  void wire(const Item& a, const Item& b, const char* style) {
    const auto end = [](const Item& i, Point toward) {
      const auto port = i.symbol->ports.find("signal");
      if (port != i.symbol->ports.end()) return on_sheet(*i.symbol, i.where, port->second);
      return i.bubble || i.block->type == "junction" ? i.where.at : edge(i, toward);
    };
    const std::vector<Point> way = route(end(a, b.where.at), end(b, a.where.at));
    remember(way);
    lines_ += fmt::format("<path class=\"{}\" d=\"{}\"/>\n", style, path(way));
  }
  std::vector<std::string> watched_by(const BlockLayout& b) const {
    std::vector<std::string> tags;
    for (const ConditionDecl& c : b.declared->conditions)
      for (const RowId row : c.expression->rows())
        if (const std::string& tag = plant_.catalogue[row].tag; std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
    return tags;
  }
  std::vector<std::string> acted_on(const BlockLayout& b) const {
    std::vector<std::string> tags;
    for (const char* key : {"does", "allows"})
      if (const YamlNode* y = body(b.tag); y && y->find(key))
        for (const YamlNode& n : y->find(key)->items) {
          const std::string tag = n.scalar.substr(0, n.scalar.find(' '));
          if (std::find(tags.begin(), tags.end(), tag) == tags.end()) tags.push_back(tag);
        }
    return tags;
  }
  void connect(const Item& i) {
    const YamlNode* b = body(i.block->tag);
    if (i.block->section == "instruments") {
      if (const Item* of = item(split(scalar(b, "of")).first)) wire(i, *of, "impulse");
    } else if (i.block->section == "control") {
      if (const Item* pv = item(split(scalar(b, "pv")).first)) wire(*pv, i, "signal");
      if (const Item* out = item(split(scalar(b, "out")).first)) wire(i, *out, "signal");
      if (const YamlNode* machines = b ? b->find("machines") : nullptr)
        for (const YamlNode& n : machines->items)
          if (const Item* m = item(n.scalar)) wire(i, *m, "signal");
    } else if (i.block->section == "safety") {
      for (const std::string& tag : watched_by(*i.block))
        if (const Item* from = item(tag)) wire(*from, i, "safety");
    }
  }

  // --- symbols and words
  /// Where the tag of a piece of equipment is written: inside a vessel, under anything else.
  static double under(const Item& i) {
    if (i.symbol->stretch && i.where.size.y > 60) return i.where.at.y + 4;
    return i.where.at.y + (i.where.turn % 2 ? i.where.size.x : i.where.size.y) / 2 + (i.block->type == "control_valve" ? 2 : 13);
  }
  void symbol(const Item& i) {
    const Point at = i.where.at;
    shapes_ += fmt::format("<g class=\"symbol\"><title>{} ({})</title>{}</g>\n", escape(i.block->tag), escape(i.block->type), draw(*i.symbol, i.where));
    const std::string& tag = i.block->tag;
    if (i.block->type == "junction") return;
    if (i.bubble) {
      const std::size_t dash = std::min(tag.find('-'), tag.size());
      labels_ += fmt::format("<text class=\"bubble\" x=\"{0}\" y=\"{1}\"{5}>{2}</text><text class=\"bubble\" x=\"{0}\" y=\"{3}\">{4}</text>\n", coordinate(at.x),
                             coordinate(at.y - 3), escape(tag.substr(0, dash)), coordinate(at.y + 11), escape(dash < tag.size() ? tag.substr(dash + 1) : ""),
                             dash > 3 ? " style=\"font-size:8.5px\"" : "");
      alarm_letters(i);
      std::string effects;
      for (const std::string& acted : acted_on(*i.block)) effects += " " + acted;
      if (!effects.empty()) {
        labels_ += fmt::format("<text class=\"effect halo\" x=\"{}\" y=\"{}\">→{}</text>\n", coordinate(at.x), coordinate(at.y + 30), escape(effects));
        note(at.x, at.y + 27, effects.size() + 1);
      }
      return;
    }
    const double below = under(i);
    labels_ += fmt::format("<text class=\"tag halo\" x=\"{}\" y=\"{}\">{}</text>\n", coordinate(at.x), coordinate(below), escape(tag));
    if (const std::string fails = scalar(body(tag), "fails"); !fails.empty())
      labels_ += fmt::format("<text class=\"fails halo\" x=\"{}\" y=\"{}\">{}</text>\n", coordinate(at.x), coordinate(below + 11),
                             fails == "closed" ? "FC" : fails == "open" ? "FO" : "FL");
  }
  void note(double x, double y, std::size_t letters) {
    const double half = 3.2 * static_cast<double>(letters);
    words_.push_back({x - half, y - 6, x + half, y + 6});
  }
  /// Alarms on an instrument: what follows the A of their tag, high ones above.
  void alarm_letters(const Item& i) {
    std::string high, low;
    for (const BlockLayout& b : plant_.blocks) {
      if (b.section != "alarms" || split(scalar(body(b.tag), "of")).first != i.block->tag) continue;
      const std::string letters = b.tag.substr(0, b.tag.find('-'));
      const std::size_t a = letters.find('A');
      std::string& side = body(b.tag)->find("above") ? high : low;
      if (a != std::string::npos && a + 1 < letters.size()) side += (side.empty() ? "" : " ") + letters.substr(a + 1);
    }
    const Point at = i.where.at;
    const auto put = [&](const std::string& text, double dy) {
      if (!text.empty())
        labels_ += fmt::format("<text class=\"alarm halo\" style=\"text-anchor:start\" x=\"{}\" y=\"{}\">{}</text>\n", coordinate(at.x + 19), coordinate(at.y + dy), text);
    };
    put(high, -11);
    put(low, 18);
  }

  /// The part of the sheet that is used, with a margin.
  Box used() const {
    Box b{1e9, 1e9, -1e9, -1e9};
    const auto take = [&](double x, double y) { b = {std::min(b.x0, x), std::min(b.y0, y), std::max(b.x1, x), std::max(b.y1, y)}; };
    for (const auto& [tag, i] : items_) {
      take(i.where.at.x - i.where.size.x / 2, i.where.at.y - i.where.size.y / 2);
      take(i.where.at.x + i.where.size.x / 2, i.where.at.y + i.where.size.y / 2 + 24);
    }
    for (const auto& [p, q] : drawn_) take(p.x, p.y), take(q.x, q.y);
    if (b.x0 > b.x1) b = {0, 0, size_.x, size_.y};
    return {b.x0 - 36, b.y0 - 36, std::max(b.x1 + 36, b.x0 + 1100), b.y1 + 20};
  }

  std::string finish() const {
    const Texts texts = [&] {
      Texts t("en");
      t.load(plant_.spec.folder + "/text", "");
      return t;
    }();
    const std::string title = texts.has("plant.title") ? texts("plant.title") : plant_.spec.name;
    const Box b = used();
    const double foot = b.y1 + 4, width = b.x1 - b.x0, height = foot + 54 - b.y0;
    std::string legend;
    double x = b.x0 + 400;
    for (const auto& [style, text] : {std::pair{"pipe", "pipe"}, {"impulse", "to the process"}, {"signal", "signal"}, {"safety", "safety function"}}) {
      legend += fmt::format("<path class=\"{}\" d=\"M{} {}h46\"/><text class=\"note\" x=\"{}\" y=\"{}\">{}</text>", style, coordinate(x), coordinate(foot + 24),
                            coordinate(x + 54), coordinate(foot + 28), text);
      x += 165;
    }
    return fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{} {} {} {}\" width=\"{}\" height=\"{}\" "
        "role=\"img\" aria-label=\"P&amp;ID: {}\">\n<style>{}</style>\n",
        coordinate(b.x0), coordinate(b.y0), coordinate(width), coordinate(height), coordinate(width), coordinate(height), escape(title), kStyle) +
        fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" stroke=\"#111\" stroke-width=\"1.5\"/>\n", coordinate(b.x0 + 5),
                    coordinate(b.y0 + 5), coordinate(width - 10), coordinate(height - 10)) +
        lines_ + shapes_ + labels_ +
        fmt::format("<path d=\"M{} {}H{}\" stroke=\"#111\"/><text class=\"title\" x=\"{}\" y=\"{}\">{}</text><text class=\"note\" x=\"{}\" y=\"{}\">P&amp;ID · "
                    "ISA-5.1 · {}</text>{}\n</svg>\n",
                    coordinate(b.x0 + 5), coordinate(foot), coordinate(b.x1 - 5), coordinate(b.x0 + 20), coordinate(foot + 21), escape(title),
                    coordinate(b.x0 + 20), coordinate(foot + 38), plant_.hash.hex().substr(0, 12), legend);
  }

  const CompiledPlant& plant_;
  SvgSymbols symbols_;
  Point size_{1600, 900};
  std::map<std::string, Item> items_;
  std::vector<std::pair<std::string, std::vector<std::vector<Point>>>> pipes_;
  std::vector<std::pair<Point, Point>> drawn_;   // legs of pipes and signals
  std::vector<Box> words_;                       // where something is written
  std::string lines_, shapes_, labels_;
};

}  // namespace

std::string pid_svg(const CompiledPlant& plant) { return Sheet(plant).draw_all(); }

}  // namespace retort
