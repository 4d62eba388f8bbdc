#include "layout/stairs.h"

#include <algorithm>
#include <cmath>

#include "layout/instruments.h"

namespace retort::layout {

using glm::vec3;

float Stairs::height(float along) const {
  if (along <= 0) return head.z;
  const float whole = flight() + kLanding, fall = float(risers) * riser;
  const int above = std::min(int(along / whole), flights - 1);   // flights that are wholly above
  const float in = std::min(along - float(above) * whole, flight());
  return std::max(0.f, head.z - float(above) * fall - in * riser / going);
}

std::vector<Box> Stairs::pieces(float below, float above, float wide, float aside, const std::string& of) const {
  std::vector<Box> boxes;
  const vec3 across(-out.y, out.x, 0);
  const int n = std::max(1, int(std::ceil(run() / 0.5f)));
  for (int i = 0; i < n; ++i) {
    const float from = run() * float(i) / float(n), to = run() * float(i + 1) / float(n);
    const vec3 a = head + out * from + across * (aside - wide / 2), b = head + out * to + across * (aside + wide / 2);
    const vec3 low(glm::min(a.x, b.x), glm::min(a.y, b.y), std::max(0.f, height(to) - below)), high(glm::max(a.x, b.x), glm::max(a.y, b.y), height(from) + above);
    boxes.push_back({low, high, of});
  }
  return boxes;
}

std::optional<Stairs> stairs_of(const Equipment& e) {
  if (!e.stairs || !is_raised(e)) return std::nullopt;
  Stairs s;
  s.out = access_side(e);
  const glm::vec2 half = platform_half(e);
  s.head = e.at + s.out * (std::abs(s.out.x) > 0.5f ? half.x : half.y);
  s.flights = std::max(1, int(std::ceil(e.at.z / 4)));
  s.risers = std::max(2, int(std::ceil(e.at.z / float(s.flights) / 0.205f)));
  s.riser = e.at.z / float(s.flights * s.risers);
  s.going = s.riser / std::tan(glm::radians(41.f));
  return s;
}

}  // namespace retort::layout
