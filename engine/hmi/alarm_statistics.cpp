#include "engine/hmi/alarm_statistics.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort::hmi {

namespace {

double now_of(const PlantView& plant) { return plant.frame ? plant.frame->time : 0; }

/// A field of a table: in quotes, so that it may hold a comma.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

}  // namespace

int alarm_rate(const PlantView& plant) { return int(plant.recent_alarms().size()); }

const char* rate_word(int n) { return n <= 2 ? "ui.alarm.rate.fine" : n <= 10 ? "ui.alarm.rate.demanding" : "ui.alarm.rate.flood"; }

bool chatters(const PlantView& plant, int alarm) {
  constexpr std::size_t kTimes = 3;
  constexpr double kWithin = 60;  // s
  std::vector<double> came;
  for (const PlantView::Came& c : plant.recent_alarms())
    if (c.alarm == alarm) came.push_back(c.time);
  for (std::size_t i = kTimes - 1; i < came.size(); ++i)
    if (came[i] - came[i - (kTimes - 1)] <= kWithin) return true;
  return false;
}

bool stands(const PlantView& plant, int alarm) {
  const AlarmPoint& a = plant.alarms()[std::size_t(alarm)];
  const AlarmLook l = plant.look(a);
  // What stood already at the start came at no moment that is known: it counts from there.
  return l.active && l.listed() && now_of(plant) - std::max(0.0, plant.times(std::size_t(alarm)).came) > kStandingAfter;
}

bool first_of_burst(const PlantView& plant, int alarm) {
  constexpr double kGap = 60;  // s
  const auto& came = plant.recent_alarms();
  for (std::size_t first = 0; first < came.size();) {
    std::size_t last = first;
    while (last + 1 < came.size() && came[last + 1].time - came[last].time <= kGap) ++last;
    if (last - first >= 2 && came[first].alarm == alarm) return true;
    first = last + 1;
  }
  return false;
}

std::string alarm_journal_csv(const PlantView& plant, const Words& words) {
  std::string csv = "time [s],clock,tag,priority,description,before,after\n";
  for (const LogEntry& e : plant.log) {
    const AlarmPoint* a = e.is_act || e.row == kNoRow ? nullptr : plant.alarm_of(e.row);
    if (!a) continue;
    const Row& r = plant.catalogue()[e.row];
    const double time = double(e.scan) * plant.scan_period;
    csv += fmt::format("{:g},{},{},{},{},{},{}\n", time, clock_text(time), a->tag, a->priority, quoted(description(words, a->tag)), quoted(value_text(r, e.before, words)),
                       quoted(value_text(r, e.after, words)));
  }
  return csv;
}

}  // namespace retort::hmi
