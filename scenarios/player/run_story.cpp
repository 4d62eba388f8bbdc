#include "scenarios/player/run_story.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "language/markup.h"
#include "scenarios/player/result_text.h"
#include "sim/model/alarm_state.h"
#include "sim/run/act.h"

namespace retort {
namespace {

double time_of(const RunResult& run, std::uint64_t scan) {
  return static_cast<double>(scan) * run.plant->scan_period();
}

constexpr double kSameGesture = 3;  // s

/// Changes of a row, oldest first, with its value at the start put before them.
struct Change {
  double time;
  int before, after;
};
std::vector<Change> changes_of(const RunResult& run, RowId row) {
  std::vector<Change> changes;
  for (const LogEntry& e : run.log)
    if (!e.is_act && e.row == row)
      changes.push_back(
          {time_of(run, e.scan), static_cast<int>(std::lround(e.before)), static_cast<int>(std::lround(e.after))});
  return changes;
}

int start_value(const RunResult& run, RowId row, const std::vector<Change>& changes) {
  if (!changes.empty()) return changes.front().before;
  if (run.history.has(row) && run.history.scans() > 0)
    return static_cast<int>(std::lround(run.history.at(row, run.history.first_scan())));
  return static_cast<int>(std::lround(run.plant->value(run.plant->initial, row)));
}

const std::string& tag_of(const RunResult& run, BlockId block) { return run.plant->blocks[static_cast<std::size_t>(block)].tag; }

void follow_alarm(const RunResult& run, const AlarmWiring& alarm, std::vector<AlarmEpisode>& episodes) {
  const RowId row = alarm.state;
  std::optional<AlarmEpisode> open;
  const auto begin = [&](double t, bool standing) { open = AlarmEpisode{tag_of(run, alarm.block), alarm.priority, t, standing, {}, {}, {}, 1}; };
  const auto close = [&] {
    if (open) episodes.push_back(*open);
    open.reset();
  };
  const auto enter = [&](double t, AlarmState before, AlarmState state, bool standing) {
    switch (state) {
      case AlarmState::unacknowledged:
        if (open && before == AlarmState::returned) ++open->times;
        if (!open || open->acknowledged) {
          close();
          begin(t, standing);
        }
        open->returned.reset();
        break;
      case AlarmState::acknowledged:
        if (!open) begin(t, standing);
        if (!open->acknowledged) open->acknowledged = t;
        break;
      case AlarmState::returned:
        if (!open) begin(t, standing);
        if (!open->returned) open->returned = t;
        break;
      case AlarmState::shelved:
        if (open) open->shelved = t;
        break;
      default:  // normal, latched, suppressed, out of service
        if (!open) break;
        if (before == AlarmState::returned && !open->acknowledged) open->acknowledged = t;
        if (!open->returned) open->returned = t;
        if (state != AlarmState::latched) close();
    }
  };
  const std::vector<Change> changes = changes_of(run, row);
  if (const AlarmState start = alarm_state(start_value(run, row, changes)); start != AlarmState::normal)
    enter(time_span(run).first, AlarmState::normal, start, true);
  for (const Change& c : changes) enter(c.time, alarm_state(c.before), alarm_state(c.after), false);
  close();
}

void follow_safety(const RunResult& run, const SafetyWiring& safety, std::vector<AlarmEpisode>& episodes) {
  const RowId row = safety.active;
  const std::string& tag = tag_of(run, safety.block);
  const std::vector<Change> changes = changes_of(run, row);
  std::optional<AlarmEpisode> open;
  if (start_value(run, row, changes) != 0) open = AlarmEpisode{tag, 0, time_span(run).first, true, {}, {}, {}, 1};
  for (const Change& c : changes) {
    if (c.after != 0 && !open) open = AlarmEpisode{tag, 0, c.time, false, {}, {}, {}, 1};
    if (c.after == 0 && open) {
      open->returned = c.time;
      episodes.push_back(*open);
      open.reset();
    }
  }
  if (open) episodes.push_back(*open);
}

}  // namespace

std::string_view act_name(std::uint8_t kind) {
#define RETORT_ACT(number, Type, name, judge) \
  if (kind == number) return name;
#include "sim/run/acts.inc"
#undef RETORT_ACT
  return "nothing";
}

std::pair<double, double> time_span(const RunResult& run) {
  const double first = time_of(run, run.history.first_scan());
  const double last =
      run.history.scans() > 0 ? time_of(run, run.history.first_scan() + run.history.scans() - 1) : first + run.duration;
  return {first, std::max(last, first)};
}

std::string said_text(const RunResult& run, const StudentAct& act, const Texts& texts) {
  if (act.kind == kActNumber<acts::TakeHint>) {
    const bool known = std::any_of(run.steps.begin(), run.steps.end(), [&](const StepResult& s) { return s.id == act.text; });
    return texts("report.asked_hint", {known ? exercise_text(run, "step." + act.text, texts) : act.text});
  }
  if (act.kind == kActNumber<acts::GiveAnswer>) {
    const std::string question = run.text_key("question." + act.text), option = question + "." + act.option;
    return texts("report.gave_answer", {texts.has(question) && texts.has(option) ? texts(question) + " – " + texts(option) : act.text + " – " + act.option});
  }
  if (act.kind == kActNumber<acts::Remark>) return texts("report.logged", {act.text});
  if (act.kind == kActNumber<acts::HandIn>) return texts("report.gave_up");
  if (act.kind == kActNumber<acts::Report>) {
    const Row& r = run.plant->catalogue[run.plant->catalogue.find(act.text)];
    return texts(act.source == Source::field ? "report.radioed" : "report.asked_radio", {r.tag, texts.noun(r.tag, r.noun), value_text(r, act.after, texts)});
  }
  return texts("report.act." + std::string(act_name(act.kind)));
}

std::vector<StudentAct> acts_of(const RunResult& run) {
  std::vector<StudentAct> acts;
  std::map<std::pair<RowId, Source>, std::size_t> latest;
  for (const LogEntry& e : run.log) {
    if (!e.is_act || !e.refused.empty() || (e.source != Source::board && e.source != Source::field)) continue;
    if (judged_by_run(e.kind)) continue;  // the clock is told apart
    const double t = time_of(run, e.scan);
    if (e.kind == kActNumber<acts::Report>) {   // said, not done
      acts.push_back({t, e.source, kNoRow, e.before, e.after, run.plant->catalogue[e.row].name, "", e.kind});
      continue;
    }
    if (e.row != kNoRow) {
      const auto found = latest.find({e.row, e.source});
      const Row& row = run.plant->catalogue[e.row];
      const bool analogue = row.choices.empty() && row.quantity != Quantity::flag;
      if (found != latest.end() && t - acts[found->second].time <= kSameGesture &&
          (analogue || acts[found->second].after == e.after)) {
        acts[found->second].time = t;
        acts[found->second].after = e.after;
        continue;
      }
      latest[{e.row, e.source}] = acts.size();
    }
    acts.push_back({t, e.source, e.row, e.before, e.after, e.text, e.option, e.kind});
  }
  std::stable_sort(acts.begin(), acts.end(), [](const StudentAct& a, const StudentAct& b) { return a.time < b.time; });
  return acts;
}

std::vector<RefusedAct> refused_of(const RunResult& run) {
  std::vector<RefusedAct> list;
  for (const LogEntry& e : run.log) {
    if (!e.is_act || e.refused.empty() || e.source == Source::scenario) continue;
    const double t = time_of(run, e.scan);
    const auto same = std::find_if(list.rbegin(), list.rend(), [&](const RefusedAct& r) {
      return r.act.kind == e.kind && r.act.source == e.source && r.act.row == e.row && r.act.text == e.text && r.reason == e.refused && r.condition == e.condition;
    });
    if (same != list.rend() && t - same->act.time <= kSameGesture) {
      same->act.time = t;
      same->act.after = e.after;
      ++same->times;
      continue;
    }
    list.push_back({{t, e.source, e.row, e.after, e.after, e.text, e.option, e.kind}, e.refused, e.condition});
  }
  std::stable_sort(list.begin(), list.end(), [](const RefusedAct& a, const RefusedAct& b) { return a.act.time < b.act.time; });
  return list;
}

std::vector<AlarmEpisode> alarms_of(const RunResult& run) {
  std::vector<AlarmEpisode> episodes;
  for (const AlarmWiring& a : run.plant->wiring.alarms) follow_alarm(run, a, episodes);
  for (const SafetyWiring& s : run.plant->wiring.safety)
    if (!s.permissive) follow_safety(run, s, episodes);
  std::stable_sort(episodes.begin(), episodes.end(),
                   [](const AlarmEpisode& a, const AlarmEpisode& b) { return a.came < b.came; });
  return episodes;
}

std::vector<std::string> chattering_alarms(const RunResult& run) {
  constexpr double kMinute = 60;  // s
  std::vector<std::string> tags;
  for (const AlarmWiring& a : run.plant->wiring.alarms) {
    std::vector<double> came;
    for (const Change& c : changes_of(run, a.state))
      if (alarm_state(c.after) == AlarmState::unacknowledged) came.push_back(c.time);
    for (std::size_t i = 2; i < came.size(); ++i) {
      if (came[i] - came[i - 2] > kMinute) continue;
      tags.push_back(tag_of(run, a.block));
      break;
    }
  }
  return tags;
}

std::vector<Running> machines_of(const RunResult& run) {
  std::vector<Running> machines;
  const double end = time_span(run).second;
  for (BlockId i = 0; i < static_cast<BlockId>(run.plant->blocks.size()); ++i) {
    const std::optional<Machine>& machine = run.plant->wired(i).machine;
    if (!machine) continue;
    const RowId row = machine->running;
    Running m{tag_of(run, i), {}};
    const std::vector<Change> changes = changes_of(run, row);
    std::optional<double> since;
    if (start_value(run, row, changes) != 0) since = time_span(run).first;
    for (const Change& c : changes) {
      if (c.after != 0 && !since) since = c.time;
      if (c.after == 0 && since) {
        m.spans.emplace_back(*since, c.time);
        since.reset();
      }
    }
    if (since) m.spans.emplace_back(*since, end);
    machines.push_back(std::move(m));
  }
  return machines;
}

std::vector<AlarmLimit> limits_on(const CompiledPlant& plant, RowId row) {
  std::vector<AlarmLimit> limits;
  if (row == kNoRow) return limits;
  const Quantity quantity = plant.catalogue[row].quantity;
  for (const AlarmWiring& a : plant.wiring.alarms) {
    if (a.of == kNoRow || plant.catalogue[a.limit].quantity != quantity) continue;
    const InstrumentWiring* instrument = plant.instrument_of(a.of);
    if (a.of != row && !(instrument && instrument->of == row)) continue;
    limits.push_back({plant.blocks[static_cast<std::size_t>(a.block)].tag, a.priority, plant.value(plant.initial, a.limit), a.side == AlarmWiring::Side::above});
  }
  std::stable_sort(limits.begin(), limits.end(),
                   [](const AlarmLimit& a, const AlarmLimit& b) { return a.value > b.value; });
  return limits;
}

namespace {

/// Two that say the same kind of thing: a remark, or an answer to one question.
bool alike(const StudentAct& a, const StudentAct& b) {
  if (a.kind != b.kind) return false;
  return a.kind != kActNumber<acts::GiveAnswer> || a.text == b.text;
}

}  // namespace

Comparison compare_acts(const RunResult& student, const RunResult& model) {
  const std::vector<StudentAct> theirs = acts_of(student);
  std::vector<char> used(theirs.size(), 0);
  Comparison result;
  for (StudentAct& act : acts_of(model)) {
    ComparedAct compared{act, {}};
    const Row* wanted = act.row == kNoRow ? nullptr : &model.plant->catalogue[act.row];
    const RowId row = wanted ? student.plant->catalogue.find(wanted->name) : kNoRow;
    const bool is_switch = wanted && (!wanted->choices.empty() || wanted->quantity == Quantity::flag);
    for (std::size_t i = 0; i < theirs.size() && (!wanted || row != kNoRow); ++i) {
      if (used[i] || theirs[i].row != row || (is_switch && theirs[i].after != act.after)) continue;
      if (!wanted && !alike(theirs[i], act)) continue;
      used[i] = 1;
      compared.student = theirs[i];
      break;
    }
    result.acts.push_back(std::move(compared));
  }
  for (std::size_t i = 0; i < theirs.size(); ++i)
    if (!used[i] && theirs[i].row != kNoRow) result.extra.push_back(i);
  return result;
}

}  // namespace retort
