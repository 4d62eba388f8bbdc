#include "engine/passes/resolution.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include "engine/passes/quality.h"

namespace retort::passes {
namespace {
constexpr size_t kJudged = 9;   // frames
constexpr int kPatience = 90;   // frames before it goes up again
}  // namespace

Resolution::Resolution(double budget_ms, float start) : budget_(budget_ms) {
  while (step_ + 1 < std::size(kSteps) && kSteps[step_ + 1] <= start + 1e-3f) ++step_;
}

Resolution Resolution::for_window(const gpu::Gpu& gpu) {
  if (!FieldQuality::for_window(gpu).own_scale) return {std::numeric_limits<double>::infinity(), 1};
  // Of a frame of 16.7 ms the board and a reserve are kept; a driver on the CPU shares it with the plant, and is content with half the frames.
  const bool cpu = gpu.properties().deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
  return cpu ? Resolution(24, 0.6f) : Resolution(12, 1);
}

void Resolution::took(double ms) {
  ++since_;
  last_.push_back(ms);
  if (last_.size() < kJudged) return;
  std::vector<double> sorted = last_;
  std::nth_element(sorted.begin(), sorted.begin() + kJudged / 2, sorted.end());
  const double median = sorted[kJudged / 2];
  last_.clear();
  const auto at = [&](size_t step) {   // what it would take: pixels count, and a fifth does not depend on them
    const double ratio = double(kSteps[step] / kSteps[step_]);
    return median * (0.2 + 0.8 * ratio * ratio);
  };
  const size_t before = step_;
  while (step_ > 0 && at(step_) > budget_ * 1.1 && (step_ == before || at(step_) > budget_)) --step_;
  if (step_ == before && since_ > kPatience && step_ + 1 < std::size(kSteps) && at(step_ + 1) < budget_ * 0.85) ++step_;
  if (step_ != before) since_ = 0;
}

}  // namespace retort::passes
