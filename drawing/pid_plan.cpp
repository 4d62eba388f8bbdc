#include "drawing/pid_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "drawing/pid_links.h"

namespace retort {
namespace {

/// The letter in the diamond of what is logic rather than an instrument.
std::string letter_of(const BlockLayout& b) {
  if (b.type == "permissive") return "P";
  if (b.type == "sequence") return "S";
  if (b.type == "duty_standby") return "D";
  return b.section == "safety" ? "I" : "";
}

}  // namespace

PidPlan::PidPlan(const CompiledPlant& plant, const SymbolLibrary& symbols, const PidSheets& sheets, int sheet,
                 double scale, PidManner manner)
    : plant_(plant),
      symbols_(symbols),
      sheets_(sheets),
      sheet_(sheet),
      display_(sheets.display()),
      scale_(scale),
      manner_(manner) {
  // Places made for a mimic leave no room for the words of a drawing.
  if (!plant.displays.drawing && !manner_.board) scale_ *= 1.3;
  texts_.load(plant.spec.folder + "/text", "");
  place_blocks();
  place_parts();
  read_pipes();
  place_connectors();
  order_pipes();
  turn_inline();
}

Point PidPlan::spread(SheetPoint p) const { return {std::round(scale_ * p.x), std::round(scale_ * p.y)}; }

const PidItem* PidPlan::find(const std::string& tag) const {
  for (const PidItem& i : items_)
    if (i.tag == tag) return &i;
  return nullptr;
}
const PidItem* PidPlan::item_of(const PidPoint& point) const {
  const auto shown = shown_by_.find(point.row);
  return find(shown != shown_by_.end() ? shown->second : point.tag);
}
const PidPipe* PidPlan::pipe_of(const PidPoint& point) const {
  for (const PidPipe& p : pipes_)
    if (point.row != kNoRow && std::find(p.shows.begin(), p.shows.end(), point.row) != p.shows.end()) return &p;
  for (const PidPipe& p : pipes_)
    if (p.tag == point.tag) return &p;
  return nullptr;
}

PidItem PidPlan::make(const BlockLayout& b, Point at) const {
  PidItem i;
  i.tag = i.written = b.tag;
  i.type = b.type;
  i.section = b.section;
  i.letter = letter_of(b);
  // In the field a transmitter is a plain circle; the bar in a circle is a panel's.
  i.symbol = !i.letter.empty()            ? &symbols_.of_type("interlock")
             : plant_.wired(block(b.tag)).selector ? &symbols_.of_type(b.type)
             : b.section == "control"     ? &symbols_.of_type("pid")
             : b.section == "instruments" ? &symbols_.of_type("pressure_gauge")
                                          : &symbols_.of_type(b.type);
  i.where.at = at;
  i.where.size = i.symbol->size;
  if (manner_.board && b.section != "units") {
    i.where.scale = manner_.letters * (i.letter.empty() ? 1 : 0.7);
    i.where.size = {i.where.size.x * i.where.scale, i.where.size.y * i.where.scale};
  }
  if ((b.type == "boundary" || i.vessel() || i.symbol == &symbols_.called("box")) && b.section == "units" &&
      texts_.has(b.tag)) {
    i.note = texts_(b.tag);
    i.note_key = b.tag;
  }
  return i;
}
const PidItem& PidPlan::add(PidItem item) {
  items_.push_back(std::move(item));
  return items_.back();
}
void PidPlan::put(PidItem& item, const DisplayPlace& written) const {
  if (written.size) {
    item.where.size = {written.size->x, written.size->y};
    if (item.type == "junction" || item.type == "gas_junction") item.symbol = &symbols_.called("header");
  }
  if (written.turn) item.where.turn = *written.turn;
  if (written.mirror.value_or(false)) item.where.mirrored = true;
}

void PidPlan::place_blocks() {
  if (display_.size) size_ = spread(*display_.size);
  std::set<BlockId> in_parts;
  for (const DisplayPart& p : display_.parts) in_parts.insert(p.of);
  std::vector<const BlockLayout*> left_out;
  for (const BlockLayout& b : plant_.blocks) {
    if (b.section == "lines" || b.section == "alarms" || b.inserted || sheets_.of(b.tag) != sheet_)
      continue;
    const DisplayPlace* written = sheets_.place(b.tag, sheet_);
    if (written && written->placed && manner_.board && b.section != "units") {
      wished_[b.tag] = spread(written->at);
    } else if (written && written->placed) {
      PidItem i = make(b, spread(written->at));
      put(i, *written);
      turned_[b.tag] = written->turn || written->mirror;
      add(std::move(i));
    } else if (b.section == "units" && !in_parts.contains(block(b.tag))) {
      left_out.push_back(&b);
    }
  }
  if (sheets_.several()) {
    size_ = {1000, 0};
    for (const PidItem& i : items_)
      size_ = {std::max(size_.x, i.where.at.x), std::max(size_.y, i.where.at.y + i.where.size.y / 2)};
  }
  Point next{70, size_.y + 60};
  for (const BlockLayout* b : left_out) {
    PidItem i = make(*b, next);
    if (next.x + i.where.size.x > size_.x) next = {70, next.y + 190};
    i.where.at = {next.x + i.where.size.x / 2, next.y + i.where.size.y / 2};
    next.x += i.where.size.x + 70;
    add(std::move(i));
  }
}

void PidPlan::place_parts() {
  for (const DisplayPart& part : display_.parts) {
    if (!part.place.placed || sheets_.of(part.name) != sheet_) continue;
    PidItem i;
    i.tag = part.name;
    i.section = "parts";
    if (part.of != kNoBlock) i.type = plant_.blocks[static_cast<std::size_t>(part.of)].tag;
    i.symbol = &symbols_.called(part.symbol);
    i.where.at = spread(part.place.at);
    i.where.size = i.symbol->size;
    put(i, part.place);
    turned_[i.tag] = part.place.turn || part.place.mirror;
    i.written = part.tag;
    i.note = part.note;
    if (const std::string key = "part." + part.name + ".note"; texts_.has(key)) i.note_key = key;
    for (const RowId r : part.shows) shown_by_[r] = i.tag;
    add(std::move(i));
  }
}

void PidPlan::read_pipes() {
  for (const LineWiring& l : plant_.wiring.lines) {
    const auto tag = [&](BlockId b) { return plant_.blocks[static_cast<std::size_t>(b)].tag; };
    const auto port = [&](PortAt p) { return plant_.blocks[static_cast<std::size_t>(p.block)].declared->ports[static_cast<std::size_t>(p.port)].name; };
    PidPipe p;
    p.tag = tag(l.line);
    p.written = manner_.board ? "" : fmt::format("{} DN{:g}", p.tag, l.dn);
    p.from = tag(l.from.block), p.from_port = port(l.from), p.to = tag(l.to.block), p.to_port = port(l.to);
    std::vector<std::string> passes = {p.from};
    for (const BlockId b : l.elements) passes.push_back(tag(b));
    passes.push_back(p.to);
    read_pipe(p, std::move(passes), sheets_.way(p.tag, sheet_));
  }
  for (const DisplayStream& s : display_.streams) {
    PidPipe p;
    p.tag = s.name;
    p.sample = s.sample;
    p.written = s.sample ? "" : s.name;
    p.from = s.from, p.from_port = s.from_port, p.to = s.to, p.to_port = s.to_port;
    p.shows = s.shows;
    std::vector<std::string> passes = {s.from};
    passes.insert(passes.end(), s.through.begin(), s.through.end());
    passes.push_back(s.to);
    const std::vector<DisplayStop>* way = sheets_.way(p.tag, sheet_);
    if (!way && !sheets_.several() && !s.by.empty()) way = &s.by;
    read_pipe(p, std::move(passes), way);
  }
}

/// A line, or the pieces of it that run on this sheet.
void PidPlan::read_pipe(PidPipe whole, std::vector<std::string> passes, const std::vector<DisplayStop>* route) {
  const PidPipe ends = whole;
  whole.from = whole.from_port = whole.to = whole.to_port = "";
  for (std::size_t first = 0; first < passes.size(); ++first) {
    if (sheets_.of(passes[first]) != sheet_) continue;
    std::size_t last = first;
    while (last + 1 < passes.size() && sheets_.of(passes[last + 1]) == sheet_) ++last;
    PidPipe p = whole;
    std::vector<std::string> inner(passes.begin() + static_cast<std::ptrdiff_t>(first),
                                   passes.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    if (first == 0) {
      p.from = ends.from, p.from_port = ends.from_port;
      inner.erase(inner.begin());
    } else {
      p.from = connect_to(whole, sheets_.of(passes[first - 1]), true, ends.from, passes[first]), p.from_port = "out";
    }
    if (last + 1 == passes.size()) {
      p.to = ends.to, p.to_port = ends.to_port;
      if (!inner.empty()) inner.pop_back();
    } else {
      p.to = connect_to(whole, sheets_.of(passes[last + 1]), false, ends.to, passes[last]), p.to_port = "in";
    }
    first = last;
    if (route)
      for (const DisplayStop& stop : *route) {
        if (stop.corner)
          p.stops.push_back({"", spread(*stop.corner)});
        else if (const PidItem* i = find(stop.tag))
          p.stops.push_back({i->tag, i->where.at});
      }
    if (std::none_of(p.stops.begin(), p.stops.end(), [](const auto& s) { return !s.tag.empty(); }))
      for (const std::string& element : inner)
        if (const PidItem* i = find(element)) p.stops.push_back({i->tag, i->where.at});
    pipes_.push_back(std::move(p));
  }
}

/// Straight pipes are drawn first: the others keep out of their way.
void PidPlan::order_pipes() {
  std::erase_if(pipes_, [&](const PidPipe& p) { return !find(p.from) || !find(p.to); });
  std::stable_partition(pipes_.begin(), pipes_.end(), [&](const PidPipe& p) {
    Point at = find(p.from)->where.at;
    std::vector<Point> passed;
    for (const auto& s : p.stops) passed.push_back(s.at);
    passed.push_back(find(p.to)->where.at);
    return std::all_of(passed.begin(), passed.end(), [&](Point next) {
      const bool straight = std::min(std::abs(next.x - at.x), std::abs(next.y - at.y)) < 0.5;
      at = next;
      return straight;
    });
  });
}

/// An inline element looks the way its pipe runs.
void PidPlan::turn_inline() {
  for (const PidPipe& p : pipes_) {
    std::vector<Point> passed = {find(p.from)->where.at};
    for (const auto& s : p.stops) passed.push_back(s.at);
    passed.push_back(find(p.to)->where.at);
    for (std::size_t k = 0; k < p.stops.size(); ++k) {
      if (p.stops[k].tag.empty() || turned_[p.stops[k].tag]) continue;
      auto& item =
          *std::find_if(items_.begin(), items_.end(), [&](const PidItem& i) { return i.tag == p.stops[k].tag; });
      const Point at = p.stops[k].at, before = passed[k], after = passed[k + 2];
      // A neighbour exactly level or plumb says how the pipe runs.
      const bool level = std::abs(at.y - before.y) < 30 || std::abs(at.y - after.y) < 30;
      const bool plumb = std::abs(at.x - before.x) < 12 && std::abs(at.x - after.x) < 12;
      double dx = after.x - before.x, dy = after.y - before.y;
      if (plumb && !(std::abs(at.y - before.y) < 12 || std::abs(at.y - after.y) < 12)) {
        item.where.turn = dy > 0 ? 1 : 3;
      } else if (level || std::abs(dx) >= 0.2 * std::abs(dy)) {
        if (std::abs(at.y - before.y) < 30 && std::abs(at.y - after.y) >= 30) dx = at.x - before.x;
        if (std::abs(at.y - after.y) < 30 && std::abs(at.y - before.y) >= 30) dx = after.x - at.x;
        item.where.mirrored = dx < 0;
      } else {
        item.where.turn = dy > 0 ? 1 : 3;
      }
    }
  }
}

bool PidPlan::told_elsewhere(BlockId block) const {
  const BlockWiring& b = plant_.wired(block);
  if (!manner_.board || b.instrument < 0) return false;
  if (b.role == Role::gauge) return true;
  return std::any_of(plant_.wiring.controllers.begin(), plant_.wiring.controllers.end(), [&](const ControllerWiring& c) {
    return c.pv != kNoRow && c.source != kNoRow && plant_.wiring.block_of[static_cast<std::size_t>(c.source)] == block &&
           sheets_.of(plant_.blocks[static_cast<std::size_t>(c.block)].tag) == sheet_;
  });
}

std::optional<Point> PidPlan::wished(const std::string& tag) const {
  const auto it = wished_.find(tag);
  return it == wished_.end() ? std::nullopt : std::optional(it->second);
}

std::string PidPlan::widest(const std::string& key, const std::string& style, const std::string& otherwise) const {
  std::string widest;
  for (const Texts& t : *manner_.board)
    if (const std::string text = t.has(key) ? t(key) : otherwise; widest.empty() || text_width(text, style) > text_width(widest, style)) widest = text;
  return widest;
}

std::string PidPlan::port_of(RowId row) const {
  for (const InstrumentWiring& m : plant_.wiring.instruments)
    if (row != kNoRow && m.of == row && m.port >= 0)
      return plant_.blocks[static_cast<std::size_t>(m.at)].declared->ports[static_cast<std::size_t>(m.port)].name;
  return "";
}

std::vector<const AlarmWiring*> PidPlan::alarms_on(const std::string& instrument) const {
  std::vector<const AlarmWiring*> list;
  for (const AlarmWiring& a : plant_.wiring.alarms)
    if (a.of != kNoRow && plant_.catalogue[a.of].tag == instrument) list.push_back(&a);
  return list;
}

std::vector<const BlockLayout*> PidPlan::without_place(std::string_view section) const {
  std::vector<const BlockLayout*> list;
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == section && !b.inserted && sheets_.of(b.tag) == sheet_ && !find(b.tag) && !told_elsewhere(block(b.tag)))
      list.push_back(&b);
  return list;
}

std::vector<std::string> PidPlan::shown() const {
  std::vector<std::string> tags;
  for (const PidItem& i : items_) tags.push_back(i.tag);
  for (const char* section : {"instruments", "control", "safety"})
    for (const BlockLayout* b : without_place(section)) tags.push_back(b->tag);
  return tags;
}

}  // namespace retort
