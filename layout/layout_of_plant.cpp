#include "layout/layout_of_plant.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "shapes/shape_library.h"

namespace retort::layout {
namespace {

using glm::vec3;

vec3 to_vec(const std::array<double, 3>& p) { return {float(p[0]), float(p[1]), float(p[2])}; }

Equipment equipment(const CompiledPlant& plant, BlockId id) {
  const BlockLayout& b = plant.blocks[size_t(id)];
  const FieldPlace& place = plant.places[size_t(id)];
  Equipment e;
  e.tag = b.tag;
  e.type = b.type;
  e.name = place.name;
  for (const ParamDecl& p : b.declared->params) e.given[p.name] = p.value;
  e.yaw = place.turn ? float(*place.turn) : std::numeric_limits<float>::quiet_NaN();
  if (place.at) e.at = {float((*place.at)[0]), float((*place.at)[1]), float((*place.at)[2])};
  e.stairs = place.stairs;
  if (place.access) e.access = float(*place.access);
  e.station = std::any_of(b.declared->inputs.begin(), b.declared->inputs.end(), [](const auto& i) { return i.name == "local_start"; });
  e.shape = std::make_shared<const shapes::Shape>(shape_of(e));
  // There are no pits: a machine, a valve or a tee that the plant file sinks is drawn over the floor, a tee so high that lines meet it from below.
  if (e.station || e.shape->length > 0) e.at.z = std::max(e.at.z, 0.4f);
  if (e.shape->meets && e.at.z < 0.4f) e.at.z = 1.2f;
  if (place.access && !is_raised(e))
    throw FileError(plant.spec.file, place.access_pos, fmt::format("{} ({}): access leads to a platform, and it has none: one that stands more than 0.6 m over the ground has it", e.tag, e.type));
  return e;
}

/// ISA-5.1, table 4.1: the letter of what an instrument measures.
char letter_of(const std::string& type) {
  static const std::map<std::string, char> letters = {
      {"flow_transmitter", 'F'},     {"level_transmitter", 'L'},       {"level_gauge", 'L'},        {"pressure_transmitter", 'P'},
      {"pressure_gauge", 'P'},       {"pressure_difference_transmitter", 'P'}, {"temperature_transmitter", 'T'}, {"temperature_gauge", 'T'},
      {"power_transmitter", 'J'},     {"lab_sample", 'X'}};   // X, unclassified: a sample drawn by hand
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

Item item(const CompiledPlant& plant, const FieldItem& i) {
  const std::vector<std::string> known = shapes::library().items();
  if (std::find(known.begin(), known.end(), i.shape) == known.end())
    throw FileError(plant.spec.file, i.pos, fmt::format("field: items: there is no shape '{}'.{}", i.shape, did_you_mean(i.shape, known)));
  Item item{i.shape, to_vec(i.at), float(i.turn), nullptr};
  item.looks = std::make_shared<const shapes::Shape>(shapes::library().piece(i.shape, [](const std::string&) { return std::optional<double>(); }, {{"tag", ""}, {"name", ""}}));
  return item;
}

/// Units without a place stand in a row along the edge of the field, where the lines can reach them.
void place_the_rest(PlantLayout& l, const std::set<std::string>& placed) {
  float x = 2;
  for (const Equipment& e : l.equipment)
    if (placed.count(e.tag)) x = std::max(x, bounds(e).high.x);
  float y = 0;
  for (Equipment& e : l.equipment)
    if (!placed.count(e.tag)) {
      const Box b = bounds(e);
      e.at = {x + 2 + (e.at.x - b.low.x), y, e.shape->stands || e.shape->walled ? 0 : 0.7f};
      y -= b.high.y - b.low.y + 2;
    }
}

}  // namespace

PlantLayout layout_of(const CompiledPlant& plant) {
  PlantLayout l;
  l.name = plant.spec.name;
  const auto tag = [&](BlockId b) -> const std::string& { return plant.blocks[size_t(b)].tag; };
  std::set<BlockId> in_lines, ends;
  std::set<std::string> placed;
  for (const LineWiring& line : plant.wiring.lines) {
    ends.insert({line.from.block, line.to.block});
    in_lines.insert(line.elements.begin(), line.elements.end());
  }
  for (BlockId id = 0; id < BlockId(plant.blocks.size()); ++id) {
    const BlockLayout& b = plant.blocks[size_t(id)];
    if (b.section != "units" || b.inserted || !shapes::library().has(b.type)) continue;
    if (in_lines.count(id) && !ends.count(id)) continue;
    Equipment e = equipment(plant, id);
    if (plant.places[size_t(id)].at) placed.insert(b.tag);
    l.equipment.push_back(std::move(e));
  }
  place_the_rest(l, placed);
  std::map<std::string, Equipment*> by_tag;
  for (Equipment& e : l.equipment) by_tag[e.tag] = &e;
  for (const InstrumentWiring& i : plant.wiring.instruments) l.instruments.push_back(instrument(plant, i));
  for (const LineWiring& w : plant.wiring.lines) {
    const auto end = [&](PortAt p) { return End{tag(p.block), plant.blocks[size_t(p.block)].declared->ports[size_t(p.port)].name}; };
    Line line;
    line.tag = tag(w.line);
    line.dn = int(std::lround(w.dn));
    line.from = end(w.from), line.to = end(w.to);
    const auto gives_gas = [&](PortAt p) { return plant.blocks[size_t(p.block)].declared->ports[size_t(p.port)].phase == PortPhase::gas; };
    line.gas = gives_gas(w.from) || gives_gas(w.to);
    if (!by_tag.count(line.from.equipment) || !by_tag.count(line.to.equipment)) continue;
    for (BlockId e : w.elements)
      if (shapes::library().has(plant.blocks[size_t(e)].type) && !ends.count(e)) line.through.push_back({tag(e), plant.blocks[size_t(e)].type});
    for (const auto& p : w.via) line.via.push_back(to_vec(p));
    for (const End* e : {&line.from, &line.to}) {
      Equipment& unit = *by_tag[e->equipment];
      if (unit.shape->length > 0 || is_tee(unit)) unit.dn = unit.dn == 80 ? line.dn : std::max(unit.dn, line.dn);
      if (is_tee(unit)) (e == &line.from ? line.from : line.to).port = line.tag;
    }
    l.lines.push_back(std::move(line));
  }
  for (Equipment& e : l.equipment)
    if (e.shape->length > 0 || is_tee(e)) e.shape = std::make_shared<const shapes::Shape>(shape_of(e));   // now that its bore is known
  for (const FieldRack& r : plant.field.racks) {
    Rack rack{{r.from[0], r.from[1]}, {r.to[0], r.to[1]}, float(r.width), {}};
    rack.levels.assign(r.levels.begin(), r.levels.end());
    l.racks.push_back(std::move(rack));
  }
  for (const FieldItem& i : plant.field.items) l.items.push_back(item(plant, i));
  for (const AlarmWiring& a : plant.wiring.alarms) l.alarms.push_back(tag(a.block) + ".announced");
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
