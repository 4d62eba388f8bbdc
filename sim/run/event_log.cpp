#include "sim/run/event_log.h"

#include <algorithm>
#include <stdexcept>

#include "sim/run/archive.h"

namespace retort {
namespace {

constexpr std::size_t kEntries = LogPiece::kEntries;

std::size_t bytes_of(const LogPiece& p) {
  std::size_t n = sizeof p;
  for (const LogEntry& e : p.entries)
    if (e.text.capacity() >= sizeof(std::string) / 2) n += e.text.capacity();
  return n;
}

}  // namespace

std::shared_ptr<const LogPiece> LogView::piece(std::size_t k) const {
  if (k == full_->size()) return newest_;
  const Piece& p = (*full_)[k];
  if (p.memory || p.size == 0) return p.memory;
  const auto bytes = file_->read(p.at, p.size);
  if (!bytes) return nullptr;
  auto loaded = std::make_shared<LogPiece>();
  try {
    ArchiveReader in(*bytes);
    for (LogEntry& e : loaded->entries) in(e);
  } catch (const std::out_of_range&) {
    return nullptr;  // somebody cut the file
  }
  return loaded;
}

const LogEntry& LogView::operator[](std::size_t number) const {
  const std::size_t k = number / kEntries;
  return (k == full_->size() ? newest_ : (*full_)[k].memory)->entries[number % kEntries];
}

std::size_t LogView::at_scan(std::uint64_t scan) const {
  std::size_t lo = in_memory_from_, hi = count_;
  while (lo < hi) {
    const std::size_t middle = lo + (hi - lo) / 2;
    if ((*this)[middle].scan < scan) lo = middle + 1;
    else hi = middle;
  }
  return lo;
}

void LogView::Iterator::settle() {
  while (number_ < log_->count_) {
    const std::size_t k = number_ / kEntries;
    if (k != of_) {
      piece_ = log_->piece(k);
      of_ = k;
    }
    if (piece_) return;
    number_ = std::min(log_->count_, (k + 1) * kEntries);
  }
}

EventLog::EventLog(std::size_t most_bytes, std::string folder) : most_bytes_(most_bytes), folder_(std::move(folder)) { clear(); }

void EventLog::clear() {
  const std::uint64_t cuts = now_.cuts_ + 1;
  now_ = {};
  now_.cuts_ = cuts;
  now_.full_ = std::make_shared<std::vector<LogView::Piece>>();
  now_.newest_ = newest_ = std::make_shared<LogPiece>();
  file_.reset();
  cannot_spill_ = false;
  bytes_ = 0;
}

void EventLog::add(LogEntry e) {
  newest_->entries[now_.count_ % kEntries] = std::move(e);
  if (++now_.count_ % kEntries == 0) seal();
}

void EventLog::seal() {
  auto full = std::make_shared<std::vector<LogView::Piece>>(*now_.full_);
  full->push_back({newest_, 0, 0, newest_->entries.back().scan});
  bytes_ += bytes_of(*newest_);
  for (std::size_t k = now_.in_memory_from_ / kEntries; bytes_ > most_bytes_ && k < full->size(); ++k) {
    LogView::Piece& p = (*full)[k];
    bytes_ -= bytes_of(*p.memory);
    if (!file_ && !cannot_spill_) now_.file_ = file_ = SpillFile::create(folder_);
    cannot_spill_ = cannot_spill_ || !file_;
    if (!cannot_spill_) {
      ArchiveWriter out;
      for (const LogEntry& e : p.memory->entries) out(e);
      const auto at = file_->append(out.bytes);
      cannot_spill_ = !at;
      if (at) p.at = *at, p.size = out.bytes.size();
    }
    if (p.size == 0) now_.dropped_ += kEntries;
    p.memory.reset();
    now_.in_memory_from_ = (k + 1) * kEntries;
  }
  now_.full_ = std::move(full);
  now_.newest_ = newest_ = std::make_shared<LogPiece>();
}

void EventLog::cut(std::uint64_t scan) {
  const auto goes = [&](const LogEntry& e) { return e.scan > scan || (e.is_act && e.scan == scan); };
  // What goes is the end of the log: scans never fall, and a scan's commands come after its changes.
  std::size_t keep = now_.count_;
  std::shared_ptr<const LogPiece> last;
  while (keep > 0) {
    const std::size_t k = (keep - 1) / kEntries, begin = k * kEntries;
    last = now_.piece(k);
    if (!last && (*now_.full_)[k].last_scan < scan) break;
    while (last && keep > begin && goes(last->entries[keep - 1 - begin])) --keep;
    if (last && keep > begin) break;
    keep = begin;
  }
  if (keep == now_.count_) return;
  ++now_.cuts_;
  auto full = std::make_shared<std::vector<LogView::Piece>>(now_.full_->begin(), now_.full_->begin() + static_cast<std::ptrdiff_t>(keep / kEntries));
  newest_ = std::make_shared<LogPiece>();  // what others may be reading is not written over
  if (keep % kEntries > 0) std::copy_n(last->entries.begin(), keep % kEntries, newest_->entries.begin());
  now_.full_ = std::move(full);
  now_.newest_ = newest_;
  now_.count_ = keep;
  now_.in_memory_from_ = std::min(now_.in_memory_from_, keep / kEntries * kEntries);
  bytes_ = now_.dropped_ = 0;
  for (const LogView::Piece& p : *now_.full_) {
    if (p.memory) bytes_ += bytes_of(*p.memory);
    else if (p.size == 0) now_.dropped_ += kEntries;
  }
}

}  // namespace retort
