#pragma once
#include <bit>
#include <cstdint>
#include <vector>

/// Up to 64 scans of all rows, in whole steps (history_scale.h); never changed once it is made. A row that stood still is not in it:
/// it has the last step of the block before. The others have their lowest, highest and last step, and their samples, each in as few
/// bits as hold the difference from the lowest, or as a list of changes where that is shorter. A thinned block has no samples.
namespace retort {

struct HistoryRange {
  std::int32_t lo, hi, last;
};

class HistoryBlock {
 public:
  static constexpr int kScans = 64;

  /// `steps`: scan after scan, each of all rows. `before`: the last steps of the block before; nullptr: list every row. Writes the
  /// last steps to `after`.
  static HistoryBlock pack(const std::int32_t* steps, int scans, std::size_t rows, const std::int32_t* before, std::int32_t* after);
  /// The extremes of consecutive blocks as one without samples. The first lists every row.
  static HistoryBlock merge(const std::vector<const HistoryBlock*>& blocks, std::size_t rows);
  HistoryBlock thinned() const;

  /// nullptr: the row stood still.
  const HistoryRange* find(std::size_t row) const {
    const std::uint64_t word = listed_[row / 64], bit = std::uint64_t{1} << (row % 64);
    return word & bit ? &ranges_[before_[row / 64] + static_cast<std::size_t>(std::popcount(word & (bit - 1)))] : nullptr;
  }
  bool has_samples() const { return !offsets_.empty(); }
  int scans() const { return scans_; }
  /// The samples of a listed row, `scans()` of them.
  void samples(const HistoryRange& r, std::int32_t* out) const;
  std::size_t bytes() const;

 private:
  void list_rows(const std::vector<std::uint64_t>& listed);
  int scans_ = 0;
  std::vector<std::uint64_t> listed_;   // a bit for each row
  std::vector<std::uint32_t> before_;   // rows listed before each word of those
  std::vector<HistoryRange> ranges_;    // of the listed rows
  std::vector<std::uint32_t> offsets_;  // of their samples in `packed_`
  std::vector<std::uint8_t> packed_;
};

}  // namespace retort
