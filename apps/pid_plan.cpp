#include "apps/pid_plan.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/quantity.h"

namespace retort {
namespace {

std::string scalar(const YamlNode* map, std::string_view key) {
  const YamlNode* n = map ? map->find(key) : nullptr;
  return n && n->is_scalar() ? n->scalar : "";
}

/// The letter in the diamond of what is logic rather than an instrument.
std::string letter_of(const BlockLayout& b) {
  if (b.type == "permissive") return "P";
  if (b.type == "sequence") return "S";
  if (b.type == "duty_standby") return "D";
  return b.section == "safety" ? "I" : "";
}

}  // namespace

std::pair<std::string, std::string> split_name(const std::string& name) {
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? std::pair{name, std::string()} : std::pair{name.substr(0, dot), name.substr(dot + 1)};
}

PidPlan::PidPlan(const CompiledPlant& plant, const SvgSymbols& symbols, double scale)
    : plant_(plant),
      symbols_(symbols),
      display_(plant.spec.display.find("drawing") ? *plant.spec.display.find("drawing") : plant.spec.display),
      scale_(scale) {
  // Places made for a mimic leave no room for the words of a drawing.
  if (!plant.spec.display.find("drawing")) scale_ *= 1.3;
  texts_.load(plant.spec.folder + "/text", "");
  place_blocks();
  place_parts();
  read_pipes();
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
  i.symbol = !i.letter.empty()             ? &symbols_.of_type("interlock")
             : b.section == "control"      ? &symbols_.of_type("pid")
             : b.section == "instruments"  ? &symbols_.of_type("pressure_gauge")
                                           : &symbols_.of_type(b.type);
  i.where.at = at;
  i.where.size = i.symbol->size;
  if ((b.type == "boundary" || i.vessel() || i.symbol == &symbols_.called("box")) && b.section == "units" && texts_.has(b.tag)) i.note = texts_(b.tag);
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
  }
  if (const auto turn = read_number(scalar(written, "turn"))) item.where.turn = static_cast<int>(turn->number);
  if (scalar(written, "mirror") == "true") item.where.mirrored = true;
}

void PidPlan::place_blocks() {
  if (const auto size = point(display_.find("size"))) size_ = *size;
  const YamlNode* places = display_.find("at");
  std::set<std::string> in_parts;
  if (const YamlNode* parts = display_.find("parts"))
    for (const auto& [name, part] : parts->entries) in_parts.insert(scalar(&part, "of"));
  std::vector<const BlockLayout*> left_out;
  for (const BlockLayout& b : plant_.blocks) {
    if (b.section == "lines" || b.section == "alarms" || !plant_.spec.find(b.tag)) continue;
    const YamlNode* written = places ? places->find(b.tag) : nullptr;
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
    if (!at) continue;
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
  const YamlNode* by = display_.find("by");
  const auto read = [&](const std::string& tag, const YamlNode& body, const YamlNode* route) {
    PidPipe p;
    p.tag = tag;
    std::tie(p.from, p.from_port) = split_name(scalar(&body, "from"));
    std::tie(p.to, p.to_port) = split_name(scalar(&body, "to"));
    if (!find(p.from) || !find(p.to)) return;
    if (route)
      for (const YamlNode& n : route->items) {
        if (const auto corner = point(&n))
          p.stops.push_back({"", *corner});
        else if (const PidItem* i = find(n.scalar))
          p.stops.push_back({i->tag, i->where.at});
      }
    if (std::none_of(p.stops.begin(), p.stops.end(), [](const auto& s) { return !s.tag.empty(); }))
      if (const YamlNode* through = body.find("through"))
        for (const YamlNode& n : through->items)
          if (const PidItem* i = find(n.scalar)) p.stops.push_back({i->tag, i->where.at});
    if (const YamlNode* shows = body.find("shows"))
      for (const YamlNode& n : shows->items) p.shows.push_back(n.scalar);
    const std::string dn = scalar(&body, "dn");
    p.sample = scalar(&body, "sample") == "true";
    p.written = p.sample ? "" : tag + (dn.empty() ? "" : " DN" + dn);
    pipes_.push_back(std::move(p));
  };
  const bool drawn_for_itself = plant_.spec.display.find("drawing") != nullptr;
  for (const BlockLayout& b : plant_.blocks)
    if (b.section == "lines" && body(b.tag)) read(b.tag, *body(b.tag), by && drawn_for_itself ? by->find(b.tag) : nullptr);
  if (const YamlNode* streams = display_.find("streams"))
    for (const auto& [name, body] : streams->entries) read(name.scalar, body, body.find("by"));
  // Straight pipes are drawn first: the others keep out of their way.
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
      auto& item = *std::find_if(items_.begin(), items_.end(), [&](const PidItem& i) { return i.tag == p.stops[k].tag; });
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
    if (b.section == section && plant_.spec.find(b.tag) && !find(b.tag)) list.push_back(&b);
  return list;
}

std::vector<std::string> PidPlan::watched_by(const BlockLayout& b) const {
  std::vector<std::string> tags;
  for (const ConditionDecl& c : b.declared->conditions)
    for (const RowId row : c.expression->rows())
      if (const std::string& tag = plant_.catalogue[row].tag; std::find(tags.begin(), tags.end(), tag) == tags.end())
        tags.push_back(tag);
  return tags;
}
std::vector<std::string> PidPlan::acted_on(const std::string& tag) const {
  std::vector<std::string> tags;
  if (const YamlNode* y = body(tag); y && y->find("phases"))  // a sequence: what its phases write
    for (const YamlNode& phase : y->find("phases")->items)
      for (const char* key : {"do", "leave"})
        if (const YamlNode* acts = phase.find(key))
          for (const YamlNode& n : acts->items)
            if (const std::string acted = split_name(n.scalar).first; std::find(tags.begin(), tags.end(), acted) == tags.end())
              tags.push_back(acted);
  for (const char* key : {"does", "allows"})
    if (const YamlNode* y = body(tag); y && y->find(key))
      for (const YamlNode& n : y->find(key)->items) {
        const std::string acted = n.scalar.substr(0, n.scalar.find(' '));
        if (std::find(tags.begin(), tags.end(), acted) == tags.end()) tags.push_back(acted);
      }
  return tags;
}

}  // namespace retort
