#include "sim/model/wire_up.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/model/variable.h"

namespace retort {
namespace {

/// Rows and blocks are both plain indices, -1 for none.
void take(std::vector<std::int32_t>& list, std::int32_t row) {
  if (row != kNoRow && std::find(list.begin(), list.end(), row) == list.end()) list.push_back(row);
}

/// What follows the A among the function letters of an alarm's tag: LAHH-101 is HH.
std::string alarm_letters(const std::string& tag, AlarmWiring::Side side) {
  const std::string function = tag_parts(tag).letters;
  const std::size_t a = function.rfind('A');
  if (a != std::string::npos && a + 1 < function.size() && function.find_first_not_of("HL", a + 1) == std::string::npos) return function.substr(a + 1);
  return side == AlarmWiring::Side::above ? "H" : side == AlarmWiring::Side::below ? "L" : "";
}

class Wirer {
 public:
  Wirer(CompiledPlant& plant, Problems& problems) : plant_(plant), w_(plant.wiring), problems_(problems) {}

  void run() {
    w_.blocks.resize(plant_.blocks.size());
    w_.block_of.assign(plant_.catalogue.size(), kNoBlock);
    w_.guards.resize(plant_.catalogue.size());
    for (BlockId i = 0; i < count(); ++i)
      for (RowId r = block(i).first_row; r < block(i).first_row + block(i).n_rows; ++r) w_.block_of[std::size_t(r)] = i;
    for (BlockId i = 0; i < count(); ++i) signals(i);
    for (BlockId i = 0; i < count(); ++i) self(i);
    for (BlockId i = 0; i < count(); ++i) tables(i);
    masters();
    owners();
    for (BlockId i = 0; i < count(); ++i) guards(i);
    guard_loops();
    within_reach();
    one_writer();
    selectors();
    circles();
    one_basis();
  }

 private:
  BlockId count() const { return BlockId(plant_.blocks.size()); }
  const BlockLayout& block(BlockId i) const { return plant_.blocks[std::size_t(i)]; }
  BlockWiring& of(BlockId i) { return w_.blocks[std::size_t(i)]; }
  BlockId owner(RowId row) const { return row == kNoRow ? kNoBlock : w_.block_of[std::size_t(row)]; }

  RowId row(BlockId i, const std::string& noun) const { return noun.empty() ? kNoRow : plant_.catalogue.find(block(i).tag + "." + noun); }
  RowId row(BlockId i, MemoryId h) const { return h.i < 0 ? kNoRow : row(i, block(i).declared->memories[std::size_t(h.i)].name); }
  RowId row(BlockId i, InputId h) const { return h.i < 0 ? kNoRow : row(i, block(i).declared->inputs[std::size_t(h.i)].name); }
  RowId row(BlockId i, SignalId h) const { return h.i < 0 ? kNoRow : block(i).declared->signals[std::size_t(h.i)].row; }
  RowId row(BlockId i, TargetId h) const { return h.i < 0 ? kNoRow : block(i).declared->targets[std::size_t(h.i)].row; }
  RowId row(BlockId i, const HoldDecl& h) const { return h.store == Store::input ? row(i, InputId{h.index}) : row(i, MemoryId{h.index}); }

  void signals(BlockId i) {
    const Declare& d = *block(i).declared;
    BlockWiring& b = of(i);
    for (const SignalDecl& s : d.signals)
      if (!s.key.empty() && s.key != "power" && s.key != "air") take(b.reads, s.row);
    for (const ConditionDecl& c : d.conditions)
      for (RowId r : c.expression->rows()) take(b.watches, r);
    std::vector<int> acted;
    for (const ActDecl& a : d.acts) acted.push_back(a.target);
    const bool safety = d.as_safety().has_value();
    for (std::size_t t = 0; t < d.targets.size(); ++t) {
      const bool by_act = safety || std::find(acted.begin(), acted.end(), int(t)) != acted.end();
      take(by_act ? b.acts : b.drives, d.targets[t].row);
    }
  }

  void self(BlockId i) {
    const BlockLayout& l = block(i);
    const Declare& d = *l.declared;
    BlockWiring& b = of(i);
    b.role = d.role();
    if (const auto& m = d.as_machine())
      b.machine = Machine{row(i, m->running), row(i, m->tripped), row(i, m->start), row(i, m->stop), row(i, m->reset),
                          row(i, m->local_start), row(i, m->local_stop), row(i, m->selector)};
    if (const auto& s = d.as_selector()) {
      b.selector = SelectorWiring{row(i, s->selected), {}};
      for (InputId in : s->inputs) b.selector->inputs.push_back(row(i, in));
    }
    for (const std::string& noun : d.wired_nouns())
      if (RowId r = row(i, noun); r != kNoRow) take(b.wired, r);
    if (b.role == Role::logic || b.role == Role::controller || b.role == Role::alarm || b.role == Role::safety)
      for (RowId r = l.first_row; r < l.first_row + l.n_rows; ++r) {
        const Row& own = plant_.catalogue[r];
        // What controllers tell each other is nobody's business.
        const bool between = std::any_of(d.feedbacks.begin(), d.feedbacks.end(), [&](const FeedbackDecl& f) { return own.noun == f.back_value || own.noun == f.back_open; });
        if (own.store != Store::malfunction && !between) take(b.wired, r);
      }
    for (const char* noun : {"pv", "position", "running", "active", "reading", "state", "mode"})
      if (b.shows == kNoRow) b.shows = row(i, noun);
    if (b.shows == kNoRow) b.shows = row(i, d.primary_output());
  }

  void tables(BlockId i) {
    const BlockLayout& l = block(i);
    const Declare& d = *l.declared;
    BlockWiring& b = of(i);
    if (l.section == "instruments" && !d.signals.empty()) {
      b.instrument = int(w_.instruments.size());
      const RowId r = d.signals.front().row;
      w_.instruments.push_back({i, owner(r), r, port_of(r)});
      if (owner(r) != kNoBlock) of(owner(r)).measured_by.push_back(i);
    }
    if (const auto& c = d.as_controller()) {
      ControllerWiring x;
      x.block = i;
      x.source = row(i, c->source), x.out = row(i, c->out);
      x.pv = row(i, c->pv), x.sp = row(i, c->sp), x.remote_sp = row(i, c->remote_sp), x.op = row(i, c->op), x.mode = row(i, c->mode);
      x.working_sp = c->working_sp.i >= 0 ? row(i, c->working_sp) : x.sp;
      x.actual_mode = row(i, c->actual_mode);
      x.drives = owner(x.out);
      b.controller = int(w_.controllers.size());
      w_.controllers.push_back(x);
    }
    if (const auto& a = d.as_alarm()) {
      AlarmWiring x;
      x.block = i;
      x.priority = a->priority, x.side = a->side, x.of = row(i, a->of);
      x.state = row(i, a->state), x.active = row(i, a->active), x.limit = row(i, a->limit), x.value = row(i, a->value);
      x.acknowledge = row(i, a->acknowledge), x.shelve = row(i, a->shelve), x.unshelve = row(i, a->unshelve), x.reset = row(i, a->reset);
      x.out_of_service = row(i, a->out_of_service), x.shelved_left = row(i, a->shelved_left);
      x.letters = alarm_letters(l.tag, a->side);
      x.cause = a->cause, x.consequence = a->consequence, x.response = a->response;
      b.alarm = int(w_.alarms.size());
      w_.alarms.push_back(std::move(x));
    }
    if (const auto& s = d.as_safety()) {
      SafetyWiring x;
      x.block = i;
      x.permissive = s->permissive, x.latching = s->latching, x.vote = s->vote;
      for (ConditionId c : s->causes)
        if (c.i >= 0) {
          const auto& e = d.conditions[std::size_t(c.i)].expression;
          x.causes.push_back({e->text(), e->rows(), e});
        }
      for (std::size_t k = 0; k < s->effects.size(); ++k)
        x.effects.push_back({s->effect_texts[k], owner(row(i, s->effects[k])), row(i, s->effects[k])});
      x.active = row(i, s->active), x.healthy = row(i, s->healthy), x.fulfilled = row(i, s->fulfilled), x.demand = row(i, s->demand);
      x.bypassed = row(i, s->bypassed), x.first_out = row(i, s->first_out), x.bypass_left = row(i, s->bypass_left);
      x.reset = row(i, s->reset), x.bypass = row(i, s->bypass);
      b.safety = int(w_.safety.size());
      for (const SafetyWiring::Effect& e : x.effects)
        if (e.block != kNoBlock)
          if (std::vector<int>& by = of(e.block).protected_by; std::find(by.begin(), by.end(), b.safety) == by.end()) by.push_back(b.safety);
      w_.safety.push_back(std::move(x));
    }
  }

  /// The port of its block where a variable is measured: `tube_out_temperature` at `tube_out`.
  int port_of(RowId r) const {
    const BlockId i = owner(r);
    if (i == kNoBlock) return -1;
    const Declare& d = *block(i).declared;
    const std::string& noun = plant_.catalogue[r].noun;
    std::string port;
    for (const auto& [output, name] : d.seen_at())
      if (d.outputs[std::size_t(output)].name == noun) port = name;
    for (std::size_t k = 0; k < d.ports.size(); ++k)
      if (d.ports[k].name == port || (port.empty() && noun.starts_with(d.ports[k].name + "_"))) return int(k);
    return -1;
  }

  /// A controller in cascade, and who moves its set point. What drives through a ratio or a split range is the master all the same.
  void masters() {
    for (ControllerWiring& c : w_.controllers)
      for (BlockId i = 0; i < count() && c.remote_sp != kNoRow; ++i)
        if (const std::vector<RowId>& to = of(i).drives; std::find(to.begin(), to.end(), c.remote_sp) != to.end()) c.master = i;
  }

  /// An alarm belongs to what it watches, to what measures or controls on that, and to the unit that is measured.
  void owners() {
    for (std::size_t k = 0; k < w_.alarms.size(); ++k) {
      AlarmWiring& a = w_.alarms[k];
      std::vector<RowId> watched;
      if (a.of != kNoRow) watched.push_back(a.of);
      else watched = of(a.block).watches;
      for (RowId r : watched) {
        const BlockId at = owner(r);
        if (at == kNoBlock || of(at).role == Role::alarm) continue;
        take(a.owners, at);
        if (a.of == kNoRow) continue;
        for (const ControllerWiring& c : w_.controllers)
          if (owner(c.source) == at) take(a.owners, c.block);
        if (const int m = of(at).instrument; m >= 0)
          if (const BlockId unit = w_.instruments[std::size_t(m)].at; unit != kNoBlock && block(unit).section == "units") take(a.owners, unit);
      }
      for (BlockId o : a.owners) of(o).alarms.push_back(int(k));
    }
  }

  void guards(BlockId i) {
    for (const GuardDecl& g : block(i).declared->guards) {
      const RowId guarded = row(i, InputId{g.input});
      if (guarded == kNoRow) continue;
      Guard x;
      for (const HoldDecl& h : g.all) x.all.push_back({row(i, h), h.lo, h.hi});
      x.reason = g.reason;
      x.access = g.access;
      x.lo = g.lo, x.hi = g.hi;
      const Row& r = plant_.catalogue[guarded];
      x.pressing = is_button(r);
      if (g.demand >= 0) {
        const RowId demand = row(i, InputId{g.demand});
        for (BlockId other = 0; other < count(); ++other)
          if (const std::vector<RowId>& to = of(other).drives; std::find(to.begin(), to.end(), demand) != to.end()) x.behind.push_back({of(other).shows, -1e300, 1e300});
        for (const SafetyWiring& s : w_.safety)
          for (const SafetyWiring::Effect& e : s.effects)
            if (e.row == demand) x.behind.push_back(s.permissive ? Hold{s.fulfilled, -1e300, 0.5} : Hold{s.active, 0.5, 1e300});
      }
      w_.guards[std::size_t(guarded)].push_back(std::move(x));
    }
  }

  /// What nobody moves cannot be followed, and what a controller moves cannot be moved from the board beside it.
  void guard_loops() {
    for (const ControllerWiring& c : w_.controllers) {
      const std::vector<std::string>& modes = plant_.catalogue[c.mode].choices;
      const auto cascade = double(std::find(modes.begin(), modes.end(), "cas") - modes.begin()), man = double(std::find(modes.begin(), modes.end(), "man") - modes.begin());
      if (c.master == kNoBlock) {
        Guard g;
        g.reason = "refused.no_master";
        g.lo = cascade - 0.5, g.hi = cascade + 0.5;
        w_.guards[std::size_t(c.mode)].push_back(std::move(g));
      }
      if (c.out != kNoRow) driven(c.out, {{c.actual_mode, man - 0.5, 1e300}}, {});
    }
    // A hand station and a split range move their valves at every scan.
    for (BlockId i = 0; i < count(); ++i)
      if (block(i).section == "control" && of(i).controller < 0)
        for (RowId r : of(i).drives)
          if (!is_button(plant_.catalogue[r])) driven(r, {}, {{of(i).shows, -1e300, 1e300}});
    // A safety function writes its demands at every scan too.
    for (const SafetyWiring& s : w_.safety)
      for (const SafetyWiring::Effect& e : s.effects)
        if (const RowId shows = s.permissive ? s.fulfilled : s.active; e.row != kNoRow && shows != kNoRow) driven(e.row, {}, {{shows, -1e300, 1e300}}, "refused.demanded");
  }
  void driven(RowId row, std::vector<Hold> while_these, std::vector<Hold> by, const char* reason = "refused.driven") {
    constexpr std::uint8_t kAsked = kBoard | kInstructor;   // what would be overwritten at once is refused, whoever asks
    if (!(plant_.catalogue[row].access & kAsked)) return;
    Guard g;
    g.all = std::move(while_these), g.behind = std::move(by);
    g.reason = reason;
    g.access = kAsked;
    w_.guards[std::size_t(row)].push_back(std::move(g));
  }

  /// What stands in the control room or a cabinet moves a number, and no hand wheel or button that only somebody in the field can.
  void within_reach() {
    for (BlockId i = 0; i < count(); ++i) {
      for (const SignalDecl& t : block(i).declared->targets) {
        if (t.row == kNoRow) continue;
        const Row& r = plant_.catalogue[t.row];
        const bool output = block(i).section == "control" && !t.key.empty();
        if (r.access == kRead)
          problems_.add(plant_.spec.file, t.at, fmt::format("{}: {} cannot be moved in this plant: fixed by its own settings", block(i).tag, r.name));
        else if (r.access == kField)
          problems_.add(plant_.spec.file, t.at, fmt::format("{}: {} is moved by a hand in the field, and by nothing else", block(i).tag, r.name));
        else if (output && (r.quantity == Quantity::flag || !r.choices.empty()))
          problems_.add(plant_.spec.file, t.at, fmt::format("{}: {} is a button or a switch: an output goes to a number, a valve's 'command' for one", block(i).tag, r.name));
      }
    }
  }

  /// Two that move one thing fight: only one may.
  void one_writer() {
    std::map<RowId, std::pair<BlockId, SourcePos>> first;
    for (BlockId i = 0; i < count(); ++i) {
      const Declare& d = *block(i).declared;
      if (block(i).section != "control") continue;
      for (const SignalDecl& t : d.targets) {
        if (t.key.empty() || t.row == kNoRow) continue;
        const auto [other, fresh] = first.emplace(t.row, std::pair{i, t.at});
        if (fresh) continue;
        problems_.add(plant_.spec.file, t.at,
                      fmt::format("{}: {} is already moved by {} (line {}): a thing has one that moves it; a low_selector or high_selector joins two",
                                  block(i).tag, plant_.catalogue[t.row].name, block(other->second.first).tag, other->second.second.line));
      }
    }
  }

  /// Controllers that move each other in a circle move nothing.
  void circles() {
    for (BlockId i = 0; i < count(); ++i) {
      if (block(i).section != "control") continue;
      std::vector<BlockId> reached = {i};
      for (std::size_t k = 0; k < reached.size(); ++k)
        for (RowId r : of(reached[k]).drives) {
          const BlockId next = owner(r);
          if (next == i) {
            if (*std::min_element(reached.begin(), reached.end()) == i)   // said once, at the first of them
              problems_.add(plant_.spec.file, block(i).declared->spec().at,
                            fmt::format("{}: what it moves comes back to it by {}: a circle of controllers moves nothing", block(i).tag, block(reached[k]).tag));
          } else if (next != kNoBlock && block(next).section == "control" && std::find(reached.begin(), reached.end(), next) == reached.end()) {
            reached.push_back(next);
          }
        }
    }
  }

  /// An input of a selector that nothing moves would stand at its end, and be chosen never, or always.
  void selectors() {
    for (BlockId i = 0; i < count(); ++i) {
      if (!of(i).selector) continue;
      for (RowId in : of(i).selector->inputs)
        if (plant_.driver_of(in) == kNoBlock)
          problems_.add(plant_.spec.file, block(i).declared->spec().at,
                        fmt::format("{}: nothing moves {}: write 'out: {}' at a controller, or fewer 'inputs'", block(i).tag, plant_.catalogue[in].name,
                                    plant_.catalogue[in].name));
    }
  }

  /// What a loop shows beside each other stands over one zero: gauge or absolute, not both.
  void one_basis() {
    for (const ControllerWiring& c : w_.controllers) {
      if (c.source == kNoRow || c.pv == kNoRow) continue;
      const Row &source = plant_.catalogue[c.source], &pv = plant_.catalogue[c.pv];
      if (source.quantity != pv.quantity || source.unit == nullptr || pv.unit == nullptr) continue;
      if (!plant_.instrument_of(c.source) || source.unit->to_si(0) == pv.unit->to_si(0)) continue;
      problems_.add(plant_.spec.file, block(c.block).declared->spec().at,
                    fmt::format("{} ({}): its range is in {}, but {} measures in {}: write one of them in both", block(c.block).tag, block(c.block).type,
                                pv.unit->name, source.name, source.unit->name));
    }
  }

  CompiledPlant& plant_;
  Wiring& w_;
  Problems& problems_;
};

}  // namespace

bool is_button(const Row& r) {
  return r.store == Store::input && (r.quantity == Quantity::flag || (!r.choices.empty() && r.choices.front() == "-"));
}

void wire_up(CompiledPlant& plant, Problems& problems) { Wirer(plant, problems).run(); }

}  // namespace retort
