#include "scenarios/player/player.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/base/random.h"
#include "sim/model/alarm_state.h"
#include "sim/run/bytes.h"

namespace retort {
namespace {

constexpr std::uint64_t kEventStream = 0x6576656e74;  // apart from the streams of the blocks' noise
constexpr int kHintLevels = 4;
constexpr std::size_t kMaxRemarks = 500, kMaxAlarms = 5000;

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
      caps_(scenario_->caps.size(), -1.0),
      alarm_before_(scenario_->alarms.size(), 0.0) {}

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
    case ExtraValue::Kind::logged: return static_cast<double>(remarks_.size());
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

void Player::before_blocks(Simulation& sim) {
  if (finished_) return;
  time_ = sim.time();
  if (!drawn_) {
    drawn_ = true;
    for (std::size_t i = 0; i < events_.size(); ++i) {
      const EventSpec& e = scenario_->events[i];
      if (!e.when) events_[i].due = e.from + (e.to - e.from) * random_uniform(sim.state().seed, kEventStream, i);
    }
  }
  for (std::size_t i = 0; i < events_.size(); ++i) {
    EventState& s = events_[i];
    if (s.at >= 0 || s.due < 0 || time_ < s.due) continue;
    s.at = time_;
    const EventSpec& spec = scenario_->events[i];
    for (const SetAct& a : spec.acts) {
      Command c;
      c.source = Source::scenario;
      c.row = a.row;
      c.value = a.value;
      c.ramp = a.ramp;
      sim.issue(c);
    }
    if (spec.says) said_.push_back({time_, static_cast<int>(i)});
  }
}

void Player::after_frame(Simulation& sim) {
  if (finished_) return;
  time_ = sim.time();
  advance_alarms(sim);
  refresh_extras();
  for (std::size_t i = 0; i < events_.size(); ++i) {
    const EventSpec& e = scenario_->events[i];
    if (e.when && holds(*e.when, sim) && events_[i].due < 0) events_[i].due = time_ + e.wait;
  }
  advance_steps(sim);
  refresh_extras();
  for (std::size_t i = 0; i < questions_.size(); ++i)
    if (holds(scenario_->questions[i].when, sim) && questions_[i].asked < 0) questions_[i].asked = time_;
  for (std::size_t i = 0; i < caps_.size(); ++i)
    if (holds(scenario_->caps[i].when, sim) && caps_[i] < 0) caps_[i] = time_;
  const bool ended = scenario_->end && holds(*scenario_->end, sim);
  for (std::size_t i = 0; i < items_.size(); ++i) advance_item(scenario_->items[i], items_[i], sim);
  if (ended) met_end_ = true;
  if (ended || gave_up_ || time_ >= scenario_->duration - 1e-9) finished_ = true;
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

void Player::advance_steps(const Simulation& sim) {
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    StepState& s = steps_[i];
    const StepSpec& spec = scenario_->steps[i];
    const bool holding = holds(spec.done, sim);  // at every scan, so that its timers run
    const bool ready = step_ready(i);
    if (s.opened < 0 && ready) s.opened = time_;
    if (s.done >= 0 || !holding) continue;
    if (spec.since && moment(*spec.since) < 0) continue;  // not yet asked for
    s.done = time_;
    s.out_of_order = !ready;
    if (s.opened < 0) s.opened = time_;
    s.late = spec.within > 0 && ready && time_ - step_limit_from(i) > spec.within;
  }
}

void Player::advance_item(const ItemSpec& spec, ItemState& s, const Simulation& sim) {
  // Expressions run at every scan, so that their timers see every scan; the window decides what counts.
  const double a = spec.score.a ? evaluate(*spec.score.a, sim) : 0;
  const double b = spec.score.b ? evaluate(*spec.score.b, sim) : 0;
  const double dt = plant_->scan_period();
  if (s.begun < 0 && moment(spec.since) >= 0) s.begun = moment(spec.since);
  if (s.begun < 0 || s.closed >= 0) return;
  const bool closes = spec.until.kind != Moment::Kind::end && moment(spec.until) >= 0;
  const bool holding = a > 0.5;
  const auto mark_bad = [&](bool bad, double size) {
    const bool was_bad = s.total > 0 && !s.held;
    if (bad && was_bad && !s.bad.empty()) {
      s.bad.back().to = time_;
      s.bad.back().size = std::max(s.bad.back().size, size);
    } else if (bad && s.bad.size() < kMaxIntervals) {
      s.bad.push_back({time_, time_, size});
    }
    s.held = !bad;
  };
  switch (spec.score.kind) {
    case ScoreKind::share_of_time:
    case ScoreKind::all_within:
      if (holding) s.good += dt;
      mark_bad(!holding, 0);
      break;
    case ScoreKind::excess: {
      const double e = std::max(0.0, a);
      s.sum += e * dt;
      mark_bad(e > 0, b);
      break;
    }
    case ScoreKind::count:
      if (holding && !s.held) {
        s.count += 1;
        if (s.bad.size() < kMaxIntervals) s.bad.push_back({time_, time_, 0});
      }
      s.held = holding;
      break;
    case ScoreKind::integral: s.sum += a * dt; break;
    case ScoreKind::peak:
      if (s.total == 0 || a > s.largest) {
        s.largest = a;
        s.first_a = time_;
      }
      break;
    case ScoreKind::time_to:
    case ScoreKind::not_before:
      if (holding && s.first_a < 0) s.first_a = time_;
      if (b > 0.5 && s.first_b < 0) s.first_b = time_;
      break;
    case ScoreKind::at_end: s.held = holding; break;
    default: break;
  }
  s.last = a;
  s.total += dt;
  if (closes) s.closed = time_;
}

void Player::on_command(const Command& c) {
  if (finished_) return;
  if (c.row != kNoRow) {
    if (c.source == Source::board || c.source == Source::field) acts_[c.row] += 1;
    return;
  }
  take_text(c.text);
}

void Player::take_text(const std::string& text) {
  const auto colon = text.find(':');
  const std::string verb = text.substr(0, colon), rest = colon == std::string::npos ? "" : text.substr(colon + 1);
  if (verb == "finish") {
    gave_up_ = true;
  } else if (verb == "log") {
    if (remarks_.size() < kMaxRemarks) remarks_.push_back({time_, rest});
  } else if (verb == "hint") {
    const int i = scenario_->find_step(rest);
    if (i < 0) return;
    if (steps()[static_cast<std::size_t>(i)].hint_ready) ++steps_[static_cast<std::size_t>(i)].hints;
  } else if (verb == "answer") {
    const auto cut = rest.find(':');
    const int q = scenario_->find_question(rest.substr(0, cut));
    if (q < 0 || cut == std::string::npos) return;
    const QuestionSpec& spec = scenario_->questions[static_cast<std::size_t>(q)];
    const auto option = std::find(spec.options.begin(), spec.options.end(), rest.substr(cut + 1));
    if (option == spec.options.end() || !questions()[static_cast<std::size_t>(q)].open) return;
    questions_[static_cast<std::size_t>(q)].given.push_back(static_cast<int>(option - spec.options.begin()));
  }
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
    v.done_at = s.done;
    v.left = spec.within > 0 && v.open ? spec.within - (time_ - step_limit_from(i)) : std::numeric_limits<double>::infinity();
    v.hints_used = s.hints;
    v.hint_ready = spec.has_hints && mode_ != PlayMode::exam && v.open && s.hints < kHintLevels &&
                   time_ - s.opened >= spec.hint_after;
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
    views.push_back({&spec, q.asked, q.given, q.asked >= 0 && !right && q.given.size() < attempts, right});
  }
  return views;
}

double Player::left() const { return finished_ ? 0 : std::max(0.0, scenario_->duration - time_); }

std::vector<std::uint8_t> Player::save() const {
  ByteWriter w;
  w.put_array(timers_);
  for (const EventState& e : events_) w.put(e.due), w.put(e.at);
  for (const StepState& s : steps_) w.put(s.opened), w.put(s.done), w.put(s.late), w.put(s.out_of_order), w.put(s.hints);
  for (const QuestionState& q : questions_) w.put(q.asked), w.put_array(q.given);
  for (const ItemState& s : items_) {
    for (double v : {s.good, s.total, s.sum, s.last, s.largest, s.first_a, s.first_b, s.begun, s.closed, s.count}) w.put(v);
    w.put(s.held);
    w.put_array(s.bad);
  }
  w.put_array(caps_);
  w.put_array(alarm_before_);
  w.put(static_cast<std::uint32_t>(alarms_.size()));
  for (const AlarmRecord& a : alarms_) w.put(a.state), w.put(a.came), w.put(a.seen), w.put(a.gone), w.put(a.priority);
  w.put(static_cast<std::uint32_t>(said_.size()));
  for (const Said& s : said_) w.put(s.time), w.put(s.event);
  w.put(static_cast<std::uint32_t>(remarks_.size()));
  for (const Remark& r : remarks_) w.put(r.time), w.put_text(r.text);
  w.put(static_cast<std::uint32_t>(acts_.size()));
  for (const auto& [row, n] : acts_) w.put(row), w.put(n);
  w.put(time_);
  for (bool b : {drawn_, gave_up_, finished_, met_end_}) w.put(b);
  return w.bytes;
}

void Player::load(const std::vector<std::uint8_t>& bytes) {
  Player fresh(scenario_, plant_, mode_);
  if (!bytes.empty()) {
    ByteReader r(bytes);
    const auto sized = [&](std::vector<double>& into) {
      std::vector<double> a = r.get_array<double>();
      if (a.size() != into.size()) throw std::out_of_range("the state belongs to another scenario");
      into = std::move(a);
    };
    const auto get = [&](auto& into) { into = r.get<std::remove_reference_t<decltype(into)>>(); };
    const auto flag = [&](bool& into) { into = r.get<std::uint8_t>() != 0; };
    sized(fresh.timers_);
    for (EventState& e : fresh.events_) get(e.due), get(e.at);
    for (StepState& s : fresh.steps_) {
      get(s.opened), get(s.done), flag(s.late), flag(s.out_of_order), get(s.hints);
      s.hints = std::clamp(s.hints, 0, kHintLevels);
    }
    for (std::size_t i = 0; i < fresh.questions_.size(); ++i) {
      get(fresh.questions_[i].asked);
      fresh.questions_[i].given = r.get_array<int>();
      for (int g : fresh.questions_[i].given)
        if (g < 0 || g >= static_cast<int>(scenario_->questions[i].options.size())) throw std::out_of_range("no such option");
    }
    for (ItemState& s : fresh.items_) {
      for (double* v : {&s.good, &s.total, &s.sum, &s.last, &s.largest, &s.first_a, &s.first_b, &s.begun, &s.closed, &s.count}) get(*v);
      flag(s.held);
      s.bad = r.get_array<Interval>();
    }
    sized(fresh.caps_);
    sized(fresh.alarm_before_);
    for (auto n = r.get<std::uint32_t>(); n > 0; --n) {
      AlarmRecord a{};
      get(a.state), get(a.came), get(a.seen), get(a.gone), get(a.priority);
      if (a.state < 0 || static_cast<std::size_t>(a.state) >= plant_->catalogue.size()) throw std::out_of_range("no such alarm");
      fresh.alarms_.push_back(a);
    }
    for (auto n = r.get<std::uint32_t>(); n > 0; --n) {
      Said s{};
      get(s.time), get(s.event);
      if (s.event < 0 || static_cast<std::size_t>(s.event) >= events_.size()) throw std::out_of_range("no such event");
      fresh.said_.push_back(s);
    }
    for (auto n = r.get<std::uint32_t>(); n > 0; --n) {
      Remark m{};
      get(m.time);
      m.text = r.get_text();
      fresh.remarks_.push_back(std::move(m));
    }
    for (auto n = r.get<std::uint32_t>(); n > 0; --n) {
      const auto row = r.get<RowId>();
      fresh.acts_[row] = r.get<double>();
    }
    get(fresh.time_);
    for (bool* b : {&fresh.drawn_, &fresh.gave_up_, &fresh.finished_, &fresh.met_end_}) flag(*b);
    fresh.refresh_extras();
  }
  // Going back does not unread a hint, nor take back an answer.
  for (std::size_t i = 0; i < steps_.size(); ++i) fresh.steps_[i].hints = std::max(fresh.steps_[i].hints, steps_[i].hints);
  for (std::size_t i = 0; i < questions_.size(); ++i)
    if (questions_[i].given.size() > fresh.questions_[i].given.size()) fresh.questions_[i].given = questions_[i].given;
  *this = std::move(fresh);
}

}  // namespace retort
