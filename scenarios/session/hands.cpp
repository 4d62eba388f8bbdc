#include "scenarios/session/hands.h"

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

double distance(const Place& a, const Place& b) {
  const double x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
  return std::sqrt(x * x + y * y + z * z);
}

/// rad, at most half a turn.
double turn(const Place& a, const Place& b) {
  constexpr double kHalf = 3.14159265358979323846;
  const double all = std::fmod(std::abs(b.heading - a.heading), 2 * kHalf);
  return all > kHalf ? 2 * kHalf - all : all;
}

double median(std::vector<double> v) {
  if (v.empty()) return -1;
  std::sort(v.begin(), v.end());
  return v[v.size() / 2];
}

}  // namespace

Verdict Hands::of(const Act& a, double time) const {
  if (a.source != Source::field || !a.place) return {};
  if (!std::isfinite(a.place->x + a.place->y + a.place->z + a.place->heading)) return refuse("refused.nowhere");
  const auto before = stands_.find(a.seat);
  if (before == stands_.end()) return {};
  return left(before->second, *a.place, time) < -1e-9 ? refuse("refused.too_soon") : Verdict{};
}

double Hands::left(const Stand& from, const Place& to, double time) {
  return std::min(kSlack, from.slack + kFastest * (std::max(0.0, time - from.time) - turn(from.at, to) / kTurning) - distance(from.at, to));
}

void Hands::goes(const Act& a, double time) {
  if (a.source != Source::field || !a.place) return;
  const auto before = stands_.find(a.seat);
  const double slack = before == stands_.end() ? kSlack : left(before->second, *a.place, time);
  stands_[a.seat] = {*a.place, time, slack};
}

void Hands::acted(const Act& a, double time, std::uint64_t wall) {
  if (a.source != Source::board && a.source != Source::field) return;
  walls_.push_back(wall);
  if (a.source == Source::field) {
    ++field_;
    if (!a.place) ++without_place_;
  }
  if (called_ >= 0 && a.write()) {   // a note or an answer does nothing about an alarm
    reactions_.push_back(time - called_);
    called_ = -1;
  }
}

void Hands::called(double time) {
  if (called_ < 0) called_ = time;
}

HandsFigures Hands::figures() const {
  HandsFigures f;
  f.acts = static_cast<int>(walls_.size());
  f.field_acts = field_;
  f.without_place = without_place_;
  f.reactions = reactions_;
  std::vector<double> gaps;
  for (std::size_t i = 0, first = 0; i < walls_.size(); ++i) {
    while (walls_[i] - walls_[first] >= 1000) ++first;
    f.most_in_a_second = std::max(f.most_in_a_second, static_cast<int>(i - first + 1));
    if (i > 0) gaps.push_back(static_cast<double>(walls_[i] - walls_[i - 1]) / 1000);
  }
  f.median_gap = median(gaps);
  f.median_reaction = median(reactions_);
  if (!reactions_.empty()) f.fastest_reaction = *std::min_element(reactions_.begin(), reactions_.end());
  return f;
}

}  // namespace retort
