#include "sim/run/history_block.h"

#include <algorithm>
#include <cstring>

namespace retort {
namespace {

constexpr std::size_t kSpare = 8;  // bytes after the samples, so that eight may be read at any of them
constexpr std::uint32_t kList = 0x80000000U;  // mark of an offset: a list of changes

int bits_of(const HistoryRange& r) { return std::bit_width(static_cast<std::uint32_t>(r.hi - r.lo)); }

void put_bits(std::vector<std::uint8_t>& out, const std::int32_t* samples, int scans, std::int32_t lo, int bits) {
  std::uint64_t held = 0;
  int n = 0;
  for (int s = 0; s < scans; ++s) {
    held |= static_cast<std::uint64_t>(static_cast<std::uint32_t>(samples[s] - lo)) << n;
    for (n += bits; n >= 8; n -= 8, held >>= 8) out.push_back(static_cast<std::uint8_t>(held));
  }
  if (n > 0) out.push_back(static_cast<std::uint8_t>(held));
}

/// The first sample, the number of changes, and each change as its scan and the new sample.
void put_list(std::vector<std::uint8_t>& out, const std::int32_t* samples, int scans, std::int32_t lo, int width, int changes) {
  const auto put = [&](std::int32_t sample) {
    for (int i = 0; i < width; ++i) out.push_back(static_cast<std::uint8_t>(static_cast<std::uint32_t>(sample - lo) >> (8 * i)));
  };
  put(samples[0]);
  out.push_back(static_cast<std::uint8_t>(changes));
  for (int s = 1; s < scans; ++s) {
    if (samples[s] == samples[s - 1]) continue;
    out.push_back(static_cast<std::uint8_t>(s));
    put(samples[s]);
  }
}

}  // namespace

void HistoryBlock::list_rows(const std::vector<std::uint64_t>& listed) {
  listed_ = listed;
  before_.resize(listed.size());
  std::uint32_t n = 0;
  for (std::size_t w = 0; w < listed.size(); ++w) {
    before_[w] = n;
    n += static_cast<std::uint32_t>(std::popcount(listed[w]));
  }
  ranges_.reserve(n);
}

HistoryBlock HistoryBlock::pack(const std::int32_t* steps, int scans, std::size_t rows, const std::int32_t* before, std::int32_t* after) {
  HistoryBlock b;
  b.scans_ = scans;
  const std::int32_t* newest = steps + static_cast<std::size_t>(scans - 1) * rows;
  std::vector<std::int32_t> lo(steps, steps + rows), hi = lo;
  for (int s = 1; s < scans; ++s) {
    const std::int32_t* at = steps + static_cast<std::size_t>(s) * rows;
    for (std::size_t r = 0; r < rows; ++r) lo[r] = std::min(lo[r], at[r]);
    for (std::size_t r = 0; r < rows; ++r) hi[r] = std::max(hi[r], at[r]);
  }
  std::vector<std::uint64_t> listed((rows + 63) / 64, 0);
  for (std::size_t r = 0; r < rows; ++r)
    if (!before || lo[r] != hi[r] || lo[r] != before[r]) listed[r / 64] |= std::uint64_t{1} << (r % 64);
  b.list_rows(listed);
  b.offsets_.reserve(b.ranges_.capacity());
  for (std::size_t r = 0; r < rows; ++r) {
    if (!(listed[r / 64] >> (r % 64) & 1)) continue;
    const HistoryRange range{lo[r], hi[r], newest[r]};
    b.ranges_.push_back(range);
    const auto offset = static_cast<std::uint32_t>(b.packed_.size());
    if (range.lo == range.hi) {
      b.offsets_.push_back(offset);
      continue;
    }
    std::int32_t samples[kScans];
    int changes = 0;
    for (int s = 0; s < scans; ++s) {
      samples[s] = steps[static_cast<std::size_t>(s) * rows + r];
      changes += s > 0 && samples[s] != samples[s - 1];
    }
    const int bits = bits_of(range), width = (bits + 7) / 8;
    const bool list = 1 + width + changes * (1 + width) < (scans * bits + 7) / 8;
    b.offsets_.push_back(list ? offset | kList : offset);
    if (list) put_list(b.packed_, samples, scans, range.lo, width, changes);
    else put_bits(b.packed_, samples, scans, range.lo, bits);
  }
  b.packed_.resize(b.packed_.size() + kSpare);
  b.packed_.shrink_to_fit();
  std::copy(newest, newest + rows, after);
  return b;
}

void HistoryBlock::samples(const HistoryRange& r, std::int32_t* out) const {
  const std::uint32_t offset = offsets_[static_cast<std::size_t>(&r - ranges_.data())];
  if (r.lo == r.hi) return void(std::fill(out, out + scans_, r.lo));
  const int bits = bits_of(r);
  if (!(offset & kList)) {
    const std::uint8_t* from = packed_.data() + offset;
    const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
    for (int s = 0; s < scans_; ++s) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, from + s * bits / 8, sizeof eight);
      out[s] = r.lo + static_cast<std::int32_t>(eight >> (s * bits % 8) & mask);
    }
    return;
  }
  const std::uint8_t* from = packed_.data() + (offset & ~kList);
  const int width = (bits + 7) / 8;
  const auto get = [&] {
    std::uint32_t v = 0;
    for (int i = 0; i < width; ++i) v |= static_cast<std::uint32_t>(*from++) << (8 * i);
    return r.lo + static_cast<std::int32_t>(v);
  };
  std::int32_t value = get();
  int s = 0;
  for (int changes = *from++; changes > 0; --changes) {
    const int until = *from++;
    while (s < until) out[s++] = value;
    value = get();
  }
  while (s < scans_) out[s++] = value;
}

HistoryBlock HistoryBlock::merge(const std::vector<const HistoryBlock*>& blocks, std::size_t rows) {
  HistoryBlock m;
  m.list_rows(blocks.front()->listed_);
  m.ranges_ = blocks.front()->ranges_;
  for (const HistoryBlock* b : blocks) m.scans_ += b->scans_;
  for (std::size_t k = 1; k < blocks.size(); ++k)
    for (std::size_t r = 0; r < rows; ++r) {
      const HistoryRange* next = blocks[k]->find(r);
      if (!next) continue;
      HistoryRange& all = m.ranges_[r];
      all = {std::min(all.lo, next->lo), std::max(all.hi, next->hi), next->last};
    }
  return m;
}

HistoryBlock HistoryBlock::thinned() const {
  HistoryBlock t;
  t.scans_ = scans_;
  t.listed_ = listed_;
  t.before_ = before_;
  t.ranges_ = ranges_;
  return t;
}

std::size_t HistoryBlock::bytes() const {
  return sizeof *this + listed_.capacity() * sizeof(std::uint64_t) + before_.capacity() * sizeof(std::uint32_t) +
         ranges_.capacity() * sizeof(HistoryRange) + offsets_.capacity() * sizeof(std::uint32_t) + packed_.capacity();
}

}  // namespace retort
