#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/run/snapshot.h"

/// The snapshots that a run keeps for going back; shared and never changed. They thin with age. Counted in keyframes (one every 300
/// scans: a simulated minute at 200 ms), of those as old as
///
///   up to 10 (ten minutes)    all stay
///   up to 60 (an hour)        every 5th
///   up to 1440 (a day)        every 60th
///   more                      every 1440th
///
/// and the start. "Every nth" counts from scan 0, age from the newest: what stays depends on scans alone, so that a replay of the same
/// acts keeps the same ones. After a month 80 or so are left.
namespace retort {

class Keyframes {
 public:
  using Kept = std::shared_ptr<const Snapshot>;
  /// `scans`: from one keyframe to the next.
  explicit Keyframes(std::uint64_t scans) : scans_(scans) {}

  std::uint64_t scans_between() const { return scans_; }
  bool due(std::uint64_t scan) const { return scan % scans_ == 0; }
  bool empty() const { return kept_.empty(); }
  /// Newer than all there are.
  void add(Snapshot s);
  /// Forgets those after a scan.
  void cut(std::uint64_t scan);
  void clear() { kept_.clear(); }

  /// Oldest first.
  const std::vector<Kept>& all() const { return kept_; }
  /// Of exactly this scan, and the latest at or before one; nullptr when there is none.
  Kept at(std::uint64_t scan) const;
  Kept before(std::uint64_t scan) const;

 private:
  std::uint64_t scans_;
  std::vector<Kept> kept_;
};

}  // namespace retort
