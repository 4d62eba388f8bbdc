#include "layout/instruments.h"

#include <algorithm>
#include <cmath>
#include <optional>

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
  Mounting(const PlantLayout& layout, const RoutedPlant& routed) : layout_(layout), routed_(routed) {}

  std::map<std::string, Mount> all() {
    std::map<std::string, Mount> found;
    for (const Instrument& i : layout_.instruments)
      if (const auto m = mount(i)) {
        found[i.tag] = *m;
        taken_.push_back(m->at);
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
    if (!e->shape->solids.empty()) {
      const Box box = bounds(*e);
      const vec3 half = (box.high - box.low) / 2.f, centre = (box.high + box.low) / 2.f;
      const float yaw = glm::radians(front_of(*e) + 62 + 16 * float(on_units_[on]++));
      const vec3 out(std::cos(yaw), std::sin(yaw), 0);
      return Mount{vec3(centre.x, centre.y, box.low.z) + out * (std::min(half.x, half.y) + 0.14f) + vec3(0, 0, std::min(1.15f, half.z)), {0, 0, 1}, out, 0.1f};
    }
    return Mount{e->at + vec3(0, 0, 0.05f), {0, 0, 1}, {0, -1, 0}, 0.16f};
  }

  const PlantLayout& layout_;
  const RoutedPlant& routed_;
  std::vector<vec3> taken_;
  std::map<std::string, int> on_units_;
};

}  // namespace

std::map<std::string, Mount> mount_instruments(const PlantLayout& layout, const RoutedPlant& routed) { return Mounting(layout, routed).all(); }

glm::mat4 inline_frame(vec3 at, vec3 flow) {
  const vec3 stem = std::abs(flow.z) > 0.5f ? vec3(0, -1, 0) : vec3(0, 0, 1);
  return glm::mat4(glm::vec4(flow, 0), glm::vec4(glm::cross(stem, flow), 0), glm::vec4(stem, 0), glm::vec4(at, 1));
}

float front_of(const Equipment& e) { return free_side(e, -90); }
float back_of(const Equipment& e) { return free_side(e, 180, front_of(e)); }

}  // namespace retort::layout
