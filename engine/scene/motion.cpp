#include "engine/scene/motion.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <optional>

namespace retort::scene {
namespace {

void place(geometry::PartState& s, const glm::mat4& m) {
  const glm::mat4 rows = glm::transpose(m);
  s.row0 = rows[0], s.row1 = rows[1], s.row2 = rows[2];
}

int first_of(const std::vector<std::string>& names, const Resolver& resolver) {
  for (const std::string& n : names)
    if (const int i = resolver(n); i >= 0) return i;
  return -1;
}

}  // namespace

Motions::Motions(std::vector<glm::mat4> rest, std::vector<Motion> motions) : rest_(std::move(rest)), states_(rest_.size()) {
  for (size_t i = 0; i < rest_.size(); ++i) place(states_[i], rest_[i]);
  std::vector<int> motions_of(rest_.size(), 0);
  for (const Motion& m : motions) ++motions_of[m.part];
  for (Motion& m : motions) {
    bound_.push_back({std::move(m)});
    bound_.back().alone = motions_of[bound_.back().motion.part] == 1;
  }
}

std::vector<bool> Motions::moves() const {
  std::vector<bool> moves(rest_.size(), false);
  for (const Bound& b : bound_)
    if (b.motion.kind != Motion::Kind::kFlow && b.motion.kind != Motion::Kind::kLamp && b.motion.kind != Motion::Kind::kBeacon) moves[b.motion.part] = true;
  return moves;
}

void Motions::resolve(const Resolver& resolver) {
  unresolved_.clear();
  for (Bound& b : bound_) {
    b.value = first_of(b.motion.names, resolver);
    b.temperature = first_of(b.motion.temperature, resolver);
    b.sum.clear();
    for (const std::string& n : b.motion.plus) b.sum.push_back({resolver(n), 1.f});
    for (const std::string& n : b.motion.minus) b.sum.push_back({resolver(n), -1.f});
    if (b.value < 0 && !b.motion.names.empty()) unresolved_.push_back(b.motion.names.front());
  }
}

void Motions::apply(std::span<const double> values, double dt) {
  auto read = [&](int i, double otherwise) {
    return i >= 0 && size_t(i) < values.size() && std::isfinite(values[size_t(i)]) ? values[size_t(i)] : otherwise;
  };
  constexpr double kTurn = 6.283185307179586;
  bool moved_visibly = false;
  for (Bound& b : bound_) {
    const Motion& m = b.motion;
    geometry::PartState& s = states_[m.part];
    float v = float(read(b.value, 0));
    for (const auto& [index, sign] : b.sum) v += sign * float(read(index, 0));
    const bool runs = v != 0 && (m.kind == Motion::Kind::kSpin || m.kind == Motion::Kind::kFlow || m.kind == Motion::Kind::kBeacon);
    const float temperature = float(read(b.temperature, 293.15));
    if (b.alone && !runs && v == b.last && temperature == b.last_temperature) continue;   // as it was
    b.last = v, b.last_temperature = temperature;
    if (b.temperature >= 0) s.amount.y = temperature - 273.15f;
    else s.amount.y = 20;
    std::optional<glm::mat4> local;   // where it has moved to
    switch (m.kind) {
      case Motion::Kind::kSpin:
        b.phase = std::fmod(b.phase + double(m.gain * v) * dt, kTurn);
        local = glm::rotate(glm::mat4(1), float(b.phase), glm::vec3(0, 0, 1));
        break;
      case Motion::Kind::kTurn: local = glm::rotate(glm::mat4(1), m.gain * v, glm::vec3(0, 0, 1)); break;
      case Motion::Kind::kTravel: case Motion::Kind::kPointer:
        local = glm::translate(glm::mat4(1), glm::vec3(0, 0, m.gain * std::clamp(v, 0.f, 1.f)));
        break;
      case Motion::Kind::kNeedle: {
        const float share = std::clamp((v - m.low) / std::max(m.high - m.low, 1e-9f), -0.04f, 1.04f);
        local = glm::rotate(glm::mat4(1), glm::radians(135 - 270 * share), glm::vec3(0, 0, 1));
        break;
      }
      case Motion::Kind::kLevel: case Motion::Kind::kPuddle:
        s.amount.x = m.gain * std::clamp(v, 0.f, 1.2f);
        if (m.kind == Motion::Kind::kPuddle && s.amount.x < 0.002f) s.amount.x = 0;
        local = glm::scale(glm::mat4(1), glm::vec3(1, 1, std::max(s.amount.x, 1e-3f)));
        break;
      case Motion::Kind::kLamp: s.glow = v > 0.5f ? glm::vec4(m.colour, 1) : glm::vec4(0); break;
      case Motion::Kind::kFlow: {
        const float speed = m.gain * v;
        s.amount.w = std::abs(speed) < 0.01f ? 0 : speed;
        b.phase = std::fmod(b.phase + double(speed) * dt, 0.8);
        s.amount.z = float(b.phase);
        break;
      }
      case Motion::Kind::kBlow: s.amount.x = std::clamp((v - m.low) / (m.high == m.low ? 1e-9f : m.high - m.low), 0.f, 1.f); break;
      case Motion::Kind::kSpread: {
        const float radius = std::min(m.gain * std::sqrt(std::max(v, 0.f)), m.high);
        s.amount.x = radius < 0.02f ? 0 : radius;
        local = glm::scale(glm::mat4(1), glm::vec3(std::max(radius, 1e-3f), std::max(radius, 1e-3f), 1));
        break;
      }
      case Motion::Kind::kBeacon:
        b.phase = v > 0.5f && dt > 0 ? std::fmod(b.phase + dt, 1.0) : 0;   // where nothing moves it is lit
        s.glow = v > 0.5f && b.phase < 0.6 ? glm::vec4(m.colour, 1) : glm::vec4(0);
        break;
    }
    if (local) place(s, rest_[m.part] * *local);
    const bool casts = m.kind == Motion::Kind::kTurn || m.kind == Motion::Kind::kTravel;
    if (casts && std::abs(v - b.shown) > 0.02f) b.shown = v, moved_visibly = true;
  }
  if (moved_visibly) ++shadow_version_;
}

}  // namespace retort::scene
