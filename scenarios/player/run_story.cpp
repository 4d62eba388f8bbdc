#include "scenarios/player/run_story.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/control/alarm.h"

namespace retort {
namespace {

double time_of(const RunResult& run, std::uint64_t scan) {
  return static_cast<double>(scan) * run.plant->scan_period();
}

std::string scalar(const YamlNode& map, std::string_view key) {
  const YamlNode* n = map.find(key);
  return n && n->is_scalar() ? n->scalar : "";
}

/// The row that a `key: TAG` or `key: TAG.noun` of a block's entry names.
RowId named_row(const CompiledPlant& plant, const BlockLayout& b, std::string_view key) {
  const BlockSpec* spec = plant.spec.find(b.tag);
  if (!spec) return kNoRow;
  std::string name = scalar(spec->body, key);
  if (name.empty()) return kNoRow;
  if (name.find('.') == std::string::npos)
    if (const BlockLayout* other = plant.find(name)) name += "." + other->declared->primary_output();
  return plant.catalogue.find(name);
}

int priority_of(const CompiledPlant& plant, const BlockLayout& b) {
  const RowId row = plant.catalogue.find(b.tag + ".priority");
  return row == kNoRow ? 3 : static_cast<int>(std::lround(plant.value(plant.initial, row)));
}

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

void follow_alarm(const RunResult& run, const BlockLayout& b, std::vector<AlarmEpisode>& episodes) {
  const RowId row = run.plant->catalogue.find(b.tag + ".state");
  if (row == kNoRow) return;
  std::optional<AlarmEpisode> open;
  const int priority = priority_of(*run.plant, b);
  const auto begin = [&](double t, bool standing) { open = AlarmEpisode{b.tag, priority, t, standing, {}, {}, {}, 1}; };
  const auto close = [&] {
    if (open) episodes.push_back(*open);
    open.reset();
  };
  const auto enter = [&](double t, int before, int state, bool standing) {
    switch (state) {
      case Alarm::kUnacknowledged:
        if (open && before == Alarm::kReturned) ++open->times;
        if (!open || open->acknowledged) {
          close();
          begin(t, standing);
        }
        open->returned.reset();
        break;
      case Alarm::kAcknowledged:
        if (!open) begin(t, standing);
        if (!open->acknowledged) open->acknowledged = t;
        break;
      case Alarm::kReturned:
        if (!open) begin(t, standing);
        if (!open->returned) open->returned = t;
        break;
      case Alarm::kShelved:
        if (open) open->shelved = t;
        break;
      default:  // normal, latched, suppressed, out of service
        if (!open) break;
        if (before == Alarm::kReturned && !open->acknowledged) open->acknowledged = t;
        if (!open->returned) open->returned = t;
        if (state != Alarm::kLatched) close();
    }
  };
  const std::vector<Change> changes = changes_of(run, row);
  if (const int start = start_value(run, row, changes); start != Alarm::kNormal)
    enter(time_span(run).first, 0, start, true);
  for (const Change& c : changes) enter(c.time, c.before, c.after, false);
  close();
}

void follow_safety(const RunResult& run, const BlockLayout& b, std::vector<AlarmEpisode>& episodes) {
  const RowId row = run.plant->catalogue.find(b.tag + ".active");
  if (row == kNoRow) return;
  const std::vector<Change> changes = changes_of(run, row);
  std::optional<AlarmEpisode> open;
  if (start_value(run, row, changes) != 0) open = AlarmEpisode{b.tag, 0, time_span(run).first, true, {}, {}, {}, 1};
  for (const Change& c : changes) {
    if (c.after != 0 && !open) open = AlarmEpisode{b.tag, 0, c.time, false, {}, {}, {}, 1};
    if (c.after == 0 && open) {
      open->returned = c.time;
      episodes.push_back(*open);
      open.reset();
    }
  }
  if (open) episodes.push_back(*open);
}

}  // namespace

std::pair<double, double> time_span(const RunResult& run) {
  const double first = time_of(run, run.history.first_scan());
  const double last =
      run.history.scans() > 0 ? time_of(run, run.history.first_scan() + run.history.scans() - 1) : first + run.duration;
  return {first, std::max(last, first)};
}

std::vector<StudentAct> acts_of(const RunResult& run) {
  constexpr double kSameGesture = 3;  // s
  std::vector<StudentAct> acts;
  std::map<std::pair<RowId, Source>, std::size_t> latest;
  for (const LogEntry& e : run.log) {
    if (!e.is_act || !e.refused.empty() || (e.source != Source::board && e.source != Source::field)) continue;
    if (judged_by_run(e.kind)) continue;  // the clock is told apart
    const double t = time_of(run, e.scan);
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
    acts.push_back({t, e.source, e.row, e.before, e.after, e.text, e.kind});
  }
  std::stable_sort(acts.begin(), acts.end(), [](const StudentAct& a, const StudentAct& b) { return a.time < b.time; });
  return acts;
}

std::vector<AlarmEpisode> alarms_of(const RunResult& run) {
  std::vector<AlarmEpisode> episodes;
  for (const BlockLayout& b : run.plant->blocks) {
    if (b.section == "alarms") follow_alarm(run, b, episodes);
    if (b.section == "safety" && b.type == "interlock") follow_safety(run, b, episodes);
  }
  std::stable_sort(episodes.begin(), episodes.end(),
                   [](const AlarmEpisode& a, const AlarmEpisode& b) { return a.came < b.came; });
  return episodes;
}

std::vector<Running> machines_of(const RunResult& run) {
  std::vector<Running> machines;
  const double end = time_span(run).second;
  for (const BlockLayout& b : run.plant->blocks) {
    if (b.section != "units") continue;
    const RowId row = run.plant->catalogue.find(b.tag + ".running");
    if (row == kNoRow || run.plant->catalogue[row].quantity != Quantity::flag) continue;
    Running m{b.tag, {}};
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
  for (const BlockLayout& b : plant.blocks) {
    if (b.section != "alarms") continue;
    RowId watched = named_row(plant, b, "of");
    if (watched != row && watched != kNoRow) {
      const BlockLayout* instrument = plant.find(plant.catalogue[watched].tag);
      watched = instrument ? named_row(plant, *instrument, "of") : kNoRow;
    }
    const RowId limit = plant.catalogue.find(b.tag + ".limit");
    if (watched != row || limit == kNoRow || plant.catalogue[limit].quantity != quantity) continue;
    limits.push_back({b.tag, priority_of(plant, b), plant.value(plant.initial, limit),
                      !scalar(plant.spec.find(b.tag)->body, "above").empty()});
  }
  std::stable_sort(limits.begin(), limits.end(),
                   [](const AlarmLimit& a, const AlarmLimit& b) { return a.value > b.value; });
  return limits;
}

namespace {

/// Two that say the same kind of thing: a remark, or an answer to one question.
bool alike(const StudentAct& a, const StudentAct& b) {
  if (a.kind != b.kind) return false;
  return a.kind != kActNumber<acts::GiveAnswer> || a.text.substr(0, a.text.find(' ')) == b.text.substr(0, b.text.find(' '));
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
