#include "sim/run/history_view.h"

#include <algorithm>
#include <limits>

namespace retort {

using Part = HistoryGroup::Part;

/// Walks one row; remembers the block that it unpacked last.
class RowReader {
 public:
  RowReader(const HistoryView& v, RowId row) : v_(v), slot_(static_cast<std::size_t>(v.rows_->slot[static_cast<std::size_t>(row)])), n_(v.rows_->rows.size()) {}

  struct Range {
    std::int32_t lo = std::numeric_limits<std::int32_t>::max(), hi = std::numeric_limits<std::int32_t>::min();
    void add(std::int32_t a, std::int32_t b) { lo = std::min(lo, a), hi = std::max(hi, b); }
  };

  /// Extremes of the samples [from, to), which are there.
  Range range(std::uint64_t from, std::uint64_t to) {
    Range all;
    while (from < to && from < v_.tail_->begin) {
      seek(from);
      const std::uint64_t until = std::min(to, part().begin + part().scans);
      const HistoryRange* r = part().block->find(slot_);
      const bool whole = from == part().begin && until == part().begin + static_cast<std::uint64_t>(part().block->scans());
      if (!r) {
        const std::int32_t still = held();
        all.add(still, still);
      } else if (whole || !part().block->has_samples()) {
        all.add(r->lo, r->hi);
      } else {
        const std::int32_t* samples = unpacked(*r);
        for (std::uint64_t i = from; i < until; ++i) all.add(samples[i - part().begin], samples[i - part().begin]);
      }
      from = until;
    }
    for (; from < to; ++from) {
      const std::int32_t s = v_.tail_->steps[(from - v_.tail_->begin) * n_ + slot_];
      all.add(s, s);
    }
    return all;
  }

  std::int32_t at(std::uint64_t i) {
    if (i >= v_.tail_->begin) return v_.tail_->steps[(i - v_.tail_->begin) * n_ + slot_];
    seek(i);
    const HistoryRange* r = part().block->find(slot_);
    if (!r) return held();
    return part().block->has_samples() ? unpacked(*r)[i - part().begin] : r->last;
  }

  double value(std::int32_t step) const { return v_.rows_->scales[slot_].value(step); }

 private:
  const Part& part() const { return group_->parts[at_]; }

  void seek(std::uint64_t i) {
    if (!group_ || i < group_->parts.front().begin || i >= group_->parts.back().begin + group_->parts.back().scans) {
      const auto& groups = *v_.groups_;
      if (!v_.open_->parts.empty() && i >= v_.open_->parts.front().begin) {
        group_ = v_.open_.get();
      } else {
        const auto next = std::upper_bound(groups.begin(), groups.end(), i, [](std::uint64_t x, const auto& g) { return x < g->parts.front().begin; });
        group_ = std::prev(next)->get();
      }
      at_ = 0;
    }
    if (i < part().begin) at_ = 0;
    while (i >= part().begin + part().scans) ++at_;
  }
  /// Of a row that the block does not list: the last step of the latest one before that does.
  std::int32_t held() const {
    std::size_t k = at_;
    const HistoryRange* r = nullptr;
    while (!r) r = group_->parts[--k].block->find(slot_);
    return r->last;
  }
  const std::int32_t* unpacked(const HistoryRange& r) {
    if (of_ != part().block.get()) {
      of_ = part().block.get();
      of_->samples(r, samples_);
    }
    return samples_;
  }

  const HistoryView& v_;
  std::size_t slot_, n_;
  const HistoryGroup* group_ = nullptr;
  std::size_t at_ = 0;
  const HistoryBlock* of_ = nullptr;
  std::int32_t samples_[HistoryBlock::kScans];
};

bool HistoryView::has(RowId row) const {
  return rows_ && row >= 0 && static_cast<std::size_t>(row) < rows_->slot.size() && rows_->slot[static_cast<std::size_t>(row)] >= 0;
}

double HistoryView::at(RowId row, std::uint64_t scan) const {
  if (!has(row) || count_ == 0) return 0;
  RowReader reader(*this, row);
  return reader.value(reader.at(scan < first_ ? 0 : std::min(scan - first_, count_ - 1)));
}

std::vector<HistoryView::Bucket> HistoryView::columns(RowId row, std::uint64_t from, std::uint64_t to, int columns) const {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  std::vector<Bucket> result(static_cast<std::size_t>(std::max(0, columns)), Bucket{kInfinity, -kInfinity});
  if (!has(row) || to <= from) return result;
  RowReader reader(*this, row);
  for (int k = 0; k < columns; ++k) {
    const double span = static_cast<double>(to - from);
    std::uint64_t a = from + static_cast<std::uint64_t>(span * k / columns);
    std::uint64_t z = from + static_cast<std::uint64_t>(span * (k + 1) / columns);
    z = std::max(z, a + 1);
    a = std::max(a, first_);
    z = std::min(z, first_ + count_);
    if (a >= z) continue;
    const RowReader::Range r = reader.range(a - first_, z - first_);
    result[static_cast<std::size_t>(k)] = {static_cast<float>(reader.value(r.lo)), static_cast<float>(reader.value(r.hi))};
  }
  return result;
}

std::uint64_t HistoryView::exact_from() const {
  if (!groups_) return first_;
  for (std::size_t k = groups_->size(); k > 0; --k)
    if ((*groups_)[k - 1]->level > 0) return first_ + (*groups_)[k - 1]->parts.back().begin + (*groups_)[k - 1]->parts.back().scans;
  return first_;
}

}  // namespace retort
