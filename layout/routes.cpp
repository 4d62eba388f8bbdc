#include "layout/routes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

#include "layout/plane_graph.h"
#include "layout/racks.h"

namespace retort::layout {
namespace {

using glm::vec3;

struct EndPoint {
  vec3 face;
  vec3 start;        ///< where the search begins: outside the equipment's own clearance
  uint32_t headings; ///< of the pipe leaving the equipment
  bool tee;
};

struct Straight {
  vec3 from, direction;
  float length;
};

constexpr float kHandHeight = 1.1f;   // m over the floor: where a hand works best
constexpr float kOutOfReach = 60;     // m of pipe that a handle in reach is worth

float clearance(float diameter) { return diameter / 2 + 0.06f; }

Box grown(const Box& b, float by) { return {b.low - vec3(by), b.high + vec3(by), b.of}; }

bool inside(const Box& b, vec3 p) {
  return glm::all(glm::greaterThan(p, b.low)) && glm::all(glm::lessThan(p, b.high));
}

/// Whether a level or upright leg passes through a box.
bool crosses(const Box& b, vec3 from, vec3 to) {
  return glm::all(glm::lessThan(glm::min(from, to), b.high)) && glm::all(glm::lessThan(b.low, glm::max(from, to)));
}

const Nozzle& nozzle(const PlantLayout& layout, const End& end) {
  for (const Nozzle& n : layout.find(end.equipment)->nozzles)
    if (n.port == end.port) return n;
  throw std::logic_error("route: " + end.equipment + "." + end.port + " has no nozzle");
}

uint32_t opposite(uint32_t headings) {
  uint32_t result = 0;
  for (int h = 0; h < 6; ++h)
    if (headings >> h & 1) result |= 1u << (h ^ 1);
  return result;
}

/// The straight stretches of a route, elbows and tees taken off.
std::vector<Straight> straights(const std::vector<vec3>& p, float diameter, bool tee_first, bool tee_last) {
  std::vector<Straight> result;
  for (size_t i = 0; i + 1 < p.size(); ++i) {
    const float length = glm::distance(p[i], p[i + 1]);
    const vec3 d = (p[i + 1] - p[i]) / std::max(length, 1e-6f);
    const float before = i > 0 ? 1.5f * diameter : tee_first ? 1.1f * diameter : 0.25f * diameter;
    const float after = i + 2 < p.size() ? 1.5f * diameter : tee_last ? 1.1f * diameter : 0.25f * diameter;
    result.push_back({p[i] + d * before, d, std::max(0.f, length - before - after)});
  }
  return result;
}

/// How willingly an item stands on a stretch: hands reach from 0.5 to 1.7 m.
float willingness(const PlantLayout& layout, const InlineItem& item, const Straight& s, float share) {
  const vec3 p = s.from + s.direction * (s.length * share);
  const bool vertical = std::abs(s.direction.z) > 0.5f;
  float score = 0;
  if (item.shape->hand)
    score -= 2 * std::max({0.f, 0.45f - p.z, p.z - 1.6f}) + (in_reach(layout, p) ? 0.f : 20.f);
  if (item.shape->level) score -= vertical ? 2.f : 0.f;
  return score - 0.02f * std::max(0.f, p.z - 2);
}

/// Puts the items on the straights, in order; false when there is no room.
bool place_items(const PlantLayout& layout, const Line& line, const std::vector<Straight>& all, float diameter, std::vector<PlacedItem>& out) {
  out.clear();
  const size_t n = line.through.size(), m = all.size();
  if (n == 0) return true;
  const float gap = 0.8f * diameter;
  std::vector<size_t> chosen(n), best;
  float best_score = -1e9f;
  std::function<void(size_t, size_t, std::vector<float>&, float)> choose = [&](size_t i, size_t first, std::vector<float>& room, float score) {
    if (i == n) {
      if (score > best_score) best_score = score, best = chosen;
      return;
    }
    for (size_t s = first; s < m; ++s) {
      const float need = line.through[i].shape->length + gap;
      if (room[s] < need) continue;
      room[s] -= need;
      chosen[i] = s;
      choose(i + 1, s, room, score + willingness(layout, line.through[i], all[s], 0.5f));
      room[s] += need;
    }
  };
  std::vector<float> room;
  for (const Straight& s : all) room.push_back(s.length);
  choose(0, 0, room, 0);
  if (best.empty()) return false;
  for (size_t s = 0; s < m; ++s) {
    std::vector<size_t> here;
    float used = 0;
    for (size_t i = 0; i < n; ++i)
      if (best[i] == s) here.push_back(i), used += line.through[i].shape->length;
    if (here.empty()) continue;
    // Items keep together (0.5 m at most between them); the group sits where it is reached best.
    const float space = std::min((all[s].length - used) / float(here.size() + 1), 0.35f);
    const float group = used + space * float(here.size() - 1);
    float begin = (all[s].length - group) / 2, best_reach = -1e9f;
    for (int k = 0; k <= 20; ++k) {
      const float b = (all[s].length - group) * (0.05f + 0.9f * float(k) / 20);
      float reach = -0.15f * std::abs(b - (all[s].length - group) / 2) / std::max(all[s].length, 0.1f);
      for (size_t i : here) reach += willingness(layout, line.through[i], all[s], (b + group / 2) / all[s].length);
      if (reach > best_reach) best_reach = reach, begin = b;
    }
    for (size_t i : here) {
      const float length = line.through[i].shape->length;
      out.push_back({line.through[i], all[s].from + all[s].direction * (begin + length / 2), all[s].direction});
      begin += length + space;
    }
  }
  return true;
}

class Router {
 public:
  explicit Router(const PlantLayout& layout) : layout_(layout), solid_(obstacles(layout)), lanes_(layout.racks) {}

  RoutedPlant run() {
    std::vector<const Line*> order;
    for (const Line& l : layout_.lines) order.push_back(&l);
    std::stable_sort(order.begin(), order.end(), [&](auto* a, auto* b) {
      if (a->is_stub != b->is_stub) return a->is_stub;
      return a->dn > b->dn;
    });
    RoutedPlant result;
    for (size_t i = 0; i < order.size(); ++i) {
      Route r = route_line(*order[i], result, {order.begin() + long(i) + 1, order.end()});
      result.routes.push_back(std::move(r));
    }
    for (Route& r : result.routes) place_supports(r, result);
    return result;
  }

 private:
  EndPoint end_point(const End& end, float diameter, float stub) const {
    const Nozzle& n = nozzle(layout_, end);
    const bool tee = n.direction == vec3(0);
    if (tee) return {n.at, n.at, kAnyHeading & ~taken_at_tee(end.equipment), true};
    const float straight = std::max(stub, 0.02f);   // the way from there begins with room for a bend
    vec3 p = n.at + n.direction * straight;
    for (const Box& b : solid_)
      if (b.of == end.equipment)
        for (int i = 0; i < 200 && inside(grown(b, clearance(diameter)), p); ++i) p += n.direction * 0.02f;
    return {n.at, p, 1u << heading_of(n.direction), false};
  }

  /// Headings (leaving the tee) that lines already routed to it use.
  uint32_t taken_at_tee(const std::string& tee) const {
    uint32_t taken = 0;
    for (auto& [tag, heading] : tee_headings_)
      if (tag == tee) taken |= 1u << heading;
    return taken;
  }

  Route route_line(const Line& line, RoutedPlant& done, const std::vector<const Line*>& later) {
    Route best;
    float best_cost = 1e9f;
    bool best_fits = false;
    const float d = pipe_diameter(line.dn);
    float needed = 0.8f * d;
    for (const InlineItem& item : line.through) needed += item.shape->length + 0.8f * d;
    needed += 1.75f * d;
    std::vector<std::pair<float, float>> tries = {{0.f, 0.f}};
    if (!line.through.empty()) tries = {{0.f, 0.f}, {needed, 0.f}, {0.f, needed}, {needed / 2 + d, needed / 2 + d}};
    const auto attempt = [&](const Line& as, float stub_from, float stub_to, bool straight = false) {
      Route r{line.tag, d, search(as, d, stub_from, stub_to, straight, done, later), {}, {}};
      if (r.points.empty()) return;
      const bool tee_first = nozzle(layout_, line.from).direction == vec3(0);
      const bool tee_last = nozzle(layout_, line.to).direction == vec3(0);
      const auto pieces = straights(r.points, d, tee_first, tee_last);
      const bool fits = place_items(layout_, line, pieces, d, r.items);
      float cost = r.length() + 1.2f * float(r.points.size()) + (fits ? 0.f : 100.f);
      for (const PlacedItem& item : r.items) {
        cost -= 2 * willingness(layout_, item.item, {item.at, item.direction, 0}, 0);
        if (item.item.shape->hand && !in_reach(layout_, item.at)) cost += kOutOfReach;
      }
      if (cost < best_cost) best_cost = cost, best = r, best_fits = fits;
    };
    if (line.via.empty() && !line.is_stub)
      for (float shift : {0.f, 0.45f, 0.9f, -0.45f}) {
        for (const std::vector<vec3>& stops : lanes_.ways(nozzle(layout_, line.from).at, nozzle(layout_, line.to).at, d, shift)) {
          Line over = line;
          over.via = stops;
          for (auto [stub_from, stub_to] : tries) attempt(over, stub_from, stub_to, true);
        }
        if (best_fits) break;
      }
    // A line that has a place on a rack lies there; what is left goes its own way.
    if (!best_fits)
      for (auto [stub_from, stub_to] : tries) attempt(line, stub_from, stub_to);
    // What a hand works and hangs high: the line comes down to the floor and goes up again, as at any control valve station.
    const auto hangs = [&] { return std::any_of(best.items.begin(), best.items.end(), [&](auto& i) { return i.item.shape->hand && !in_reach(layout_, i.at); }); };
    if (line.via.empty() && hangs()) {
      const vec3 a = nozzle(layout_, line.from).at, b = nozzle(layout_, line.to).at;
      vec3 along = b - a;
      along = std::abs(along.x) >= std::abs(along.y) ? vec3(along.x >= 0 ? 1.f : -1.f, 0, 0) : vec3(0, along.y >= 0 ? 1.f : -1.f, 0);
      const vec3 across(-along.y, along.x, 0);
      for (float share : {0.5f, 0.25f, 0.75f})
        for (float aside : {0.f, 1.2f, -1.2f}) {
          if (!hangs()) break;
          const vec3 middle = glm::mix(a, b, share) + across * aside;
          Line low = line;
          for (float end : {-0.5f, 0.5f}) low.via.push_back(vec3(middle.x, middle.y, kHandHeight) + along * (end * (needed + 2 * d)));
          attempt(low, 0, 0);
        }
    }
    if (best.points.empty()) {
      done.notes.push_back("no free way for " + line.tag);
      best = {line.tag, d, {nozzle(layout_, line.from).at, nozzle(layout_, line.to).at}, {}, {}};
      best_fits = place_items(layout_, line, straights(best.points, d, false, false), d, best.items);
    }
    if (!best_fits) done.notes.push_back("no room for all items of " + line.tag);
    const auto& p = best.points;
    lanes_.take(p, d);
    if (is_tee(*layout_.find(line.from.equipment)))
      tee_headings_.push_back({line.from.equipment, heading_of(p[1] - p[0])});
    if (is_tee(*layout_.find(line.to.equipment)))
      tee_headings_.push_back({line.to.equipment, heading_of(p[p.size() - 2] - p.back())});
    return best;
  }

  /// `straight`: from one `via` to the next nothing is searched, for that is a lane on a rack.
  std::vector<vec3> search(const Line& line, float d, float stub_from, float stub_to, bool straight, const RoutedPlant& done,
                           const std::vector<const Line*>& later) {
    const EndPoint a = end_point(line.from, d, stub_from), b = end_point(line.to, d, stub_to);
    const float keep = clearance(d);
    std::vector<Box> boxes;
    for (const Box& box : solid_) boxes.push_back(grown(box, keep));
    for (const Rack& rack : layout_.racks)
      for (const Box& box : lane_space(rack)) boxes.push_back({box.low - keep, box.high + keep, box.of});
    for (const Route& r : done.routes) {
      const Line& other = *std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](auto& l) { return l.tag == r.line; });
      for (size_t i = 0; i + 1 < r.points.size(); ++i) {
        // Lines that meet in a tee touch there.
        const bool first = i == 0, last = i + 2 == r.points.size();
        auto meets = [&](const End& e) {
          return is_tee(*layout_.find(e.equipment)) &&
                 (e.equipment == line.from.equipment || e.equipment == line.to.equipment);
        };
        vec3 p = r.points[i], q = r.points[i + 1];
        const float near_tee = 0.25f + 2 * (r.diameter + d), length = glm::distance(p, q);
        const vec3 along = (q - p) / std::max(length, 1e-6f);
        const bool from_tee = first && meets(other.from), to_tee = last && meets(other.to);
        if (length < near_tee * float(from_tee + to_tee)) continue;
        if (from_tee) p += along * near_tee;
        if (to_tee) q -= along * near_tee;
        const float by = r.diameter * 0.95f + keep;
        boxes.push_back({glm::min(p, q) - vec3(by), glm::max(p, q) + vec3(by), ""});
      }
      for (const PlacedItem& item : r.items)
        if (item.item.shape->hand) {
          const vec3 up = std::abs(item.direction.z) > 0.5f ? vec3(0.55f, 0.55f, 0.1f) : vec3(0.15f, 0.15f, 0.f);
          boxes.push_back({item.at - up - keep, item.at + up + vec3(0, 0, std::abs(item.direction.z) > 0.5f ? 0.f : 0.5f) + keep, ""});
        }
    }
    // The way out of nozzles whose lines come later stays open.
    for (const Line* l : later)
      for (const End* e : {&l->from, &l->to}) {
        const Nozzle& n = nozzle(layout_, *e);
        if (n.direction == vec3(0)) continue;
        const float by = pipe_diameter(l->dn) / 2 + keep;
        const vec3 out = n.at + n.direction * (3.5f * pipe_diameter(l->dn));
        boxes.push_back({glm::min(n.at, out) - vec3(by), glm::max(n.at, out) + vec3(by), ""});
      }
    std::erase_if(boxes, [&](const Box& x) { return x.of.empty() && (inside(x, a.start) || inside(x, b.start)); });

    std::vector<vec3> stops = {a.start};
    stops.insert(stops.end(), line.via.begin(), line.via.end());
    stops.push_back(b.start);
    std::vector<vec3> exact = stops;
    const float bend_room = 3 * d + 0.06f;
    for (vec3 p : {a.start, b.start})
      for (int h = 0; h < 6; ++h) exact.push_back(p + kHeadings[h] * bend_room);
    exact.push_back({a.start.x, a.start.y, 0.55f});
    // First near the ends only: the space of a large plant is wide, and most ways are short.
    vec3 low(1e9f), high(-1e9f);
    for (vec3 p : stops) low = glm::min(low, p), high = glm::max(high, p);
    std::vector<vec3> path;
    for (float margin : {3.f, 8.f, 16.f}) {
      std::vector<Box> near;
      const Box region{low - margin, high + margin, ""};
      for (const Box& box : boxes)
        if (glm::all(glm::lessThan(box.low, region.high)) && glm::all(glm::lessThan(region.low, box.high))) near.push_back(box);
      path = way_through(a, b, stops, straight, exact, near, bend_room);
      if (!path.empty()) break;
    }
    if (path.empty()) return {};
    std::vector<vec3> corners;
    for (vec3 p : path) {
      if (!corners.empty() && glm::distance(corners.back(), p) < 2e-3f) continue;
      if (corners.size() >= 2 &&
          glm::dot(glm::normalize(corners.back() - corners[corners.size() - 2]), glm::normalize(p - corners.back())) > 0.999f)
        corners.pop_back();
      corners.push_back(p);
    }
    return corners;
  }

  /// From face to face over the stops, round the boxes; empty when there is no way.
  static std::vector<vec3> way_through(const EndPoint& a, const EndPoint& b, const std::vector<vec3>& stops, bool straight, const std::vector<vec3>& exact,
                                       const std::vector<Box>& boxes, float bend_room) {
    PlaneGraph graph(exact, boxes);
    std::vector<vec3> path;
    uint32_t leave = a.headings;
    if (!a.tee) path.push_back(a.face);
    for (size_t i = 0; i + 1 < stops.size(); ++i) {
      const bool first = i == 0, last = i + 2 == stops.size();
      if (straight && !first && !last) {
        if (std::any_of(boxes.begin(), boxes.end(), [&](const Box& x) { return x.of != "lanes" && crosses(x, stops[i], stops[i + 1]); })) return {};
        path.push_back(stops[i + 1]);
        leave = kAnyHeading & ~(1u << (heading_of(stops[i + 1] - stops[i]) ^ 1));
        continue;
      }
      const uint32_t arrive = last ? opposite(b.headings) : straight ? kAnyHeading & ~(1u << (heading_of(stops[i + 2] - stops[i + 1]) ^ 1)) : kAnyHeading;
      const auto part = graph.find(stops[i], leave, stops[i + 1], arrive, bend_room);
      if (part.empty()) return {};
      path.insert(path.end(), part.begin(), part.end());
      leave = kAnyHeading & ~(1u << (heading_of(part.back() - part[part.size() - 2]) ^ 1));
    }
    if (!b.tee) path.push_back(b.face);
    return path;
  }

  void place_supports(Route& r, const RoutedPlant& all) const {
    for (size_t i = 0; i + 1 < r.points.size(); ++i) {
      const vec3 a = r.points[i], b = r.points[i + 1];
      const float length = glm::distance(a, b);
      if (length > 1e-3f && rack_under(layout_, (a + b) / 2.f, r.diameter)) {
        for (const Rack& rack : layout_.racks)
          for (const vec3& p : beams_under(rack, a, b, r.diameter)) r.supports.push_back({p, (b - a) / length, p.z - r.diameter / 2 - kShoe});
        continue;
      }
      if (std::abs(a.z - b.z) > 1e-3f || length < 1.6f || a.z > 5) continue;
      const vec3 d = (b - a) / length;
      const int count = std::max(1, int(std::round(length / 3.2f)));
      for (int k = 0; k < count; ++k) {
        const vec3 p = a + d * (length * (float(k) + 0.5f) / float(count));
        const bool busy = std::any_of(r.items.begin(), r.items.end(), [&](auto& item) {
          return glm::distance(item.at, p) < item.item.shape->length + 2 * r.diameter;
        });
        if (!busy && column_is_free(p, r, all)) r.supports.push_back({p, d, 0});
      }
    }
  }

  bool column_is_free(vec3 p, const Route& self, const RoutedPlant& all) const {
    const Box column{{p.x - 0.1f, p.y - 0.1f, 0}, {p.x + 0.1f, p.y + 0.1f, p.z - self.diameter}, ""};
    auto overlaps = [&](vec3 low, vec3 high) {
      return glm::all(glm::lessThan(low, column.high)) && glm::all(glm::lessThan(column.low, high));
    };
    for (const Box& b : solid_)
      if (overlaps(b.low, b.high)) return false;
    for (const Route& r : all.routes)
      for (size_t i = 0; i + 1 < r.points.size(); ++i) {
        const vec3 by(r.diameter);
        if (overlaps(glm::min(r.points[i], r.points[i + 1]) - by, glm::max(r.points[i], r.points[i + 1]) + by) &&
            &r != &self)
          return false;
      }
    return true;
  }

  const PlantLayout& layout_;
  std::vector<Box> solid_;
  RackLanes lanes_;
  std::vector<std::pair<std::string, int>> tee_headings_;
};

/// Shortest distance between two segments that are parallel to axes or not.
float segment_distance(vec3 p1, vec3 q1, vec3 p2, vec3 q2) {
  const vec3 d1 = q1 - p1, d2 = q2 - p2, r = p1 - p2;
  const float a = glm::dot(d1, d1), e = glm::dot(d2, d2), f = glm::dot(d2, r), c = glm::dot(d1, r), b = glm::dot(d1, d2);
  const float denominator = a * e - b * b;
  float s = denominator > 1e-9f ? std::clamp((b * f - c * e) / denominator, 0.f, 1.f) : 0.f;
  float t = (b * s + f) / e;
  if (t < 0) t = 0, s = std::clamp(-c / a, 0.f, 1.f);
  if (t > 1) t = 1, s = std::clamp((b - c) / a, 0.f, 1.f);
  return glm::distance(p1 + d1 * s, p2 + d2 * t);
}

}  // namespace

float Route::length() const {
  float sum = 0;
  for (size_t i = 0; i + 1 < points.size(); ++i) sum += glm::distance(points[i], points[i + 1]);
  return sum;
}

const Route* RoutedPlant::find(std::string_view line) const {
  for (const Route& r : routes)
    if (r.line == line) return &r;
  return nullptr;
}

bool in_reach(const PlantLayout& layout, vec3 at) {
  constexpr float kHigh = 2.0f, kLow = 0.2f, kArm = 0.9f;   // m
  const auto from_floor = [&](float floor) { return at.z - floor > kLow && at.z - floor < kHigh; };
  const bool under_a_low_deck = std::any_of(layout.equipment.begin(), layout.equipment.end(), [&](const Equipment& e) {
    if (!is_raised(e) || e.at.z > kHigh + 0.1f || e.at.z < at.z) return false;
    const glm::vec2 half = platform_half(e);
    return std::abs(at.x - e.at.x) < half.x && std::abs(at.y - e.at.y) < half.y;
  });
  if (from_floor(0) && !under_a_low_deck) return true;
  return std::any_of(layout.equipment.begin(), layout.equipment.end(), [&](const Equipment& e) {
    if (!is_raised(e) || !from_floor(e.at.z)) return false;
    const glm::vec2 half = platform_half(e);
    return std::abs(at.x - e.at.x) < half.x + kArm && std::abs(at.y - e.at.y) < half.y + kArm;
  });
}

RoutedPlant route(const PlantLayout& layout) { return Router(layout).run(); }

std::vector<std::string> clashes(const PlantLayout& layout, const RoutedPlant& routed) {
  std::vector<std::string> found;
  auto line_of = [&](const Route& r) {
    return *std::find_if(layout.lines.begin(), layout.lines.end(), [&](auto& l) { return l.tag == r.line; });
  };
  const auto boxes = obstacles(layout);
  const auto unit_of = [](const Box& b) { return b.of.substr(0, b.of.find(' ')); };   // without "structure", "station"
  for (size_t i = 0; i < boxes.size(); ++i)
    for (size_t j = i + 1; j < boxes.size(); ++j) {
      constexpr float kTouch = 0.03f;
      const vec3 low = glm::max(boxes[i].low, boxes[j].low) + kTouch, high = glm::min(boxes[i].high, boxes[j].high);
      const bool floors = boxes[i].of.ends_with("structure") && boxes[j].of.ends_with("structure");   // one steel frame with two floors
      if (!floors && glm::all(glm::lessThan(low, high)) && unit_of(boxes[i]) != unit_of(boxes[j])) found.push_back(fmt::format("{} and {} stand in each other", boxes[i].of, boxes[j].of));
    }
  for (size_t i = 0; i < routed.routes.size(); ++i) {
    const Route& a = routed.routes[i];
    const Line la = line_of(a);
    for (size_t k = 0; k + 1 < a.points.size(); ++k) {
      for (const Box& b : boxes) {
        const bool own = b.of == la.from.equipment || b.of == la.to.equipment;
        if (own && (k == 0 || k + 2 == a.points.size())) continue;
        const vec3 by(a.diameter / 2), low = glm::min(a.points[k], a.points[k + 1]) - by, high = glm::max(a.points[k], a.points[k + 1]) + by;
        if (glm::all(glm::lessThan(low, b.high)) && glm::all(glm::lessThan(b.low, high)))
          found.push_back(fmt::format("{} runs through {}", a.line, b.of));
      }
      for (size_t j = i + 1; j < routed.routes.size(); ++j) {
        const Route& b = routed.routes[j];
        const Line lb = line_of(b);
        std::set<std::string> ends = {la.from.equipment, la.to.equipment};
        const bool share = ends.count(lb.from.equipment) || ends.count(lb.to.equipment);
        for (size_t m = 0; m + 1 < b.points.size(); ++m) {
          const bool at_ends = (k == 0 || k + 2 == a.points.size()) && (m == 0 || m + 2 == b.points.size());
          if (share && at_ends) continue;
          if (segment_distance(a.points[k], a.points[k + 1], b.points[m], b.points[m + 1]) < (a.diameter + b.diameter) / 2)
            found.push_back(fmt::format("{} and {} touch", a.line, b.line));
        }
      }
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace retort::layout
