#include "sim/run/historian.h"

#include <algorithm>
#include <limits>

namespace retort {
namespace {

constexpr Historian::Bucket kNothing{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};

Historian::Bucket merge(Historian::Bucket a, Historian::Bucket b) { return {std::min(a.lo, b.lo), std::max(a.hi, b.hi)}; }

}  // namespace

void Historian::open(const Catalogue& catalogue, double period, std::uint64_t first_scan) {
  series_.clear();
  slot_.assign(catalogue.size(), -1);
  for (const Row& r : catalogue.rows()) {
    if (!r.trended) continue;
    slot_[static_cast<std::size_t>(r.id)] = static_cast<int>(series_.size());
    series_.emplace_back();
  }
  period_ = period;
  first_ = first_scan;
  count_ = 0;
}

void Historian::record(std::uint64_t scan, const std::vector<double>& values) {
  if (scan < first_ + count_) return;  // already there
  for (std::size_t row = 0; row < slot_.size(); ++row) {
    if (slot_[row] < 0) continue;
    Series& s = series_[static_cast<std::size_t>(slot_[row])];
    s.samples.push_back(static_cast<float>(values[row]));
    std::uint64_t n = s.samples.size();
    for (std::size_t level = 0; n % kFactor == 0; ++level, n /= kFactor) {
      Bucket b = kNothing;
      if (level == 0) {
        for (std::uint64_t i = n - kFactor; i < n; ++i) b = merge(b, {s.samples[i], s.samples[i]});
      } else {
        const std::vector<Bucket>& below = s.levels[level - 1];
        for (std::uint64_t i = n - kFactor; i < n; ++i) b = merge(b, below[i]);
      }
      if (level == s.levels.size()) s.levels.emplace_back();
      s.levels[level].push_back(b);
    }
  }
  ++count_;
}

void Historian::cut(std::uint64_t scan) {
  const std::uint64_t keep = scan <= first_ ? 0 : std::min(count_, scan - first_);
  for (Series& s : series_) {
    s.samples.resize(keep);
    std::uint64_t n = keep;
    for (std::vector<Bucket>& level : s.levels) level.resize(n /= kFactor);
  }
  count_ = keep;
}

bool Historian::has(RowId row) const {
  return row >= 0 && static_cast<std::size_t>(row) < slot_.size() && slot_[static_cast<std::size_t>(row)] >= 0;
}

double Historian::at(RowId row, std::uint64_t scan) const {
  if (!has(row) || count_ == 0) return 0;
  const std::uint64_t i = scan < first_ ? 0 : std::min(scan - first_, count_ - 1);
  return series_[static_cast<std::size_t>(slot_[static_cast<std::size_t>(row)])].samples[i];
}

Historian::Bucket Historian::range(const Series& s, std::uint64_t from, std::uint64_t to) const {
  Bucket b = kNothing;
  while (from < to) {
    // The largest complete bucket that starts here and fits.
    std::uint64_t width = 1;
    int level = -1;
    while (level + 1 < static_cast<int>(s.levels.size()) && from % (width * kFactor) == 0 && from + width * kFactor <= to) {
      width *= kFactor;
      ++level;
    }
    if (level < 0) {
      b = merge(b, {s.samples[from], s.samples[from]});
    } else {
      b = merge(b, s.levels[static_cast<std::size_t>(level)][from / width]);
    }
    from += width;
  }
  return b;
}

std::vector<Historian::Bucket> Historian::columns(RowId row, std::uint64_t from, std::uint64_t to, int columns) const {
  std::vector<Bucket> result(static_cast<std::size_t>(std::max(0, columns)), kNothing);
  if (!has(row) || to <= from) return result;
  const Series& s = series_[static_cast<std::size_t>(slot_[static_cast<std::size_t>(row)])];
  for (int k = 0; k < columns; ++k) {
    const double span = static_cast<double>(to - from);
    std::uint64_t a = from + static_cast<std::uint64_t>(span * k / columns);
    std::uint64_t z = from + static_cast<std::uint64_t>(span * (k + 1) / columns);
    z = std::max(z, a + 1);
    a = std::max(a, first_);
    z = std::min(z, first_ + count_);
    if (a < z) result[static_cast<std::size_t>(k)] = range(s, a - first_, z - first_);
  }
  return result;
}

}  // namespace retort
