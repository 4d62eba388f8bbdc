#include "layout/layout_from_spec.h"

#include <cmath>
#include <limits>
#include <optional>
#include <set>

#include "sim/base/quantity.h"

namespace retort::layout {
namespace {

using glm::vec3;

std::optional<Kind> kind_of(const std::string& type) {
  static const std::map<std::string, Kind> kinds = {
      {"tank", Kind::kTank},           {"bund", Kind::kBund},           {"boundary", Kind::kBoundary},
      {"junction", Kind::kJunction},   {"centrifugal_pump", Kind::kPump}, {"hand_valve", Kind::kHandValve},
      {"control_valve", Kind::kControlValve}, {"check_valve", Kind::kCheckValve}, {"orifice", Kind::kOrifice},
      {"strainer", Kind::kCheckValve}, {"steam_trap", Kind::kCheckValve}, {"gas_junction", Kind::kJunction},
      {"vessel", Kind::kTank},         {"steam_heater", Kind::kTank},   {"exchanger", Kind::kTank},
      {"steam_boiler", Kind::kTank},   {"cooling_tower", Kind::kTank},  {"stirred_reactor", Kind::kTank},
      {"tray_column", Kind::kTank},     {"condenser", Kind::kTank},       {"kettle_reboiler", Kind::kTank},
      {"relief_valve", Kind::kControlValve}, {"bursting_disc", Kind::kOrifice}};
  const auto it = kinds.find(type);
  return it == kinds.end() ? std::nullopt : std::optional(it->second);
}

std::optional<vec3> point(const YamlNode* n) {
  if (!n || n->items.size() != 3) return std::nullopt;
  vec3 p(0);
  for (int i = 0; i < 3; ++i) {
    const auto w = read_number(n->items[size_t(i)].scalar);
    if (!w) return std::nullopt;
    p[i] = float(w->number);
  }
  return p;
}

std::optional<double> value(const YamlNode& body, std::string_view key, Quantity q) {
  const YamlNode* n = body.find(key);
  if (!n || !n->is_scalar()) return std::nullopt;
  const Parsed p = parse_value(n->scalar, q);
  return p.error.empty() ? std::optional(p.si) : std::nullopt;
}

std::string text(const YamlNode& body, std::string_view key) {
  const YamlNode* n = body.find(key);
  return n && n->is_scalar() ? n->scalar : "";
}

std::pair<std::string, std::string> split(const std::string& name) {
  const size_t dot = name.find('.');
  return dot == std::string::npos ? std::pair{name, std::string("port")} : std::pair{name.substr(0, dot), name.substr(dot + 1)};
}

Equipment equipment(const BlockSpec& b, Kind kind) {
  Equipment e;
  e.tag = b.tag;
  e.kind = kind;
  e.name = text(b.body, "name");
  e.height = float(value(b.body, "height", Quantity::length).value_or(kind == Kind::kBund ? 0.5 : 2.0));
  if (b.type == "tray_column" && !b.body.find("height"))  // sump, trays and a head
    e.height = float(value(b.body, "sump_height", Quantity::length).value_or(2.0) +
                     value(b.body, "trays", Quantity::number).value_or(20) * value(b.body, "spacing", Quantity::length).value_or(0.5) + 1.0);
  const double area = value(b.body, "area", Quantity::area).value_or(4.0);
  e.diameter = float(value(b.body, "diameter", Quantity::length).value_or(std::sqrt(area * 4 / 3.141592653589793)));
  e.length = float(value(b.body, "length", Quantity::length).value_or(std::sqrt(area)));
  e.width = float(value(b.body, "width", Quantity::length).value_or(std::sqrt(area)));
  if (const auto turn = value(b.body, "turn", Quantity::number)) e.yaw = float(*turn);
  else if (is_inline(kind)) e.yaw = std::numeric_limits<float>::quiet_NaN();
  for (auto [key, port] : {std::pair{"inlet_height", "in"}, {"outlet_height", "out"}, {"recycle_height", "recycle"}, {"overflow_height", "overflow"}})
    if (const auto z = value(b.body, key, Quantity::length)) e.nozzle_heights[port] = float(*z);
  return e;
}

Instrument instrument(const BlockSpec& b) {
  Instrument i;
  i.tag = b.tag;
  i.kind = b.type.find("gauge") != std::string::npos ? InstrumentKind::kGauge : InstrumentKind::kTransmitter;
  i.measures = b.tag.empty() ? 'P' : b.tag[0];
  auto [tag, noun] = split(text(b.body, "of"));
  if (noun.find("suction") != std::string::npos) tag += ".in";
  if (noun.find("discharge") != std::string::npos) tag += ".out";
  i.on = tag;
  const YamlNode* range = b.body.find("range");
  if (range && range->items.size() == 2) {
    const auto low = read_number(range->items[0].scalar), high = read_number(range->items[1].scalar);
    if (low && high) {
      i.low = float(low->number), i.high = float(high->number);
      i.unit = high->unit.empty() ? std::string(low->unit) : std::string(high->unit);
      for (Quantity q : {Quantity::pressure, Quantity::temperature, Quantity::fraction, Quantity::length, Quantity::mass_flow,
                         Quantity::volume_flow, Quantity::pressure_difference, Quantity::number})
        if (const Unit* u = find_unit(q, i.unit)) {
          i.low_si = u->to_si(low->number), i.high_si = u->to_si(high->number);
          break;
        }
    }
  }
  if (i.unit == "degC") i.unit = "°C";
  return i;
}

/// Units without a place stand in a row along the edge of the field, where the lines can reach them.
void place_the_rest(PlantLayout& l, const std::set<std::string>& placed) {
  vec3 high(2, 0, 0);
  for (const Equipment& e : l.equipment)
    if (placed.count(e.tag)) high = glm::max(high, e.at + vec3(e.diameter / 2, 0, 0));
  float y = 0;
  for (Equipment& e : l.equipment)
    if (!placed.count(e.tag)) {
      e.at = {high.x + 3, y, e.kind == Kind::kTank || e.kind == Kind::kBund ? 0 : 0.7f};
      y -= e.kind == Kind::kTank || e.kind == Kind::kBund ? e.diameter + 2 : 2;
    }
}

}  // namespace

PlantLayout layout_from_spec(const PlantSpec& spec) {
  PlantLayout l;
  l.name = spec.name;
  std::map<std::string, Kind> inline_kinds;
  std::set<std::string> placed, ends;
  for (const BlockSpec& b : spec.blocks)
    if (b.section == "lines")
      for (const char* key : {"from", "to"}) ends.insert(split(text(b.body, key)).first);
  for (const BlockSpec& b : spec.blocks) {
    if (b.section != "units") continue;
    const auto kind = kind_of(b.type);
    if (!kind) continue;
    const auto at = point(b.body.find("at"));
    if (is_inline(*kind) && !ends.count(b.tag)) {
      inline_kinds[b.tag] = *kind;
      continue;
    }
    Equipment e = equipment(b, *kind);
    if (at) e.at = *at, placed.insert(b.tag);
    l.equipment.push_back(std::move(e));
  }
  place_the_rest(l, placed);
  std::map<std::string, Equipment*> by_tag;
  for (Equipment& e : l.equipment) by_tag[e.tag] = &e;
  for (const BlockSpec& b : spec.blocks) {
    if (b.section == "instruments") l.instruments.push_back(instrument(b));
    if (b.section != "lines") continue;
    Line line;
    line.tag = b.tag;
    line.dn = int(std::lround(value(b.body, "dn", Quantity::number).value_or(80)));
    std::tie(line.from.equipment, line.from.port) = split(text(b.body, "from"));
    std::tie(line.to.equipment, line.to.port) = split(text(b.body, "to"));
    if (!by_tag.count(line.from.equipment) || !by_tag.count(line.to.equipment)) continue;
    if (const YamlNode* through = b.body.find("through"))
      for (const YamlNode& item : through->items)
        if (const auto it = inline_kinds.find(item.scalar); it != inline_kinds.end()) line.through.push_back({it->first, it->second});
    if (const YamlNode* via = b.body.find("via"))
      for (const YamlNode& p : via->items)
        if (const auto at = point(&p)) line.via.push_back(*at);
    for (const End* e : {&line.from, &line.to}) {
      Equipment& unit = *by_tag[e->equipment];
      if (is_inline(unit.kind) || unit.kind == Kind::kJunction) unit.dn = unit.dn == 80 ? line.dn : std::max(unit.dn, line.dn);
      if (unit.kind == Kind::kJunction) (e == &line.from ? line.from : line.to).port = line.tag;
    }
    l.lines.push_back(std::move(line));
  }
  for (const auto& [name, body] : spec.cameras.entries) {
    const auto from = point(body.find("from")), to = point(body.find("to"));
    if (from && to) l.cameras.push_back({name.scalar, *from, *to});
  }
  return l;
}

}  // namespace retort::layout
