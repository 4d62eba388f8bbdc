#include "scenarios/session/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "drawing/faceplate.h"
#include "language/markup.h"
#include "platform/system.h"
#include "platform/version.h"

namespace retort {
namespace {

constexpr std::size_t kMostKept = 50;   // moments that somebody asked for
constexpr double kFastestSpeed = 1000;
constexpr std::size_t kLongestName = 200;   // bytes

SimulationOptions simulation_options(const RunSetup& s, bool exercise) {
  SimulationOptions o;
  o.seed = s.seed;
  o.history = s.history;
  o.keyframe_scans = kKeyframeEvery;
  if (!exercise) {
    o.noise = s.noise;
    o.rtol = s.rtol;
  }
  return o;
}

}  // namespace

Run::Run(Prepared prepared, RunSetup setup) : prepared_(std::move(prepared)), setup_(std::move(setup)) {
  const Scenario* s = prepared_.scenario.get();
  const std::string mode = to_string(setup_.mode);
  if (s && setup_.mode != PlayMode::classroom && std::find(s->modes.begin(), s->modes.end(), mode) == s->modes.end())
    throw FileError(s->file, {}, fmt::format("is not made for the mode '{}': {}", mode, fmt::join(s->modes, ", ")));
  setup_.student = clean_utf8(setup_.student);
  if (setup_.student.size() > kLongestName) {
    std::size_t end = kLongestName;
    while (end > 0 && (static_cast<unsigned char>(setup_.student[end]) & 0xC0) == 0x80) --end;   // no half character
    setup_.student.resize(end);
  }
  if (setup_.seed == 0) setup_.seed = s ? s->seed : 1;
  rights_ = {s != nullptr, setup_.mode, setup_.allows};
  const SimulationOptions o = simulation_options(setup_, s != nullptr);
  sim_ = std::make_unique<Simulation>(prepared_.plant, o);
  if (s) {
    sim_->start_from(scenario_start(*s, prepared_.plant, prepared_.base, o.seed, o.noise, o.rtol));
    player_ = std::make_unique<Player>(prepared_.scenario, prepared_.plant, setup_.mode);
    sim_->set_companion(player_.get());
  } else {
    sim_->start_from(prepared_.base);
  }
  sim_->add_listener(this);
  began_ = steady_seconds();
  began_at_ = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

Run::~Run() = default;

std::uint64_t Run::now() const {
  return replayed_ ? wall_ : static_cast<std::uint64_t>(std::max(0.0, 1000 * (steady_seconds() - began_)));
}

void Run::stamp(std::uint64_t wall) {
  replayed_ = true;
  wall_ = std::max(wall_, wall);
}

Run::Ticket Run::post(Act a) {
  Ticket ticket = 0;
  {
    const std::lock_guard lock(mailbox_lock_);
    ticket = next_ticket_++;
    mailbox_.push_back({ticket, std::move(a)});
  }
  if (on_mail) on_mail();
  return ticket;
}

Verdict Run::query(const Act& a) const {
  if (Verdict v = rights_.of(a); !v.accepted) return v;
  if (Verdict v = judge_person(a); !v.accepted) return v;
  if (a.kind().judge == ActJudge::run) return judge_run_act(a);
  std::vector<Act> before;
  for (const Mail& m : pending_) before.push_back(m.act);
  {
    const std::lock_guard lock(mailbox_lock_);
    for (const Mail& m : mailbox_) before.push_back(m.act);
  }
  return sim_->query(a, before);
}

/// What somebody knows, what is his, and where his legs and arms are.
Verdict Run::judge_person(const Act& a) const {
  if (const auto* said = std::get_if<acts::Report>(&a.what))
    if (Verdict v = judge_report(*said, a.source); !v.accepted) return v;
  if (Verdict v = judge_lock(a); !v.accepted) return v;
  if (a.source != Source::field) return {};
  // The window always knows where one stands; an operator file has no legs, and its figures say so.
  if (!a.place) return setup_.client == Client::window ? refuse("refused.nowhere") : Verdict{};
  if (Verdict v = hands_.of(a, time()); !v.accepted) return v;
  if (!reach_) reach_ = std::make_unique<const Reach>(prepared_);
  return reach_->of(a);
}

/// The radio tells what who speaks can see: nothing that a screen or a gauge does not show.
Verdict Run::judge_report(const acts::Report& said, Source from) const {
  const Catalogue& all = plant().catalogue;
  if (said.row < 0 || static_cast<std::size_t>(said.row) >= all.size()) return refuse("refused.unknown");
  if (setup_.mode == PlayMode::exam && scenario() && !scenario()->exam_hud.radio) return refuse("refused.exam");
  const BlockId block = plant().wiring.block_of[static_cast<std::size_t>(said.row)];
  if (block == kNoBlock) return refuse("refused.not_seen");
  const std::vector<RowId> seen = from == Source::field ? field_seen(plant(), block) : faceplate_of(plant(), block).shown;
  return std::find(seen.begin(), seen.end(), said.row) != seen.end() ? Verdict{} : refuse("refused.not_seen");
}

/// A padlock is taken away by who hung it. What hung before the exercise began is somebody else's; in free play there is nobody else.
Verdict Run::judge_lock(const Act& a) const {
  const acts::Write* w = a.write();
  if (!w || w->row < 0 || static_cast<std::size_t>(w->row) >= plant().catalogue.size() || !is_lock(plant().catalogue[w->row])) return {};
  if (a.source == Source::instructor || w->value > 0.5 || frame()[w->row] < 0.5) return {};
  locks_.follow(plant(), sim_->log());
  const std::optional<LockTag> tag = locks_.of(w->row);
  const bool own = tag ? tag->by == a.source && tag->seat == a.seat : !scenario();
  return own ? Verdict{} : refuse("refused.not_your_lock");
}

Verdict Run::judge_run_act(const Act& a) const {
  if (over()) return refuse("refused.finished");
  if (const auto* speed = std::get_if<acts::SetSpeed>(&a.what))
    if (!(speed->factor >= 0 && speed->factor <= kFastestSpeed)) return refuse("refused.not_a_number");
  if (const auto* back = std::get_if<acts::GoBack>(&a.what))
    if (!moment_at(back->to)) return refuse("refused.no_moment");
  if (std::holds_alternative<acts::TakeSnapshot>(a.what) && kept_.size() >= kMostKept) return refuse("refused.too_many_moments");
  return {};
}

void Run::decide(const Mail& m, const Verdict& v) {
  constexpr std::size_t kMostUnread = 1000;
  if (!replayed_ && decided_.size() >= kMostUnread) decided_.erase(decided_.begin(), decided_.begin() + kMostUnread / 2);
  decided_.push_back({m.ticket, m.act, v});
}

std::vector<Run::Decided> Run::take_decided() {
  std::vector<Decided> d;
  d.swap(decided_);
  return d;
}

void Run::attend() {
  std::vector<Mail> mail;
  {
    const std::lock_guard lock(mailbox_lock_);
    mail.swap(mailbox_);
  }
  for (Mail& m : mail) {
    const bool own = m.act.kind().judge == ActJudge::run;
    Verdict v = rights_.of(m.act);
    if (v.accepted) v = judge_person(m.act);
    if (v.accepted && own) v = judge_run_act(m.act);
    if (v.accepted && !own) {
      hands_.goes(m.act, time());
      pending_.push_back(std::move(m));
      continue;
    }
    if (v.accepted && std::holds_alternative<acts::GoBack>(m.act.what)) {
      // What was meant for a moment that is left behind does not happen.
      for (const Mail& left : pending_) {
        sim_->note(left.act, refuse("refused.went_back"));
        decide(left, refuse("refused.went_back"));
      }
      pending_.clear();
    }
    sim_->note(m.act, v);
    decide(m, v);
    if (v.accepted) perform(m.act);
  }
}

void Run::perform(const Act& a) {
  if (const auto* freeze = std::get_if<acts::Freeze>(&a.what)) frozen_ = freeze->on;
  if (const auto* speed = std::get_if<acts::SetSpeed>(&a.what)) speed_ = speed->factor;
  if (std::holds_alternative<acts::TakeSnapshot>(a.what)) kept_.push_back(std::make_shared<const Snapshot>(sim_->snapshot()));
  if (const auto* back = std::get_if<acts::GoBack>(&a.what)) {
    const Keyframes::Kept there = moment_at(back->to);
    sim_->restore(*there);
    std::erase_if(kept_, [&](const Keyframes::Kept& k) { return k->plant.scan > there->plant.scan; });
    hands_.went_back();
  }
}

Keyframes::Kept Run::moment_at(std::uint64_t scan) const {
  for (const Keyframes::Kept& k : kept_)
    if (k->plant.scan == scan) return k;
  return sim_->keyframes().at(scan);
}

std::vector<std::uint64_t> Run::moments() const {
  std::vector<std::uint64_t> scans;
  for (const auto* list : {&sim_->keyframes().all(), &kept_})
    for (const Keyframes::Kept& k : *list) scans.push_back(k->plant.scan);
  std::sort(scans.begin(), scans.end());
  return scans;
}

const Frame& Run::step() {
  attend();
  for (const Mail& m : pending_) sim_->post(m.act);
  applied_ = 0;
  applying_ = true;
  sim_->step();
  applying_ = false;
  pending_.clear();
  return sim_->frame();
}

void Run::close() {
  if (!player_ || over()) return;
  left_at_ = sim_->state_hash();   // the recording ends with the state that its replay comes to
  player_->close();
}

void Run::on_act(const Act& a, const Verdict& v) {
  wall_ = std::max(wall_, now());
  if (applying_ && applied_ < pending_.size()) decide(pending_[applied_++], v);
  if (!v.accepted) {
    ++told_.refused;
  } else {
    hands_.acted(a, time(), wall_);
    if (a.source == Source::instructor) ++told_.instructor_acts;
    if (a.source == Source::instructor && a.write() && plant().catalogue[a.row()].store == Store::malfunction && a.write()->value != 0)
      ++told_.malfunctions;
    if (std::holds_alternative<acts::TakeHint>(a.what)) ++told_.hints;
    if (std::holds_alternative<acts::GoBack>(a.what)) ++told_.ways_back;
    if (std::holds_alternative<acts::TakeSnapshot>(a.what)) ++told_.moments;
    if (const auto* freeze = std::get_if<acts::Freeze>(&a.what); freeze && freeze->on) ++told_.freezes;
    if (const auto* speed = std::get_if<acts::SetSpeed>(&a.what)) {
      ++told_.speed_changes;
      told_.fastest = std::max(told_.fastest, speed->factor == 0 ? kFastestSpeed : speed->factor);
    }
  }
  if (recorder_ || witness_) write(ActRecord{a, v, wall_});
}

void Run::on_scan(const Simulation& sim, bool keyframe) {
  wall_ = std::max(wall_, now());
  if (player_ && player_->alarms().size() != alarms_seen_) {
    if (player_->alarms().size() > alarms_seen_) hands_.called(time());
    alarms_seen_ = player_->alarms().size();
  }
  if (!recorder_ && !witness_) return;
  if (keyframe) write(KeyframeRecord{sim.look(), wall_});
  else if (sim.scan() % kHashEvery == 0) write(HashRecord{sim.scan(), sim.state_hash(), wall_});
}

void Run::write(const Record& r) {
  if (recorder_) recorder_->write(r);
  if (witness_) witness_(r);
}

RecordingHeader Run::header() const {
  RecordingHeader h;
  h.program = program_id();
  h.version = kVersion;
  h.mode = to_string(setup_.mode);
  h.language = setup_.language;
  h.student = setup_.student;
  h.seed = setup_.seed;
  h.seed_origin = setup_.seed_origin;
  h.client = setup_.client;
  h.attempt = setup_.attempt;
  h.began = began_at_;
  h.ticket = setup_.ticket;
  h.noise = sim_->options().noise;
  h.rtol = sim_->options().rtol;
  return h;
}

void Run::record(const std::string& path) {
  recorder_ = std::make_unique<Recorder>(path, header(), prepared_.material);
  recorder_->write(KeyframeRecord{sim_->look(), 0});
}

void Run::finish(const std::string& result_json) {
  wall_ = std::max(wall_, now());
  const EndRecord end{scan(), left_at_ ? *left_at_ : sim_->state_hash(), wall_, result_json};
  if (recorder_) recorder_->finish(end);
  if (witness_) witness_(end);
}

Evidence Run::evidence() const {
  Evidence e;
  e.exercise = prepared_.material.title();
  e.identity = prepared_.material.identity().hex();
  e.provenance = provenance(prepared_.material);
  e.seed_origin = to_string(setup_.seed_origin);
  e.client = to_string(setup_.client);
  e.attempt = setup_.attempt;
  e.wall_s = static_cast<double>(wall_) / 1000;
  e.told = told_;
  e.hands = hands_.figures();
  return e;
}

RunResult Run::result() const {
  RunResult r;
  if (player_) {
    r = collect_result(*sim_, *player_, setup_.language, setup_.student);
  } else {
    r.plant = prepared_.plant;
    r.plant_file = prepared_.material.plant;
    r.mode = to_string(setup_.mode);
    r.language = setup_.language;
    r.student = setup_.student;
    r.seed = setup_.seed;
    r.duration = time();
    r.log = sim_->log();
    r.history = sim_->history();
    r.counters = sim_->counters();
    r.mass_error = sim_->mass_error();
    r.energy_error = sim_->energy_error();
    r.state_hash = sim_->state_hash().hex();
  }
  r.evidence = evidence();
  return r;
}

Run::Moment Run::moment() const {
  return {sim_->look(), sim_->keyframes(), kept_, told_, hands_, frozen_, speed_, wall_};
}

void Run::restore(const Moment& m) {
  pending_.clear();
  if (player_) {  // anew: one that goes back remembers hints and answers, and here they have not been given
    player_ = std::make_unique<Player>(prepared_.scenario, prepared_.plant, setup_.mode);
    sim_->set_companion(player_.get());
  }
  sim_->restore(m.snapshot);
  sim_->set_keyframes(m.keyframes);
  kept_ = m.kept;
  told_ = m.told;
  hands_ = m.hands;
  frozen_ = m.frozen;
  speed_ = m.speed;
  wall_ = m.wall;
  alarms_seen_ = player_ ? player_->alarms().size() : 0;
}

}  // namespace retort
