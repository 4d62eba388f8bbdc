#include "drawing/mimic_layout.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace retort {
namespace {

/// A line or a stream: between what, through what, and by what way.
struct Connection {
  BlockId line = kNoBlock;
  std::string from, from_port, to, to_port;
  std::vector<std::string> through;
  const std::vector<DisplayStop>* by = nullptr;
};

class Planner {
 public:
  Planner(const CompiledPlant& plant, const SymbolLibrary& symbols)
      : plant_(plant), wiring_(plant.wiring), display_(plant.displays.mimic), symbols_(symbols) {}

  MimicLayout plan() {
    if (display_.size) out_.size = {display_.size->x, display_.size->y};
    read_connections();
    place_parts();
    place_written();
    place_equipment();
    place_inline();
    place_controllers();
    fit_if_laid_out();
    draw_lines();
    draw_signals();
    return std::move(out_);
  }

 private:
  const std::string& tag(BlockId b) const { return plant_.blocks[std::size_t(b)].tag; }
  Role role(BlockId b) const { return plant_.wired(b).role; }
  bool drawn(const std::string& tag) const {
    const BlockId b = plant_.block_called(tag);
    return b != kNoBlock && !plant_.blocks[std::size_t(b)].inserted;
  }
  const MimicItem* placed(const std::string& tag) const {
    const auto it = item_of_.find(tag);
    return it == item_of_.end() ? nullptr : &out_.items[it->second];
  }
  const MimicItem* placed(BlockId b) const { return b == kNoBlock ? nullptr : placed(tag(b)); }
  static void stand(MimicItem& item, const DisplayPlace& written) {
    item.at = {written.at.x, written.at.y};
    if (written.size) item.size = {written.size->x, written.size->y};
    item.turn = written.turn.value_or(0);
    item.mirrored = written.mirror.value_or(false);
  }
  void place(const std::string& tag, Point at, const DisplayPlace* written = nullptr) {
    if (!drawn(tag)) return;
    MimicItem item;
    item.block = plant_.block_called(tag);
    item.symbol = &symbols_.of_type(plant_.blocks[std::size_t(item.block)].type);
    item.at = at;
    item.size = item.symbol->size;
    if (written) stand(item, *written);
    item_of_[tag] = out_.items.size();
    out_.items.push_back(item);
  }

  void read_connections() {
    const auto port = [&](PortAt p) { return plant_.blocks[std::size_t(p.block)].declared->ports[std::size_t(p.port)].name; };
    for (const LineWiring& l : wiring_.lines) {
      Connection c{l.line, tag(l.from.block), port(l.from), tag(l.to.block), port(l.to), {}, nullptr};
      for (BlockId e : l.elements) c.through.push_back(tag(e));
      if (const auto it = display_.by.find(tag(l.line)); it != display_.by.end()) c.by = &it->second;
      connections_.push_back(std::move(c));
    }
  }

  /// Parts of a block and the streams between them.
  void place_parts() {
    for (const DisplayPart& p : display_.parts) {
      MimicItem item;
      item.symbol = &symbols_.called(p.symbol);
      item.size = item.symbol->size;
      stand(item, p.place);
      item.part = p.tag;
      item_of_[p.name] = out_.items.size();
      for (RowId r : p.shows) shown_by_[r] = out_.items.size();
      out_.items.push_back(item);
    }
    for (const DisplayStream& s : display_.streams)
      connections_.push_back({kNoBlock, s.from, s.from_port, s.to, s.to_port, s.through, s.by.empty() ? nullptr : &s.by});
  }
  /// The item where a variable is: the part that shows it, or its block.
  const MimicItem* item_of(RowId row) const {
    if (row == kNoRow) return nullptr;
    const auto it = shown_by_.find(row);
    return it == shown_by_.end() ? placed(wiring_.block_of[std::size_t(row)]) : &out_.items[it->second];
  }

  void place_written() {
    for (const std::string& tag : display_.order) {
      const DisplayPlace& written = display_.at.find(tag)->second;
      if (written.placed) place(tag, {written.at.x, written.at.y}, &written);
    }
    written_ = !out_.items.empty();
  }

  /// Vessels, machines and boundaries in columns: a column right of everything that feeds it; rings are cut where they close.
  void place_equipment() {
    if (!shown_by_.empty()) return;
    std::vector<std::string> nodes;
    const auto note = [&](const std::string& tag) {
      if (drawn(tag) && !placed(tag) && std::find(nodes.begin(), nodes.end(), tag) == nodes.end()) nodes.push_back(tag);
    };
    for (const Connection& c : connections_) note(c.from), note(c.to);
    if (written_) {  // a partly written display: only what the writer left out, in a row at the foot
      double x = 60;
      for (const std::string& tag : nodes) {
        const Role kind = role(plant_.block_called(tag));
        if (kind != Role::vessel && kind != Role::pump) continue;
        place(tag, {x, out_.size.y - 40});
        x += 160;
      }
      return;
    }
    std::map<std::string, int> column;
    for (const std::string& n : nodes) column[n] = 0;
    for (std::size_t pass = 0; pass < nodes.size(); ++pass)
      for (const Connection& c : connections_) {
        if (!column.contains(c.from) || !column.contains(c.to) || c.from == c.to) continue;
        const bool closes_ring = column[c.to] < column[c.from] && reaches(c.to, c.from);
        if (!closes_ring) column[c.to] = std::min(int(nodes.size()), std::max(column[c.to], column[c.from] + 1));
      }
    std::map<int, std::vector<std::string>> columns;
    for (const std::string& n : nodes) columns[column[n]].push_back(n);
    double x = 90, tallest = 0;
    for (auto& [c, tags] : columns) {
      double y = 150;
      for (const std::string& tag : tags) {
        const Symbol& symbol = symbols_.of_type(plant_.find(tag)->type);
        place(tag, {x, y + symbol.size.y / 2});
        y += symbol.size.y + 90;
      }
      tallest = std::max(tallest, y);
      x += 230;
    }
    natural_ = {x - 60, tallest + 20};
  }

  bool reaches(const std::string& from, const std::string& to) const {
    std::vector<std::string> open = {from}, seen;
    while (!open.empty()) {
      const std::string at = open.back();
      open.pop_back();
      if (at == to) return true;
      if (std::find(seen.begin(), seen.end(), at) != seen.end()) continue;
      seen.push_back(at);
      for (const Connection& c : connections_)
        if (c.from == at) open.push_back(c.to);
    }
    return false;
  }

  void place_inline() {
    for (const Connection& c : connections_) {
      const MimicItem *a = placed(c.from), *b = placed(c.to);
      if (!a || !b) continue;
      std::vector<std::string> missing;
      for (const std::string& tag : c.through)
        if (!placed(tag)) missing.push_back(tag);
      const Point from = port(*a, c.from_port, b->at), to = port(*b, c.to_port, a->at);
      for (std::size_t k = 0; k < missing.size(); ++k) {
        const double share = double(k + 1) / double(missing.size() + 1);
        place(missing[k], {from.x + (to.x - from.x) * share, from.y});
      }
    }
  }

  void place_controllers() {
    if (written_) return;
    // Over what they move, several side by side; what moves those (a master, the controllers before a selector) over them.
    std::map<BlockId, int> over;
    for (bool found = true; found;) {
      found = false;
      for (BlockId i = 0; i < BlockId(wiring_.blocks.size()); ++i) {
        const std::vector<RowId>& drives = plant_.wired(i).drives;
        if (drives.empty() || placed(i) || !drawn(tag(i))) continue;
        const BlockId of = wiring_.block_of[std::size_t(drives.front())];
        const MimicItem* driven = placed(of);
        if (!driven) continue;
        place(tag(i), {driven->at.x + 130 * over[of]++, driven->at.y - 80});
        found = true;
      }
    }
    for (const InstrumentWiring& m : wiring_.instruments) {
      if (role(m.block) != Role::transmitter || placed(m.block)) continue;
      const bool controlled = std::any_of(wiring_.controllers.begin(), wiring_.controllers.end(), [&](const ControllerWiring& c) {
        return plant_.instrument_of(c.source) == &m && placed(c.block);
      });
      const MimicItem* of = placed(m.at);
      if (of && !controlled) place(tag(m.block), {of->at.x + of->size.x / 2 + 30, of->at.y - of->size.y / 2 - 30});
    }
  }

  void fit_if_laid_out() {
    if (written_) return;
    // What moves what moves a thing may stand above the sheet: all of it comes down.
    double top = 60;
    for (const MimicItem& item : out_.items) top = std::min(top, item.at.y - item.size.y / 2);
    for (MimicItem& item : out_.items) {
      item.at.y += 60 - top;
      natural_.x = std::max(natural_.x, item.at.x + item.size.x / 2 + 60);
    }
    out_.size = {std::max(natural_.x, 600.0), std::max(natural_.y + 60 - top, 400.0)};
  }

  /// Where a line meets an item: its port, else the side that looks at `toward`.
  Point port(const MimicItem& item, const std::string& name, Point toward) const {
    const auto it = item.symbol->ports.find(name);
    if (it != item.symbol->ports.end()) {
      return on_sheet(*item.symbol, {item.at, item.size, item.turn, item.mirrored}, it->second);
    }
    const double dx = toward.x - item.at.x, dy = toward.y - item.at.y;
    if (std::abs(dx) * item.size.y >= std::abs(dy) * item.size.x) return {item.at.x + std::copysign(item.size.x / 2, dx), item.at.y};
    return {item.at.x, item.at.y + std::copysign(item.size.y / 2, dy)};
  }

  static void go(std::vector<Point>& points, Point to) {
    const Point at = points.back();
    if (std::abs(at.x - to.x) > 0.5 && std::abs(at.y - to.y) > 0.5) points.push_back({to.x, at.y});
    points.push_back(to);
  }

  void draw_lines() {
    for (const Connection& c : connections_) {
      const MimicItem *a = placed(c.from), *b = placed(c.to);
      if (!a || !b) continue;
      std::vector<Point> stops;
      if (c.by) {
        for (const DisplayStop& s : *c.by) {
          if (s.corner) stops.push_back({s.corner->x, s.corner->y});
          else if (const MimicItem* item = placed(s.tag)) stops.push_back(item->at);
        }
      } else {
        for (const std::string& tag : c.through)
          if (const MimicItem* item = placed(tag)) stops.push_back(item->at);
      }
      MimicLine line;
      line.block = c.line;
      line.points.push_back(port(*a, c.from_port, stops.empty() ? b->at : stops.front()));
      for (Point p : stops) go(line.points, p);
      const Point last = port(*b, c.to_port, line.points.back());
      // The last leg enters a nozzle on top or below along y, one on a side along x.
      const bool vertical_nozzle = std::abs(last.x - b->at.x) < b->size.x * 0.43 && std::abs(last.y - b->at.y) > 1;
      if (!vertical_nozzle && std::abs(line.points.back().x - last.x) > 0.5 && std::abs(line.points.back().y - last.y) > 0.5) {
        const double middle = (line.points.back().x + last.x) / 2;
        line.points.push_back({middle, line.points.back().y});
        line.points.push_back({middle, last.y});
      }
      go(line.points, last);
      out_.lines.push_back(std::move(line));
    }
  }

  void draw_signals() {
    for (std::size_t i = 0; i < out_.items.size(); ++i) {
      const MimicItem& item = out_.items[i];
      if (!bubble(item)) continue;
      const BlockWiring& b = plant_.wired(item.block);
      if (b.controller >= 0) {
        const ControllerWiring& c = wiring_.controllers[std::size_t(b.controller)];
        // Of a transmitter that is not drawn: what that measures.
        const InstrumentWiring* m = plant_.instrument_of(c.source);
        const MimicItem* from = item_of(c.source);
        if (!from && m) from = item_of(m->of);
        if (from) connect(*from, item);
        if (const MimicItem* to = item_of(c.out)) connect(item, *to);
      } else if (b.instrument >= 0) {
        if (const MimicItem* from = item_of(wiring_.instruments[std::size_t(b.instrument)].of)) connect(*from, item);
      }
    }
  }

  void connect(const MimicItem& a, const MimicItem& b) {
    const bool a_is_bubble = bubble(a), b_is_bubble = bubble(b);
    const Point from = port(a, a_is_bubble ? "" : "signal", b.at), to = port(b, b_is_bubble ? "" : "signal", a.at);
    MimicSignal s;
    s.points.push_back(from);
    if (std::abs(from.x - to.x) > 1 && std::abs(from.y - to.y) > 1) {
      const bool leaves_sideways = std::abs(std::abs(from.x - a.at.x) - a.size.x / 2) < 1 && std::abs(from.y - a.at.y) < 1;
      s.points.push_back(leaves_sideways ? Point{to.x, from.y} : Point{from.x, to.y});
    }
    s.points.push_back(to);
    out_.signals.push_back(std::move(s));
  }
  bool bubble(const MimicItem& i) const {
    return i.block != kNoBlock && (role(i.block) == Role::controller || role(i.block) == Role::transmitter);
  }

  const CompiledPlant& plant_;
  const Wiring& wiring_;
  const Display& display_;
  const SymbolLibrary& symbols_;
  MimicLayout out_;
  std::vector<Connection> connections_;
  std::map<std::string, std::size_t> item_of_;
  std::map<RowId, std::size_t> shown_by_;
  Point natural_{1100, 600};
  bool written_ = false;
};

}  // namespace

const MimicItem* MimicLayout::item(BlockId block) const {
  for (const MimicItem& i : items)
    if (i.block == block) return &i;
  return nullptr;
}

MimicLayout lay_out_mimic(const CompiledPlant& plant, const SymbolLibrary& symbols) { return Planner(plant, symbols).plan(); }

}  // namespace retort
