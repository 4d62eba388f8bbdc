#include "sim/model/scan.h"

#include <algorithm>

#include "sim/model/compiled_plant.h"

namespace retort {

void Scan::enter(const BlockLayout& b, std::uint64_t stream) {
  block_ = &b;
  stream_ = stream;
  x_ = state_.states.data() + b.first_state;
  memory_ = state_.memories.data() + b.first_memory;
  input_ = state_.inputs.data() + b.first_input;
  output_ = state_.outputs.data() + b.first_output;
  malfunction_ = state_.malfunctions.data() + b.first_malfunction;
}

double Scan::period() const { return plant_.scan_period(); }
double Scan::time() const { return static_cast<double>(state_.scan) * plant_.scan_period(); }

double Scan::value(RowId row) const { return plant_.value(state_, row); }

double Scan::read(SignalId h) const { return value(block_->declared->signals[h.i].row); }
double Scan::quality(SignalId h) const {
  const RowId q = block_->declared->signals[h.i].quality;
  return q == kNoRow ? 0 : value(q);
}
const Row& Scan::row(SignalId h) const { return plant_.catalogue[block_->declared->signals[h.i].row]; }
const Row& Scan::row(TargetId h) const { return plant_.catalogue[block_->declared->targets[h.i].row]; }

void Scan::write(TargetId h, double v) {
  const Row& r = row(h);
  if (r.lo < r.hi) v = std::clamp(v, r.lo, r.hi);
  plant_.set(state_, r.id, v);
}
void Scan::write_share(TargetId h, double share) {
  const Row& r = row(h);
  write(h, r.lo < r.hi ? r.lo + share * (r.hi - r.lo) : share);
}
void Scan::perform(ActId h) {
  const ActDecl& a = block_->declared->acts[static_cast<std::size_t>(h.i)];
  write({a.target}, a.value);
}
double Scan::back_value(TargetId h) const {
  const RowId target = block_->declared->targets[h.i].row;
  const RowId back = plant_.feedback[static_cast<std::size_t>(target)].back_value;
  return value(back == kNoRow ? target : back);
}
double Scan::back_share(TargetId h) const {
  const Row& r = row(h);
  const double v = back_value(h);
  return r.lo < r.hi ? std::clamp((v - r.lo) / (r.hi - r.lo), 0.0, 1.0) : v;
}
bool Scan::back_open(TargetId h) const {
  const RowId open = plant_.feedback[static_cast<std::size_t>(block_->declared->targets[h.i].row)].back_open;
  return open != kNoRow && value(open) > 0.5;
}
bool Scan::passed_over(TargetId h) const {
  const TargetFeedback& f = plant_.feedback[static_cast<std::size_t>(block_->declared->targets[h.i].row)];
  return f.selected != kNoRow && static_cast<int>(value(f.selected)) != f.as;
}

bool Scan::holds(ConditionId h) {
  const ConditionDecl& c = block_->declared->conditions[static_cast<std::size_t>(h.i)];
  ExpressionInputs in;
  in.value = [this](RowId r) { return value(r); };
  in.time = time();
  in.period = period();
  return c.expression->evaluate(in, {memory_ + c.first_timer, static_cast<std::size_t>(c.expression->timer_count())}) > 0.5;
}

double Scan::noise(int k) const {
  if (!noise_) return 0;
  return random_normal(state_.seed, stream_ * 16 + static_cast<std::uint64_t>(k), state_.scan);
}

double Scan::uniform(std::uint64_t k, std::uint64_t n) const {
  constexpr std::uint64_t kApart = 1ull << 40;  // from the streams of noise
  return random_uniform(state_.seed, kApart + stream_ * 256 + k, n);
}

}  // namespace retort
