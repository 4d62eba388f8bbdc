#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "sim/model/catalogue.h"
#include "sim/run/act.h"
#include "sim/run/spill_file.h"

/// The log of a run: acts and changes, oldest first. In memory stand the newest; older ones go to a temporary file, and where that
/// cannot be written (a full disk, no folder) they are lost and counted.
namespace retort {

/// An event worth a line in the log: a logged row changed, or somebody acted.
struct LogEntry {
  std::uint64_t scan = 0;
  RowId row = kNoRow;
  double before = 0, after = 0;
  bool is_act = false;
  Source source = Source::board;
  Seat seat = 0;
  std::string text;                 // of an act: the remark, the step of a hint, the question of an answer
  std::string option;               // of an answer
  std::uint8_t kind = 0;            // number of the act in acts.inc
  std::string refused;              // text key of the reason; empty when it was taken
  RowId condition = kNoRow;         // what forbids it, where it is a row of the plant

  bool operator==(const LogEntry&) const = default;
  template <class A>
  void archive(A& a) { a(scan, row, before, after, is_act, source, seat, text, option, kind, refused, condition); }
};

/// Entries stand in pieces of this many; a full one never changes again.
struct LogPiece {
  static constexpr std::size_t kEntries = 256;
  std::array<LogEntry, kEntries> entries;
};

/// The log as it stood at one moment: reading it needs no lock, and what is logged or cut later does not touch it. A copy is a few
/// pointers; another thread may have one. An entry has a number, counted from the start of the run.
class LogView {
 public:
  class Iterator;
  /// Entries so far, those lost included.
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  /// How many of them are lost.
  std::size_t dropped() const { return dropped_; }
  /// Changes where the run went back: who followed the log by numbers reads it anew.
  std::uint64_t cuts() const { return cuts_; }

  /// All that are not lost, oldest first; those in the file are read as the iterator comes by. An entry lives as long as the iterator
  /// stands on it.
  Iterator begin() const;
  Iterator end() const;
  /// Those from a number on.
  struct Range;
  Range since(std::size_t number) const;

  /// From this number on all entries stand in memory and `[]` gives them.
  std::size_t in_memory_from() const { return in_memory_from_; }
  const LogEntry& operator[](std::size_t number) const;
  /// The first entry in memory at or after a scan.
  std::size_t at_scan(std::uint64_t scan) const;

 private:
  friend class EventLog;
  struct Piece {
    std::shared_ptr<const LogPiece> memory;  // or in the file, or lost
    std::uint64_t at = 0;
    std::size_t size = 0;                    // bytes in the file; 0: not there
    std::uint64_t last_scan = 0;
  };
  std::shared_ptr<const LogPiece> piece(std::size_t k) const;  // nullptr: lost
  std::shared_ptr<const std::vector<Piece>> full_;
  std::shared_ptr<const LogPiece> newest_;
  std::shared_ptr<const SpillFile> file_;
  std::size_t count_ = 0, dropped_ = 0, in_memory_from_ = 0;
  std::uint64_t cuts_ = 0;
};

class LogView::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = LogEntry;
  using difference_type = std::ptrdiff_t;
  using pointer = const LogEntry*;
  using reference = const LogEntry&;
  const LogEntry& operator*() const { return piece_->entries[number_ % LogPiece::kEntries]; }
  const LogEntry* operator->() const { return &**this; }
  Iterator& operator++() {
    ++number_;
    settle();
    return *this;
  }
  void operator++(int) { ++*this; }
  bool operator==(const Iterator& o) const { return number_ == o.number_; }

 private:
  friend class LogView;
  friend struct LogView::Range;
  Iterator(const LogView& log, std::size_t number) : log_(&log), number_(std::min(number, log.count_)) { settle(); }
  void settle();
  const LogView* log_;
  std::size_t number_;
  std::size_t of_ = ~std::size_t{0};
  std::shared_ptr<const LogPiece> piece_;
};

struct LogView::Range {
  LogView log;
  std::size_t from;
  Iterator begin() const { return {log, from}; }
  Iterator end() const { return log.end(); }
};

inline LogView::Range LogView::since(std::size_t number) const { return {*this, number}; }
inline LogView::Iterator LogView::begin() const { return {*this, 0}; }
inline LogView::Iterator LogView::end() const { return {*this, count_}; }

class EventLog {
 public:
  /// `most_bytes` in memory, beside the newest piece. `folder`: where the temporary file goes; empty: the system's.
  explicit EventLog(std::size_t most_bytes = 1 << 20, std::string folder = "");
  void add(LogEntry e);
  /// Forgets what came after a scan, and the acts that were given at it.
  void cut(std::uint64_t scan);
  void clear();
  /// As it stands now; costs the same however long the log.
  LogView view() const { return now_; }

 private:
  void seal();
  std::size_t most_bytes_, bytes_ = 0;
  std::string folder_;
  LogView now_;
  std::shared_ptr<LogPiece> newest_;
  std::shared_ptr<SpillFile> file_;
  bool cannot_spill_ = false;
};

}  // namespace retort
