#include "layout/instruments.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "layout/surface.h"

namespace retort::layout {
namespace {

using glm::vec3;

/// Yaw of the side of equipment that no line leaves from, nearest to the wish.
float free_side(const Equipment& e, float wish, float avoid = 1e9f) {
  float best = wish, best_score = -1e9f;
  for (float yaw = 0; yaw < 360; yaw += 90) {
    const glm::vec2 d(std::cos(glm::radians(yaw)), std::sin(glm::radians(yaw)));
    float score = std::cos(glm::radians(yaw - wish)) - (std::abs(std::remainder(yaw - avoid, 360.f)) < 1 ? 1.6f : 0.f);
    for (const Nozzle& n : e.nozzles) {
      const glm::vec2 to = glm::vec2(n.at - e.at);
      if (glm::length(to) > 0.1f && glm::dot(glm::normalize(to), d) > 0.6f) score -= 1.3f;
    }
    if (score > best_score) best_score = score, best = yaw;
  }
  return best;
}

class Mounting {
 public:
  Mounting(const PlantLayout& layout, const RoutedPlant& routed) : layout_(layout), routed_(routed), obstacles_(obstacles(layout)) {}

  std::map<std::string, Mount> all() {
    std::map<std::string, Mount> found;
    for (const Instrument& i : layout_.instruments)
      if (const auto m = mount(i)) {
        found[i.tag] = *m;
        taken_.push_back(m->head());
      }
    return found;
  }

 private:
  /// On a pipe, near `share` of each of its legs, where eyes and hands come to it and nothing else sits.
  std::optional<Mount> on_line(const Route& r, float share) const {
    Mount m;
    float best = -1e9f;
    for (size_t i = 0; i + 1 < r.points.size(); ++i) {
      const vec3 a = r.points[i], d = r.points[i + 1] - a;
      for (float s = 0.1f; s < 0.95f; s += 0.05f) {
        const vec3 p = a + d * s;
        float score = std::min(1.f, glm::length(d)) - std::abs(s - share) * 0.3f - std::max(0.f, p.z - 1.7f) - (std::abs(d.z) > 0.1f ? 0.3f : 0.f);
        for (const PlacedItem& item : r.items) score -= glm::distance(item.at, p) < 0.3f + 2 * r.diameter ? 2.f : 0.f;
        for (vec3 taken : taken_) score -= glm::distance(taken, p) < 0.3f ? 2.f : 0.f;
        if (s * glm::length(d) < 2 * r.diameter || (1 - s) * glm::length(d) < 2 * r.diameter) score -= 1;
        if (!in_reach(layout_, p + vec3(0, 0, 0.2f))) score -= 1.5f;
        if (score <= best) continue;
        best = score;
        const bool vertical = std::abs(d.z) > 0.1f;
        m.stem = vertical ? vec3(0, -1, 0) : vec3(0, 0, 1);
        m.face = vertical ? vec3(0, 0, 1) : std::abs(d.y) > 0.1f ? vec3(1, 0, 0) : vec3(0, -1, 0);
        m.at = p + m.stem * (r.diameter / 2 - 0.005f);
      }
    }
    return best > -1e8f ? std::optional(m) : std::nullopt;
  }

  std::optional<Mount> mount(const Instrument& i) {
    const std::string &on = i.on, &port = i.port;
    if (const Route* r = routed_.find(on)) return on_line(*r, 0.5f);
    for (const Route& r : routed_.routes)
      for (const PlacedItem& item : r.items)
        if (item.item.tag == on) {
          const glm::mat4 f = inline_frame(item.at, item.direction);
          return Mount{item.at - vec3(f[1]) * (2.4f * r.diameter / 2) + vec3(f[2]) * 0.06f, f[2], std::abs(item.direction.y) > 0.5f ? vec3(1, 0, 0) : vec3(0, -1, 0), 0.14f};
        }
    const Equipment* e = layout_.find(on);
    if (!e) return std::nullopt;
    // On the line where it is nearest to the port that it looks at.
    const bool machine = e->station && !e->shape->stands;
    if (!port.empty() || machine)
      for (const Route& r : routed_.routes) {
        const auto& l = *std::find_if(layout_.lines.begin(), layout_.lines.end(), [&](auto& x) { return x.tag == r.line; });
        if (l.from.equipment == on && (port.empty() || l.from.port == port)) return on_line(r, 0.15f);
        if (l.to.equipment == on && l.to.port == port) return on_line(r, 0.85f);
      }
    if (!e->shape->solids.empty())
      if (const auto m = on_wall(*e)) return m;
    return Mount{e->at + vec3(0, 0, 0.05f), {0, 0, 1}, {0, -1, 0}, 0.16f};
  }

  /// On the wall of a unit, at the height of eyes: where nothing is painted, leaves or passes, and somebody can stand in front of it.
  std::optional<Mount> on_wall(const Equipment& e) const {
    const shapes::Shape drawn = drawn_shape(layout_, e);
    const Surface wall(e, drawn);
    const Box box = bounds(e);
    const vec3 half = (box.high - box.low) / 2.f, centre = (box.high + box.low) / 2.f;
    const float floor = is_raised(e) ? e.at.z : 0.f;
    const Near near = near_to(e, box);
    std::optional<Mount> best;
    float best_score = -1e9f;
    for (float yaw : {0.f, 90.f, 180.f, 270.f}) {
      const vec3 out(std::round(std::cos(glm::radians(yaw))), std::round(std::sin(glm::radians(yaw))), 0), across(-out.y, out.x, 0);
      const float far = glm::dot(half, glm::abs(out)) + 0.3f, wide = glm::dot(half, glm::abs(across));
      const auto hit = [&](float aside, float z) {
        const vec3 middle = vec3(centre.x, centre.y, z) + across * aside;
        return wall.meets(middle + out * far, middle);
      };
      for (float up : {1.3f, 1.15f, 1.45f, 1.0f, 1.6f, 0.85f, 0.7f})
        for (int k = -9; k <= 9; ++k) {
          const float aside = wide * 0.1f * float(k);
          const auto at = hit(aside, floor + up), beside = hit(aside + 0.06f, floor + up), below = hit(aside, floor + up - 0.06f);
          constexpr float kSteep = 0.07f;   // m over 6 cm: a wall that one meets, no edge
          if (!at || !beside || !below || std::abs(glm::dot(*at - *beside, out)) > kSteep || std::abs(glm::dot(*at - *below, out)) > kSteep) continue;
          const Mount m{*at - out * 0.01f, out, {0, 0, 1}, 0.1f, 0.17f, true};
          if (wall.meets(m.head() + vec3(0, 0, 0.2f), m.head() - vec3(0, 0, 0.25f))) continue;   // a wall that comes forward over it, or under it
          const float wished = 0.6f * std::cos(glm::radians(yaw - front_of(e))) - std::abs(up - 1.3f) - 0.02f * std::abs(float(k));
          if (wished <= best_score) continue;
          if (const float score = wished - crowded(e, drawn, near, m, floor); score > best_score) best_score = score, best = m;
        }
    }
    return best;
  }

  /// What may be in the way round a unit, so that not every place on its walls has to look through the plant.
  struct Near {
    struct Leg {
      vec3 from, to;
      float radius;
    };
    std::vector<Leg> legs;
    std::vector<Box> solid;
  };
  Near near_to(const Equipment& e, const Box& box) const {
    constexpr float kRoom = 2;   // m: further off nothing counts
    const vec3 low = box.low - kRoom, high = box.high + kRoom;
    const auto touches = [&](vec3 a, vec3 b) { return glm::all(glm::lessThan(glm::min(a, b), high)) && glm::all(glm::greaterThan(glm::max(a, b), low)); };
    Near near;
    for (const Route& r : routed_.routes)
      for (size_t i = 0; i + 1 < r.points.size(); ++i)
        if (touches(r.points[i], r.points[i + 1])) near.legs.push_back({r.points[i], r.points[i + 1], r.diameter / 2});
    for (const Box& b : obstacles_)
      if (b.of != e.tag && touches(b.low, b.high)) near.solid.push_back(b);
    return near;
  }

  /// What speaks against a place on a wall.
  float crowded(const Equipment& e, const shapes::Shape& drawn, const Near& near, const Mount& m, float floor) const {
    const vec3 head = m.head(), stand = vec3(m.at.x, m.at.y, floor) + m.stem * 0.8f;
    float against = 0;
    const auto near_way = [&](vec3 p, vec3 a, vec3 b, float room) {
      const vec3 d = b - a;
      const float s = std::clamp(glm::dot(p - a, d) / std::max(glm::dot(d, d), 1e-9f), 0.f, 1.f);
      return glm::distance(p, a + d * s) < room;
    };
    for (const Nozzle& n : e.nozzles) against += near_way(head, n.at - n.direction * 0.5f, n.at + n.direction * 0.5f, 0.4f) ? 3.f : 0.f;
    for (const Near::Leg& l : near.legs) against += near_way(head, l.from, l.to, l.radius + 0.2f) || near_way(vec3(stand.x, stand.y, floor + 1), l.from, l.to, 0.4f) ? 2.f : 0.f;
    for (vec3 taken : taken_) against += glm::distance(taken, head) < 0.4f ? 6.f : 0.f;
    const vec3 x(std::cos(glm::radians(e.yaw)), std::sin(glm::radians(e.yaw)), 0), y(-x.y, x.x, 0);
    const auto in_plant = [&](const glm::mat4& frame) { return e.at + x * frame[3].x + y * frame[3].y + vec3(0, 0, frame[3].z); };
    for (const shapes::Writing& w : drawn.writings)
      against += glm::distance(in_plant(w.frame), head) < 0.25f + 0.35f * w.height * float(w.says.size()) ? 1.5f : 0.f;
    for (const shapes::Part& p : drawn.parts)   // level gauges and boards
      if (p.motion == shapes::Part::Motion::travel) against += glm::distance(glm::vec2(in_plant(p.frame)), glm::vec2(head)) < 0.35f ? 1.5f : 0.f;
    for (const Box& b : near.solid) {
      const auto in = [&](vec3 p, float by) { return glm::all(glm::greaterThan(p, b.low - by)) && glm::all(glm::lessThan(p, b.high + by)); };
      against += in(head, 0.15f) ? 4.f : in(stand + vec3(0, 0, 1), 0.3f) ? 2.f : 0.f;
    }
    return against + (in_reach(layout_, head) ? 0.f : 1.5f);
  }

  const PlantLayout& layout_;
  const RoutedPlant& routed_;
  const std::vector<Box> obstacles_;
  std::vector<vec3> taken_;
};

}  // namespace

std::map<std::string, Mount> mount_instruments(const PlantLayout& layout, const RoutedPlant& routed) { return Mounting(layout, routed).all(); }

glm::mat4 inline_frame(vec3 at, vec3 flow) {
  const vec3 stem = std::abs(flow.z) > 0.5f ? vec3(0, -1, 0) : vec3(0, 0, 1);
  return glm::mat4(glm::vec4(flow, 0), glm::vec4(glm::cross(stem, flow), 0), glm::vec4(stem, 0), glm::vec4(at, 1));
}

float front_of(const Equipment& e) { return free_side(e, -90); }
float back_of(const Equipment& e) { return free_side(e, 180, front_of(e)); }

vec3 access_side(const Equipment& e) {
  const float a = glm::radians(std::round((std::isnan(e.access) ? back_of(e) : e.access) / 90) * 90);
  return {std::round(std::cos(a)), std::round(std::sin(a)), 0};
}

}  // namespace retort::layout
