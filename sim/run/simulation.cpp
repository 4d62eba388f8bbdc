#include "sim/run/simulation.h"

#include <algorithm>
#include <cmath>

#include "sim/model/scan.h"

namespace retort {

Simulation::Simulation(std::shared_ptr<const CompiledPlant> plant, SimulationOptions options)
    : plant_(std::move(plant)), options_(std::move(options)), state_(plant_->initial), log_(options_.log_bytes, options_.spill_folder),
      keyframes_(options_.keyframe_scans) {
  StepperOptions s;
  s.rtol = options_.rtol;
  stepper_ = make_stepper(plant_, s);
  for (const Row& r : plant_->catalogue.rows()) {
    if (r.logged) logged_.push_back(r.id);
    places_.push_back({r.store, r.index});
  }
  for (const BlockLayout& b : plant_->blocks) {
    for (int i = 0; i < b.n_states; ++i) {
      const StateDecl& state = b.declared->states[static_cast<std::size_t>(i)];
      if (state.crosses_mass) border_mass_.push_back(b.first_state + i);
      if (state.crosses_energy) border_energy_.push_back(b.first_state + i);
    }
  }
  start_from(plant_->initial);
}

Simulation::~Simulation() = default;

void Simulation::start_from(const PlantState& s) {
  state_ = s;
  state_.seed = options_.seed;
  plant_->evaluate_outputs(state_, workspace_);
  PlantState scanned = state_;
  Scan scan(*plant_, scanned, options_.noise);
  scan_blocks(scan);
  first_scan_ = state_.scan;
  first_memories_ = std::move(scanned.memories);
  totals_ = {};
  totals_.mass_start = plant_->total_mass(state_);
  totals_.energy_start = plant_->total_energy(state_);
  ramps_.clear();
  queue_.clear();
  log_.clear();
  keyframes_.clear();
  restart_ = true;
  frame_.values.clear();
  publish(false);
  history_.open(plant_->catalogue, plant_->scan_period(), state_.scan, options_.history_bytes);
  if (options_.history) history_.record(state_.scan, frame_.values);
}

Verdict Simulation::query(const Act& a, std::span<const Act> alongside) const {
  if (const auto* remark = std::get_if<acts::Remark>(&a.what); remark && remark->text.size() > acts::kLongestRemark)
    return refuse("refused.too_long");
  if (const auto* said = std::get_if<acts::Report>(&a.what); said && (said->row < 0 || static_cast<std::size_t>(said->row) >= plant_->catalogue.size()))
    return refuse("refused.unknown");
  switch (a.kind().judge) {
    case ActJudge::run: return {};
    case ActJudge::exercise:
      if (companion_) return companion_->judge(a);
      return std::holds_alternative<acts::Remark>(a.what) || std::holds_alternative<acts::Report>(a.what) ? Verdict{} : refuse("refused.no_exercise");
    case ActJudge::plant: break;
  }
  const acts::Write& w = *a.write();
  if (w.row < 0 || static_cast<std::size_t>(w.row) >= plant_->catalogue.size()) return refuse("refused.unknown");
  const Row& r = plant_->catalogue[w.row];
  if (!std::isfinite(w.value) || !std::isfinite(w.ramp) || w.ramp < 0) return refuse("refused.not_a_number");
  const bool writable = r.store == Store::input || r.store == Store::malfunction;
  if (!writable) return refuse("refused.read_only");
  if (a.source == Source::board && !(r.access & kBoard)) return refuse("refused.not_from_board");
  if (a.source == Source::field && !(r.access & kField)) return refuse("refused.not_from_field");
  double v = w.value;
  if (r.lo < r.hi) {
    const double rounding = 1e-6 * (r.hi - r.lo);   // of units
    if (a.source != Source::scenario && (v < r.lo - rounding || v > r.hi + rounding)) return refuse("refused.out_of_range");
    v = std::clamp(v, r.lo, r.hi);
  }
  if (!r.choices.empty() || r.quantity == Quantity::flag) v = std::floor(v + 0.5);
  if (a.source != Source::scenario) {
    RowId condition = kNoRow;
    const std::uint8_t access = a.source == Source::board ? kBoard : a.source == Source::field ? kField : kInstructor;
    if (const Guard* g = forbidding(w.row, v, access, alongside, condition)) return refuse(g->reason, condition);
    if (companion_)
      if (const Verdict own = companion_->judge(a); !own.accepted) return own;
  }
  return {true, "", v};
}

bool Simulation::holds(const Hold& h, std::span<const Act> alongside) const {
  const Row& r = plant_->catalogue[h.row];
  const bool unscanned = r.store == Store::memory && state_.scan == first_scan_;
  double v = unscanned ? first_memories_[static_cast<std::size_t>(r.index)] : plant_->value(state_, h.row);
  for (auto a = alongside.rbegin(); a != alongside.rend(); ++a) {   // the last one that is taken itself
    if (a->row() != h.row) continue;
    const Verdict own = query(*a);
    if (!own.accepted) continue;
    v = own.value;
    break;
  }
  return v >= h.lo && v <= h.hi;
}

const Guard* Simulation::forbidding(RowId row, double value, std::uint8_t access, std::span<const Act> alongside, RowId& condition) const {
  for (const Guard& g : plant_->wiring.guards[static_cast<std::size_t>(row)]) {
    if (!(g.access & access) || (g.pressing && value < 0.5) || value < g.lo || value > g.hi) continue;
    if (!std::all_of(g.all.begin(), g.all.end(), [&](const Hold& h) { return holds(h, alongside); })) continue;
    const auto behind = std::find_if(g.behind.begin(), g.behind.end(), [&](const Hold& h) { return holds(h, alongside); });
    condition = behind != g.behind.end() ? behind->row : g.all.empty() ? kNoRow : g.all.front().row;
    return &g;
  }
  return nullptr;
}

Verdict Simulation::submit(Act a) {
  const Verdict v = query(a, queue_);
  post(std::move(a));
  return v;
}

void Simulation::post(Act a) { queue_.push_back(std::move(a)); }

Verdict Simulation::issue(Act a) { return apply(std::move(a), {}); }

Verdict Simulation::apply(Act a, std::span<const Act> later) {
  const Verdict v = query(a, later);
  const acts::Write* w = a.write();
  double before = 0;
  if (w && v.accepted) {
    const Row& r = plant_->catalogue[w->row];
    before = plant_->value(state_, w->row);
    const double distance = std::abs(v.value - before);
    if (r.store == Store::malfunction) std::erase_if(ramps_, [&](const Ramp& x) { return x.malfunction == r.index; });
    if (r.store == Store::malfunction && w->ramp > 0 && distance > 0) {
      ramps_.push_back({r.index, v.value, distance / w->ramp});
    } else {
      plant_->set(state_, w->row, v.value);
    }
    restart_ = true;
  }
  a.scan = state_.scan;
  log(a, v, before);
  return v;
}

void Simulation::note(const Act& a, const Verdict& v) {
  Act at = a;
  at.scan = state_.scan;
  log(at, v, 0);
}

void Simulation::log(const Act& a, const Verdict& v, double before) {
  LogEntry entry;
  entry.scan = a.scan;
  entry.is_act = true;
  entry.source = a.source;
  entry.seat = a.seat;
  entry.kind = a.kind().number;
  entry.refused = v.reason;
  entry.condition = v.condition;
  if (const acts::Write* w = a.write()) {
    const bool known = w->row >= 0 && static_cast<std::size_t>(w->row) < plant_->catalogue.size();
    entry.row = known ? w->row : kNoRow;
    entry.before = before;
    entry.after = v.accepted ? v.value : w->value;
  } else if (const auto* remark = std::get_if<acts::Remark>(&a.what)) {
    entry.text = remark->text.substr(0, acts::kLongestRemark);
  } else if (const auto* said = std::get_if<acts::Report>(&a.what)) {
    const bool known = said->row >= 0 && static_cast<std::size_t>(said->row) < frame_.values.size();
    entry.row = known ? said->row : kNoRow;
    if (known && v.accepted) entry.before = entry.after = frame_[said->row];   // what is refused gives nothing away
  } else if (const auto* hint = std::get_if<acts::TakeHint>(&a.what)) {
    entry.text = hint->step;
  } else if (const auto* answer = std::get_if<acts::GiveAnswer>(&a.what)) {
    entry.text = answer->question;
    entry.option = answer->option;
  }
  log_.add(std::move(entry));
  if (a.source != Source::scenario)
    for (RunListener* l : listeners_) l->on_act(a, v);
  if (companion_) companion_->on_act(a, v);
}

void Simulation::advance_ramps() {
  for (Ramp& r : ramps_) {
    double& severity = state_.malfunctions[static_cast<std::size_t>(r.malfunction)];
    const double step = r.rate * plant_->scan_period();
    if (std::abs(r.target - severity) <= step) {
      severity = r.target;
      r.rate = 0;  // arrived
    } else {
      severity += r.target > severity ? step : -step;
    }
  }
  std::erase_if(ramps_, [](const Ramp& r) { return r.rate == 0; });
}

void Simulation::scan_blocks(Scan& scan) const {
  for (int i : plant_->scan_order) {
    scan.enter(plant_->blocks[static_cast<std::size_t>(i)], static_cast<std::uint64_t>(i));
    plant_->blocks[static_cast<std::size_t>(i)].block->scan(scan);
  }
}

const Frame& Simulation::step() {
  const double period = plant_->scan_period();
  if (keyframes_.empty()) keyframes_.add(look());

  std::vector<Act> acts;
  acts.swap(queue_);
  for (std::size_t i = 0; i < acts.size(); ++i) apply(std::move(acts[i]), std::span(acts).subspan(i + 1));
  if (companion_) companion_->before_blocks(*this);

  advance_ramps();
  Scan scan(*plant_, state_, options_.noise);
  scan_blocks(scan);

  std::vector<double> before;
  for (int i : border_mass_) before.push_back(state_.states[static_cast<std::size_t>(i)]);
  for (int i : border_energy_) before.push_back(state_.states[static_cast<std::size_t>(i)]);
  const bool advanced = stepper_->advance(state_, period, restart_ || scan.jumped());
  status_ = advanced ? RunStatus::running : RunStatus::holding;
  restart_ = false;
  std::size_t k = 0;
  for (int i : border_mass_) totals_.mass_through += std::abs(state_.states[static_cast<std::size_t>(i)] - before[k++]);
  for (int i : border_energy_) totals_.energy_through += std::abs(state_.states[static_cast<std::size_t>(i)] - before[k++]);

  plant_->evaluate_outputs(state_, workspace_);
  ++state_.scan;
  for (int i : plant_->after_step) {
    scan.enter(plant_->blocks[static_cast<std::size_t>(i)], static_cast<std::uint64_t>(i));
    plant_->blocks[static_cast<std::size_t>(i)].block->scan(scan);
  }
  publish(true);
  if (options_.history) history_.record(state_.scan, frame_.values);
  if (companion_) companion_->after_frame(*this);

  const bool keyframe = keyframes_.due(state_.scan);
  if (keyframe) {
    restart_ = true;
    keyframes_.add(look());
  }
  for (RunListener* l : listeners_) l->on_scan(*this, keyframe);
  return frame_;
}

void Simulation::publish(bool log_changes) {
  const std::vector<Row>& rows = plant_->catalogue.rows();
  const bool first = frame_.values.size() != rows.size();
  frame_.scan = state_.scan;
  frame_.time = time();
  frame_.status = status_;
  frame_.values.resize(rows.size());
  std::vector<double> before;
  if (log_changes && !first) {
    before.reserve(logged_.size());
    for (RowId r : logged_) before.push_back(frame_[r]);
  }
  const StepperCounters& c = stepper_->counters();
  const double clock[] = {frame_.time,
                          static_cast<double>(frame_.scan),
                          static_cast<double>(c.steps),
                          static_cast<double>(c.rhs_evals),
                          static_cast<double>(c.restarts),
                          static_cast<double>(c.rescues),
                          static_cast<double>(c.holds),
                          status_ == RunStatus::holding ? 1.0 : 0.0};
  const double* from[6] = {};
  const auto holds = [&](Store store, const double* values) { from[static_cast<std::size_t>(store)] = values; };
  holds(Store::state, state_.states.data());
  holds(Store::memory, state_.memories.data());
  holds(Store::input, state_.inputs.data());
  holds(Store::output, state_.outputs.data());
  holds(Store::malfunction, state_.malfunctions.data());
  holds(Store::clock, clock);
  double* values = frame_.values.data();
  for (const auto [store, index] : places_) *values++ = from[static_cast<std::size_t>(store)][index];
  for (std::size_t i = 0; i < before.size(); ++i)
    if (frame_[logged_[i]] != before[i]) log_.add({state_.scan, logged_[i], before[i], frame_[logged_[i]]});
}

Hash Simulation::state_hash() const { return look().hash(); }

Snapshot Simulation::look() const {
  Snapshot s;
  s.plant = state_;
  s.ramps = ramps_;
  s.totals = totals_;
  s.totals.stepper = stepper_->counters();
  if (companion_) s.companion = companion_->save();
  s.status = status_;
  return s;
}

Snapshot Simulation::snapshot() {
  restart_ = true;
  return look();
}

void Simulation::restore(const Snapshot& s) {
  state_ = s.plant;
  ramps_ = s.ramps;
  totals_ = s.totals;
  stepper_->set_counters(s.totals.stepper);
  if (companion_) companion_->load(s.companion);
  status_ = s.status;
  queue_.clear();
  restart_ = true;
  publish(false);
  if (state_.scan < history_.first_scan() || state_.scan > history_.first_scan() + history_.scans()) {  // of another run
    history_.open(plant_->catalogue, plant_->scan_period(), state_.scan, options_.history_bytes);
  } else {
    history_.cut(state_.scan);
  }
  if (options_.history) history_.record(state_.scan, frame_.values);
  log_.cut(state_.scan);
  keyframes_.cut(state_.scan);
}

Keyframes::Kept Simulation::keyframe_before(double time) const {
  Keyframes::Kept best;
  for (const Keyframes::Kept& k : keyframes_.all())
    if (static_cast<double>(k->plant.scan) * plant_->scan_period() <= time + 1e-9) best = k;
  return best;
}

double Simulation::mass_error() const {
  return std::abs(plant_->total_mass(state_) - totals_.mass_start) / std::max(1.0, totals_.mass_through);
}
double Simulation::energy_error() const {
  return std::abs(plant_->total_energy(state_) - totals_.energy_start) / std::max(1e3, totals_.energy_through);
}

}  // namespace retort
