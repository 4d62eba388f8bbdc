#include "drawing/pid_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "drawing/pid_links.h"
#include "sim/base/quantity.h"

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

PidPlan::PidPlan(const CompiledPlant& plant, const SvgSymbols& symbols, const PidSheets& sheets, int sheet,
                 double scale)
    : plant_(plant),
      symbols_(symbols),
      sheets_(sheets),
      sheet_(sheet),
      display_(plant.spec.display.find("drawing") ? *plant.spec.display.find("drawing") : plant.spec.display),
      scale_(scale) {
  // Places made for a mimic leave no room for the words of a drawing.
  if (!plant.spec.display.find("drawing")) scale_ *= 1.3;
  texts_.load(plant.spec.folder + "/text", "");
  place_blocks();
  place_parts();
  read_pipes();
  place_connectors();
  order_pipes();
  turn_inline();
}

std::optional<Point> PidPlan::point(const YamlNode* n) const {
  if (!n || n->items.size() != 2) return std::nullopt;
  const auto x = read_number(n->items[0].scalar), y = read_number(n->items[1].scalar);
  if (!x || !y) return std::nullopt;
  return Point{std::round(scale_ * x->number), std::round(scale_ * y->number)};
}

const YamlNode* PidPlan::body(const std::string& tag) const {
  const BlockSpec* spec = plant_.spec.find(tag);
  return spec ? &spec->body : nullptr;
}
std::string PidPlan::value(const std::string& tag, std::string_view key) const { return scalar(body(tag), key); }

const PidItem* PidPlan::find(const std::string& tag) const {
  for (const PidItem& i : items_)
    if (i.tag == tag) return &i;
  return nullptr;
}
const PidItem* PidPlan::item_of(const std::string& variable) const {
  const auto shown = shown_by_.find(variable);
  return find(shown != shown_by_.end() ? shown->second : split_name(variable).first);
}
const PidPipe* PidPlan::pipe_of(const std::string& variable) const {
  for (const PidPipe& p : pipes_)
    if (std::find(p.shows.begin(), p.shows.end(), variable) != p.shows.end()) return &p;
  for (const PidPipe& p : pipes_)
    if (p.tag == split_name(variable).first) return &p;
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
             : b.section == "control"     ? &symbols_.of_type("pid")
             : b.section == "instruments" ? &symbols_.of_type("pressure_gauge")
                                          : &symbols_.of_type(b.type);
  i.where.at = at;
  i.where.size = i.symbol->size;
  if ((b.type == "boundary" || i.vessel() || i.symbol == &symbols_.called("box")) && b.section == "units" &&
      texts_.has(b.tag))
    i.note = texts_(b.tag);
  return i;
}
const PidItem& PidPlan::add(PidItem item) {
  items_.push_back(std::move(item));
  return items_.back();
}
void PidPlan::put(PidItem& item, const YamlNode* written) const {
  if (!written || !written->is_map()) return;
  if (const YamlNode* n = written->find("size"); n && n->items.size() == 2) {
    const auto x = read_number(n->items[0].scalar), y = read_number(n->items[1].scalar);
    if (x && y) item.where.size = {x->number, y->number};
    if (item.type == "junction" || item.type == "gas_junction") item.symbol = &symbols_.called("header");
  }
  if (const auto turn = read_number(scalar(written, "turn"))) item.where.turn = static_cast<int>(turn->number);
  if (scalar(written, "mirror") == "true") item.where.mirrored = true;
}

void PidPlan::place_blocks() {
  if (const auto size = point(display_.find("size"))) size_ = *size;
  std::set<std::string> in_parts;
  if (const YamlNode* parts = display_.find("parts"))
    for (const auto& [name, part] : parts->entries) in_parts.insert(scalar(&part, "of"));
  std::vector<const BlockLayout*> left_out;
  for (const BlockLayout& b : plant_.blocks) {
    if (b.section == "lines" || b.section == "alarms" || !plant_.spec.find(b.tag) || sheets_.of(b.tag) != sheet_)
      continue;
    const YamlNode* written = sheets_.place(b.tag, sheet_);
    const auto at = point(written && written->is_map() ? written->find("at") : written);
    if (at) {
      PidItem i = make(b, *at);
      put(i, written);
      turned_[b.tag] = written->is_map() && (written->find("turn") || written->find("mirror"));
      add(std::move(i));
    } else if (b.section == "units" && !in_parts.contains(b.tag)) {
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
  const YamlNode* parts = display_.find("parts");
  if (!parts) return;
  for (const auto& [name, part] : parts->entries) {
    const auto at = point(part.find("at"));
    if (!at || sheets_.of(name.scalar) != sheet_) continue;
    PidItem i;
    i.tag = name.scalar;
    i.section = "parts";
    i.type = scalar(&part, "of");
    i.symbol = &symbols_.called(scalar(&part, "symbol"));
    i.where.at = *at;
    i.where.size = i.symbol->size;
    put(i, &part);
    turned_[i.tag] = part.find("turn") || part.find("mirror");
    i.written = scalar(&part, "tag");
    i.note = scalar(&part, "note");
    if (const YamlNode* shows = part.find("shows"))
      for (const YamlNode& n : shows->items) shown_by_[n.scalar] = i.tag;
    add(std::move(i));
  }
}

void PidPlan::read_pipes() {
  const bool drawn_for_itself = plant_.spec.display.find("drawing") != nullptr;
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == "lines" && body(b.tag))
      read_pipe(b.tag, *body(b.tag), drawn_for_itself ? sheets_.way(b.tag, sheet_) : nullptr);
  if (const YamlNode* streams = display_.find("streams"))
    for (const auto& [name, body] : streams->entries) read_pipe(name.scalar, body, body.find("by"));
}

/// A line, or the pieces of it that run on this sheet.
void PidPlan::read_pipe(const std::string& tag, const YamlNode& body, const YamlNode* route) {
  const auto [from, from_port] = split_name(scalar(&body, "from"));
  const auto [to, to_port] = split_name(scalar(&body, "to"));
  std::vector<std::string> passes = {from};
  if (const YamlNode* through = body.find("through"))
    for (const YamlNode& n : through->items) passes.push_back(n.scalar);
  passes.push_back(to);
  const std::string dn = scalar(&body, "dn");
  PidPipe whole;
  whole.tag = tag;
  whole.sample = scalar(&body, "sample") == "true";
  whole.written = whole.sample ? "" : tag + (dn.empty() ? "" : " DN" + dn);
  if (const YamlNode* shows = body.find("shows"))
    for (const YamlNode& n : shows->items) whole.shows.push_back(n.scalar);
  for (std::size_t first = 0; first < passes.size(); ++first) {
    if (sheets_.of(passes[first]) != sheet_) continue;
    std::size_t last = first;
    while (last + 1 < passes.size() && sheets_.of(passes[last + 1]) == sheet_) ++last;
    PidPipe p = whole;
    std::vector<std::string> inner(passes.begin() + static_cast<std::ptrdiff_t>(first),
                                   passes.begin() + static_cast<std::ptrdiff_t>(last) + 1);
    if (first == 0) {
      p.from = from, p.from_port = from_port;
      inner.erase(inner.begin());
    } else {
      p.from = connect_to(whole, sheets_.of(passes[first - 1]), true, from, passes[first]), p.from_port = "out";
    }
    if (last + 1 == passes.size()) {
      p.to = to, p.to_port = to_port;
      if (!inner.empty()) inner.pop_back();
    } else {
      p.to = connect_to(whole, sheets_.of(passes[last + 1]), false, to, passes[last]), p.to_port = "in";
    }
    first = last;
    if (route)
      for (const YamlNode& n : route->items) {
        if (const auto corner = point(&n))
          p.stops.push_back({"", *corner});
        else if (const PidItem* i = find(n.scalar))
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

std::vector<const BlockLayout*> PidPlan::without_place(std::string_view section) const {
  std::vector<const BlockLayout*> list;
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == section && plant_.spec.find(b.tag) && sheets_.of(b.tag) == sheet_ && !find(b.tag))
      list.push_back(&b);
  return list;
}

}  // namespace retort
