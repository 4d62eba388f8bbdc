#include "scenarios/session/replay.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace retort {
namespace {

constexpr double kLargestCorrection = 0.01, kLargestSum = 0.02;   // of a state, at one keyframe and over all
constexpr double kMassBalance = 1e-5, kEnergyBalance = 1e-4;      // of what the plant holds and what has left it

RunSetup setup_of(const Recording& r, bool history) {
  RunSetup s;
  s.mode = play_mode(r.header.mode);
  s.language = r.header.language;
  s.student = r.header.student;
  s.seed = r.header.seed;
  s.seed_origin = r.header.seed_origin;
  s.client = r.header.client;
  s.attempt = r.header.attempt;
  s.ticket = r.header.ticket;
  s.noise = r.header.noise;
  s.rtol = std::isfinite(r.header.rtol) ? std::clamp(r.header.rtol, 1e-10, 1e-2) : 1e-4;
  s.history = history;
  return s;
}

/// A state from a file that may have been made by hand: the right sizes, and finite.
bool fits(const CompiledPlant& plant, const Snapshot& s) {
  const PlantState &a = plant.initial, &b = s.plant;
  if (a.states.size() != b.states.size() || a.memories.size() != b.memories.size() || a.inputs.size() != b.inputs.size() ||
      a.malfunctions.size() != b.malfunctions.size() || a.outputs.size() != b.outputs.size())
    return false;
  for (const auto* values : {&b.states, &b.memories, &b.inputs, &b.malfunctions, &b.outputs})
    for (double v : *values)
      if (!std::isfinite(v)) return false;
  return true;
}

/// (recorded - mine) of a state, relative to its size and to what does not matter any more.
double difference(const CompiledPlant& plant, const PlantState& mine, const PlantState& recorded, std::size_t i) {
  const double size = std::max({std::abs(mine.states[i]), std::abs(recorded.states[i]), 1e3 * plant.absolute_tolerance[i]});
  return (recorded.states[i] - mine.states[i]) / size;
}

double size_of(const PlantState& s, const std::vector<int>& states, int ledger) {
  double sum = std::abs(s.states[static_cast<std::size_t>(ledger)]);
  for (int i : states) sum += std::abs(s.states[static_cast<std::size_t>(i)]);
  return sum;
}

std::uint64_t scan_of(const Record& r) {
  if (const auto* k = std::get_if<KeyframeRecord>(&r)) return k->snapshot.plant.scan;
  if (const auto* a = std::get_if<ActRecord>(&r)) return a->act.scan;
  if (const auto* h = std::get_if<HashRecord>(&r)) return h->scan;
  return std::get<EndRecord>(r).scan;
}

const acts::GoBack* way_back(const Record& r) {
  const auto* a = std::get_if<ActRecord>(&r);
  return a && a->verdict.accepted ? std::get_if<acts::GoBack>(&a->act.what) : nullptr;
}

}  // namespace

const char* to_string(Verification v) {
  switch (v) {
    case Verification::identical: return "identical";
    case Verification::within_tolerance: return "within tolerance";
    case Verification::refused: return "refused";
  }
  return "";
}

Replay::Replay(const Recording& recording, Prepared prepared, bool same_program, bool history)
    : recording_(recording), run_(std::make_unique<Run>(std::move(prepared), setup_of(recording, history))), same_program_(same_program) {
  sums_.assign(run_->plant().initial.states.size(), 0);
  start_mass_ = run_->plant().total_mass(run_->sim().state());
  start_energy_ = run_->plant().total_energy(run_->sim().state());
  // How far it goes, so that a position can be asked for before it is reached.
  std::uint64_t scan = run_->scan();
  legs_.emplace_back(0, scan);
  for (std::size_t i = 1; i < recording.records.size(); ++i) {
    const std::uint64_t at = scan_of(recording.records[i]);
    if (at > scan + kHashEvery) length_ += kHashEvery - scan % kHashEvery;   // to where what is missing is missed
    if (at < scan || at > scan + kHashEvery) break;                          // refused when it is reached
    length_ += at - scan;
    scan = at;
    if (const acts::GoBack* back = way_back(recording.records[i])) {
      scan = back->to;
      legs_.emplace_back(length_, scan);
    }
  }
  const RecordingHeader& h = recording.header;
  if (h.mode != to_string(run_->setup().mode)) refuse("its mode is none: practise, exam or classroom");
  else if (h.seed_origin > SeedOrigin::ticket || h.client > Client::operator_file || h.seed == 0) refuse("its header says what cannot be");
  else if (run_->scenario() && h.seed_origin == SeedOrigin::exercise && h.seed != run_->scenario()->seed)
    refuse("it says that its seed is the exercise's, and it is another");
  else if (h.seed_origin == SeedOrigin::ticket && h.ticket.empty()) refuse("it says that its seed is a ticket's, and has none");
  else if (h.seed_origin != SeedOrigin::ticket && !h.ticket.empty()) refuse("it has a ticket, and says that its seed is not the ticket's");
  if (result_.verification == Verification::refused) return;
  const Snapshot& start = std::get<KeyframeRecord>(recording.records[0]).snapshot;
  if (!fits(run_->plant(), start)) {
    refuse("the start does not fit this plant");
  } else if (run_->sim().look().hash() != start.hash()) {
    if (same_program) refuse("the recording does not start where its plant and its exercise start");
    else take_over(start);
  }
}

bool Replay::refuse(std::string why) {
  result_.verification = Verification::refused;
  result_.reason = std::move(why);
  return false;
}

std::uint64_t Replay::position_at(double time) const {
  const auto scan = static_cast<std::uint64_t>(std::max(0.0, std::llround(time / run_->plant().scan_period()) * 1.0));
  for (std::size_t i = legs_.size(); i-- > 0;) {
    const auto [position, first] = legs_[i];
    const std::uint64_t end = i + 1 < legs_.size() ? legs_[i + 1].first : length_;
    if (scan >= first && scan - first <= end - position) return position + (scan - first);
  }
  return scan > legs_.back().second ? length_ : 0;
}

bool Replay::go_to(std::uint64_t target) {
  target = std::min(target, length_);
  if (target < position_) {
    // From the last checkpoint before it; the first stands at the start.
    while (checkpoints_.back().position > target) checkpoints_.pop_back();
    const Checkpoint& c = checkpoints_.back();
    run_->restore(c.moment);
    position_ = c.position;
    next_ = c.next;
    result_ = c.result;
    sums_ = c.sums;
    given_.clear();
  }
  if (result_.verification == Verification::refused) return false;
  if (checkpoints_.empty()) checkpoints_.push_back({position_, next_, result_, sums_, run_->moment()});
  while (position_ < target) {
    if (!give_acts()) return false;
    run_->step();
    ++position_;
    if (!check_verdicts()) return false;
    if (!given_.empty()) return refuse(fmt::format("at scan {} not every act has a verdict", run_->scan()));
    if (!compare_due()) return false;
    if (run_->setup().history && run_->scan() % kKeyframeEvery == 0 && position_ > checkpoints_.back().position)
      checkpoints_.push_back({position_, next_, result_, sums_, run_->moment()});
    if (progress && position_ % 500 == 0) progress(static_cast<double>(position_) / static_cast<double>(std::max<std::uint64_t>(1, length_)));
  }
  return true;
}

/// The acts of the scan where the run stands, up to the record of a later one.
bool Replay::give_acts() {
  for (; next_ < recording_.records.size(); ++next_) {
    const Record& record = recording_.records[next_];
    const std::uint64_t at = scan_of(record);
    if (at > run_->scan() || std::holds_alternative<EndRecord>(record)) return true;
    if (at < run_->scan()) return refuse(fmt::format("a record of scan {} comes after scan {}", at, run_->scan()));
    const auto* a = std::get_if<ActRecord>(&record);
    if (!a) return refuse(fmt::format("at scan {} a state is recorded where none belongs", at));
    if (a->act.source == Source::scenario) return refuse(fmt::format("at scan {} an act of the exercise itself is recorded as somebody's", at));
    run_->stamp(a->wall);
    given_[run_->post(a->act)] = next_;
    if (a->act.kind().judge == ActJudge::run) {
      run_->attend();
      if (!check_verdicts()) return false;
    }
  }
  return true;
}

bool Replay::check_verdicts() {
  for (const Run::Decided& d : run_->take_decided()) {
    const auto given = given_.find(d.ticket);
    if (given == given_.end()) continue;
    const Verdict& recorded = std::get<ActRecord>(recording_.records[given->second]).verdict;
    given_.erase(given);
    if (d.verdict.accepted) taken_.push_back(d.act);
    if (recorded.accepted == d.verdict.accepted && recorded.reason == d.verdict.reason) continue;
    if (!same_program_ && d.verdict.reason != "refused.exam" && d.verdict.reason != "refused.class") {
      ++result_.verdicts_differ;   // a guard that stood on the edge
      result_.verification = Verification::within_tolerance;
      continue;
    }
    return refuse(fmt::format("at scan {} an act ({}) is recorded as {}, and is {} here{}", d.act.scan, d.act.kind().name,
                              recorded.accepted ? "taken" : "refused", d.verdict.accepted ? "taken" : "refused",
                              d.verdict.reason.empty() ? "" : " (" + d.verdict.reason + ")"));
  }
  return true;
}

/// What the cadence asks for after this scan stands there, and agrees.
bool Replay::compare_due() {
  const std::uint64_t scan = run_->scan();
  const bool keyframe = scan % kKeyframeEvery == 0;
  if (scan % kHashEvery != 0 || next_ == recording_.records.size()) return true;
  const Record& record = recording_.records[next_];
  if (const auto* k = std::get_if<KeyframeRecord>(&record); keyframe && k && k->snapshot.plant.scan == scan) {
    ++next_;
    run_->stamp(k->wall);
    return compare(*k);
  }
  if (const auto* h = std::get_if<HashRecord>(&record); !keyframe && h && h->scan == scan) {
    ++next_;
    run_->stamp(h->wall);
    ++result_.hashes;
    if (run_->sim().state_hash() == h->hash) return ++result_.agreed, true;
    if (same_program_) return refuse(fmt::format("at scan {} the simulation gives another state than the recording", scan));
    result_.verification = Verification::within_tolerance;
    return true;
  }
  return refuse(fmt::format("the {} of scan {} is missing", keyframe ? "keyframe" : "hash", scan));
}

bool Replay::compare(const KeyframeRecord& k) {
  if (!fits(run_->plant(), k.snapshot)) return refuse("a keyframe does not fit this plant");
  ++result_.hashes;
  if (run_->sim().look().hash() == k.snapshot.hash()) return ++result_.agreed, true;
  if (same_program_) return refuse(fmt::format("at scan {} the simulation gives another state than the recording", run_->scan()));
  return take_over(k.snapshot);
}

/// Goes on from a state of another build: only the physics is taken over; totals, alarms, controllers and the grade stay what this
/// simulation found.
bool Replay::take_over(const Snapshot& recorded) {
  const CompiledPlant& plant = run_->plant();
  const std::uint64_t scan = run_->scan();
  Snapshot mine = run_->sim().look();
  result_.verification = Verification::within_tolerance;
  result_.reason = "recorded by another build of the program: simulated again from each keyframe";
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    if (!plant.differential[i]) continue;
    const double d = difference(plant, mine.plant, recorded.plant, i);
    if (!(std::abs(d) <= kLargestCorrection)) return refuse(fmt::format("at scan {} the state differs by {:.2g} %", scan, 100 * std::abs(d)));
    sums_[i] += std::abs(d);   // back and forth counts twice: what only rounds differently drifts by far less
    result_.largest_difference = std::max(result_.largest_difference, std::abs(d));
    result_.largest_sum = std::max(result_.largest_sum, sums_[i]);
  }
  if (result_.largest_sum > kLargestSum)
    return refuse(fmt::format("up to scan {} the corrections of one state add up to {:.2g} %", scan, 100 * result_.largest_sum));
  const double mass = std::abs(plant.total_mass(recorded.plant) - start_mass_), energy = std::abs(plant.total_energy(recorded.plant) - start_energy_);
  if (!(mass <= kMassBalance * (1 + size_of(mine.plant, plant.mass_states, plant.ledger_state))))
    return refuse(fmt::format("at scan {} the recorded state holds {:.3g} kg that never came in", scan, mass));
  if (!(energy <= kEnergyBalance * (1e3 + size_of(mine.plant, plant.energy_states, plant.ledger_state + 1))))
    return refuse(fmt::format("at scan {} the recorded state holds {:.3g} J that never came in", scan, energy));
  for (std::size_t i = 0; i < sums_.size(); ++i)
    if (plant.differential[i]) mine.plant.states[i] = recorded.plant.states[i];
  // Numbers may fit one by one and still make no plant: an energy beyond all temperatures, say.
  std::vector<double> rates(mine.plant.states.size()), outputs = mine.plant.outputs;
  EvalWorkspace workspace;
  plant.derivatives(mine.plant, mine.plant.states.data(), rates.data(), outputs.data(), workspace);
  for (const Row& row : plant.catalogue.rows())
    if (row.store == Store::output && !std::isfinite(outputs[static_cast<std::size_t>(row.index)]))
      return refuse(fmt::format("at scan {} its state makes no sense: {} is not a number", scan, row.name));
  run_->simulation().restore(mine);
  return true;
}

bool Replay::check_end() {
  if (!recording_.complete) {
    // Behind the last whole scan there may be acts of the one that was broken off, and nothing else.
    for (; next_ < recording_.records.size(); ++next_) {
      const auto* a = std::get_if<ActRecord>(&recording_.records[next_]);
      if (!a || a->act.scan < run_->scan()) return refuse(fmt::format("after scan {} the records do not follow each other", run_->scan()));
    }
    return true;
  }
  if (!give_acts()) return false;
  // What came in after the last scan is not played any more, but nobody may do there what the mode forbids, either.
  for (const auto& [ticket, record] : given_)
    if (const Verdict v = run_->rights().of(std::get<ActRecord>(recording_.records[record]).act); !v.accepted)
      return refuse(fmt::format("at scan {} an act is recorded that the mode forbids ({})", run_->scan(), v.reason));
  const auto* end = next_ + 1 == recording_.records.size() ? std::get_if<EndRecord>(&recording_.records[next_]) : nullptr;
  if (!end || end->scan != run_->scan()) return refuse(fmt::format("after scan {} the records do not follow each other", run_->scan()));
  run_->stamp(end->wall);
  ++result_.hashes;
  if (run_->sim().state_hash() == end->hash) return ++result_.agreed, true;
  if (same_program_) return refuse(fmt::format("at scan {} the simulation gives another state than the recording", end->scan));
  result_.verification = Verification::within_tolerance;
  return true;
}

}  // namespace retort
