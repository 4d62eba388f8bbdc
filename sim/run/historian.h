#pragma once
#include <cstdint>
#include <vector>

#include "sim/model/catalogue.h"

/// Every trended row at every scan, as float, with a pyramid of minima and maxima (factor 8 a level), so that a plot of any span
/// costs what its pixels cost. After a backtrack the newer part is cut.
namespace retort {

class Historian {
 public:
  struct Bucket {
    float lo, hi;
  };
  void open(const Catalogue& catalogue, double period, std::uint64_t first_scan);
  void record(std::uint64_t scan, const std::vector<double>& values);
  /// Forgets everything from this scan on.
  void cut(std::uint64_t scan);

  bool has(RowId row) const;
  std::uint64_t first_scan() const { return first_; }
  std::uint64_t scans() const { return count_; }
  double period() const { return period_; }
  /// Value at a recorded scan (clamped to what is there).
  double at(RowId row, std::uint64_t scan) const;
  /// Minimum and maximum of each of `columns` equal parts of [from, to) scans; parts without data have lo > hi.
  std::vector<Bucket> columns(RowId row, std::uint64_t from, std::uint64_t to, int columns) const;

 private:
  static constexpr std::uint64_t kFactor = 8;
  struct Series {
    std::vector<float> samples;
    std::vector<std::vector<Bucket>> levels;  // level k: buckets of 8^(k+1) samples, complete ones only
  };
  Bucket range(const Series& s, std::uint64_t from, std::uint64_t to) const;
  std::vector<Series> series_;
  std::vector<int> slot_;      // by RowId, -1 when not trended
  double period_ = 0;
  std::uint64_t first_ = 0, count_ = 0;
};

}  // namespace retort
