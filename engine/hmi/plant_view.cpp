#include "engine/hmi/plant_view.h"

#include <algorithm>
#include <cmath>

#include "drawing/board_value.h"

namespace retort::hmi {

PlantView::PlantView(const CompiledPlant& plant) : scan_period(plant.scan_period()), plant_(plant) {
  for (BlockId id = 0; id < BlockId(plant.blocks.size()); ++id) {
    const BlockLayout& b = plant.blocks[std::size_t(id)];
    if (b.inserted) break;  // they stand at the end
    Thing t;
    t.tag = b.tag;
    t.type = b.type;
    t.section = b.section;
    t.block = id;
    t.wiring = &plant.wired(id);
    t.kind = t.wiring->role;
    t.alarms = t.wiring->alarms;
    t.face = faceplate_of(plant, id);
    for (RowId r = b.first_row; r < b.first_row + b.n_rows; ++r) t.rows[plant.catalogue[r].noun] = r;
    by_tag_[t.tag] = int(things_.size());
    things_.push_back(std::move(t));
  }
  for (const AlarmWiring& w : plant.wiring.alarms) {
    AlarmPoint a;
    a.tag = plant.blocks[std::size_t(w.block)].tag;
    if (const Thing* of = thing_of(w.of)) a.of = of->tag;
    a.wiring = &w;
    a.priority = w.priority;
    a.state = w.state, a.active = w.active, a.acknowledge = w.acknowledge, a.shelve = w.shelve, a.reset = w.reset, a.unshelve = w.unshelve;
    a.shelved_left = w.shelved_left;
    alarm_of_state_[a.state] = int(alarms_.size());
    alarms_.push_back(std::move(a));
  }
  times_.resize(alarms_.size());
}

const Thing* PlantView::thing(BlockId block) const {
  return block == kNoBlock || std::size_t(block) >= things_.size() ? nullptr : &things_[std::size_t(block)];
}
const Thing* PlantView::thing_of(RowId row) const { return row == kNoRow ? nullptr : thing(plant_.wiring.block_of[std::size_t(row)]); }

const Thing* PlantView::selected_by(const Thing& selector) const {
  const SelectorWiring& s = *selector.wiring->selector;
  const auto k = std::size_t(value(s.selected) + 0.5);
  return k < s.inputs.size() ? driver_of(s.inputs[k]) : nullptr;
}

PlantView::Protection PlantView::protection(const Thing& t) const {
  Protection p;
  const auto is = [&](RowId row) { return row != kNoRow && value(row) > 0.5; };
  for (int i : t.wiring->protected_by) {
    const SafetyWiring& s = plant_.wiring.safety[std::size_t(i)];
    const bool acts = is(s.active), bypassed = is(s.permissive ? s.bypass : s.bypassed), demanded = !acts && is(s.demand);
    const bool forbids = s.permissive && !is(s.fulfilled);
    p.acts |= acts, p.bypassed |= bypassed, p.demanded |= demanded, p.forbids |= forbids;
    if (acts || (!p.first && (bypassed || demanded || forbids))) p.first = thing(s.block);
  }
  return p;
}

bool PlantView::holds(const Expression& condition, const Expression::Part& part) const {
  if (!frame) return false;
  ExpressionInputs in;
  in.value = [this](RowId row) { return value(row); };
  in.time = frame->time;
  return condition.holds(part, in);
}

std::vector<PlantView::Forbids> PlantView::forbids(RowId button) const {
  std::vector<Forbids> list;
  if (button == kNoRow) return list;
  const auto is = [&](const Hold& h) { return value(h.row) >= h.lo && value(h.row) <= h.hi; };
  for (const Guard& g : plant_.wiring.guards[std::size_t(button)]) {
    if (!(g.access & kBoard)) continue;
    auto f = std::find_if(list.begin(), list.end(), [&](const Forbids& x) { return x.reason == g.reason; });
    if (f == list.end()) f = list.insert(f, {g.reason, false, nullptr});
    if (!std::all_of(g.all.begin(), g.all.end(), is)) continue;
    f->now = true;
    for (const Hold& h : g.behind)
      if (!f->by && is(h)) f->by = thing_of(h.row);
  }
  std::stable_sort(list.begin(), list.end(), [](const Forbids& a, const Forbids& b) { return a.now > b.now; });
  return list;
}

const Thing* PlantView::find(std::string_view tag) const {
  const auto it = by_tag_.find(tag);
  return it == by_tag_.end() ? nullptr : &things_[std::size_t(it->second)];
}

const AlarmPoint* PlantView::alarm_of(RowId state) const {
  const auto it = alarm_of_state_.find(state);
  return it == alarm_of_state_.end() ? nullptr : &alarms_[std::size_t(it->second)];
}

AlarmLook PlantView::look(const AlarmPoint& a) const {
  const AlarmState s = alarm_state(value(a.state));
  AlarmLook l;
  l.shelved = s == AlarmState::shelved;
  l.silenced = s == AlarmState::suppressed || s == AlarmState::out_of_service;
  l.unacknowledged = unacknowledged(s);
  l.latched = s == AlarmState::latched;
  l.active = s == AlarmState::unacknowledged || s == AlarmState::acknowledged || s == AlarmState::latched ||
             ((l.shelved || l.silenced) && value(a.active) > 0.5);
  return l;
}

int PlantView::worst_alarm(const Thing& t, bool* unacknowledged) const {
  int worst = 0;
  bool unseen = false;
  for (int i : t.alarms) {
    const AlarmPoint& a = alarms_[std::size_t(i)];
    const AlarmLook l = look(a);
    if (!l.listed()) continue;
    if (worst == 0 || a.priority < worst) worst = a.priority;
    unseen = unseen || l.unacknowledged;
  }
  if (unacknowledged) *unacknowledged = unseen;
  return worst;
}

void PlantView::follow() {
  locks_.follow(plant_, log);
  if (log.cuts() != cuts_) {  // went back: read the log anew
    cuts_ = log.cuts();
    read_ = 0;
    std::fill(times_.begin(), times_.end(), AlarmTimes{});
    recent_.clear();
  }
  const std::size_t from = read_;
  read_ = log.size();
  for (const LogEntry& e : log.since(from)) {
    const auto it = alarm_of_state_.find(e.row);
    if (e.is_act || it == alarm_of_state_.end() || e.row == kNoRow) continue;
    using enum AlarmState;
    const AlarmState before = alarm_state(e.before), after = alarm_state(e.after);
    AlarmTimes& t = times_[std::size_t(it->second)];
    const double time = double(e.scan) * scan_period;
    if (after == unacknowledged) {
      t = {time, -1, -1};
      recent_.push_back({time, it->second});
    }
    if ((before == unacknowledged && after == acknowledged) || (before == returned && after == normal)) t.acknowledged = time;
    if (after == returned || (after == normal && t.left < t.came)) t.left = time;
  }
  constexpr double kRecent = 600;  // s
  if (frame) std::erase_if(recent_, [&](const Came& c) { return c.time < frame->time - kRecent; });
}

RowId PlantView::main_row(const Thing& t) const { return t.wiring->shows; }

int PlantView::quality(const Thing& t) const {
  if (RowId r = t.row("quality"); r != kNoRow) return int(value(r) + 0.5);
  if (const int c = t.wiring->controller; c >= 0)
    if (const Thing* source = thing_of(plant_.wiring.controllers[std::size_t(c)].source); source && source != &t) return quality(*source);
  return 0;
}

const Thing* PlantView::level_of(const Thing& vessel) const {
  for (BlockId m : vessel.face.instruments) {
    const RowId of = plant_.wiring.instruments[std::size_t(plant_.wired(m).instrument)].of;
    if (plant_.catalogue[of].quantity == Quantity::fraction && plant_.catalogue[of].noun == "level") return thing(m);
  }
  return nullptr;
}

std::string effect_text(const PlantView& plant, const SafetyWiring::Effect& effect, const Words& words) {
  if (effect.row == kNoRow) return effect.text;
  const Row& row = plant.catalogue()[effect.row];
  return row.tag + " " + words.get("effect." + row.noun, row.noun);
}

std::string number_text(const Row& row, double si, const Words& words) { return board_number(row, si, words.decimal()); }

std::string value_text(const Row& row, double si, const Words& words) {
  if (!row.choices.empty()) {
    const auto i = std::size_t(std::max(0.0, si + 0.5));
    return i < row.choices.size() ? words.get("choice." + row.choices[i], row.choices[i]) : "?";
  }
  if (row.quantity == Quantity::flag) return words.get("state." + row.noun + (si > 0.5 ? ".on" : ".off"), words(si > 0.5 ? "ui.yes" : "ui.no"));
  if (row.store == Store::malfunction) return si == 0 ? words("state.malfunction.off") : std::to_string(std::lround(100 * si)) + " %";
  const std::string unit = board_unit(row);
  return number_text(row, si, words) + (unit.empty() ? "" : " " + unit);
}

std::string state_text(const Row& row, double si, const Words& words) {
  const std::string value = value_text(row, si, words);
  return row.quantity != Quantity::flag || says_all(row, words) ? value : noun_text(words, row) + ": " + value;
}

bool says_all(const Row& row, const Words& words) { return row.quantity == Quantity::flag && !words.get("state." + row.noun + ".on", "").empty(); }

std::string machine_word(const PlantView& plant, const Thing& t, const Words& words) {
  const Machine& m = *t.wiring->machine;
  const bool tripped = m.tripped != kNoRow && plant.value(m.tripped) > 0.5;
  return words(tripped ? "ui.tripped" : plant.value(m.running) > 0.5 ? "ui.running" : "ui.stopped");
}

const std::string& description(const Words& words, const std::string& tag) {
  static const std::string kNone;
  for (const std::string& key : {"tag." + tag, tag, tag + ".name"})
    if (const std::string& text = words.get(key, kNone); !text.empty()) return text;
  return kNone;
}

const std::string& noun_text(const Words& words, const Row& row) {
  return words.name(row.tag, row.noun, row.help.empty() ? row.noun : row.help);
}

}  // namespace retort::hmi
