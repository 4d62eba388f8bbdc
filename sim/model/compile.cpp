// PlantSpec -> CompiledPlant, in the order of the functions at the bottom: blocks, connections, branches, layout, catalogue,
// wiring, pattern. Problems are collected, so that an author sees them all at once.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "sim/model/compiled_plant.h"
#include "sim/model/jacobian_pattern.h"
#include "sim/model/networks.h"
#include "sim/model/variable.h"
#include "sim/model/wire_up.h"
#include "sim/props/mixture.h"

namespace retort {
namespace {

struct PortRef {
  int block = -1, port = -1;
  auto operator<=>(const PortRef&) const = default;
  bool valid() const { return block >= 0; }
};

class Compiler {
 public:
  Compiler(PlantSpec spec, const BlockTypes& types)
      : plant_(std::make_shared<CompiledPlant>()), types_(types) {
    plant_->spec = std::move(spec);
  }

  std::shared_ptr<const CompiledPlant> run() {
    networks_.emplace(*plant_, types_, problems_);
    survey_lines();
    make_blocks();
    problems_.check();
    connect_lines();
    insert_junctions();
    problems_.check();
    trace_branches();
    problems_.check();
    lay_out();
    fill_catalogue();
    wire();
    problems_.check();
    wire_up(*plant_, problems_);
    keep_lines();
    place_in_field();
    plant_->displays = read_displays(*plant_, problems_);
    plant_->procedures = read_procedures(*plant_, problems_);
    problems_.check();
    order_scans();
    start();
    find_jacobian_pattern(*plant_);
    name_plant();
    return plant_;
  }

 private:
  const PlantSpec& spec() const { return plant_->spec; }
  const std::string& file() const { return plant_->spec.file; }
  BlockLayout& block(int i) { return plant_->blocks[static_cast<std::size_t>(i)]; }
  const PortDecl& port(PortRef r) { return block(r.block).declared->ports[static_cast<std::size_t>(r.port)]; }
  std::string name(PortRef r) { return block(r.block).tag + "." + port(r).name; }
  void problem(const BlockSpec& b, const YamlNode* at, std::string message) {
    problems_.add(file(), at ? at->at : b.at, fmt::format("{} ({}): {}", b.tag, b.type, message));
  }

  /// Flow area and volume of the lines at each tag, before any block exists.
  void survey_lines() {
    for (const BlockSpec& b : spec().blocks) {
      if (const YamlNode* at = b.body.find("at"); at && at->items.size() == 3) {
        if (const auto z = read_number(at->items[2].scalar)) around_[b.tag].elevation = z->number;
      }
      if (b.section != "lines") continue;
      const YamlNode *dn = b.body.find("dn"), *length = b.body.find("length");
      const auto d = dn ? read_number(dn->scalar) : std::nullopt;
      const Parsed l = length ? parse_value(length->scalar, Quantity::length) : Parsed{};
      if (!d || d->number <= 0) continue;
      const double diameter = d->unit == "m" ? d->number : d->number / 1000;  // a bare DN is in mm
      const double area = 0.25 * 3.141592653589793 * diameter * diameter;
      for (const char* end : {"from", "to"}) {
        const YamlNode* n = b.body.find(end);
        if (!n) continue;
        Neighbourhood& a = around_[split_variable(n->scalar).tag];
        a.flow_area += area;
        a.line_volume += 0.5 * area * l.si;
      }
    }
  }

  void make_block(const BlockSpec& b) {
    const BlockType* type = types_.find(b.section, b.type);
    if (!type) {
      const std::vector<std::string> names = types_.names(b.section);
      const YamlNode* at = b.body.find("type");
      problem(b, at, fmt::format("there is no type '{}' in {}.{} Known: {}", b.type, b.section, did_you_mean(b.type, names),
                                 fmt::join(names, ", ")));
      return;
    }
    BlockLayout l;
    l.tag = b.tag;
    l.section = b.section;
    l.type = b.type;
    l.declared = std::make_unique<Declare>(b, spec(), networks_->media_of(b), around_[b.tag], problems_);
    l.block = type->make(*l.declared);
    l.declared->check_keys();
    l.n_ports = static_cast<int>(l.declared->ports.size());
    for (const PortDecl& p : l.declared->ports) l.publishes = l.publishes || p.kind == PortKind::volume;
    l.has_path = !l.declared->paths.empty();
    plant_->by_tag.emplace(b.tag, static_cast<BlockId>(plant_->blocks.size()));
    plant_->blocks.push_back(std::move(l));
  }

  void make_blocks() {
    // Declare keeps a reference to its BlockSpec: the list must not move any more; junctions have a list of their own.
    for (const BlockSpec& b : spec().blocks) make_block(b);
  }

  PortRef find_port(const BlockSpec& line, const YamlNode& where, std::string_view fallback = {}) {
    const std::string& text = where.scalar;
    const auto [tag, named] = split_variable(text);
    const std::string wanted = text.find('.') == std::string::npos ? std::string(fallback) : named;
    if (const BlockId found = plant_->block_called(tag); found != kNoBlock) {
      const BlockLayout& b = block(found);
      std::vector<std::string> names;
      for (std::size_t k = 0; k < b.declared->ports.size(); ++k) {
        if (b.declared->ports[k].name == wanted) return {static_cast<int>(found), static_cast<int>(k)};
        names.push_back(b.declared->ports[k].name);
      }
      if (wanted.empty() && names.size() == 1) return {static_cast<int>(found), 0};
      problem(line, &where,
              names.empty() ? fmt::format("{} ({}) has no ports", tag, b.type)
                            : fmt::format("no port '{}'. {} has: {}.{}", text, tag, fmt::join(names, ", "),
                                          did_you_mean(wanted, names)));
      return {};
    }
    std::vector<std::string> tags;
    for (const BlockLayout& b : plant_->blocks)
      if (b.n_ports > 0) tags.push_back(b.tag);
    problem(line, &where, fmt::format("there is no '{}'.{}", tag, did_you_mean(tag, tags)));
    return {};
  }

  void join(PortRef a, PortRef b) {
    mates_[a].push_back(b);
    mates_[b].push_back(a);
  }

  /// from ~ line.in, line.out ~ first through item, ..., last ~ to.
  void connect_lines() {
    std::set<std::string> used;
    for (const BlockSpec& b : spec().blocks) {
      if (b.section != "lines") continue;
      const YamlNode *from = b.body.find("from"), *to = b.body.find("to"), *items = b.body.find("through");
      if (!from || !to) {
        problem(b, nullptr, "a line needs 'from: TAG.port' and 'to: TAG.port'");
        continue;
      }
      const PortRef start = find_port(b, *from), end = find_port(b, *to);
      int self = -1;
      for (std::size_t i = 0; i < plant_->blocks.size(); ++i)
        if (plant_->blocks[i].tag == b.tag) self = static_cast<int>(i);
      if (!start.valid() || !end.valid() || self < 0) continue;
      if (start == end) {
        problem(b, to, "a line cannot end where it starts");
        continue;
      }
      const PathDecl own = block(self).declared->paths.at(0);
      LineWiring line{self, {start.block, start.port}, {end.block, end.port}, {}, 80, {}};
      join(start, {self, own.in});
      PortRef last{self, own.out};
      if (items) {
        for (const YamlNode& item : items->items) {
          if (const BlockLayout* named = plant_->find(item.scalar); named && !named->has_path) {
            problem(b, &item, fmt::format("{} ({}) is not an inline element: end the line at its port instead", named->tag, named->type));
            continue;
          }
          const PortRef in = find_port(b, item, "in");
          if (!in.valid()) continue;
          const BlockLayout& element = block(in.block);
          if ( port({in.block, element.declared->paths[0].out}).kind != PortKind::through) {
            problem(b, &item, fmt::format("{} ({}) is not an inline element: end the line at its port instead", element.tag,
                                          element.type));
            continue;
          }
          if (!used.insert(element.tag).second) {
            problem(b, &item, fmt::format("{} already stands in another line", element.tag));
            continue;
          }
          line.elements.push_back(in.block);
          join(last, {in.block, element.declared->paths[0].in});
          last = {in.block, element.declared->paths[0].out};
        }
      }
      join(last, end);
      lines_.push_back(std::move(line));
    }
  }

  /// A through port has one mate. Where more lines meet, a junction takes them.
  void insert_junctions() {
    std::vector<PortRef> crowded;
    for (const auto& [p, mates] : mates_)
      if (port(p).kind == PortKind::through && mates.size() > 1) crowded.push_back(p);
    for (const PortRef& p : crowded) {
      const BlockSpec* owner = spec().find(block(p.block).tag);
      auto s = std::make_unique<BlockSpec>();
      s->tag = fmt::format("{}-{}", owner->tag, port(p).name);
      s->section = "units";
      s->type = "junction";
      s->at = owner->at;
      s->body = {YamlNode::Kind::map, owner->at, "", {}, {}};
      if (gas_beyond(p)) {
        const YamlNode key{YamlNode::Kind::scalar, owner->at, "type", {}, {}}, value{YamlNode::Kind::scalar, owner->at, "gas_junction", {}, {}};
        s->body.entries.push_back({key, value});
        s->type = "gas_junction";
      }
      around_[s->tag] = around_[owner->tag];
      networks_->add(s->tag, owner->tag);
      plant_->inserted.push_back(std::move(s));
      make_block(*plant_->inserted.back());
      if (!problems_.empty()) return;
      plant_->blocks.back().inserted = true;
      const PortRef junction{static_cast<int>(plant_->blocks.size()) - 1, 0};
      const std::vector<PortRef> mates = mates_[p];
      mates_[p].clear();
      for (const PortRef& m : mates) {
        std::erase(mates_[m], p);
        join(m, junction);
      }
      join(p, junction);
    }
  }

  /// Whether the first volume that a line from here reaches gives gas.
  bool gas_beyond(PortRef p) {
    std::set<PortRef> seen;
    std::vector<PortRef> open{p};
    while (!open.empty()) {
      const PortRef at = open.back();
      open.pop_back();
      if (!at.valid() || !seen.insert(at).second) continue;
      if (port(at).kind == PortKind::volume) {
        if (port(at).phase != PortPhase::any) return port(at).phase == PortPhase::gas;
        continue;
      }
      open.push_back(across(at));
      for (const PortRef& m : mates_[at]) open.push_back(m);
    }
    return false;
  }

  PortRef across(PortRef p) {
    for (const PathDecl& path : block(p.block).declared->paths) {
      if (path.in == p.port) return {p.block, path.out};
      if (path.out == p.port) return {p.block, path.in};
    }
    return {};
  }

  /// Walks from a volume port over one of its mates to the next volume port.
  void trace(PortRef start, PortRef next) {
    Branch b;
    b.from_block = start.block;
    b.from_port = start.port;
    while (true) {
      if (port(next).kind == PortKind::volume) break;
      const PathDecl& path = block(next.block).declared->paths.at(0);
      if (!walked_.insert(next.block).second) return;  // found before, from the other end
      b.elements.push_back({next.block, path.in == next.port});
      const PortRef far = across(next);
      if (port(far).kind == PortKind::volume) {
        next = far;
        break;
      }
      if (mates_[far].empty()) {
        report_open(far);
        return;
      }
      next = mates_[far][0];
    }
    b.to_block = next.block;
    b.to_port = next.port;
    b.name = fmt::format("{} -> {}", name(start), name(next));
    const PortDecl &one = port(start), &other = port(next);
    b.medium = one.medium;
    b.gas = one.phase == PortPhase::gas || other.phase == PortPhase::gas;
    b.rho_of = one.phase == PortPhase::any ? 1 : other.phase == PortPhase::any ? 0 : -1;
    const BlockSpec& line = *spec().find(block(b.elements[0].block).tag);
    if (one.medium != other.medium && !same_components(*one.medium, *other.medium))
      problem(line, nullptr, fmt::format("it joins {} ({}) to {} ({}): two media do not mix", name(start), one.medium->name, name(next), other.medium->name));
    if (b.gas && (one.phase == PortPhase::liquid || other.phase == PortPhase::liquid))
      problem(line, nullptr, fmt::format("it joins {} to {}, a gas to a liquid: let it end above the liquid of a vessel", name(start), name(next)));
    if (b.from_block == b.to_block && b.from_port == b.to_port) {
      problems_.add(file(), spec().find(block(b.elements[0].block).tag)->at,
                    fmt::format("the line from {} leads back to the same port", name(start)));
      return;
    }
    if (b.elements.size() > 24) {
      problems_.add(file(), spec().find(block(b.elements[0].block).tag)->at,
                    fmt::format("more than 24 elements in a row from {}: put a junction between", name(start)));
      return;
    }
    plant_->branches.push_back(std::move(b));
  }

  static bool same_components(const Medium& a, const Medium& b) {
    if (!a.mixture || !b.mixture || a.components != b.components) return false;
    for (int i = 0; i < a.components; ++i)
      if (a.mixture->name(i) != b.mixture->name(i)) return false;
    return true;
  }

  void report_open(PortRef p) {
    const BlockSpec* s = spec().find(block(p.block).tag);
    problems_.add(file(), s ? s->at : SourcePos{},
                  fmt::format("{} ({}): port '{}' is not connected: let a line start or end there", block(p.block).tag,
                              block(p.block).type, name(p)));
  }

  void trace_branches() {
    for (int i = 0; i < static_cast<int>(plant_->blocks.size()); ++i) {
      for (int k = 0; k < block(i).n_ports; ++k) {
        const PortRef p{i, k};
        const PortDecl& d = port(p);
        if (d.kind != PortKind::volume) {
          if (mates_[p].empty()) report_open(p);
          continue;
        }
        if (mates_[p].empty() && !d.optional) report_open(p);
        for (const PortRef& m : mates_[p]) {
          if (port(m).kind == PortKind::volume) continue;
          trace(p, m);
        }
      }
    }
    for (int i = 0; i < static_cast<int>(plant_->blocks.size()); ++i) {
      if (block(i).has_path && !walked_.contains(i) && problems_.empty()) {
        const BlockSpec* s = spec().find(block(i).tag);
        problems_.add(file(), s ? s->at : SourcePos{},
                      fmt::format("{} ({}) lies on no way between two volumes: add a vessel, boundary or junction",
                                  block(i).tag, block(i).type));
      }
    }
  }

  void lay_out() {
    int state = 0, memory = 0, input = 0, output = 0, malfunction = 0, port_index = 0;
    const auto place = [](int& next, std::size_t n, int& first, int& count) {
      first = next;
      count = static_cast<int>(n);
      next += count;
    };
    for (BlockLayout& b : plant_->blocks) {
      const Declare& d = *b.declared;
      place(state, d.states.size(), b.first_state, b.n_states);
      place(memory, d.memories.size(), b.first_memory, b.n_memories);
      place(input, d.inputs.size(), b.first_input, b.n_inputs);
      place(output, d.outputs.size(), b.first_output, b.n_outputs);
      place(malfunction, d.malfunctions.size(), b.first_malfunction, b.n_malfunctions);
      place(port_index, d.ports.size(), b.first_port, b.n_ports);
      b.first_fraction = plant_->n_fractions;
      b.n_fractions = d.n_fractions;
      plant_->n_fractions += d.n_fractions;
      b.first_kept = plant_->n_kept;
      plant_->n_kept += d.n_kept;
      for (const StateDecl& s : d.states) {
        plant_->absolute_tolerance.push_back(s.tolerance / d.finer());
        plant_->finer.push_back(d.finer());
        plant_->differential.push_back(s.totaliser ? 0 : 1);
      }
      std::set<int> mass, energy;
      for (const PortDecl& p : d.ports) {
        if (p.kind != PortKind::volume) continue;
        if (p.mass_state >= 0) mass.insert(p.mass_state);
        if (p.energy_state >= 0) energy.insert(p.energy_state);
      }
      for (int i = 0; i < b.n_states; ++i) {
        if (d.states[static_cast<std::size_t>(i)].holds_mass) mass.insert(i);
        if (d.states[static_cast<std::size_t>(i)].holds_energy) energy.insert(i);
      }
      for (int i : mass) plant_->mass_states.push_back(b.first_state + i);
      for (int i : energy) plant_->energy_states.push_back(b.first_state + i);
    }
    plant_->n_ports = port_index;
    plant_->ledger_state = state;
    plant_->absolute_tolerance.insert(plant_->absolute_tolerance.end(), {1.0, 1.0});
    plant_->finer.insert(plant_->finer.end(), {1.0, 1.0});
    plant_->differential.insert(plant_->differential.end(), {0, 0});
    PlantState& s = plant_->initial;
    s.states.assign(static_cast<std::size_t>(state) + 2, 0);
    s.memories.assign(static_cast<std::size_t>(memory), 0);
    s.inputs.assign(static_cast<std::size_t>(input), 0);
    s.outputs.assign(static_cast<std::size_t>(output), 0);
    s.malfunctions.assign(static_cast<std::size_t>(malfunction), 0);
  }

  void add_row(const std::string& tag, const VarDecl& v, Store store, int index) {
    if (v.name.empty()) return;
    if (plant_->catalogue.find(tag + "." + v.name) != kNoRow)
      throw std::logic_error(fmt::format("{} declares '{}' twice", tag, v.name));
    Row r;
    r.tag = tag;
    r.noun = v.name;
    r.help = v.help;
    r.store = store;
    r.index = index;
    r.quantity = v.quantity;
    r.unit = v.unit;
    const bool ranged = v.lo > -1e200 && v.hi < 1e200;
    r.lo = ranged ? v.lo : 0;
    r.hi = ranged ? v.hi : 0;
    r.access = v.access;
    r.logged = v.logged;
    r.trended = v.trended;
    r.tuning = v.tuning;
    r.choices = v.choices;
    plant_->catalogue.add(std::move(r));
  }

  void fill_catalogue() {
    for (BlockLayout& b : plant_->blocks) {
      const Declare& d = *b.declared;
      b.first_row = static_cast<RowId>(plant_->catalogue.size());
      for (int i = 0; i < b.n_outputs; ++i) add_row(b.tag, d.outputs[i], Store::output, b.first_output + i);
      for (int i = 0; i < b.n_states; ++i) {
        const StateDecl& s = d.states[i];
        add_row(b.tag, {s.name, s.help, s.quantity}, Store::state, b.first_state + i);
      }
      for (int i = 0; i < b.n_memories; ++i) add_row(b.tag, d.memories[i], Store::memory, b.first_memory + i);
      for (int i = 0; i < b.n_inputs; ++i) add_row(b.tag, d.inputs[i], Store::input, b.first_input + i);
      for (int i = 0; i < b.n_malfunctions; ++i) {
        const MalfunctionDecl& m = d.malfunctions[i];
        VarDecl v{m.name, m.help, Quantity::fraction, nullptr, 0, m.lo, m.hi, kInstructor, true};
        add_row(b.tag, v, Store::malfunction, b.first_malfunction + i);
      }
      b.n_rows = static_cast<RowId>(plant_->catalogue.size()) - b.first_row;
    }
    const struct {
      const char *name, *help;
      Quantity q;
    } clock[] = {{"time", "Simulated time since the start", Quantity::time},
                 {"scan", "Scans since the start", Quantity::number},
                 {"steps", "Internal steps of the integrator", Quantity::number},
                 {"rhs_evals", "Evaluations of the plant's equations", Quantity::number},
                 {"restarts", "Times the integrator started anew", Quantity::number},
                 {"rescues", "Scans taken by the backward-Euler rescue", Quantity::number},
                 {"holds", "Scans at which the plant had to hold", Quantity::number},
                 {"holding", "The plant holds its last good state", Quantity::flag}};
    for (int i = 0; i < static_cast<int>(std::size(clock)); ++i) {
      VarDecl v{clock[i].name, clock[i].help, clock[i].q};
      v.trended = false;
      v.logged = i == 7;
      add_row("SYS", v, Store::clock, i);
    }
    add_row("SYS", {"mass_out", "Mass that left the model through leaks and consumers", Quantity::mass}, Store::state,
            plant_->ledger_state);
    add_row("SYS", {"energy_out", "Energy that left the model, shaft work counted negative", Quantity::energy}, Store::state,
            plant_->ledger_state + 1);
  }

  RowId find_row(const BlockSpec& from, const SignalDecl& s, bool target) {
    const FoundRow found = find_variable(*plant_, s.name, target ? BareTag::input : BareTag::value);
    if (found.row == kNoRow) {
      problems_.add(file(), s.at, fmt::format("{}: {}", from.tag, found.problem));
    } else if (target && plant_->catalogue[found.row].store != Store::input) {
      problems_.add(file(), s.at, fmt::format("{}: {} cannot be written: it is not an input", from.tag, plant_->catalogue[found.row].name));
    }
    return found.row;
  }

  /// The value of an act, in the unit or among the choices of the input that it writes.
  void read_act(const BlockLayout& b, ActDecl& a) {
    const RowId id = b.declared->targets[static_cast<std::size_t>(a.target)].row;
    if (id == kNoRow) return;
    const ReadValue v = read_value(plant_->catalogue[id], a.text);
    a.value = v.si;
    if (!v.problem.empty()) problems_.add(file(), a.at, fmt::format("{}: {}", b.tag, v.problem));
  }

  void wire() {
    plant_->feedback.resize(plant_->catalogue.size());
    for (BlockLayout& b : plant_->blocks) {
      const BlockSpec& s = b.declared->spec();
      for (SignalDecl& d : b.declared->signals) {
        d.row = find_row(s, d, false);
        if (d.row != kNoRow && d.expected && *d.expected != plant_->catalogue[d.row].quantity)
          problems_.add(file(), d.at, fmt::format("{}: {} is a {}, but the value given for it is a {}", b.tag, d.name,
                                                  to_string(plant_->catalogue[d.row].quantity), to_string(*d.expected)));
        if (d.row != kNoRow) d.quality = plant_->catalogue.find(plant_->catalogue[d.row].tag + ".quality");
      }
      for (SignalDecl& d : b.declared->targets) d.row = find_row(s, d, true);
      for (ActDecl& a : b.declared->acts) read_act(b, a);
      for (const FeedbackDecl& f : b.declared->feedbacks) {
        const RowId input = plant_->catalogue.find(b.tag + "." + b.declared->inputs[static_cast<std::size_t>(f.input)].name);
        plant_->feedback[static_cast<std::size_t>(input)] = {plant_->catalogue.find(b.tag + "." + f.back_value),
                                                             plant_->catalogue.find(b.tag + "." + f.back_open),
                                                             f.selected.empty() ? kNoRow : plant_->catalogue.find(b.tag + "." + f.selected), f.as};
      }
    }
    ExpressionScope scope;
    scope.primary = [this](std::string_view tag) -> std::string {
      const BlockLayout* b = plant_->find(tag);
      return b ? b->declared->primary_output() : "";
    };
    for (BlockLayout& b : plant_->blocks) {
      for (ConditionDecl& c : b.declared->conditions) {
        try {
          c.expression->bind(plant_->catalogue, scope);
        } catch (const FileError& e) {
          for (const Problem& p : e.problems()) problems_.add(p.file, p.at, fmt::format("{}: {}", b.tag, p.message));
        }
      }
    }
  }

  /// What connect_lines found, with the places that pipes pass.
  void keep_lines() {
    for (LineWiring& l : lines_) {
      const Declare& d = *block(l.line).declared;
      l.dn = d.parameter("dn").value_or(l.dn);
      if (const YamlNode* via = d.spec().body.find("via")) {
        if (!via->is_sequence()) problem(d.spec(), via, "via: a list of places [[x, y, z], ...]");
        for (const YamlNode& n : via->items)
          if (const auto p = read_field_point(file(), fmt::format("{} ({}): via", d.tag(), d.spec().type), n, problems_)) l.via.push_back(*p);
      }
      plant_->wiring.blocks[static_cast<std::size_t>(l.line)].line = static_cast<int>(plant_->wiring.lines.size());
      plant_->wiring.lines.push_back(l);
    }
  }

  void place_in_field() {
    for (BlockId i = 0; i < static_cast<BlockId>(plant_->blocks.size()); ++i) plant_->places.push_back(read_field_place(*plant_, i, problems_));
    plant_->field = read_field_plan(*plant_, problems_);
  }

  void order_scans() {
    // Signals travel downstream in one scan: measure, control, protect, act, announce.
    for (const char* section : {"instruments", "control", "safety", "units", "lines", "alarms"})
      for (int i = 0; i < static_cast<int>(plant_->blocks.size()); ++i)
        if (block(i).section == section) (block(i).declared->after_step() ? plant_->after_step : plant_->scan_order).push_back(i);
  }

  void start() {
    PlantState& s = plant_->initial;
    for (const BlockLayout& b : plant_->blocks) {
      const Declare& d = *b.declared;
      for (int i = 0; i < b.n_states; ++i) s.states[b.first_state + i] = d.states[i].start;
      for (int i = 0; i < b.n_memories; ++i) s.memories[b.first_memory + i] = d.memories[i].start;
      for (int i = 0; i < b.n_inputs; ++i) s.inputs[b.first_input + i] = d.inputs[i].start;
    }
    EvalWorkspace ws;
    plant_->evaluate_outputs(s, ws);
    Scan scan(*plant_, s, false);
    for (int i : plant_->after_step) {
      scan.enter(block(i), static_cast<std::uint64_t>(i));
      block(i).block->scan(scan);
    }
  }

  /// The plant's identity: its file, the variables it gives and where they start.
  void name_plant() {
    Hasher h;
    h.add(spec().text);
    for (const Row& r : plant_->catalogue.rows()) h.add(r.name);
    const Hash start = plant_->initial.hash();
    h.add(start.bytes.data(), start.bytes.size());
    plant_->hash = h.finish();
  }

  std::shared_ptr<CompiledPlant> plant_;
  const BlockTypes& types_;
  Problems problems_;
  std::optional<Networks> networks_;
  std::map<std::string, Neighbourhood> around_;
  std::map<PortRef, std::vector<PortRef>> mates_;
  std::set<int> walked_;
  std::vector<LineWiring> lines_;
};

}  // namespace

std::shared_ptr<const CompiledPlant> compile(PlantSpec spec, const BlockTypes& types) {
  return Compiler(std::move(spec), types).run();
}

}  // namespace retort
