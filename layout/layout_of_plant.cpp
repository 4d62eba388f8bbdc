#include "layout/layout_of_plant.h"

#include <cmath>
#include <limits>
#include <optional>

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

vec3 to_vec(const std::array<double, 3>& p) { return {float(p[0]), float(p[1]), float(p[2])}; }

Equipment equipment(const CompiledPlant& plant, BlockId id, Kind kind) {
  const BlockLayout& b = plant.blocks[size_t(id)];
  const FieldPlace& place = plant.places[size_t(id)];
  // What the file says; sizes that a unit works out for itself are not those of its shell.
  const auto value = [&](std::string_view name) { return b.declared->has(name) ? b.declared->parameter(name) : std::nullopt; };
  Equipment e;
  e.tag = b.tag;
  e.kind = kind;
  e.name = place.name;
  e.height = float(value("height").value_or(kind == Kind::kBund ? 0.5 : 2.0));
  if (const auto trays = b.declared->parameter("trays"); trays && !value("height"))  // sump, trays and a head
    e.height = float(value("sump_height").value_or(2.0) + *trays * value("spacing").value_or(0.5) + 1.0);
  const double area = value("area").value_or(4.0);
  e.diameter = float(value("diameter").value_or(std::sqrt(area * 4 / 3.141592653589793)));
  e.length = e.width = float(std::sqrt(area));
  if (const auto length = value("length")) e.length = float(*length);
  if (const auto width = value("width")) e.width = float(*width);
  if (place.turn) e.yaw = float(*place.turn);
  else if (is_inline(kind)) e.yaw = std::numeric_limits<float>::quiet_NaN();
  for (auto [key, port] : {std::pair{"inlet_height", "in"}, {"outlet_height", "out"}, {"recycle_height", "recycle"}, {"overflow_height", "overflow"}})
    if (const auto z = value(key)) e.nozzle_heights[port] = float(*z);
  return e;
}

Use use_of(const PortDecl& port) {
  switch (port.use) {
    case PortUse::inlet: return Use::kIn;
    case PortUse::outlet: return port.phase == PortPhase::gas ? Use::kIn : Use::kOut;  // gas leaves at the top
    case PortUse::drain: return Use::kDrain;
    case PortUse::overflow: return Use::kOverflow;
  }
  return Use::kIn;
}

/// ISA-5.1, table 4.1: the letter of what an instrument measures.
char letter_of(const std::string& type) {
  static const std::map<std::string, char> letters = {
      {"flow_transmitter", 'F'},     {"level_transmitter", 'L'},       {"level_gauge", 'L'},        {"pressure_transmitter", 'P'},
      {"pressure_gauge", 'P'},       {"pressure_difference_transmitter", 'P'}, {"temperature_transmitter", 'T'}, {"temperature_gauge", 'T'},
      {"power_transmitter", 'J'}};
  const auto it = letters.find(type);
  return it == letters.end() ? 'A' : it->second;
}

Instrument instrument(const CompiledPlant& plant, const InstrumentWiring& wiring) {
  const BlockLayout& b = plant.blocks[size_t(wiring.block)];
  Instrument i;
  i.tag = b.tag;
  i.kind = plant.wired(wiring.block).role == Role::gauge ? InstrumentKind::kGauge : InstrumentKind::kTransmitter;
  i.measures = letter_of(b.type);
  if (wiring.at != kNoBlock) {
    const BlockLayout& at = plant.blocks[size_t(wiring.at)];
    i.on = at.tag;
    if (wiring.port >= 0) i.port = at.declared->ports[size_t(wiring.port)].name;
  }
  const RowId shows = plant.wired(wiring.block).shows;
  if (shows == kNoRow) return i;
  const Row& row = plant.catalogue[shows];
  if (row.lo >= row.hi) return i;
  const Unit& unit = row.unit ? *row.unit : default_unit(row.quantity);
  i.low = float(unit.from_si(row.lo)), i.high = float(unit.from_si(row.hi));
  i.low_si = row.lo, i.high_si = row.hi;
  i.unit = unit.name == "degC" ? "°C" : std::string(unit.name);
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

PlantLayout layout_of(const CompiledPlant& plant) {
  PlantLayout l;
  l.name = plant.spec.name;
  const auto tag = [&](BlockId b) -> const std::string& { return plant.blocks[size_t(b)].tag; };
  std::map<BlockId, Kind> inline_kinds;
  std::set<std::string> placed;
  std::set<BlockId> ends;
  for (const LineWiring& line : plant.wiring.lines) ends.insert({line.from.block, line.to.block});
  for (BlockId id = 0; id < BlockId(plant.blocks.size()); ++id) {
    const BlockLayout& b = plant.blocks[size_t(id)];
    if (b.section != "units" || b.inserted) continue;
    const auto kind = kind_of(b.type);
    if (!kind) continue;
    if (is_inline(*kind) && !ends.count(id)) {
      inline_kinds[id] = *kind;
      continue;
    }
    Equipment e = equipment(plant, id, *kind);
    if (const auto& at = plant.places[size_t(id)].at) e.at = to_vec(*at), placed.insert(b.tag);
    l.equipment.push_back(std::move(e));
  }
  place_the_rest(l, placed);
  std::map<std::string, Equipment*> by_tag;
  for (Equipment& e : l.equipment) by_tag[e.tag] = &e;
  for (const InstrumentWiring& i : plant.wiring.instruments) l.instruments.push_back(instrument(plant, i));
  for (const LineWiring& w : plant.wiring.lines) {
    const auto end = [&](PortAt p) {
      const PortDecl& port = plant.blocks[size_t(p.block)].declared->ports[size_t(p.port)];
      return End{tag(p.block), port.name, use_of(port)};
    };
    Line line;
    line.tag = tag(w.line);
    line.dn = int(std::lround(w.dn));
    line.from = end(w.from), line.to = end(w.to);
    if (!by_tag.count(line.from.equipment) || !by_tag.count(line.to.equipment)) continue;
    for (BlockId e : w.elements)
      if (const auto it = inline_kinds.find(e); it != inline_kinds.end()) line.through.push_back({tag(e), it->second});
    for (const auto& p : w.via) line.via.push_back(to_vec(p));
    for (const End* e : {&line.from, &line.to}) {
      Equipment& unit = *by_tag[e->equipment];
      if (is_inline(unit.kind) || unit.kind == Kind::kJunction) unit.dn = unit.dn == 80 ? line.dn : std::max(unit.dn, line.dn);
      if (unit.kind == Kind::kJunction) (e == &line.from ? line.from : line.to).port = line.tag;
    }
    l.lines.push_back(std::move(line));
  }
  for (const DisplayCamera& c : plant.displays.cameras) l.cameras.push_back({c.name, to_vec(c.from), to_vec(c.to)});
  return l;
}

std::set<std::string> stands_in(const PlantLayout& layout) {
  std::set<std::string> tags;
  for (const Equipment& e : layout.equipment) tags.insert(e.tag);
  for (const Line& l : layout.lines)
    for (const InlineItem& i : l.through) tags.insert(i.tag);
  for (const Instrument& i : layout.instruments) tags.insert(i.tag);
  return tags;
}

}  // namespace retort::layout
