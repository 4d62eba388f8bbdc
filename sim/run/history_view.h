#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/run/history_block.h"
#include "sim/run/history_scale.h"

/// The history of a run as it stood at one moment: reading it needs no lock, and what is recorded, cut or thinned later does not touch
/// it. A copy is a few pointers; another thread may have one (what it reads was written before the copy was handed over).
namespace retort {

/// Consecutive blocks of one age; the first lists every row, so that a group can be read by itself.
struct HistoryGroup {
  static constexpr std::size_t kBlocks = 16;
  struct Part {
    std::uint64_t begin;  // counted from the first scan
    std::uint64_t scans;  // of the block; fewer where the run went back
    std::shared_ptr<const HistoryBlock> block;
  };
  int level = 0;          // 0: with samples; k: blocks of 64 * 16^(k-1) scans without
  std::size_t bytes = 0;
  std::vector<Part> parts;
};

/// What has been recorded since the last block: written on by the historian behind what any view counts.
struct HistoryTail {
  std::uint64_t begin = 0;
  std::vector<std::int32_t> steps;  // room for HistoryBlock::kScans scans of all rows
};

/// Which row stands where, and how it is kept.
struct HistoryRows {
  std::vector<int> slot;            // by RowId, -1 when not trended
  std::vector<HistoryScale> scales; // by slot
  std::vector<RowId> rows;          // by slot
};

class HistoryView {
 public:
  struct Bucket {
    float lo, hi;
  };
  bool has(RowId row) const;
  std::uint64_t first_scan() const { return first_; }
  std::uint64_t scans() const { return count_; }
  double period() const { return period_; }
  /// Value at a recorded scan (clamped to what is there), within the resolution of the row (history_scale.h). Where the samples were
  /// thinned away: a value that it had within the same block.
  double at(RowId row, std::uint64_t scan) const;
  /// Minimum and maximum of each of `columns` equal parts of [from, to) scans, within the resolution; parts without data have lo > hi.
  /// Where the samples were thinned away, a part has the extremes of the blocks that it touches.
  std::vector<Bucket> columns(RowId row, std::uint64_t from, std::uint64_t to, int columns) const;
  /// The first scan from which on every sample is there; the very first scan always is.
  std::uint64_t exact_from() const;

 private:
  friend class Historian;
  friend class RowReader;
  std::shared_ptr<const HistoryRows> rows_;
  std::shared_ptr<const std::vector<std::shared_ptr<const HistoryGroup>>> groups_;
  std::shared_ptr<const HistoryGroup> open_;  // the newest blocks, not yet a whole group
  std::shared_ptr<const HistoryTail> tail_;
  double period_ = 0;
  std::uint64_t first_ = 0, count_ = 0;
};

}  // namespace retort
