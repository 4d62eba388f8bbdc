#include "layout/footing.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <queue>
#include <unordered_map>

#include "layout/instruments.h"
#include "layout/racks.h"

namespace retort::layout {
namespace {

using glm::vec3;

bool over(const Box& b, vec3 p, float margin) {
  return p.x > b.low.x - margin && p.x < b.high.x + margin && p.y > b.low.y - margin && p.y < b.high.y + margin;
}

bool crosses(const Box& b, vec3 from, vec3 to) {
  float in = 0, out = 1;
  const vec3 d = to - from;
  for (int a = 0; a < 3; ++a) {
    if (std::abs(d[a]) < 1e-6f) {
      if (from[a] <= b.low[a] || from[a] >= b.high[a]) return false;
      continue;
    }
    const float t0 = (b.low[a] - from[a]) / d[a], t1 = (b.high[a] - from[a]) / d[a];
    in = std::max(in, std::min(t0, t1)), out = std::min(out, std::max(t0, t1));
  }
  return in < out;
}

/// Not more than some 80 degrees from where it faces.
bool in_front(const Handle& h, vec3 eye) {
  const glm::vec2 face(h.face), to(eye - h.at);
  return glm::length(face) < 0.5f || glm::dot(face, to) > 0.17f * glm::length(to);
}

}  // namespace

Yard yard(const PlantLayout& layout, const RoutedPlant& routed) {
  vec3 low(1e9f), high(-1e9f);
  auto reach = [&](vec3 p, float by) { low = glm::min(low, p - by), high = glm::max(high, p + by); };
  for (const Box& box : obstacles(layout)) reach(box.low, 0), reach(box.high, 0);
  for (const Equipment& e : layout.equipment) reach(e.at, 0.5f);
  for (const Route& r : routed.routes)
    for (vec3 p : r.points) reach(p, r.diameter);
  if (low.x > high.x) low = vec3(-5, -5, 0), high = vec3(5, 5, 3);   // a plant without field equipment: an empty yard
  return {glm::vec2(low) - 2.5f, glm::vec2(high) + 2.5f, high.z};
}

Footing::Footing(const PlantLayout& layout) {
  for (const Equipment& e : layout.equipment) {
    PlantLayout alone;
    alone.equipment = {e};
    alone.equipment[0].station = false;
    for (const Box& b : obstacles(alone))
      if (b.of == e.tag) walls.push_back(b);
    if (e.station) {
      const vec3 spot = station_place(layout, e);
      walls.push_back({spot - vec3(0.15f, 0.15f, 0), spot + vec3(0.15f, 0.15f, 1.6f), e.tag});
    }
    if (!is_raised(e)) continue;
    const glm::vec2 half = platform_half(e);
    floors.push_back({{e.at.x - half.x, e.at.y - half.y, e.at.z - 0.2f}, {e.at.x + half.x, e.at.y + half.y, e.at.z}, e.tag});
    for (float x : {-1.f, 1.f})
      for (float y : {-1.f, 1.f}) {
        const vec3 c = e.at + vec3(x * (half.x - 0.12f), y * (half.y - 0.12f), 0);
        walls.push_back({{c.x - 0.15f, c.y - 0.15f, 0}, {c.x + 0.15f, c.y + 0.15f, e.at.z}, e.tag + " structure"});
      }
    if (const auto way = stairs_of(e)) {
      stairs.push_back(*way);
      for (float aside : {-1.f, 1.f})
        for (const Box& b : way->pieces(0, 1.1f, 0.05f, aside * Stairs::kWidth / 2, e.tag)) rails.push_back(b);
      continue;
    }
    // Beside the platform (`platform_rails` of the kit), as far off as a body behind rungs.
    const vec3 out = access_side(e);
    const float far = std::abs(out.x) > 0.5f ? half.x : half.y;
    ladders.push_back({vec3(e.at.x, e.at.y, 0) + out * (far + 0.5f), out, e.at.z});
  }
  for (const Instrument& i : layout.instruments)
    if (const Equipment* e = layout.find(i.on); e && !surfaces.contains(i.on)) surfaces[i.on] = std::make_shared<const Surface>(*e, drawn_shape(layout, *e));
  for (const Rack& r : layout.racks)
    for (const Box& b : obstacles(r, "rack"))
      if (b.low.z < 0.1f) walls.push_back(b);
  PlantLayout items;
  items.items = layout.items;
  for (const Box& b : obstacles(items)) walls.push_back(b);
}

bool Footing::blocked(vec3 feet) const {
  const auto stops = [&](const Box& b, float margin) { return over(b, feet, margin) && b.high.z > feet.z + kStep && b.low.z < feet.z + kTall; };
  const auto under = [&](const Stairs& s) {   // the head, or the shins, under treads
    const float along = s.along(feet), top = s.height(along);
    return along > 0 && along < s.run() && std::abs(s.aside(feet)) < Stairs::kWidth / 2 + 0.05f && top > feet.z + kStep && top - Stairs::kBelow < feet.z + kTall;
  };
  if (std::any_of(stairs.begin(), stairs.end(), under) || std::any_of(rails.begin(), rails.end(), [&](const Box& b) { return stops(b, kRadius - 0.03f); })) return true;
  return std::any_of(walls.begin(), walls.end(), [&](const Box& b) { return stops(b, kRadius); }) ||
         std::any_of(floors.begin(), floors.end(), [&](const Box& b) { return stops(b, 0.05f); });   // the head, under a low one
}

float Footing::ground(vec3 feet) const {
  float z = 0;
  for (const Box& b : floors)
    if (over(b, feet, 0.05f) && b.high.z <= feet.z + kStep) z = std::max(z, b.high.z);
  for (const Box& b : walls)
    if (over(b, feet, kRadius) && b.high.z <= feet.z + kStep) z = std::max(z, b.high.z);
  for (const Stairs& s : stairs)
    if (const float along = s.along(feet), top = s.height(along); along > 0 && along < s.run() && std::abs(s.aside(feet)) < Stairs::kWidth / 2 && top <= feet.z + kStep) z = std::max(z, top);
  return z;
}

bool Footing::on_stairs(vec3 feet) const {
  constexpr float kOnto = 0.4f;   // m over the edge of the platform
  return std::any_of(stairs.begin(), stairs.end(), [&](const Stairs& s) {
    const float along = s.along(feet);
    return along > -kOnto && along < s.run() && std::abs(s.aside(feet)) < Stairs::kWidth / 2 - kRadius + 0.03f && std::abs(s.height(along) - feet.z) < 0.1f;
  });
}

std::optional<vec3> Footing::step(vec3 from, glm::vec2 by) const {
  constexpr float kAbout = 0.05f;   // m
  vec3 next(from.x + by.x, from.y + by.y, from.z);
  if (blocked(next)) return std::nullopt;
  next.z = ground(next);
  if (from.z - next.z > kStep + kAbout) return std::nullopt;   // the handrail of a platform
  return next;
}

bool Footing::stands(vec3 feet) const {
  constexpr float kAbout = 0.05f;   // m: what is lost in a float and in a step that is under way
  if (const Ladder* l = ladder(feet); l && glm::distance(glm::vec2(feet), glm::vec2(l->foot)) < kAbout) return feet.z > l->foot.z - kAbout && feet.z < l->top + kAbout;
  return std::abs(feet.z - ground(feet + vec3(0, 0, kAbout))) < kAbout && !blocked(feet + vec3(0, 0, kAbout));
}

const Ladder* Footing::ladder(vec3 feet) const {
  const Ladder* nearest = nullptr;
  float least = kLadderReach;
  for (const Ladder& l : ladders)
    for (const vec3& from : {vec3(l.foot.x, l.foot.y, std::clamp(feet.z, l.foot.z, l.top)), above(l)})
      if (const float far = glm::distance(glm::vec2(from), glm::vec2(feet)); far < least && std::abs(from.z - feet.z) < 0.3f) nearest = &l, least = far;
  return nearest;
}

bool Footing::sees(vec3 eye, vec3 at, const std::string& of, const std::string& on) const {
  const vec3 to = glm::mix(eye, at, 0.97f);
  if (const auto own = surfaces.find(on); own != surfaces.end() && own->second->meets(eye, to)) return false;
  return std::none_of(walls.begin(), walls.end(), [&](const Box& b) { return b.of != of && b.of != on && crosses(b, eye, to); }) &&
         std::none_of(floors.begin(), floors.end(), [&](const Box& b) { return crosses(b, eye, to); });
}

std::map<std::string, std::vector<Handle>> handles(const PlantLayout& layout, const RoutedPlant& routed) {
  std::map<std::string, std::vector<Handle>> found;
  for (const Equipment& e : layout.equipment) {
    if (is_tee(e)) continue;
    const Box box = bounds(e);
    found[e.tag].push_back({(box.low + box.high) / 2.f, (box.high - box.low) / 2.f});
    if (e.station) found[e.tag].push_back({station_place(layout, e) + vec3(0, 0, 1.3f), vec3(0)});
  }
  for (const Route& r : routed.routes)
    for (const PlacedItem& i : r.items) found[i.item.tag].push_back({i.at, vec3(0)});
  const std::map<std::string, Mount> mounts = mount_instruments(layout, routed);
  for (const Instrument& i : layout.instruments)
    if (const auto m = mounts.find(i.tag); m != mounts.end()) found[i.tag].push_back({m->second.head(), vec3(0), i.on, m->second.looks()});
  return found;
}

bool hand_reaches(const Footing& footing, const std::string& tag, const Handle& h, vec3 feet, std::optional<float> heading, float arm) {
  constexpr float kHigh = 2.25f, kLow = -0.15f, kAside = 1.9f, kClose = 0.8f;   // m over the feet; rad; m
  if (h.at.z - h.half.z > feet.z + kHigh || h.at.z + h.half.z < feet.z + kLow) return false;
  const vec3 nearest = glm::clamp(vec3(feet.x, feet.y, std::clamp(feet.z + 1.2f, h.at.z - h.half.z, h.at.z + h.half.z)), h.at - h.half, h.at + h.half);
  const glm::vec2 to = glm::vec2(nearest - feet);
  const float far = glm::length(to);
  if (far > arm) return false;
  if (heading && far > kClose && std::abs(std::remainder(std::atan2(to.y, to.x) - *heading, 6.2831853f)) > kAside) return false;
  const vec3 eye = feet + vec3(0, 0, Footing::kEyeHeight);
  return in_front(h, eye) && footing.sees(eye, nearest, tag, h.on);
}

bool eyes_reach(const Footing& footing, const std::string& tag, const Handle& h, vec3 feet) {
  constexpr float kNear = 3.5f;
  const vec3 eye = feet + vec3(0, 0, Footing::kEyeHeight);
  return in_front(h, eye) && glm::distance(eye, h.at) < kNear + glm::length(h.half) && footing.sees(eye, h.at, tag, h.on);
}

vec3 start_place(const PlantLayout& layout, const Footing& footing, const Yard& yard) {
  glm::vec2 wish((yard.low.x + yard.high.x) / 2, yard.low.y + 0.8f);
  for (const NamedCamera& c : layout.cameras)
    if (c.name == "overview") wish = glm::vec2(c.from);
  const glm::vec2 middle = glm::clamp(wish, yard.low + 0.5f, yard.high - 0.5f);
  for (float r = 0; r < 40; r += 0.3f)
    for (int k = 0; k < 16; ++k) {
      const float a = 6.2831853f * float(k) / 16;
      const vec3 p(middle + r * glm::vec2(std::cos(a), std::sin(a)), 0);
      if (!footing.blocked(p)) return {p.x, p.y, footing.ground(p)};
    }
  return {middle, 0};
}

Walkable::Walkable(const Footing& footing, const Yard& yard, vec3 start) : footing_(footing) {
  constexpr float kGrid = 0.3f, kMargin = 3;
  struct Open {
    float far;
    vec3 at;
    int before;
    bool operator>(const Open& o) const { return far > o.far; }
  };
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open;
  std::unordered_map<std::uint64_t, bool> seen;
  const auto key = [&](vec3 p) {
    const auto n = [](float v) { return std::uint64_t(std::lround(v / kGrid) + (1 << 20)); };
    return n(p.x) << 42 | n(p.y) << 21 | n(p.z);
  };
  const auto on_floor = [&](vec3 p) -> const Box* {
    for (const Box& b : footing.floors)
      if (over(b, p, -Footing::kRadius) && std::abs(b.high.z - p.z) < 0.05f) return &b;
    return nullptr;
  };
  // A corner between two points stops one too.
  const auto straight = [&](vec3 from, vec3 to) {
    constexpr int kSteps = 6;
    const glm::vec2 by = glm::vec2(to - from) / float(kSteps);
    for (int k = 0; k < kSteps; ++k) {
      const std::optional<vec3> next = footing.step(from, by);
      if (!next) return false;
      from = *next;
    }
    return std::abs(from.z - to.z) < Footing::kStep;
  };
  open.push({0, start, -1});
  while (!open.empty()) {
    const Open o = open.top();
    open.pop();
    if (!seen.emplace(key(o.at), true).second) continue;
    const int me = int(places_.size());
    places_.push_back(o.at);
    before_.push_back(o.before);
    const bool high = o.at.z > 1;
    for (int dx : {-1, 0, 1})
      for (int dy : {-1, 0, 1}) {
        if (dx == 0 && dy == 0) continue;
        vec3 next((std::round(o.at.x / kGrid) + float(dx)) * kGrid, (std::round(o.at.y / kGrid) + float(dy)) * kGrid, o.at.z);
        if (next.x < yard.low.x - kMargin || next.y < yard.low.y - kMargin || next.x > yard.high.x + kMargin || next.y > yard.high.y + kMargin) continue;
        next.z = footing.ground(next);
        if (seen.contains(key(next)) || footing.blocked(next) || std::abs(next.z - o.at.z) > Footing::kStep) continue;
        if (high && !on_floor(next) && !footing.on_stairs(next)) continue;   // the handrail
        if (!straight(o.at, next)) continue;
        open.push({o.far + kGrid * std::sqrt(float(dx * dx + dy * dy)), next, me});
      }
    // One comes up to the ladder itself before one takes hold: the next one may stand beside it.
    const auto climb = [&](const Ladder& l, vec3 from, vec3 to) {
      constexpr float kBefore = 0.45f;   // m: well in reach of it
      if (std::abs(o.at.z - from.z) > Footing::kStep || glm::distance(glm::vec2(from), glm::vec2(o.at)) > kBefore) return;
      places_.push_back(from);
      before_.push_back(me);
      open.push({o.far + l.top, to, int(places_.size()) - 1});
    };
    for (const Ladder& l : footing.ladders) {
      climb(l, l.foot, Footing::above(l));
      climb(l, Footing::above(l), l.foot);
    }
  }
}

// Led to where it is well in reach, a few steps to either side as well: not to the last place from which a hand just gets there.
std::vector<vec3> Walkable::way_to(const std::string& tag, const std::vector<Handle>& handles, bool to_read) const {
  constexpr float kAbout = 0.2f;   // m: nobody stands on the point
  for (const auto& [arm, about] : {std::pair{0.7f * kArm, kAbout}, {kArm, kAbout}, {kArm, 0.f}})
    for (int i = 0; i < int(places_.size()); ++i) {
      const vec3 stands = places_[size_t(i)];
      const bool there = std::any_of(handles.begin(), handles.end(), [&](const Handle& h) {
        for (const vec3& off : {vec3(0), vec3(about, 0, 0), vec3(-about, 0, 0), vec3(0, about, 0), vec3(0, -about, 0)})
          if (!(to_read ? eyes_reach(footing_, tag, h, stands + off) : hand_reaches(footing_, tag, h, stands + off, std::nullopt, arm))) return false;
        return true;
      });
      if (!there) continue;
      std::vector<vec3> way;
      for (int k = i; k >= 0; k = before_[size_t(k)]) way.push_back(places_[size_t(k)]);
      std::reverse(way.begin(), way.end());
      return way;
    }
  return {};
}

}  // namespace retort::layout
