#include "scenarios/player/player.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "scenarios/player/remark.h"
#include "sim/base/random.h"
#include "sim/model/alarm_state.h"
#include "sim/run/archive.h"

namespace retort {
namespace {

constexpr std::uint64_t kEventStream = 0x6576656e74, kOptionStream = 0x6f7074696f6e;  // apart from the streams of the blocks' noise
constexpr int kHintLevels = 4;
constexpr std::size_t kMaxRemarks = 500, kMaxAlarms = 5000;

/// s of a condition that ends "... for 60 s", all of it or its last part; 0 where it does not.
double must_hold(const std::string& condition) {
  int depth = 0;
  std::size_t at = std::string::npos;
  for (std::size_t i = 0; i < condition.size(); ++i) {
    if (condition[i] == '(') ++depth;
    if (condition[i] == ')') --depth;
    if (depth == 0 && condition.compare(i, 5, " for ") == 0) at = i + 5;
  }
  if (at == std::string::npos) return 0;
  const Parsed time = parse_value(condition.substr(at), Quantity::time);   // what goes on behind it is no time, and then it is not the end
  return time.error.empty() ? time.si : 0;
}

/// The states of ISA-18.2 in which an alarm asks for something (sim/control/alarm.h).
bool calls(double state) { return alarm_state(state) == AlarmState::unacknowledged || alarm_state(state) == AlarmState::acknowledged; }
bool unseen(double state) { return unacknowledged(alarm_state(state)); }

}  // namespace

const char* to_string(PlayMode m) {
  return m == PlayMode::exam ? "exam" : m == PlayMode::classroom ? "classroom" : "practise";
}
PlayMode play_mode(std::string_view name) {
  return name == "exam" ? PlayMode::exam : name == "classroom" ? PlayMode::classroom : PlayMode::practise;
}

Player::Player(std::shared_ptr<const Scenario> scenario, std::shared_ptr<const CompiledPlant> plant, PlayMode mode)
    : scenario_(std::move(scenario)),
      plant_(std::move(plant)),
      mode_(mode),
      timers_(static_cast<std::size_t>(scenario_->timers), 0.0),
      extras_(scenario_->extras.size(), 0.0),
      events_(scenario_->events.size()),
      steps_(scenario_->steps.size()),
      questions_(scenario_->questions.size()),
      items_(scenario_->items.size()),
      caps_(scenario_->caps.size()),
      alarm_before_(scenario_->alarms.size(), 0.0) {
  for (std::size_t i = 0; i < items_.size(); ++i) items_[i].score = scenario_->items[i].score->copy();
  for (const StepSpec& step : scenario_->steps) must_hold_.push_back(must_hold(step.done.expression->text()));
}

double Player::evaluate(const ScenarioExpression& e, const Simulation& sim) {
  ExpressionInputs in;
  in.value = [&](RowId r) { return sim.frame()[r]; };
  in.extra = extras_;
  in.time = time_;
  in.period = plant_->scan_period();
  return e.expression->evaluate(in, std::span(timers_).subspan(static_cast<std::size_t>(e.first_timer),
                                                               static_cast<std::size_t>(e.expression->timer_count())));
}

double Player::extra(const ExtraValue& v) const {
  const auto i = static_cast<std::size_t>(v.index);
  const auto since = [&](double t) { return t < 0 ? 0 : time_ - t; };
  switch (v.kind) {
    case ExtraValue::Kind::done: return steps_[i].done >= 0;
    case ExtraValue::Kind::event: return events_[i].at >= 0;
    case ExtraValue::Kind::since_step: return since(steps_[i].done);
    case ExtraValue::Kind::since_event: return since(events_[i].at);
    case ExtraValue::Kind::answered: return !questions_[i].given.empty();
    case ExtraValue::Kind::correct:
      return !questions_[i].given.empty() && questions_[i].given.back() == scenario_->questions[i].correct;
    case ExtraValue::Kind::acts: {
      const auto n = acts_.find(v.index);
      return n == acts_.end() ? 0 : n->second;
    }
    case ExtraValue::Kind::refused: {
      const auto n = refused_.find(v.index);
      return n == refused_.end() ? 0 : n->second;
    }
    case ExtraValue::Kind::logged:
      return static_cast<double>(std::count_if(remarks_.begin(), remarks_.end(), [](const Remark& r) { return says_something(r.text); }));
    case ExtraValue::Kind::bypassed: return bypassed_;
    case ExtraValue::Kind::value: return scenario_->value(v.index, seed_);
    case ExtraValue::Kind::unacknowledged:
      return static_cast<double>(std::count_if(alarm_before_.begin(), alarm_before_.end(), unseen));
    case ExtraValue::Kind::hints: {
      double n = 0;
      for (const StepState& s : steps_) n += s.hints;
      return n;
    }
  }
  return 0;
}

void Player::refresh_extras() {
  for (std::size_t i = 0; i < extras_.size(); ++i) extras_[i] = extra(scenario_->extras[i]);
}

double Player::moment(const Moment& m) const {
  switch (m.kind) {
    case Moment::Kind::start: return 0;
    case Moment::Kind::event: return events_[static_cast<std::size_t>(m.index)].at;
    case Moment::Kind::step: return steps_[static_cast<std::size_t>(m.index)].done;
    case Moment::Kind::end: return finished_ ? time_ : -1;
  }
  return -1;
}

bool Player::stands(const Moment& m) const {
  if (moment(m) < 0) return false;
  if (m.kind != Moment::Kind::step) return true;
  const std::vector<int>& after = scenario_->steps[static_cast<std::size_t>(m.index)].after;
  return std::all_of(after.begin(), after.end(), [&](int a) { return stands({Moment::Kind::step, a}); });
}

bool Player::goal_reached() const {
  if (end_since_ < 0) return false;
  for (std::size_t i = 0; i < steps_.size(); ++i)   // a step out of order may still be mended
    if (steps_[i].done >= 0 && !stands({Moment::Kind::step, static_cast<int>(i)})) return false;
  return true;
}

bool Player::awaits_paper() const {
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Moment& since = scenario_->items[i].since;
    if (items_[i].score->awaits(*this, stands(since) ? moment(since) : -1)) return true;
  }
  return false;
}

bool Player::step_ready(std::size_t i) const {
  const StepSpec& spec = scenario_->steps[i];
  for (int a : spec.after)
    if (steps_[static_cast<std::size_t>(a)].done < 0) return false;
  return !spec.since || moment(*spec.since) >= 0;
}

double Player::step_limit_from(std::size_t i) const {
  const StepSpec& spec = scenario_->steps[i];
  return spec.since ? moment(*spec.since) : steps_[i].opened;
}

/// The timer of a `for` that ends a condition is its last.
double Player::held(std::size_t i) const {
  if (must_hold_[i] <= 0) return 0;
  const ScenarioExpression& e = scenario_->steps[i].done;
  return std::min(timers_[static_cast<std::size_t>(e.first_timer + e.expression->timer_count() - 1)], must_hold_[i]);
}

bool Player::acknowledges(RowId row) const {
  return std::any_of(plant_->wiring.alarms.begin(), plant_->wiring.alarms.end(), [&](const AlarmWiring& x) { return x.acknowledge == row; });
}

void Player::before_blocks(Simulation& sim) {
  if (finished_) return;
  time_ = sim.time();
  if (!drawn_) {
    drawn_ = true;
    seed_ = sim.state().seed;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const EventSpec& e = scenario_->events[i];
      if (!e.when) events_[i].due = e.from + (e.to - e.from) * random_uniform(seed_, kEventStream, i);
    }
  }
  for (std::size_t i = 0; i < events_.size(); ++i) {
    EventState& s = events_[i];
    if (s.at >= 0 || s.due < 0 || time_ < s.due) continue;
    s.at = time_;
    const EventSpec& spec = scenario_->events[i];
    const std::vector<SetAct>& acts = s.other ? spec.otherwise : spec.acts;
    for (std::size_t k = 0; k < acts.size(); ++k)
      sim.issue(write_act(Source::scenario, acts[k].row, acts[k].drawn(*scenario_, seed_, 100 * (i + 1) + k), acts[k].ramp));
    if (spec.says) said_.push_back({time_, static_cast<int>(i)});
  }
}

void Player::after_frame(Simulation& sim) {
  if (finished_) return;
  time_ = sim.time();
  advance_alarms(sim);
  advance_bypassed(sim);
  refresh_extras();
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const EventSpec& e = scenario_->events[i];
    if (e.when && holds(*e.when, sim) && events_[i].due < 0) events_[i].due = time_ + e.wait;
    if (const bool holding = !e.only_if || holds(*e.only_if, sim); events_[i].at < 0) events_[i].other = !holding;
  }
  advance_steps(sim);
  refresh_extras();
  for (std::size_t i = 0; i < questions_.size(); ++i)
    if (holds(scenario_->questions[i].when, sim) && questions_[i].asked < 0) questions_[i].asked = time_;
  for (std::size_t i = 0; i < caps_.size(); ++i)
    for (std::size_t k = 0; k < scenario_->caps[i].when.size(); ++k)   // all of them at every scan, so that their timers run
      if (holds(scenario_->caps[i].when[k], sim) && caps_[i].at < 0) caps_[i] = {time_, static_cast<int>(k)};
  const bool could_end = scenario_->end && holds(*scenario_->end, sim);
  if (!could_end) end_since_ = -1;
  else if (end_since_ < 0) end_since_ = time_;
  const bool ended = could_end && (!awaits_paper() || time_ - end_since_ >= kGrace);
  for (std::size_t i = 0; i < items_.size(); ++i) advance_item(scenario_->items[i], items_[i], sim);
  if (!ended && !gave_up_ && time_ < scenario_->duration - 1e-9) return;
  finished_ = true;
  met_end_ = could_end;  // also when handed in, or when time is up, while the end only waits for paper
}

void Player::advance_alarms(const Simulation& sim) {
  const Catalogue& catalogue = plant_->catalogue;
  for (std::size_t i = 0; i < scenario_->alarms.size(); ++i) {
    const RowId row = scenario_->alarms[i];
    const double now = sim.frame()[row], before = alarm_before_[i];
    alarm_before_[i] = now;
    if (now == before) continue;
    const auto open = std::find_if(alarms_.rbegin(), alarms_.rend(), [&](const AlarmRecord& a) { return a.state == row; });
    if (calls(now) && !calls(before) && alarms_.size() < kMaxAlarms) {
      const RowId priority = catalogue.find(catalogue[row].tag + ".priority");
      alarms_.push_back({row, time_, alarm_state(now) == AlarmState::acknowledged ? time_ : -1, -1, priority == kNoRow ? 3 : sim.frame()[priority]});
    } else if (open != alarms_.rend()) {
      if (unseen(before) && !unseen(now) && open->seen < 0) open->seen = time_;
      if (calls(before) && !calls(now) && open->gone < 0) open->gone = time_;
    }
  }
}

void Player::advance_bypassed(const Simulation& sim) {
  const auto by_person = [&](RowId row) { return row != kNoRow && acts_.contains(row); };
  const Wiring& w = plant_->wiring;
  const bool hidden = std::any_of(w.alarms.begin(), w.alarms.end(), [&](const AlarmWiring& a) {
    return alarm_state(sim.frame()[a.state]) == AlarmState::shelved && by_person(a.shelve);
  });
  const bool bridged = std::any_of(w.safety.begin(), w.safety.end(), [&](const SafetyWiring& s) {
    return s.bypassed != kNoRow && sim.frame()[s.bypassed] > 0.5 && by_person(s.bypass);
  });
  if (hidden || bridged) bypassed_ += plant_->scan_period();
}

void Player::advance_steps(const Simulation& sim) {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    StepState& s = steps_[i];
    const StepSpec& spec = scenario_->steps[i];
    const bool holding = holds(spec.done, sim);  // at every scan, so that its timers run
    const bool ready = step_ready(i);
    if (s.opened < 0 && ready) s.opened = time_;
    if (s.done >= 0 || !holding) continue;
    if (spec.goal && !ready) continue;   // what it was all for comes last: it can still be reached in order
    if (spec.since && moment(*spec.since) < 0) continue;  // not yet asked for
    s.done = time_;
    s.out_of_order = !ready;
    if (s.opened < 0) s.opened = time_;
    const double limit = step_limit_from(i) + spec.within;
    s.late = spec.within > 0 && ready && time_ > limit;
    s.settled_late = s.late && (last_act_ <= limit || time_ - must_hold_[i] <= limit);
  }
}

void Player::advance_item(const ItemSpec& spec, ItemState& s, const Simulation& sim) {
  // Expressions run at every scan, so that their timers see every scan; the window decides what counts.
  watched_.clear();
  for (const ScenarioExpression& e : s.score->watched()) watched_.push_back(evaluate(e, sim));
  if (s.begun < 0 && moment(spec.since) >= 0) s.begun = moment(spec.since);
  if (s.begun < 0 || s.closed >= 0) return;
  const bool closes = spec.until.kind != Moment::Kind::end && moment(spec.until) >= 0;
  s.score->advance({time_, plant_->scan_period(), s.total == 0, watched_, *this});
  s.total += plant_->scan_period();
  if (closes) s.closed = time_;
}

Verdict Player::judge(const Act& a) const {
  if (const acts::Write* w = a.write()) {
    // Once the goal is reached, only paper is waited for: the plant is left as it was graded. Alarms are acknowledged all the same.
    const bool person = a.source == Source::board || a.source == Source::field;
    if (person && !finished_ && !scenario_->tuning && plant_->catalogue[w->row].tuning) return refuse("refused.tuning");
    return person && !finished_ && !acknowledges(w->row) && goal_reached() ? refuse("refused.goal_reached") : Verdict{};
  }
  if (finished_) return refuse("refused.finished");
  if (const auto* hint = std::get_if<acts::TakeHint>(&a.what)) {
    const int i = scenario_->find_step(hint->step);
    if (i < 0) return refuse("refused.no_step");
    if (!steps()[static_cast<std::size_t>(i)].hint_ready) return refuse("refused.no_hint_yet");
  }
  if (const auto* answer = std::get_if<acts::GiveAnswer>(&a.what)) {
    const int q = scenario_->find_question(answer->question);
    if (q < 0) return refuse("refused.no_question");
    const std::vector<std::string>& options = scenario_->questions[static_cast<std::size_t>(q)].options;
    if (std::find(options.begin(), options.end(), answer->option) == options.end()) return refuse("refused.no_option");
    if (!questions()[static_cast<std::size_t>(q)].open) return refuse("refused.question_closed");
  }
  if (std::holds_alternative<acts::Remark>(a.what) && remarks_.size() >= kMaxRemarks) return refuse("refused.log_full");
  return {};
}

void Player::on_act(const Act& a, const Verdict& v) {
  if (finished_) return;
  const bool person = a.source == Source::board || a.source == Source::field;
  if (!v.accepted) {
    if (person && a.row() != kNoRow) refused_[a.row()] += 1;
    return;
  }
  if (a.write()) {
    if (person) acts_[a.row()] += 1;
    if (person && !acknowledges(a.row())) last_act_ = time_;
  } else if (std::holds_alternative<acts::HandIn>(a.what)) {
    gave_up_ = true;
  } else if (const auto* remark = std::get_if<acts::Remark>(&a.what)) {
    remarks_.push_back({time_, remark->text});
  } else if (const auto* hint = std::get_if<acts::TakeHint>(&a.what)) {
    ++steps_[static_cast<std::size_t>(scenario_->find_step(hint->step))].hints;
  } else if (const auto* answer = std::get_if<acts::GiveAnswer>(&a.what)) {
    const auto q = static_cast<std::size_t>(scenario_->find_question(answer->question));
    const std::vector<std::string>& options = scenario_->questions[q].options;
    questions_[q].given.push_back(static_cast<int>(std::find(options.begin(), options.end(), answer->option) - options.begin()));
  }
}

void Player::close() {
  if (finished_) return;
  gave_up_ = finished_ = true;
}

std::vector<Player::StepView> Player::steps() const {
  std::vector<StepView> views;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const StepState& s = steps_[i];
    const StepSpec& spec = scenario_->steps[i];
    StepView v{};
    v.spec = &spec;
    v.done = s.done >= 0;
    v.open = s.opened >= 0 && !v.done && step_ready(i);
    v.late = s.late || (v.open && spec.within > 0 && time_ - step_limit_from(i) > spec.within);
    v.out_of_order = s.out_of_order;
    v.settled_late = s.settled_late;
    v.done_at = s.done;
    v.must_hold = must_hold_[i];
    v.holds = v.open ? held(i) : 0;
    v.left = spec.within > 0 && v.open ? spec.within - (time_ - step_limit_from(i)) : std::numeric_limits<double>::infinity();
    v.hints_used = s.hints;
    v.told = v.done || !spec.since || spec.since->kind != Moment::Kind::event || moment(*spec.since) >= 0;
    const bool hint = spec.has_hints && mode_ != PlayMode::exam && v.open && s.hints < kHintLevels;
    v.hint_in = hint ? std::max(0.0, spec.hint_after - (time_ - s.opened)) : std::numeric_limits<double>::infinity();
    v.hint_ready = v.hint_in == 0;
    v.next_cost = s.hints < kHintLevels ? spec.hint_costs[s.hints] : 0;
    views.push_back(v);
  }
  return views;
}

std::vector<Player::QuestionView> Player::questions() const {
  std::vector<QuestionView> views;
  for (std::size_t i = 0; i < questions_.size(); ++i) {
    const QuestionState& q = questions_[i];
    const QuestionSpec& spec = scenario_->questions[i];
    const bool right = !q.given.empty() && q.given.back() == spec.correct;
    // In an exam the first answer stands; else a second attempt is allowed, at half the points.
    const std::size_t attempts = mode_ == PlayMode::exam ? 1 : 2;
    std::vector<int> shown(spec.options.size());
    for (std::size_t k = 0; k < shown.size(); ++k) shown[k] = static_cast<int>(k);
    for (std::size_t k = shown.size(); k > 1; --k) std::swap(shown[k - 1], shown[random_bits(seed_, kOptionStream + i, k) % k]);
    views.push_back({&spec, q.asked, q.given, q.asked >= 0 && !right && q.given.size() < attempts, right, std::move(shown)});
  }
  return views;
}

double Player::left() const { return finished_ ? 0 : std::max(0.0, scenario_->duration - time_); }

template <class A>
void Player::archive(A& a) {
  a(timers_, events_, steps_, questions_, caps_, alarm_before_, alarms_, said_, remarks_, acts_, refused_, time_, last_act_, bypassed_, end_since_, seed_, drawn_, gave_up_, finished_, met_end_);
  for (ItemState& s : items_) a(s);  // as many as the scenario has: each stands on the score that it is a state of
}

std::vector<std::uint8_t> Player::save() const { return save_archive(*this); }

std::shared_ptr<const Player> Player::copy() const {
  auto other = std::make_shared<Player>(scenario_, plant_, mode_);
  load_archive(save(), *other);
  other->refresh_extras();
  return other;
}

/// What indexes something must lie inside it: the bytes may be forged.
void Player::check_loaded() const {
  const auto refuse = [](bool bad, const char* what) {
    if (bad) throw std::out_of_range(what);
  };
  const Scenario& s = *scenario_;
  refuse(timers_.size() != static_cast<std::size_t>(s.timers) || events_.size() != s.events.size() || steps_.size() != s.steps.size() ||
             questions_.size() != s.questions.size() || caps_.size() != s.caps.size() || alarm_before_.size() != s.alarms.size(),
         "the state belongs to another scenario");
  for (std::size_t i = 0; i < caps_.size(); ++i) refuse(caps_[i].at >= 0 && (caps_[i].by < 0 || caps_[i].by >= static_cast<int>(s.caps[i].when.size())), "no such condition");
  for (const StepState& step : steps_) refuse(step.hints < 0 || step.hints > kHintLevels, "no such hint");
  for (std::size_t i = 0; i < questions_.size(); ++i)
    for (int g : questions_[i].given) refuse(g < 0 || g >= static_cast<int>(s.questions[i].options.size()), "no such option");
  for (const AlarmRecord& a : alarms_) refuse(a.state < 0 || static_cast<std::size_t>(a.state) >= plant_->catalogue.size(), "no such alarm");
  for (const Said& said : said_) refuse(said.event < 0 || static_cast<std::size_t>(said.event) >= events_.size(), "no such event");
}

void Player::load(const std::vector<std::uint8_t>& bytes) {
  Player fresh(scenario_, plant_, mode_);
  if (!bytes.empty()) {
    load_archive(bytes, fresh);
    fresh.check_loaded();
    fresh.refresh_extras();
  }
  // Going back does not unread a hint, nor take back an answer.
  for (std::size_t i = 0; i < steps_.size(); ++i) fresh.steps_[i].hints = std::max(fresh.steps_[i].hints, steps_[i].hints);
  for (std::size_t i = 0; i < questions_.size(); ++i)
    if (questions_[i].given.size() > fresh.questions_[i].given.size()) fresh.questions_[i].given = questions_[i].given;
  *this = std::move(fresh);
}

}  // namespace retort
