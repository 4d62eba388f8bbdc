#include "sim/run/simulation.h"

#include <algorithm>
#include <cmath>

#include "sim/model/scan.h"

namespace retort {

Hash Snapshot::hash() const {
  Hasher h;
  const Hash p = plant.hash();
  h.add(p.bytes.data(), p.bytes.size());
  h.add(ramps);
  h.add(companion.data(), companion.size());
  return h.finish();
}

Simulation::Simulation(std::shared_ptr<const CompiledPlant> plant, SimulationOptions options)
    : plant_(std::move(plant)), options_(options), state_(plant_->initial) {
  StepperOptions s;
  s.rtol = options.rtol;
  stepper_ = make_stepper(plant_, s);
  for (const Row& r : plant_->catalogue.rows()) {
    if (r.logged) logged_.push_back(r.id);
    places_.push_back({r.store, r.index});
  }
  for (const BlockLayout& b : plant_->blocks) {
    if (b.type != "boundary") continue;
    for (const PortDecl& p : b.declared->ports) {
      boundary_mass_.push_back(b.first_state + p.mass_state);
      boundary_energy_.push_back(b.first_state + p.energy_state);
    }
  }
  start_from(plant_->initial);
}

Simulation::~Simulation() = default;

void Simulation::start_from(const PlantState& s) {
  state_ = s;
  state_.seed = options_.seed;
  plant_->evaluate_outputs(state_, workspace_);
  mass_start_ = plant_->total_mass(state_);
  energy_start_ = plant_->total_energy(state_);
  mass_through_ = energy_through_ = 0;
  ramps_.clear();
  queue_.clear();
  log_.clear();
  keyframes_.clear();
  restart_ = true;
  frame_.values.clear();
  publish(false);
  history_.open(plant_->catalogue, plant_->scan_period(), state_.scan);
  if (options_.history) history_.record(state_.scan, frame_.values);
}

Verdict Simulation::query(const Command& c) const {
  if (c.row == kNoRow) {
    if (c.text.size() > 4000) return {false, "refused.too_long", 0};
    return {true, "", 0};
  }
  if (c.row < 0 || static_cast<std::size_t>(c.row) >= plant_->catalogue.size()) return {false, "refused.unknown", 0};
  const Row& r = plant_->catalogue[c.row];
  if (!std::isfinite(c.value) || !std::isfinite(c.ramp) || c.ramp < 0) return {false, "refused.not_a_number", 0};
  const bool writable = r.store == Store::input || r.store == Store::malfunction;
  if (!writable) return {false, "refused.read_only", 0};
  if (c.source == Source::board && !(r.access & kBoard)) return {false, "refused.not_from_board", 0};
  if (c.source == Source::field && !(r.access & kField)) return {false, "refused.not_from_field", 0};
  double v = c.value;
  if (r.lo < r.hi) v = std::clamp(v, r.lo, r.hi);
  if (!r.choices.empty() || r.quantity == Quantity::flag) v = std::floor(v + 0.5);
  return {true, "", v};
}

Verdict Simulation::submit(Command c) {
  const Verdict v = query(c);
  if (v.accepted) queue_.push_back(std::move(c));
  return v;
}

Verdict Simulation::issue(Command c) { return apply(std::move(c)); }

Verdict Simulation::apply(Command c) {
  c.scan = state_.scan;
  const Verdict v = query(c);
  if (!v.accepted) return v;
  c.value = v.value;
  LogEntry entry{state_.scan, c.row, 0, v.value, true, c.source, c.text};
  if (c.row != kNoRow) {
    const Row& r = plant_->catalogue[c.row];
    entry.before = plant_->value(state_, c.row);
    if (r.store == Store::malfunction) {
      std::erase_if(ramps_, [&](const Ramp& x) { return x.malfunction == r.index; });
      const double distance = std::abs(v.value - entry.before);
      if (c.ramp > 0 && distance > 0) {
        ramps_.push_back({r.index, v.value, distance / c.ramp});
      } else {
        plant_->set(state_, c.row, v.value);
      }
    } else {
      plant_->set(state_, c.row, v.value);
    }
    restart_ = true;
  }
  log_.push_back(std::move(entry));
  for (RunListener* l : listeners_) l->on_command(c, v);
  if (companion_) companion_->on_command(c);
  return v;
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

const Frame& Simulation::step() {
  const double period = plant_->scan_period();
  if (snapshot_taken_) {
    for (RunListener* l : listeners_) l->on_restart(*this);
    snapshot_taken_ = false;
  }
  if (keyframes_.empty()) keyframes_.push_back(look());

  std::vector<Command> commands;
  commands.swap(queue_);
  for (Command& c : commands) apply(std::move(c));
  if (companion_) companion_->before_blocks(*this);

  advance_ramps();
  Scan scan(*plant_, state_, options_.noise);
  for (int i : plant_->scan_order) {
    scan.enter(plant_->blocks[static_cast<std::size_t>(i)], static_cast<std::uint64_t>(i));
    plant_->blocks[static_cast<std::size_t>(i)].block->scan(scan);
  }

  std::vector<double> before;
  for (int i : boundary_mass_) before.push_back(state_.states[static_cast<std::size_t>(i)]);
  for (int i : boundary_energy_) before.push_back(state_.states[static_cast<std::size_t>(i)]);
  const bool advanced = stepper_->advance(state_, period, restart_ || scan.jumped());
  status_ = advanced ? RunStatus::running : RunStatus::holding;
  restart_ = false;
  std::size_t k = 0;
  for (int i : boundary_mass_) mass_through_ += std::abs(state_.states[static_cast<std::size_t>(i)] - before[k++]);
  for (int i : boundary_energy_) energy_through_ += std::abs(state_.states[static_cast<std::size_t>(i)] - before[k++]);

  plant_->evaluate_outputs(state_, workspace_);
  ++state_.scan;
  for (int i : plant_->after_step) {
    scan.enter(plant_->blocks[static_cast<std::size_t>(i)], static_cast<std::uint64_t>(i));
    plant_->blocks[static_cast<std::size_t>(i)].block->scan(scan);
  }
  publish(true);
  if (options_.history) history_.record(state_.scan, frame_.values);
  if (companion_) companion_->after_frame(*this);

  // A plant that scans slowly has as many scans to a keyframe as one of 200 ms: going back costs the same, and so do the restarts.
  const auto keyframe_scans =
      static_cast<std::uint64_t>(std::max(1.0, std::round(options_.keyframe_period / std::min(period, 0.2))));
  const bool keyframe = state_.scan % keyframe_scans == 0;
  if (keyframe) {
    restart_ = true;
    keyframes_.push_back(look());
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
    if (frame_[logged_[i]] != before[i]) log_.push_back({state_.scan, logged_[i], before[i], frame_[logged_[i]], false, {}, ""});
}

Hash Simulation::state_hash() const { return look().hash(); }

Snapshot Simulation::look() const {
  Snapshot s;
  s.plant = state_;
  for (const Ramp& r : ramps_) s.ramps.insert(s.ramps.end(), {double(r.malfunction), r.target, r.rate});
  const StepperCounters& c = stepper_->counters();
  for (std::uint64_t n : {c.steps, c.rhs_evals, c.jac_evals, c.restarts, c.rescues, c.holds})
    s.counters.push_back(static_cast<double>(n));
  s.counters.insert(s.counters.end(), {mass_start_, energy_start_, mass_through_, energy_through_});
  if (companion_) s.companion = companion_->save();
  s.status = status_;
  return s;
}

Snapshot Simulation::snapshot() {
  restart_ = true;
  snapshot_taken_ = true;
  return look();
}

void Simulation::restore(const Snapshot& s) {
  state_ = s.plant;
  ramps_.clear();
  for (std::size_t i = 0; i + 2 < s.ramps.size(); i += 3)
    ramps_.push_back({static_cast<int>(s.ramps[i]), s.ramps[i + 1], s.ramps[i + 2]});
  if (s.counters.size() == 10) {
    const auto n = [&](int i) { return static_cast<std::uint64_t>(s.counters[static_cast<std::size_t>(i)]); };
    stepper_->set_counters({n(0), n(1), n(2), n(3), n(4), n(5)});
    mass_start_ = s.counters[6];
    energy_start_ = s.counters[7];
    mass_through_ = s.counters[8];
    energy_through_ = s.counters[9];
  }
  if (companion_) companion_->load(s.companion);
  status_ = s.status;
  queue_.clear();
  restart_ = true;
  snapshot_taken_ = false;
  publish(false);
  if (state_.scan < history_.first_scan()) {
    history_.open(plant_->catalogue, plant_->scan_period(), state_.scan);
  } else {
    history_.cut(state_.scan);
  }
  if (options_.history) history_.record(state_.scan, frame_.values);
  std::erase_if(log_, [&](const LogEntry& e) { return e.scan > state_.scan || (e.is_command && e.scan == state_.scan); });
  std::erase_if(keyframes_, [&](const Snapshot& k) { return k.plant.scan > state_.scan; });
}

const Snapshot* Simulation::keyframe_before(double time) const {
  const Snapshot* best = nullptr;
  for (const Snapshot& k : keyframes_)
    if (static_cast<double>(k.plant.scan) * plant_->scan_period() <= time + 1e-9) best = &k;
  return best;
}

double Simulation::mass_error() const {
  return std::abs(plant_->total_mass(state_) - mass_start_) / std::max(1.0, mass_through_);
}
double Simulation::energy_error() const {
  return std::abs(plant_->total_energy(state_) - energy_start_) / std::max(1e3, energy_through_);
}

}  // namespace retort
