#include "scenarios/session/likeness.h"

#include <algorithm>
#include <cmath>

namespace retort {

namespace {

/// The same deed: what the plant takes of an act, and not what it leaves lying.
bool same(const ActBody& a, const ActBody& b) {
  const auto *x = std::get_if<acts::Write>(&a), *y = std::get_if<acts::Write>(&b);
  if (!x || !y) return a == b;
  const double size = std::max(std::abs(x->value), std::abs(y->value));
  return x->row == y->row && (std::abs(x->value - y->value) <= 1e-3 * size || (x->value > 0.5 && y->value > 0.5 && size <= 1));   // a button is pressed or not
}

}  // namespace

Likeness likeness(const std::vector<Act>& a, const std::vector<Act>& b, double scan_period) {
  const std::vector<Act>&few = a.size() <= b.size() ? a : b, &many = a.size() <= b.size() ? b : a;
  const auto second = static_cast<std::uint64_t>(std::max(1.0, std::round(1 / scan_period)));
  std::vector<char> used(many.size(), 0);
  Likeness l;
  l.of = static_cast<int>(few.size());
  for (const Act& x : few)
    for (std::size_t i = 0; i < many.size(); ++i) {
      const Act& y = many[i];
      const std::uint64_t apart = x.scan > y.scan ? x.scan - y.scan : y.scan - x.scan;
      if (used[i] || apart > second || x.source != y.source || !same(x.what, y.what)) continue;
      used[i] = 1;
      ++l.shared;
      break;
    }
  return l;
}

}  // namespace retort
