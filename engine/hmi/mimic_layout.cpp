#include "engine/hmi/mimic_layout.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <optional>

namespace retort::hmi {
namespace {

struct End {
  std::string tag, port;
};
End end_of(const std::string& text) {
  const std::size_t dot = text.find('.');
  return dot == std::string::npos ? End{text, ""} : End{text.substr(0, dot), text.substr(dot + 1)};
}

std::optional<ImVec2> read_point(const YamlNode* n) {
  if (!n || !n->is_sequence() || n->items.size() != 2) return std::nullopt;
  if (!n->items[0].is_scalar() || !n->items[1].is_scalar()) return std::nullopt;
  return ImVec2(std::strtof(n->items[0].scalar.c_str(), nullptr), std::strtof(n->items[1].scalar.c_str(), nullptr));
}

struct Connection {
  int line;               // thing
  End from, to;
  std::vector<std::string> through;
  const YamlNode* by = nullptr;  // as written at a stream
};

class Planner {
 public:
  Planner(const PlantView& plant, const SymbolLibrary& symbols) : plant_(plant), symbols_(symbols) {}

  MimicLayout plan() {
    if (auto size = read_point(plant_.spec().display.find("size"))) out_.size = *size;
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
  int index(const std::string& tag) const {
    const Thing* t = plant_.find(tag);
    return t ? int(t - plant_.things().data()) : -1;
  }
  const MimicItem* placed(const std::string& tag) const {
    const auto it = item_of_.find(tag);
    return it == item_of_.end() ? nullptr : &out_.items[it->second];
  }
  void place(const std::string& tag, ImVec2 at, const YamlNode* written = nullptr) {
    const int i = index(tag);
    if (i < 0) return;
    MimicItem item;
    item.thing = i;
    item.symbol = &symbols_.of_type(plant_.things()[std::size_t(i)].type);
    item.at = at;
    item.size = item.symbol->size;
    if (written && written->is_map()) {
      if (auto size = read_point(written->find("size"))) item.size = *size;
      if (const YamlNode* turn = written->find("turn")) item.turn = std::atoi(turn->scalar.c_str());
    }
    item_of_[tag] = out_.items.size();
    out_.items.push_back(item);
  }

  void read_connections() {
    for (std::size_t i = 0; i < plant_.things().size(); ++i) {
      const Thing& t = plant_.things()[i];
      if (t.kind != ThingKind::line) continue;
      Connection c;
      c.line = int(i);
      if (const YamlNode* n = t.spec->body.find("from")) c.from = end_of(n->scalar);
      if (const YamlNode* n = t.spec->body.find("to")) c.to = end_of(n->scalar);
      if (const YamlNode* n = t.spec->body.find("through"))
        for (const YamlNode& x : n->items) c.through.push_back(x.scalar);
      connections_.push_back(std::move(c));
    }
  }

  /// Parts of a block and the streams between them.
  void place_parts() {
    const YamlNode* parts = plant_.spec().display.find("parts");
    if (!parts) return;
    const auto text = [](const YamlNode& map, const char* key) {
      const YamlNode* n = map.find(key);
      return n && n->is_scalar() ? n->scalar : std::string();
    };
    for (const auto& [key, value] : parts->entries) {
      const auto at = read_point(value.find("at"));
      if (!at) continue;
      MimicItem item;
      item.symbol = &symbols_.called(text(value, "symbol"));
      item.at = *at;
      item.size = item.symbol->size;
      if (auto size = read_point(value.find("size"))) item.size = *size;
      item.turn = std::atoi(text(value, "turn").c_str());
      item.part = text(value, "tag");
      item_of_[key.scalar] = out_.items.size();
      if (const YamlNode* shows = value.find("shows"))
        for (const YamlNode& n : shows->items) shown_by_[n.scalar] = out_.items.size();
      out_.items.push_back(item);
    }
    const YamlNode* streams = plant_.spec().display.find("streams");
    if (!streams) return;
    for (const auto& [key, value] : streams->entries) {
      Connection c;
      c.line = -1;
      c.from = end_of(text(value, "from"));
      c.to = end_of(text(value, "to"));
      c.by = value.find("by");
      connections_.push_back(std::move(c));
    }
  }
  /// The item where a variable is: the part that shows it, or its block.
  const MimicItem* item_of(const std::string& variable) const {
    const auto it = shown_by_.find(variable);
    return it == shown_by_.end() ? placed(end_of(variable).tag) : &out_.items[it->second];
  }

  void place_written() {
    const YamlNode* all = plant_.spec().display.find("at");
    if (!all) return;
    for (const auto& [key, value] : all->entries) {
      const Thing* t = plant_.find(key.scalar);
      if (!t || t->kind == ThingKind::line) continue;
      const auto at = read_point(value.is_map() ? value.find("at") : &value);
      if (at) place(key.scalar, *at, &value);
    }
    written_ = !out_.items.empty();
  }

  /// Vessels, machines and boundaries in columns: a column right of everything that feeds it; rings are cut where they close.
  void place_equipment() {
    if (!shown_by_.empty()) return;
    std::vector<std::string> nodes;
    const auto note = [&](const std::string& tag) {
      if (index(tag) >= 0 && !placed(tag) && std::find(nodes.begin(), nodes.end(), tag) == nodes.end()) nodes.push_back(tag);
    };
    for (const Connection& c : connections_) note(c.from.tag), note(c.to.tag);
    if (written_) {  // a partly written display: only what the writer left out, in a row at the foot
      float x = 60;
      for (const std::string& tag : nodes) {
        const ThingKind kind = plant_.find(tag)->kind;
        if (kind != ThingKind::vessel && kind != ThingKind::pump) continue;
        place(tag, {x, out_.size.y - 40});
        x += 160;
      }
      return;
    }
    std::map<std::string, int> column;
    for (const std::string& n : nodes) column[n] = 0;
    for (std::size_t pass = 0; pass < nodes.size(); ++pass)
      for (const Connection& c : connections_) {
        if (!column.contains(c.from.tag) || !column.contains(c.to.tag) || c.from.tag == c.to.tag) continue;
        const bool closes_ring = column[c.to.tag] < column[c.from.tag] && reaches(c.to.tag, c.from.tag);
        if (!closes_ring) column[c.to.tag] = std::min(int(nodes.size()), std::max(column[c.to.tag], column[c.from.tag] + 1));
      }
    std::map<int, std::vector<std::string>> columns;
    for (const std::string& n : nodes) columns[column[n]].push_back(n);
    float x = 90, tallest = 0;
    for (auto& [c, tags] : columns) {
      float y = 150;
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
        if (c.from.tag == at) open.push_back(c.to.tag);
    }
    return false;
  }

  void place_inline() {
    for (const Connection& c : connections_) {
      const MimicItem *a = placed(c.from.tag), *b = placed(c.to.tag);
      if (!a || !b) continue;
      std::vector<std::string> missing;
      for (const std::string& tag : c.through)
        if (!placed(tag)) missing.push_back(tag);
      const ImVec2 from = port(*a, c.from.port, b->at), to = port(*b, c.to.port, a->at);
      for (std::size_t k = 0; k < missing.size(); ++k) {
        const float share = float(k + 1) / float(missing.size() + 1);
        place(missing[k], {from.x + (to.x - from.x) * share, from.y});
      }
    }
  }

  void place_controllers() {
    if (written_) return;
    for (const Thing& t : plant_.things()) {
      if (t.kind != ThingKind::controller || placed(t.tag)) continue;
      const MimicItem* driven = placed(t.drives);
      if (driven) place(t.tag, {driven->at.x, driven->at.y - 80});
    }
    for (const Thing& t : plant_.things()) {
      if (t.kind != ThingKind::transmitter || placed(t.tag)) continue;
      const bool controlled = std::any_of(plant_.things().begin(), plant_.things().end(), [&](const Thing& c) {
        return c.kind == ThingKind::controller && end_of(c.measures).tag == t.tag && placed(c.tag);
      });
      const MimicItem* of = placed(end_of(t.measures).tag);
      if (of && !controlled) place(t.tag, {of->at.x + of->size.x / 2 + 30, of->at.y - of->size.y / 2 - 30});
    }
  }

  void fit_if_laid_out() {
    if (!written_) out_.size = {std::max(natural_.x, 600.f), std::max(natural_.y, 400.f)};
  }

  /// Where a line meets an item: its port, else the side that looks at `toward`.
  ImVec2 port(const MimicItem& item, const std::string& name, ImVec2 toward) const {
    const auto it = item.symbol->ports.find(name);
    if (it != item.symbol->ports.end()) {
      const ImVec2 p = symbol_point(*item.symbol, it->second, item.size, item.turn);
      return {item.at.x + p.x, item.at.y + p.y};
    }
    const float dx = toward.x - item.at.x, dy = toward.y - item.at.y;
    if (std::abs(dx) * item.size.y >= std::abs(dy) * item.size.x) return {item.at.x + std::copysign(item.size.x / 2, dx), item.at.y};
    return {item.at.x, item.at.y + std::copysign(item.size.y / 2, dy)};
  }

  static void go(std::vector<ImVec2>& points, ImVec2 to) {
    const ImVec2 at = points.back();
    if (std::abs(at.x - to.x) > 0.5f && std::abs(at.y - to.y) > 0.5f) points.push_back({to.x, at.y});
    points.push_back(to);
  }

  void draw_lines() {
    for (const Connection& c : connections_) {
      const MimicItem *a = placed(c.from.tag), *b = placed(c.to.tag);
      if (!a || !b) continue;
      std::vector<ImVec2> stops;
      const YamlNode* written = plant_.spec().display.find("by");
      const YamlNode* by = c.line < 0 ? c.by : written ? written->find(plant_.things()[std::size_t(c.line)].tag) : nullptr;
      if (by) {
        for (const YamlNode& n : by->items) {
          if (auto p = read_point(&n)) stops.push_back(*p);
          else if (const MimicItem* item = placed(n.scalar)) stops.push_back(item->at);
        }
      } else {
        for (const std::string& tag : c.through)
          if (const MimicItem* item = placed(tag)) stops.push_back(item->at);
      }
      MimicLine line;
      line.thing = c.line;
      line.points.push_back(port(*a, c.from.port, stops.empty() ? b->at : stops.front()));
      for (ImVec2 p : stops) go(line.points, p);
      const ImVec2 last = port(*b, c.to.port, line.points.back());
      // The last leg enters a nozzle on top or below along y, one on a side along x.
      const bool vertical_nozzle = std::abs(last.x - b->at.x) < b->size.x * 0.43f && std::abs(last.y - b->at.y) > 1;
      if (!vertical_nozzle && std::abs(line.points.back().x - last.x) > 0.5f && std::abs(line.points.back().y - last.y) > 0.5f) {
        const float middle = (line.points.back().x + last.x) / 2;
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
      if (item.thing < 0) continue;
      const Thing& t = plant_.things()[std::size_t(item.thing)];
      if (t.kind != ThingKind::controller && t.kind != ThingKind::transmitter) continue;
      std::string source = t.measures;
      if (t.kind == ThingKind::controller && !item_of(source))
        if (const Thing* transmitter = plant_.find(end_of(source).tag)) source = transmitter->measures;
      if (const MimicItem* from = item_of(source)) connect(*from, item);
      const YamlNode* out = t.kind == ThingKind::controller ? t.spec->body.find("out") : nullptr;
      if (const MimicItem* to = out ? item_of(out->scalar) : nullptr) connect(item, *to);
    }
  }

  void connect(const MimicItem& a, const MimicItem& b) {
    const bool a_is_bubble = bubble(a), b_is_bubble = bubble(b);
    const ImVec2 from = port(a, a_is_bubble ? "" : "signal", b.at), to = port(b, b_is_bubble ? "" : "signal", a.at);
    MimicSignal s;
    s.points.push_back(from);
    if (std::abs(from.x - to.x) > 1 && std::abs(from.y - to.y) > 1) {
      const bool leaves_sideways = std::abs(std::abs(from.x - a.at.x) - a.size.x / 2) < 1 && std::abs(from.y - a.at.y) < 1;
      s.points.push_back(leaves_sideways ? ImVec2(to.x, from.y) : ImVec2(from.x, to.y));
    }
    s.points.push_back(to);
    out_.signals.push_back(std::move(s));
  }
  bool bubble(const MimicItem& i) const {
    if (i.thing < 0) return false;
    const ThingKind kind = plant_.things()[std::size_t(i.thing)].kind;
    return kind == ThingKind::controller || kind == ThingKind::transmitter;
  }

  const PlantView& plant_;
  const SymbolLibrary& symbols_;
  MimicLayout out_;
  std::vector<Connection> connections_;
  std::map<std::string, std::size_t> item_of_, shown_by_;
  ImVec2 natural_{1100, 600};
  bool written_ = false;
};

}  // namespace

const MimicItem* MimicLayout::item(int thing) const {
  for (const MimicItem& i : items)
    if (i.thing == thing) return &i;
  return nullptr;
}

MimicLayout lay_out_mimic(const PlantView& plant, const SymbolLibrary& symbols) { return Planner(plant, symbols).plan(); }

}  // namespace retort::hmi
