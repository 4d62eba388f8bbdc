#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/run/history_view.h"

/// Writes the history of a run: every trended row at every scan, kept by change in whole steps of its resolution (history_scale.h), in
/// blocks of 64 scans that never change again, and a tail that does. After going back the newer part is cut.
///
/// It is bounded. Blocks stand in groups of 16. Half of `budget` is for blocks with samples, a quarter for those without, an eighth for
/// those 16 times as long, and so on. Where a level outgrows its share
///   level 0: the oldest group loses its samples and keeps the extremes of each block: level 1;
///   level k: the 16 oldest groups become one of level k + 1, whose blocks have the extremes of a whole group each.
/// So a trend of any span has data over all of it; only what is old is coarse. The first scan is kept as it was. All this depends on
/// the values alone, not on who reads.
///
/// Beside the budget stands the tail: 64 scans of all rows at 4 bytes.
namespace retort {

class Historian {
 public:
  void open(const Catalogue& catalogue, double period, std::uint64_t first_scan, std::size_t budget);
  void record(std::uint64_t scan, const std::vector<double>& values);
  /// Forgets everything from this scan on.
  void cut(std::uint64_t scan);

  std::uint64_t first_scan() const { return first_; }
  std::uint64_t scans() const { return count_; }
  /// As it stands now; costs the same however long the run.
  HistoryView view() const;
  /// Of the blocks, without the tail.
  std::size_t bytes() const;

 private:
  using Groups = std::vector<std::shared_ptr<const HistoryGroup>>;
  void seal();
  void close_group();
  void thin();
  void new_tail();

  std::shared_ptr<const HistoryRows> rows_;
  struct Band {
    double low, high;
  };
  std::vector<Band> bands_;              // by slot: within this the step held stays
  std::vector<std::int32_t> held_;       // the steps now
  std::vector<std::int32_t> sealed_;     // and at the end of the last block
  std::shared_ptr<const Groups> groups_;
  std::shared_ptr<const HistoryGroup> open_;
  std::shared_ptr<HistoryTail> tail_;
  std::size_t budget_ = 0;
  double period_ = 0;
  std::uint64_t first_ = 0, count_ = 0;
};

}  // namespace retort
