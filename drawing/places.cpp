#include "drawing/places.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace retort {
namespace {

constexpr double kColumn = 300, kRow = 250, kLeft = 90, kTop = 150;

class Columns {
 public:
  explicit Columns(const CompiledPlant& plant) : plant_(plant) {}

  Display places() {
    for (const LineWiring& l : plant_.wiring.lines) note(l.from.block), note(l.to.block);
    for (BlockId id = 0; id < static_cast<BlockId>(plant_.blocks.size()); ++id)
      if (drawn(id) && plant_.blocks[std::size_t(id)].section == "units" && !inline_element(id)) note(id);
    // A column right of everything that feeds it; rings are cut where they close.
    std::map<BlockId, int> column;
    for (const BlockId n : nodes_) column[n] = 0;
    for (std::size_t pass = 0; pass < nodes_.size(); ++pass)
      for (const LineWiring& l : plant_.wiring.lines) {
        const BlockId from = l.from.block, to = l.to.block;
        if (!column.contains(from) || !column.contains(to) || from == to) continue;
        if (column[to] < column[from] && reaches(to, from)) continue;
        column[to] = std::min(static_cast<int>(nodes_.size()), std::max(column[to], column[from] + 1));
      }
    std::map<int, int> rows;
    for (const BlockId n : nodes_) put(n, {kLeft + kColumn * column[n], kTop + kRow * rows[column[n]]++});
    for (const LineWiring& l : plant_.wiring.lines) {
      const auto a = at_.find(l.from.block), b = at_.find(l.to.block);
      if (a == at_.end() || b == at_.end()) continue;
      for (std::size_t k = 0; k < l.elements.size(); ++k) {
        const double share = double(k + 1) / double(l.elements.size() + 1);
        put(l.elements[k], {a->second.x + (b->second.x - a->second.x) * share, a->second.y + (b->second.y - a->second.y) * share});
      }
    }
    return std::move(display_);
  }

 private:
  bool drawn(BlockId id) const { return !plant_.blocks[std::size_t(id)].inserted; }
  bool inline_element(BlockId id) const {
    return std::any_of(plant_.wiring.lines.begin(), plant_.wiring.lines.end(), [&](const LineWiring& l) { return std::find(l.elements.begin(), l.elements.end(), id) != l.elements.end(); });
  }
  void note(BlockId id) {
    if (drawn(id) && std::find(nodes_.begin(), nodes_.end(), id) == nodes_.end()) nodes_.push_back(id);
  }
  bool reaches(BlockId from, BlockId to) const {
    std::vector<BlockId> open = {from}, seen;
    while (!open.empty()) {
      const BlockId at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (std::find(seen.begin(), seen.end(), at) != seen.end()) continue;
      seen.push_back(at);
      for (const LineWiring& l : plant_.wiring.lines)
        if (l.from.block == at) open.push_back(l.to.block);
    }
    return false;
  }
  void put(BlockId id, SheetPoint at) {
    if (!drawn(id) || !at_.emplace(id, at).second) return;
    const std::string& tag = plant_.blocks[std::size_t(id)].tag;
    display_.at[tag].at = at;
    display_.order.push_back(tag);
  }

  const CompiledPlant& plant_;
  std::vector<BlockId> nodes_;
  std::map<BlockId, SheetPoint> at_;
  Display display_;
};

}  // namespace

bool has_places(const Display& display) { return !display.at.empty() || !display.parts.empty(); }

Display places_of(const CompiledPlant& plant) { return Columns(plant).places(); }

}  // namespace retort
