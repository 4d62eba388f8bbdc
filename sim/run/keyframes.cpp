#include "sim/run/keyframes.h"

#include <algorithm>

namespace retort {
namespace {

struct Age {
  std::uint64_t most, every;  // keyframes
};
constexpr Age kAges[] = {{10, 1}, {60, 5}, {1440, 60}, {~std::uint64_t{0}, 1440}};

}  // namespace

void Keyframes::add(Snapshot s) {
  kept_.push_back(std::make_shared<const Snapshot>(std::move(s)));
  const std::uint64_t newest = kept_.back()->plant.scan;
  const auto goes = [&](const Kept& k) {
    const std::uint64_t age = (newest - k->plant.scan) / scans_;
    std::size_t i = 0;
    while (age > kAges[i].most) ++i;
    return k->plant.scan % (scans_ * kAges[i].every) != 0;
  };
  // The newest may stand between two keyframes, where the start or a snapshot gone back to does.
  kept_.erase(std::remove_if(kept_.begin() + 1, kept_.end() - (kept_.size() > 1 ? 1 : 0), goes), kept_.end() - (kept_.size() > 1 ? 1 : 0));
}

void Keyframes::cut(std::uint64_t scan) {
  std::erase_if(kept_, [&](const Kept& k) { return k->plant.scan > scan; });
}

Keyframes::Kept Keyframes::before(std::uint64_t scan) const {
  const auto after = std::upper_bound(kept_.begin(), kept_.end(), scan, [](std::uint64_t x, const Kept& k) { return x < k->plant.scan; });
  return after == kept_.begin() ? nullptr : *std::prev(after);
}

Keyframes::Kept Keyframes::at(std::uint64_t scan) const {
  Kept k = before(scan);
  return k && k->plant.scan == scan ? k : nullptr;
}

}  // namespace retort
