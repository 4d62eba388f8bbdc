#include "sim/run/historian.h"

#include <algorithm>

namespace retort {

void Historian::open(const Catalogue& catalogue, double period, std::uint64_t first_scan, std::size_t budget) {
  auto rows = std::make_shared<HistoryRows>();
  rows->slot.assign(catalogue.size(), -1);
  for (const Row& r : catalogue.rows()) {
    if (!r.trended) continue;
    rows->slot[static_cast<std::size_t>(r.id)] = static_cast<int>(rows->rows.size());
    rows->rows.push_back(r.id);
    rows->scales.push_back(HistoryScale::of(r));
  }
  held_.assign(rows->rows.size(), 0);
  bands_.assign(rows->rows.size(), Band{0, 0});
  sealed_ = held_;
  rows_ = std::move(rows);
  groups_ = std::make_shared<Groups>();
  open_ = std::make_shared<HistoryGroup>();
  budget_ = budget;
  period_ = period;
  first_ = first_scan;
  count_ = 0;
  new_tail();
}

void Historian::new_tail() {
  tail_ = std::make_shared<HistoryTail>();
  tail_->begin = count_;
}

void Historian::record(std::uint64_t scan, const std::vector<double>& values) {
  if (scan < first_ + count_) return;  // already there
  const std::size_t n = rows_->rows.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double v = values[static_cast<std::size_t>(rows_->rows[i])];
    if (!(v < bands_[i].low || v > bands_[i].high)) continue;  // also what is not a number
    const HistoryScale& scale = rows_->scales[i];
    held_[i] = scale.step(v);
    bands_[i] = {scale.value(held_[i] - 1), scale.value(held_[i] + 1)};
  }
  const std::uint64_t in_tail = count_ - tail_->begin;
  if (in_tail == 0) tail_->steps.resize(HistoryBlock::kScans * n);  // nobody reads a tail without scans
  std::copy(held_.begin(), held_.end(), tail_->steps.begin() + static_cast<std::ptrdiff_t>(in_tail * n));
  ++count_;
  // The first scan stands by itself: the instruments had not measured yet.
  if (count_ == 1) {
    seal();
    close_group();
  } else if (in_tail + 1 == HistoryBlock::kScans) {
    seal();
    if (open_->parts.size() == HistoryGroup::kBlocks) {
      close_group();
      thin();
    }
  }
}

void Historian::seal() {
  const std::uint64_t scans = count_ - tail_->begin;
  if (scans > 0) {
    const bool first = open_->parts.empty();
    auto block = std::make_shared<const HistoryBlock>(
        HistoryBlock::pack(tail_->steps.data(), static_cast<int>(scans), rows_->rows.size(), first ? nullptr : sealed_.data(), sealed_.data()));
    auto group = std::make_shared<HistoryGroup>(*open_);
    group->bytes += block->bytes() + sizeof(HistoryGroup::Part);
    group->parts.push_back({tail_->begin, scans, std::move(block)});
    open_ = std::move(group);
  }
  new_tail();
}

void Historian::close_group() {
  if (open_->parts.empty()) return;
  auto groups = std::make_shared<Groups>(*groups_);
  groups->push_back(open_);
  groups_ = std::move(groups);
  open_ = std::make_shared<HistoryGroup>();
}

void Historian::cut(std::uint64_t scan) {
  const std::uint64_t keep = scan <= first_ ? 0 : std::min(count_, scan - first_);
  if (keep == count_) return;
  if (keep == 0) {
    groups_ = std::make_shared<Groups>();
    open_ = std::make_shared<HistoryGroup>();
    count_ = 0;
    return new_tail();
  }
  count_ = std::max(keep, tail_->begin);
  seal();  // what others may be reading of the tail is not written over
  close_group();
  count_ = keep;
  auto groups = std::make_shared<Groups>(*groups_);
  while (groups->back()->parts.front().begin >= keep) groups->pop_back();
  if (HistoryGroup shorter = *groups->back(); shorter.parts.back().begin + shorter.parts.back().scans > keep) {
    while (shorter.parts.back().begin >= keep) {
      shorter.bytes -= shorter.parts.back().block->bytes() + sizeof(HistoryGroup::Part);
      shorter.parts.pop_back();
    }
    shorter.parts.back().scans = std::min(shorter.parts.back().scans, keep - shorter.parts.back().begin);
    groups->back() = std::make_shared<HistoryGroup>(std::move(shorter));
  }
  groups_ = std::move(groups);
  new_tail();
}

void Historian::thin() {
  auto groups = std::make_shared<Groups>(*groups_);
  std::size_t share = budget_;
  bool changed = false;
  for (int level = 0;; ++level) {
    share /= 2;
    for (;;) {
      // Levels fall from old to new; the first group of all is the first scan and stays.
      const auto of_level = [&](const auto& g) { return g->level == level; };
      const auto begin = std::find_if(groups->begin() + 1, groups->end(), of_level), end = std::find_if_not(begin, groups->end(), of_level);
      std::size_t bytes = 0;
      for (auto g = begin; g != end; ++g) bytes += (*g)->bytes;
      const std::ptrdiff_t taken = level == 0 ? 1 : static_cast<std::ptrdiff_t>(HistoryGroup::kBlocks);
      if (bytes <= share || end - begin < taken) break;
      auto coarse = std::make_shared<HistoryGroup>();
      coarse->level = level + 1;
      const auto add = [&](std::uint64_t at, std::uint64_t scans, HistoryBlock block) {
        coarse->bytes += block.bytes() + sizeof(HistoryGroup::Part);
        coarse->parts.push_back({at, scans, std::make_shared<const HistoryBlock>(std::move(block))});
      };
      if (level == 0) {
        for (const HistoryGroup::Part& p : (*begin)->parts) add(p.begin, p.scans, p.block->thinned());
      } else {
        for (auto g = begin; g != begin + taken; ++g) {
          std::vector<const HistoryBlock*> blocks;
          std::uint64_t scans = 0;
          for (const HistoryGroup::Part& p : (*g)->parts) {
            blocks.push_back(p.block.get());
            scans += p.scans;
          }
          add((*g)->parts.front().begin, scans, HistoryBlock::merge(blocks, rows_->rows.size()));
        }
      }
      *begin = std::move(coarse);
      groups->erase(begin + 1, begin + taken);
      changed = true;
    }
    if (std::none_of(groups->begin() + 1, groups->end(), [&](const auto& g) { return g->level > level; })) break;
  }
  if (changed) groups_ = std::move(groups);
}

HistoryView Historian::view() const {
  HistoryView v;
  v.rows_ = rows_;
  v.groups_ = groups_;
  v.open_ = open_;
  v.tail_ = tail_;
  v.period_ = period_;
  v.first_ = first_;
  v.count_ = count_;
  return v;
}

std::size_t Historian::bytes() const {
  std::size_t n = open_->bytes;
  for (const auto& g : *groups_) n += g->bytes;
  return n;
}

}  // namespace retort
