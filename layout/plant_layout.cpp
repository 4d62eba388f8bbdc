#include "layout/plant_layout.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "sim/base/hash.h"

namespace retort::layout {
namespace {

using glm::vec3;

vec3 quarter_direction(float yaw) {
  const int q = ((int(std::lround(yaw / 90)) % 4) + 4) % 4;
  const vec3 directions[] = {{1, 0, 0}, {0, 1, 0}, {-1, 0, 0}, {0, -1, 0}};
  return directions[q];
}

/// The main horizontal direction from a to b.
vec3 main_direction(vec3 a, vec3 b) {
  const vec3 d = b - a;
  if (std::abs(d.x) >= std::abs(d.y)) return {d.x >= 0 ? 1.f : -1.f, 0, 0};
  return {0, d.y >= 0 ? 1.f : -1.f, 0};
}

/// A nozzle of a tank, facing `to`. Inlets on the roof, outlets low, overflow high on the shell.
Nozzle tank_nozzle(const Equipment& t, const std::string& port, Use use, vec3 to, int dn, int taken) {
  const float r = t.diameter / 2, stub = 0.16f + 0.0006f * float(dn), d = pipe_diameter(dn);
  const vec3 side = main_direction(t.at, to), across(-side.y, side.x, 0);
  // Straight across from the other end where the shell allows it.
  const float spread = std::clamp(glm::dot(to - t.at, across), -0.62f * r, 0.62f * r);
  auto on_shell = [&](float z) {
    const float reach = std::sqrt(std::max(0.f, r * r - spread * spread));
    return Nozzle{port, t.at + side * (reach + stub) + across * spread + vec3(0, 0, z), side};
  };
  const auto given = t.nozzle_heights.find(port);
  const float height = given != t.nozzle_heights.end() ? std::clamp(given->second, 0.1f + d / 2, t.height - 0.05f - d / 2) : -1.f;
  if (use == Use::kOverflow) {  // on a side of its own, where the pipe can drop
    const float reach = std::sqrt(std::max(0.f, r * r - 0.01f)) + stub;
    const vec3 away = std::abs(side.x) > 0.5f ? vec3(0, 1, 0) : vec3(-1, 0, 0);
    return {port, t.at + away * reach + vec3(0, 0, height > 0 ? height : t.height - 0.12f - d / 2), away};
  }
  if (use == Use::kDrain) return on_shell(0.10f + d / 2);
  if (use == Use::kOut) {
    const float lowest = 0.22f + d / 2, z = to.z - t.at.z;
    if (height > lowest) return on_shell(height);
    return on_shell(z > lowest && z < 1.5f ? z : std::max(0.35f, lowest));
  }
  if (height > 0 && height < t.height - 0.3f) return on_shell(height);
  // Everything else comes in over the roof, near the edge on the side it comes from.
  const float from_axis = std::max(0.35f, 0.68f * r);
  const float share = float(taken) * 0.5f;
  const vec3 spot = side * from_axis * std::cos(share) + across * from_axis * std::sin(share);
  return {port, t.at + spot + vec3(0, 0, t.height + 0.1f * r + stub + 0.08f), {0, 0, 1}};
}

Nozzle pump_nozzle(const Equipment& p, const std::string& port, Use use, int dn) {
  const vec3 along = quarter_direction(p.yaw);
  if (use == Use::kOut) return {port, p.at + vec3(0, 0, 0.34f), {0, 0, 1}};
  return {port, p.at - along * (0.24f + 0.0004f * float(dn)), -along};
}

Nozzle inline_nozzle(const Equipment& e, const std::string& port, Use use) {
  const vec3 along = quarter_direction(e.yaw);
  const float half = item_length(e.kind, e.dn) / 2;
  if (use == Use::kOut) return {port, e.at + along * half, along};
  return {port, e.at - along * half, -along};
}

Nozzle make_nozzle(const Equipment& e, const End& end, vec3 to, int dn, int taken) {
  const std::string& port = end.port;
  switch (e.kind) {
    case Kind::kTank: return tank_nozzle(e, port, end.use, to, dn, taken);
    case Kind::kPump: return pump_nozzle(e, port, end.use, dn);
    case Kind::kBund: {
      const vec3 side = main_direction(e.at, to);
      if (end.use == Use::kDrain) {  // through the wall, low
        const vec3 wall = e.at + side * vec3(e.length / 2, e.width / 2, 0) + vec3(0, 0, 0.22f);
        const vec3 across(std::abs(side.y), std::abs(side.x), 0);
        return {port, wall + side * 0.12f + across * glm::clamp(to - e.at, vec3(-e.length / 3), vec3(e.length / 3)), side};
      }
      // inside the wall, as far out as the other end wants
      const vec3 half(std::max(0.f, e.length / 2 - 0.5f), std::max(0.f, e.width / 2 - 0.5f), 0);
      const vec3 out = side;
      return {port, glm::clamp(glm::vec3(to.x, to.y, 0) + out * 1.3f, e.at - half, e.at + half) * glm::vec3(1, 1, 0) + vec3(0, 0, 0.35f), {0, 0, 1}};
    }
    case Kind::kBoundary:
      if (e.at.z < 0.2f) return {port, {e.at.x, e.at.y, 0.16f}, {0, 0, 1}};  // into the sewer
      return {port, e.at, main_direction(e.at, to)};
    case Kind::kJunction: return {port, e.at, {0, 0, 0}};
    default: return inline_nozzle(e, port, end.use);
  }
}

}  // namespace

bool is_inline(Kind kind) {
  return kind == Kind::kHandValve || kind == Kind::kControlValve || kind == Kind::kCheckValve || kind == Kind::kOrifice;
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

float item_length(Kind kind, int dn) {
  const float r = pipe_diameter(dn) / 2;
  switch (kind) {
    case Kind::kControlValve: return 6.2f * r;
    case Kind::kHandValve: return 5.0f * r;
    case Kind::kCheckValve: return 5.0f * r;
    case Kind::kOrifice: return 2.6f * r;
    default: return 0;
  }
}

vec3 station_place(const PlantLayout& layout, const Equipment& pump) {
  const vec3 along = quarter_direction(pump.yaw), across(-along.y, along.x, 0), foot(pump.at.x, pump.at.y, 0);
  const vec3 places[] = {foot + along * 1.6f - across * 0.15f, foot + along * 0.9f - across * 0.85f, foot + along * 0.9f + across * 0.85f,
                         foot + along * 2.2f};
  for (vec3 p : places) {
    bool free = true;
    for (const Equipment& e : layout.equipment) {
      if (&e == &pump || e.tag == pump.tag || e.kind == Kind::kBund) continue;
      const float keep = e.kind == Kind::kTank ? e.diameter / 2 + 0.5f : e.kind == Kind::kPump ? 1.2f : 0.6f;
      free = free && glm::distance(glm::vec2(e.at), glm::vec2(p)) > keep;
    }
    if (free) return p;
  }
  return places[0];
}

std::vector<Box> obstacles(const PlantLayout& layout) {
  std::vector<Box> boxes;
  for (const Equipment& e : layout.equipment) {
    const vec3 along = glm::abs(quarter_direction(e.yaw)), across(along.y, along.x, 0);
    switch (e.kind) {
      case Kind::kTank: {
        const float r = e.diameter / 2;
        boxes.push_back({e.at - vec3(r, r, 0), e.at + vec3(r, r, e.height + 0.12f * r), e.tag});
        if (e.at.z > 0.6f) {
          const float half = r + 0.55f;  // legs and braces of the structure under the tank
          boxes.push_back({{e.at.x - half, e.at.y - half, 0}, {e.at.x + half, e.at.y + half, e.at.z}, e.tag});
        }
        break;
      }
      case Kind::kPump: {
        const vec3 forward = quarter_direction(e.yaw);
        const vec3 a = e.at - forward * 0.22f - across * 0.3f, b = e.at + forward * 1.15f + across * 0.3f;
        vec3 low = glm::min(a, b), high = glm::max(a, b);
        low.z = 0, high.z = e.at.z + 0.32f;
        boxes.push_back({low, high, e.tag});
        const vec3 station = station_place(layout, e);
        boxes.push_back({station - vec3(0.2f, 0.2f, 0), station + vec3(0.2f, 0.2f, 1.65f), e.tag + " station"});
        break;
      }
      case Kind::kBund: {
        const float x = e.length / 2, y = e.width / 2, t = 0.2f;
        const vec3 c(e.at.x, e.at.y, 0);
        boxes.push_back({c + vec3(-x, -y, 0), c + vec3(x, -y + t, e.height), e.tag});
        boxes.push_back({c + vec3(-x, y - t, 0), c + vec3(x, y, e.height), e.tag});
        boxes.push_back({c + vec3(-x, -y, 0), c + vec3(-x + t, y, e.height), e.tag});
        boxes.push_back({c + vec3(x - t, -y, 0), c + vec3(x, y, e.height), e.tag});
        break;
      }
      case Kind::kBoundary: case Kind::kJunction: break;
      default: {
        const float half = item_length(e.kind, e.dn) / 2, r = pipe_diameter(e.dn);
        const float top = e.kind == Kind::kControlValve ? 0.75f : e.kind == Kind::kHandValve ? 0.55f : r;
        boxes.push_back({e.at - along * half - across * r - vec3(0, 0, r), e.at + along * half + across * r + vec3(0, 0, top), e.tag});
      }
    }
  }
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
  // A valve on its own place lies along the way from where its line comes from to where the next one goes.
  for (Equipment& e : layout.equipment) {
    if (!is_inline(e.kind) || !std::isnan(e.yaw)) continue;
    vec3 before = e.at, after = e.at;
    for (const Line& l : layout.lines) {
      if (l.to.equipment == e.tag) before = get(l, l.from).at;
      if (l.from.equipment == e.tag) after = get(l, l.to).at;
    }
    const vec3 d = main_direction(before, after);
    e.yaw = d.x > 0 ? 0.f : d.x < 0 ? 180.f : d.y > 0 ? 90.f : 270.f;
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
    if (lines.size() < 2 || e.kind == Kind::kJunction || e.kind == Kind::kBund) continue;
    int dn = 0;
    vec3 toward(0);
    for (auto [i, is_from] : lines) {
      const Line& l = as_given[i];
      dn = std::max(dn, l.dn);
      toward += get(l, is_from ? l.to : l.from).at / float(lines.size());
    }
    const auto [shared, from_it] = lines[0];
    Nozzle n = make_nozzle(e, from_it ? as_given[shared].from : as_given[shared].to, toward, dn, 0);
    for (const Nozzle& given : e.nozzles)
      if (given.port == port.second) n = given;
    e.nozzles.push_back(n);
    Equipment tee;
    tee.tag = port.first + "." + port.second + " tee";
    tee.kind = Kind::kJunction;
    tee.dn = dn;
    tee.at = n.at + n.direction * (0.35f + 3 * pipe_diameter(dn));
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
      e.nozzles.push_back(make_nozzle(e, end, to, l.dn, int(e.nozzles.size())));
    }
}

}  // namespace retort::layout
