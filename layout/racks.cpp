#include "layout/racks.h"

#include <algorithm>
#include <cmath>

namespace retort::layout {
namespace {

using glm::vec3;

constexpr float kAirBetween = 0.09f;   // m, between the pipes of two lanes: flanges and insulation
constexpr float kWorth = 6;            // m of way along a rack from which a line goes there
constexpr float kFar = 16;             // m from the axis of a rack: what is farther off goes its own way

struct Spot {
  float along, across;
};
Spot spot(const RackFrame& f, vec3 p) { return {glm::dot(p - f.start, f.along), glm::dot(p - f.start, f.across)}; }

float lane_height(const Rack& rack, size_t level, float diameter) { return rack.levels[level] + kShoe + diameter / 2; }

}  // namespace

RackFrame::RackFrame(const Rack& rack) : start(rack.from, 0), length(glm::distance(rack.from, rack.to)), width(rack.width) {
  along = vec3(rack.to - rack.from, 0) / length;
  across = {-along.y, along.x, 0};
  bays = std::max(1, int(std::ceil(length / 6 - 0.01f)));
}

std::vector<Box> obstacles(const Rack& rack, const std::string& name) {
  const RackFrame f(rack);
  std::vector<Box> boxes;
  const auto add = [&](vec3 a, vec3 b) { boxes.push_back({glm::min(a, b), glm::max(a, b), name}); };
  const float half = f.width / 2, edge = half - kRackColumn / 2, thin = 0.08f;
  for (int i = 0; i <= f.bays; ++i) {
    const float s = f.bay() * float(i);
    for (float side : {-1.f, 1.f})
      add(f.at(s - kRackColumn / 2, side * half, 0), f.at(s + kRackColumn / 2, side * (half - kRackColumn), rack.levels.back()));
    for (float level : rack.levels) add(f.at(s - 0.09f, -half, level - kRackBeam), f.at(s + 0.09f, half, level - 0.01f));
  }
  for (float level : rack.levels)
    for (float side : {-1.f, 1.f}) add(f.at(0, side * edge - thin, level - kRackStrut - 0.16f), f.at(f.length, side * edge + thin, level - kRackStrut));
  return boxes;
}

std::vector<Box> lane_space(const Rack& rack) {
  const RackFrame f(rack);
  std::vector<Box> boxes;
  for (float level : rack.levels) {
    const vec3 a = f.at(0, -f.width / 2, level), b = f.at(f.length, f.width / 2, level + kRackLanes);
    boxes.push_back({glm::min(a, b), glm::max(a, b), "lanes"});
  }
  return boxes;
}

std::optional<float> rack_under(const PlantLayout& layout, vec3 at, float diameter) {
  for (const Rack& rack : layout.racks) {
    const RackFrame f(rack);
    const auto [along, across] = spot(f, at);
    if (along < -0.2f || along > f.length + 0.2f || std::abs(across) > f.width / 2) continue;
    for (size_t level = 0; level < rack.levels.size(); ++level)
      if (std::abs(at.z - lane_height(rack, level, diameter)) < 0.02f) return rack.levels[level];
  }
  return std::nullopt;
}

std::vector<vec3> beams_under(const Rack& rack, vec3 from, vec3 to, float diameter) {
  const RackFrame f(rack);
  std::vector<vec3> found;
  const Spot a = spot(f, from), b = spot(f, to);
  if (std::abs(from.z - to.z) > 1e-3f || std::abs(a.across - b.across) > 1e-3f || std::abs(a.across) > f.width / 2) return found;
  const bool lies = std::any_of(rack.levels.begin(), rack.levels.end(), [&](float level) { return std::abs(from.z - level - kShoe - diameter / 2) < 0.02f; });
  for (int i = 0; lies && i <= f.bays; ++i) {
    const float s = f.bay() * float(i);
    if (s > std::min(a.along, b.along) + diameter && s < std::max(a.along, b.along) - diameter) found.push_back(f.at(s, a.across, from.z));
  }
  return found;
}

RackLanes::RackLanes(const std::vector<Rack>& racks) : racks_(racks) {}

bool RackLanes::free(size_t rack, size_t level, float across, float diameter, float from, float to) const {
  return std::none_of(taken_.begin(), taken_.end(), [&](const Lane& l) {
    return l.rack == rack && l.level == level && std::abs(l.across - across) < (l.diameter + diameter) / 2 + kAirBetween && l.from < to + 1 && from < l.to + 1;
  });
}

std::vector<std::vector<vec3>> RackLanes::ways(vec3 a, vec3 b, float diameter, float shift) const {
  std::vector<std::vector<vec3>> found;
  for (size_t i = 0; i < racks_.size(); ++i) {
    const Rack& rack = racks_[i];
    const RackFrame f(rack);
    const Spot sa = spot(f, a), sb = spot(f, b);
    const float in = 0.4f, to_b = sb.along > sa.along ? 1.f : -1.f;
    const float from = std::clamp(sa.along + shift * to_b, in, f.length - in), to = std::clamp(sb.along - shift * to_b, in, f.length - in);
    const float run = std::abs(to - from), direct = std::abs(a.x - b.x) + std::abs(a.y - b.y);
    const float over = std::abs(sa.along - from) + std::abs(sa.across) + run + std::abs(sb.along - to) + std::abs(sb.across);
    if (run < kWorth || std::max(std::abs(sa.across), std::abs(sb.across)) > kFar || over > 1.6f * direct + 6) continue;
    // Small lines lie above, large ones below; who comes and goes on one side lies near it.
    std::vector<size_t> order;
    for (size_t k = 0; k < rack.levels.size(); ++k) order.push_back(diameter < 0.07f ? rack.levels.size() - 1 - k : k);
    const float room = f.width / 2 - kRackColumn - kAirBetween - diameter / 2;
    const float wish = std::abs(sa.across) < f.width && std::abs(sb.across) < f.width ? 0 : sa.across * sb.across > 0 ? std::copysign(room, sa.across) : 0;
    for (size_t level : order) {
      std::optional<float> lane;
      for (float step = 0; step <= 2 * room + 0.01f && !lane; step += 0.06f)
        for (float c : {wish - step, wish + step})
          if (!lane && std::abs(c) <= room + 1e-3f && free(i, level, c, diameter, std::min(from, to), std::max(from, to))) lane = c;
      if (!lane) continue;
      // A line comes from over the lanes and goes over them: whoever lies between is not in the way.
      const float z = lane_height(rack, level, diameter), roll = std::max(0.5f, 3 * diameter + 0.1f);
      found.push_back({f.at(from, *lane, z + roll), f.at(from, *lane, z), f.at(to, *lane, z), f.at(to, *lane, z + roll)});
      break;
    }
  }
  return found;
}

void RackLanes::take(const std::vector<vec3>& points, float diameter) {
  for (size_t i = 0; i < racks_.size(); ++i) {
    const RackFrame f(racks_[i]);
    for (size_t k = 0; k + 1 < points.size(); ++k) {
      const Spot a = spot(f, points[k]), b = spot(f, points[k + 1]);
      if (std::abs(a.across) > f.width / 2 || std::abs(b.across) > f.width / 2 || std::abs(points[k].z - points[k + 1].z) > 1e-3f) continue;
      for (size_t level = 0; level < racks_[i].levels.size(); ++level)
        if (std::abs(points[k].z - lane_height(racks_[i], level, diameter)) < 0.02f)
          taken_.push_back({i, level, a.across, diameter, std::min(a.along, b.along), std::max(a.along, b.along)});
    }
  }
}

}  // namespace retort::layout
