#include "drawing/places.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace retort {
namespace {

constexpr double kColumn = 300, kRow = 250, kLeft = 240, kTop = 150;
constexpr std::size_t kWhole = 30, kOnSheet = 10;   // nodes: of a plant that stands on one sheet, and about as many on each of several
constexpr double kNodeWide = 120, kNodeTall = 180, kInlineWide = 70, kInlineTall = 70, kConnectorWide = 170, kConnectorTall = 70, kLane = 75;   // with the words at them
constexpr int kAcross = 5;                          // columns; what is longer goes on below

class Layout {
 public:
  explicit Layout(const CompiledPlant& plant) : plant_(plant) {
    for (const LineWiring& l : plant_.wiring.lines) inline_.insert(l.elements.begin(), l.elements.end());
    for (const LineWiring& l : plant_.wiring.lines) {
      note(l.from.block), note(l.to.block);
      next_[l.from.block].push_back(l.to.block), next_[l.to.block].push_back(l.from.block);
    }
    for (BlockId id = 0; id < static_cast<BlockId>(plant_.blocks.size()); ++id)
      if (plant_.blocks[std::size_t(id)].section == "units" && !inline_.contains(id)) note(id);
  }

  Display places() {
    if (nodes_.size() <= kWhole) {
      columns(nodes_);
    } else {
      for (const std::vector<BlockId>& group : groups()) {
        DisplaySheet sheet;
        const std::size_t before = display_.order.size();
        taken_.clear();
        columns(group);
        connectors(group, sheet);
        for (std::size_t k = before; k < display_.order.size(); ++k) sheet.tags.push_back(display_.order[k]);
        sheet.title = title_of(group);
        display_.sheets.push_back(std::move(sheet));
      }
    }
    return std::move(display_);
  }

 private:
  bool drawn(BlockId id) const { return !plant_.blocks[std::size_t(id)].inserted; }
  const std::string& tag(BlockId id) const { return plant_.blocks[std::size_t(id)].tag; }
  void note(BlockId id) {
    if (drawn(id) && noted_.insert(id).second) nodes_.push_back(id);
  }

  /// From the first node on, whatever hangs together, a sheet at a time. What would stand alone on a sheet joins the one before it.
  std::vector<std::vector<BlockId>> groups() const {
    std::vector<std::vector<BlockId>> groups;
    std::set<BlockId> left(nodes_.begin(), nodes_.end());
    for (const BlockId first : nodes_) {
      if (!left.contains(first)) continue;
      std::deque<BlockId> open = {first};
      std::vector<BlockId> group;
      while (!open.empty() && group.size() < kOnSheet) {
        const BlockId at = open.front();
        open.pop_front();
        if (!left.erase(at)) continue;
        group.push_back(at);
        const auto it = next_.find(at);
        if (it == next_.end()) continue;
        for (const BlockId n : it->second) {
          if (next_.at(n).size() == 1 && left.erase(n)) group.push_back(n);   // what hangs on it alone, as where a drain ends
          else if (left.contains(n)) open.push_back(n);
        }
      }
      if (!groups.empty() && group.size() + groups.back().size() <= kOnSheet) groups.back().insert(groups.back().end(), group.begin(), group.end());
      else groups.push_back(std::move(group));
    }
    return groups;
  }
  /// By its first and its last vessel, or whatever else stands there: of the file's own order.
  std::string title_of(std::vector<BlockId> group) const {
    std::sort(group.begin(), group.end());
    std::vector<BlockId> main;
    for (const BlockId id : group)
      if (const std::string& type = plant_.blocks[std::size_t(id)].type; type != "boundary" && type != "junction") main.push_back(id);
    if (main.empty()) main = group;
    const std::string first = tag(main.front()), last = tag(main.back());
    return first == last ? first : first + " – " + last;
  }

  /// A column right of everything that feeds it; rings are cut where they close.
  void columns(const std::vector<BlockId>& nodes) {
    const std::set<BlockId> here(nodes.begin(), nodes.end());
    std::vector<const LineWiring*> lines;
    std::map<BlockId, std::vector<BlockId>> after;
    for (const LineWiring& l : plant_.wiring.lines)
      if (here.contains(l.from.block) && here.contains(l.to.block) && l.from.block != l.to.block) lines.push_back(&l), after[l.from.block].push_back(l.to.block);
    std::map<BlockId, int> column;
    for (const BlockId n : nodes) column[n] = 0;
    for (std::size_t pass = 0; pass < nodes.size(); ++pass) {
      bool moved = false;
      for (const LineWiring* l : lines) {
        const BlockId from = l->from.block, to = l->to.block;
        if (column[to] > column[from] || column[from] >= static_cast<int>(nodes.size())) continue;
        if (column[to] < column[from] && reaches(after, to, from)) continue;
        column[to] = column[from] + 1;
        moved = true;
      }
      if (!moved) break;
    }
    // Where the columns are too many, the rest stands in a band below.
    std::map<int, std::map<int, int>> rows;   // of a band, in a column
    for (const BlockId n : nodes) ++rows[column[n] / kAcross][column[n] % kAcross];
    std::map<int, double> top;
    double next = kTop;
    for (const auto& [band, columns] : rows) {
      top[band] = next;
      int deepest = 0;
      for (const auto& [c, n] : columns) deepest = std::max(deepest, n);
      next += kRow * deepest;
    }
    rows.clear();
    for (const BlockId n : nodes) {
      const int band = column[n] / kAcross, c = column[n] % kAcross;
      put(n, {kLeft + kColumn * c, top[band] + kRow * rows[band][c]++}, kNodeWide, kNodeTall);
    }
    for (const LineWiring& l : plant_.wiring.lines)
      if (here.contains(l.from.block)) along(l, here.contains(l.to.block));
  }
  bool is_free(SheetPoint at, double wide, double tall) const {
    return std::none_of(taken_.begin(), taken_.end(), [&](const Taken& t) { return std::abs(at.x - t.at.x) < (t.wide + wide) / 2 && std::abs(at.y - t.at.y) < (t.tall + tall) / 2; });
  }
  /// The first of the wished heights at which all places are free, or one above or below them; the first where there is none.
  static double height(std::initializer_list<double> wished, const std::function<bool(double)>& free) {
    for (const double y : wished)
      if (free(y)) return y;
    const double lowest = std::max(wished);
    for (int lane = 1; lane <= 8; ++lane)
      for (const double side : {1.0, -1.0})
        if (const double y = lowest + side * kLane * lane; y > 0 && free(y)) return y;
    return *wished.begin();
  }
  /// What stands in a line: between its ends, at the height of one of them, or above or below where that is taken. Where a line goes
  /// on elsewhere, its connector stands as its end would.
  void along(const LineWiring& l, bool whole) {
    const auto a = at_.find(l.from.block), b = at_.find(l.to.block);
    if (a == at_.end() || (l.elements.empty() && whole)) return;
    const SheetPoint from = a->second, to = whole && b != at_.end() ? b->second : SheetPoint{from.x + kColumn, from.y};
    const auto x = [&](std::size_t k) { return from.x + (to.x - from.x) * double(k + 1) / double(l.elements.size() + 1); };
    const double y = height({to.y, from.y}, [&](double level) {
      for (std::size_t k = 0; k < l.elements.size(); ++k)
        if (!is_free({x(k), level}, kInlineWide, kInlineTall)) return false;
      return whole || is_free({to.x, level}, kConnectorWide, kConnectorTall);
    });
    for (std::size_t k = 0; k < l.elements.size(); ++k) put(l.elements[k], {x(k), y}, kInlineWide, kInlineTall);
    if (!whole) connect(l.line, {to.x, y});
  }
  /// Lines that come from elsewhere.
  void connectors(const std::vector<BlockId>& group, DisplaySheet& sheet) {
    const std::set<BlockId> here(group.begin(), group.end());
    for (const LineWiring& l : plant_.wiring.lines) {
      if (!here.contains(l.to.block) || here.contains(l.from.block) || !at_.contains(l.to.block)) continue;
      const SheetPoint to = at_.at(l.to.block);
      const double x = to.x - kColumn / 2;
      connect(l.line, {x, height({to.y}, [&](double level) { return is_free({x, level}, kConnectorWide, kConnectorTall); })});
    }
    sheet.at = std::move(connectors_);
    connectors_.clear();
  }
  void connect(BlockId line, SheetPoint at) {
    taken_.push_back({at, kConnectorWide, kConnectorTall});
    DisplayPlace& place = connectors_[tag(line)];
    place.placed = true;
    place.at = at;
  }
  static bool reaches(const std::map<BlockId, std::vector<BlockId>>& after, BlockId from, BlockId to) {
    std::vector<BlockId> open = {from};
    std::set<BlockId> seen;
    while (!open.empty()) {
      const BlockId at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (!seen.insert(at).second) continue;
      if (const auto it = after.find(at); it != after.end()) open.insert(open.end(), it->second.begin(), it->second.end());
    }
    return false;
  }
  void put(BlockId id, SheetPoint at, double wide, double tall) {
    if (!drawn(id) || !at_.emplace(id, at).second) return;
    taken_.push_back({at, wide, tall});
    display_.at[tag(id)].at = at;
    display_.order.push_back(tag(id));
  }

  const CompiledPlant& plant_;
  std::vector<BlockId> nodes_;
  std::set<BlockId> noted_, inline_;
  std::map<BlockId, std::vector<BlockId>> next_;
  std::map<BlockId, SheetPoint> at_;
  struct Taken {
    SheetPoint at;
    double wide, tall;
  };
  std::vector<Taken> taken_;   // on this sheet
  std::map<std::string, DisplayPlace, std::less<>> connectors_;
  Display display_;
};

}  // namespace

bool has_places(const Display& display) { return !display.at.empty() || !display.parts.empty(); }

Display places_of(const CompiledPlant& plant) { return Layout(plant).places(); }

}  // namespace retort
