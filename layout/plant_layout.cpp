#include "layout/plant_layout.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <stdexcept>

#include "layout/instruments.h"
#include "layout/racks.h"
#include "layout/stairs.h"
#include "shapes/shape_library.h"

namespace retort::layout {
namespace {

using glm::vec3;

vec3 quarter_direction(float yaw) {
  const int q = std::isnan(yaw) ? 0 : ((int(std::lround(yaw / 90)) % 4) + 4) % 4;   // not turned yet: as it is drawn
  const vec3 directions[] = {{1, 0, 0}, {0, 1, 0}, {-1, 0, 0}, {0, -1, 0}};
  return directions[q];
}

/// The main horizontal direction from a to b.
vec3 main_direction(vec3 a, vec3 b) {
  const vec3 d = b - a;
  if (std::abs(d.x) >= std::abs(d.y)) return {d.x >= 0 ? 1.f : -1.f, 0, 0};
  return {0, d.y >= 0 ? 1.f : -1.f, 0};
}

/// What a quarter turn makes of a place in a unit's frame.
vec3 turned(vec3 p, float yaw) {
  const vec3 x = quarter_direction(yaw);
  return {x.x * p.x - x.y * p.y, x.y * p.x + x.x * p.y, p.z};
}

float stub_of(int dn) { return 0.16f + 0.0006f * float(dn); }

/// A nozzle as the unit's shape says, for a line whose other end lies at `to`.
Nozzle make_nozzle(const Equipment& e, const std::string& port, vec3 to, int dn) {
  using Kind = shapes::Nozzle::Kind;
  if (e.shape->meets) return {port, e.at, {0, 0, 0}};
  const auto found = e.shape->nozzles.find(port);
  if (found == e.shape->nozzles.end()) throw std::runtime_error("the shape of " + e.type + " has no nozzle for " + port);
  const shapes::Nozzle& n = found->second;
  const float stub = e.shape->length > 0 ? 0.f : stub_of(dn);
  if (n.kind == Kind::fixed) {
    const vec3 out = turned(n.out, e.yaw);
    return {port, e.at + turned(n.at, e.yaw) + out * stub, out};
  }
  const float r = n.at.x, z = n.at.z;
  const vec3 side = main_direction(e.at, to), across(-side.y, side.x, 0);
  switch (n.kind) {
    case Kind::side: {
      const float reach = std::abs(side.y) > 0.5f && n.at.y > 0 ? n.at.y : r;
      // Straight across from the other end where the shell allows it.
      const float most = n.at.y > 0 ? 0.62f * (std::abs(side.y) > 0.5f ? r : n.at.y) : 0.62f * r;
      const float spread = std::clamp(glm::dot(to - e.at, across), -most, most);
      const float wall = n.at.y > 0 ? reach : std::sqrt(std::max(0.f, r * r - spread * spread));
      return {port, e.at + side * (wall + stub) + across * spread + vec3(0, 0, z), side};
    }
    case Kind::away: {
      const vec3 away = std::abs(side.x) > 0.5f ? vec3(0, 1, 0) : vec3(-1, 0, 0);
      return {port, e.at + away * (r + stub) + vec3(0, 0, z), away};
    }
    case Kind::within: {
      const vec3 half(r, n.at.y, 0), flat(1, 1, 0);
      return {port, glm::clamp(to * flat + side * 1.3f, e.at * flat - half, e.at * flat + half) + vec3(0, 0, z), {0, 0, 1}};
    }
    default: {
      // Towards the other end, as far as the upright nozzles that are there leave room for a flange.
      const float toward = std::atan2(to.y - e.at.y, to.x - e.at.x), room = 0.25f + pipe_diameter(dn);
      Nozzle best;
      float widest = -1;
      for (int k = 0; k < 12; ++k) {
        const float azimuth = toward + (k % 2 ? 1.f : -1.f) * float((k + 1) / 2) * 0.5236f;
        const Nozzle n{port, e.at + vec3(r * std::cos(azimuth), r * std::sin(azimuth), z + stub), {0, 0, 1}};
        float apart = 1e9f;
        for (const Nozzle& other : e.nozzles)
          if (other.direction.z > 0.5f) apart = std::min(apart, glm::distance(glm::vec2(other.at), glm::vec2(n.at)));
        if (apart > widest) best = n, widest = apart;
        if (apart > room) break;
      }
      return best;
    }
  }
}

}  // namespace

shapes::Shape shape_of(const Equipment& e, const std::map<std::string, double>& more) {
  const auto given = [&](const std::string& name) -> std::optional<double> {
    for (const auto* all : {&more, &e.given})
      if (const auto it = all->find(name); it != all->end()) return it->second;
    if (name == "pipe") return pipe_diameter(e.dn);
    if (name == "at_z") return e.at.z;
    return std::nullopt;
  };
  return shapes::library().build(e.type, given, {{"tag", e.tag}, {"name", e.name}});
}

std::map<std::string, double> told_by_lines(const PlantLayout& layout, const Equipment& e) {
  if (e.nozzles.empty()) return {};
  const Nozzle& n = e.nozzles[0];
  float bore = pipe_diameter(50);
  for (const Line& l : layout.lines)
    for (const End* end : {&l.from, &l.to})
      if (end->equipment == e.tag && end->port == n.port) bore = pipe_diameter(l.dn);
  // Gas that leaves the field goes into the air, through a pipe that ends upwards.
  const bool vents = e.type == "boundary" && std::any_of(layout.lines.begin(), layout.lines.end(), [&](const Line& l) { return l.to.equipment == e.tag && l.gas; });
  return {{"vents", vents},
          {"outwards", glm::degrees(std::atan2(n.direction.y, n.direction.x)) - e.yaw}, {"bore", bore}, {"stub", glm::distance(n.at, e.at)}};
}

shapes::Shape shape_of(const InlineItem& item, int dn) {
  return shapes::library().build(item.type, [dn](const std::string& name) { return name == "pipe" ? std::optional<double>(pipe_diameter(dn)) : std::nullopt; },
                                 {{"tag", item.tag}, {"name", ""}});
}

Box bounds(const Equipment& e) {
  Box all{vec3(1e9f), vec3(-1e9f), e.tag};
  for (const shapes::Solid& s : e.shape->solids)
    for (vec3 corner : {s.low, s.high}) {
      const vec3 p = e.at + turned(corner, e.yaw);
      all.low = glm::min(all.low, p), all.high = glm::max(all.high, p);
    }
  if (all.low.x > all.high.x) all.low = e.at - 0.1f, all.high = e.at + 0.1f;
  return all;
}

bool is_tee(const Equipment& e) { return e.shape && e.shape->meets; }
bool is_raised(const Equipment& e) { return e.shape && e.shape->stands && e.at.z > 0.6f; }

glm::vec2 platform_half(const Equipment& e) {
  const Box b = bounds(e);
  return glm::vec2(b.high - b.low) / 2.f + 1.0f;
}

const Equipment* PlantLayout::find(std::string_view tag) const {
  for (const Equipment& e : equipment)
    if (e.tag == tag) return &e;
  return nullptr;
}

float pipe_diameter(int dn) {
  static constexpr float table[][2] = {{15, 21.3f},   {20, 26.9f},  {25, 33.7f},   {32, 42.4f},   {40, 48.3f},   {50, 60.3f},
                                       {65, 76.1f},   {80, 88.9f},  {100, 114.3f}, {125, 139.7f}, {150, 168.3f}, {200, 219.1f},
                                       {250, 273.0f}, {300, 323.9f}, {400, 406.4f}, {500, 508.0f}};
  const float x = float(dn);
  if (x <= table[0][0]) return table[0][1] / 1000;
  for (size_t i = 1; i < std::size(table); ++i)
    if (x <= table[i][0]) {
      const float t = (x - table[i - 1][0]) / (table[i][0] - table[i - 1][0]);
      return (table[i - 1][1] + t * (table[i][1] - table[i - 1][1])) / 1000;
    }
  return x * 1.016f / 1000;
}

vec3 station_place(const PlantLayout& layout, const Equipment& e) {
  const vec3 along = quarter_direction(e.yaw), across(-along.y, along.x, 0);
  const Box own = bounds(e);
  if (is_raised(e)) {   // in the corner of its platform that is farthest from its lines
    const glm::vec2 half = platform_half(e) - 0.45f;
    vec3 best = e.at;
    float most = -1;
    for (float x : {-1.f, 1.f})
      for (float y : {-1.f, 1.f}) {
        const vec3 corner = e.at + vec3(x * half.x, y * half.y, 0);
        float apart = 1e3f;
        for (const Nozzle& n : e.nozzles) apart = std::min(apart, glm::distance(glm::vec2(n.at), glm::vec2(corner)));
        if (apart > most) most = apart, best = corner;
      }
    return best;
  }
  const vec3 centre((own.low.x + own.high.x) / 2, (own.low.y + own.high.y) / 2, 0), half = (own.high - own.low) / 2.f;
  const float far = std::abs(glm::dot(half, along)) + 0.4f, wide = std::abs(glm::dot(half, across)) + 0.5f;
  const vec3 places[] = {centre + along * far - across * 0.15f, centre - across * wide, centre + across * wide, centre - along * far,
                         centre + along * (far + 0.6f)};
  for (vec3 p : places) {
    bool free = true;
    for (const Equipment& other : layout.equipment) {
      if (&other == &e || other.tag == e.tag || other.shape->walled) continue;
      Box b = bounds(other);
      if (is_raised(other)) {
        const vec3 platform(platform_half(other), 0);
        b.low = glm::min(b.low, vec3(other.at.x, other.at.y, 0) - platform), b.high = glm::max(b.high, vec3(other.at.x, other.at.y, 0) + platform);
      }
      const float keep = 0.55f;
      free = free && (p.x < b.low.x - keep || p.x > b.high.x + keep || p.y < b.low.y - keep || p.y > b.high.y + keep || b.low.z > 2.2f);
    }
    if (free) return p;
  }
  return places[0];
}

namespace {

/// The steel under a raised unit (`platform` of the kit): columns, the edge of the platform with its handrail, braces on two sides. Lines may
/// pass between the columns and through the grating.
void structure(const Equipment& e, std::vector<Box>& boxes) {
  const glm::vec2 half = platform_half(e);
  const std::string of = e.tag + " structure";
  const auto add = [&](vec3 low, vec3 high) { boxes.push_back({vec3(e.at.x, e.at.y, 0) + low, vec3(e.at.x, e.at.y, 0) + high, of}); };
  const float top = e.at.z, inner_x = half.x - 0.12f, inner_y = half.y - 0.12f, rail = top + 1.15f, beam = top - 0.3f;
  for (float x : {-inner_x, inner_x})
    for (float y : {-inner_y, inner_y}) add({x - 0.1f, y - 0.1f, 0}, {x + 0.1f, y + 0.1f, top});
  for (float side : {-1.f, 1.f}) {
    add({-half.x, side * inner_y - 0.13f, beam}, {half.x, side * inner_y + 0.13f, rail});
    add({side * inner_x - 0.13f, -half.y, beam}, {side * inner_x + 0.13f, half.y, rail});
    if (top > 1.2f) add({-inner_x, side * inner_y - 0.06f, 0.3f}, {inner_x, side * inner_y + 0.06f, beam});
  }
}

}  // namespace

std::vector<Box> climbing_spaces(const PlantLayout& layout) {
  constexpr float kAside = 0.38f, kBehind = 0.08f, kBody = 0.75f, kCage = 0.85f, kCaged = 2.2f;   // m: from the edge of the platform; the cage (`ladder` of the kit) begins so high
  std::vector<Box> spaces;
  for (const Equipment& e : layout.equipment) {
    if (!is_raised(e) || stairs_of(e)) continue;
    const vec3 out = access_side(e), across(-out.y, out.x, 0), foot(e.at.x, e.at.y, 0);
    const glm::vec2 half = platform_half(e);
    const float edge = std::abs(out.x) > 0.5f ? half.x : half.y;
    const auto add = [&](float far, float from, float to) {
      const vec3 a = foot + out * (edge + kBehind) - across * kAside + vec3(0, 0, from), b = foot + out * (edge + far) + across * kAside + vec3(0, 0, to);
      if (from < to) spaces.push_back({glm::min(a, b), glm::max(a, b), e.tag + " ladder"});
    };
    const float top = e.at.z + 1.1f;
    add(kBody, 0.1f, std::min(top, kCaged));
    add(kCage, kCaged, top);
  }
  return spaces;
}

std::vector<Box> obstacles(const PlantLayout& layout) {
  std::vector<Box> boxes;
  for (const Equipment& e : layout.equipment) {
    if (!e.shape) continue;
    for (const shapes::Solid& s : e.shape->solids) {
      const vec3 a = e.at + turned(s.low, e.yaw), b = e.at + turned(s.high, e.yaw);
      boxes.push_back({glm::min(a, b), glm::max(a, b), e.tag});
    }
    if (is_raised(e)) structure(e, boxes);
    if (const auto stairs = stairs_of(e)) {   // with the room for a head, and where one steps off
      const std::vector<Box> way = stairs->pieces(Stairs::kBelow, Stairs::kHeadroom, Stairs::kWidth + 0.2f, 0, e.tag + " stairs");
      boxes.insert(boxes.end(), way.begin(), way.end());
      const vec3 foot = stairs->head + stairs->out * (stairs->run() + 0.4f);
      boxes.push_back({vec3(foot.x - 0.4f, foot.y - 0.4f, 0.02f), vec3(foot.x + 0.4f, foot.y + 0.4f, Stairs::kHeadroom), e.tag + " stairs"});
    }
    if (e.station) {
      const vec3 station = station_place(layout, e);
      boxes.push_back({station - vec3(0.2f, 0.2f, 0), station + vec3(0.2f, 0.2f, 1.65f), e.tag + " station"});
    }
  }
  for (size_t i = 0; i < layout.racks.size(); ++i) {
    const std::vector<Box> steel = obstacles(layout.racks[i], "rack-" + std::to_string(i + 1));
    boxes.insert(boxes.end(), steel.begin(), steel.end());
  }
  for (const Item& i : layout.items)
    for (const shapes::Solid& s : i.looks->solids) {
      const vec3 a = i.at + turned(s.low, i.yaw), b = i.at + turned(s.high, i.yaw);
      boxes.push_back({glm::min(a, b), glm::max(a, b), i.shape});
    }
  for (const Box& b : climbing_spaces(layout)) boxes.push_back(b);
  return boxes;
}

void place_nozzles(PlantLayout& layout) {
  std::map<std::string, Equipment*> by_tag;
  for (Equipment& e : layout.equipment) by_tag[e.tag] = &e;
  auto get = [&](const Line& l, const End& end) -> Equipment& {
    auto it = by_tag.find(end.equipment);
    if (it == by_tag.end()) throw std::runtime_error("line " + l.tag + " ends at " + end.equipment + ", which has no place");
    return *it->second;
  };
  for (Equipment& e : layout.equipment)
    if (!e.shape) e.shape = std::make_shared<const shapes::Shape>(shape_of(e));
  for (Line& l : layout.lines)
    for (InlineItem& i : l.through)
      if (!i.shape) i.shape = std::make_shared<const shapes::Shape>(shape_of(i, l.dn));
  // What the plant file does not turn turns its nozzles to where their lines go.
  for (Equipment& e : layout.equipment) {
    if (!std::isnan(e.yaw)) continue;
    float best = 0, least = 1e9f;
    if (e.shape->turns_to_lines || e.shape->length > 0)
      for (float yaw : {0.f, 90.f, 180.f, 270.f}) {
        float sum = 0;
        for (const Line& l : layout.lines)
          for (bool is_from : {true, false}) {
            const End& end = is_from ? l.from : l.to;
            if (end.equipment != e.tag) continue;
            const auto n = e.shape->nozzles.find(end.port);
            if (n == e.shape->nozzles.end() || n->second.kind != shapes::Nozzle::Kind::fixed) continue;
            const vec3 to = l.via.empty() ? get(l, is_from ? l.to : l.from).at : is_from ? l.via.front() : l.via.back();
            sum += glm::distance(e.at + turned(n->second.at + n->second.out * 0.5f, yaw), to);
          }
        if (sum < least - 1e-3f) least = sum, best = yaw;
      }
    e.yaw = best;
  }
  // Tees where several lines share a port: the port keeps one short line, the others meet in front of it.
  std::map<std::pair<std::string, std::string>, std::vector<std::pair<size_t, bool>>> users;
  for (size_t i = 0; i < layout.lines.size(); ++i) {
    users[{layout.lines[i].from.equipment, layout.lines[i].from.port}].push_back({i, true});
    users[{layout.lines[i].to.equipment, layout.lines[i].to.port}].push_back({i, false});
  }
  const std::vector<Line> as_given = layout.lines;  // a line may have a tee at both its ends
  std::vector<Equipment> tees;
  std::vector<Line> stubs;
  for (auto& [port, lines] : users) {
    Equipment& e = *by_tag.at(port.first);
    if (lines.size() < 2 || is_tee(e) || e.shape->walled) continue;
    int dn = 0;
    vec3 toward(0);
    for (auto [i, is_from] : lines) {
      const Line& l = as_given[i];
      dn = std::max(dn, l.dn);
      toward += get(l, is_from ? l.to : l.from).at / float(lines.size());
    }
    const auto [shared, from_it] = lines[0];
    Nozzle n = make_nozzle(e, port.second, toward, dn);
    for (const Nozzle& given : e.nozzles)
      if (given.port == port.second) n = given;
    e.nozzles.push_back(n);
    Equipment tee;
    tee.tag = port.first + "." + port.second + " tee";
    tee.type = "junction";
    tee.dn = dn;
    tee.shape = std::make_shared<const shapes::Shape>(shape_of(tee));
    tee.at = n.at + n.direction * (0.35f + 3 * pipe_diameter(dn));
    if (const float low = 0.3f + pipe_diameter(dn); n.direction.z < -0.5f && tee.at.z < (is_raised(e) ? e.at.z : 0.f) + low) {
      // A bottom outlet has no room for a tee below it: the pipe turns, and the tee lies beside the unit.
      const vec3 side = main_direction(e.at, toward);
      const Box b = bounds(e);
      const float reach = glm::dot((b.high - b.low) / 2.f, glm::abs(side)) + 0.5f;
      tee.at = vec3(n.at.x, n.at.y, n.at.z - 1.7f * pipe_diameter(dn) - 0.06f) + side * reach;
    }
    Line stub = layout.lines[shared];
    stub.tag = tee.tag;
    stub.is_stub = true;
    stub.through.clear();
    stub.via.clear();
    (from_it ? stub.to : stub.from) = {tee.tag, "stub"};
    stubs.push_back(stub);
    for (auto [i, is_from] : lines) (is_from ? layout.lines[i].from : layout.lines[i].to) = End{tee.tag, layout.lines[i].tag};
    tees.push_back(tee);
  }
  layout.equipment.insert(layout.equipment.end(), tees.begin(), tees.end());
  layout.lines.insert(layout.lines.end(), stubs.begin(), stubs.end());
  by_tag.clear();
  for (Equipment& e : layout.equipment) by_tag[e.tag] = &e;
  for (const Line& l : layout.lines)
    for (bool is_from : {true, false}) {
      const End& end = is_from ? l.from : l.to;
      Equipment& e = get(l, end);
      if (std::any_of(e.nozzles.begin(), e.nozzles.end(), [&](auto& n) { return n.port == end.port; })) continue;
      vec3 to = l.via.empty() ? get(l, is_from ? l.to : l.from).at : is_from ? l.via.front() : l.via.back();
      if (!is_from && l.via.empty())
        for (const Nozzle& n : get(l, l.from).nozzles)
          if (n.port == l.from.port) to = n.at;
      e.nozzles.push_back(make_nozzle(e, end.port, to, l.dn));
    }
  for (Equipment& e : layout.equipment)
    if (!is_tee(e)) e.shape = std::make_shared<const shapes::Shape>(shape_of(e, told_by_lines(layout, e)));
}

}  // namespace retort::layout
