#include "engine/hmi/desk.h"

#include <algorithm>

namespace retort::hmi {
namespace {

/// What forbids an act, by name: " (PERM-101, Zuigzijde open)", or of the thing itself " (Keuzeschakelaar: lokaal)".
std::string condition_text(const PlantView& plant, const Words& words, RowId row, RowId condition) {
  if (condition == kNoRow) return "";
  const Row& c = plant.catalogue()[condition];
  if (c.tag == plant.catalogue()[row].tag) {
    if (c.quantity == Quantity::flag) return "";  // the reason says it
    return " (" + noun_text(words, c) + ": " + value_text(c, plant.value(condition), words) + ")";
  }
  const std::string& what = description(words, c.tag);
  return " (" + c.tag + (what.empty() ? "" : ", " + what) + ")";
}

}  // namespace

std::string lock_text(const Desk& desk, const Thing& t) {
  const RowId row = t.row("lock");
  if (row == kNoRow || desk.plant.value(row) < 0.5) return "";
  const std::optional<LockTag> tag = desk.plant.lock_tag(row);
  if (!tag) return desk.words("ui.lock.before");
  const bool own = tag->by == Source::field && tag->seat == 0;
  const std::string who = tag->by == Source::instructor ? desk.words("ui.source.instructor") : !own ? desk.words("ui.lock.colleague")
                          : desk.run.student.empty() ? desk.words("ui.source.field") : desk.run.student + ", " + desk.words("ui.source.field");
  return filled(desk.words("ui.lock.hung"), {who, clock_text(double(tag->scan) * desk.plant.scan_period)});
}

bool Desk::act(RowId row, double value, Source source, std::optional<Place> place, double ramp) const {
  if (row == kNoRow || !plant.post) return false;
  Act a = write_act(source, row, value, ramp);
  a.place = place;
  plant.post(std::move(a));
  return true;
}

void Desk::told(const Act& act, const Verdict& verdict) const {
  if (verdict.accepted) return;
  const RowId row = act.row();
  say((row == kNoRow ? "" : plant.catalogue()[row].tag + " " + noun_text(words, plant.catalogue()[row]) + ": ") + words(verdict.reason) +
      (row == kNoRow ? "" : condition_text(plant, words, row, verdict.condition)));
}

void Desk::open_faceplate(const std::string& tag) const {
  const Thing* t = plant.find(tag);
  if (!t) return;
  std::deque<std::string>& open = state.faceplates;
  open.erase(std::remove(open.begin(), open.end(), tag), open.end());
  open.push_front(tag);
  // The oldest one that is not pinned makes room.
  constexpr std::size_t kOpen = 4;
  while (open.size() > kOpen) {
    auto oldest = std::find_if(open.rbegin(), open.rend(), [&](const std::string& x) { return !state.pinned.contains(x); });
    if (oldest == open.rend()) oldest = open.rbegin();
    open.erase(std::next(oldest).base());
  }
  state.selected = tag;
  state.procedure_open = false;
}

void Desk::save(const std::string& name, const std::string& text) const {
  const std::string path = run.save ? run.save(name, text) : "";
  say(path.empty() ? words("ui.export.failed") : words("ui.export.written") + ": " + path);
}

void Desk::say(const std::string& text) const {
  constexpr double kRead = 6;   // s
  std::erase_if(state.toasts, [&](const Toast& t) { return t.until < state.wall; });
  // What is said again is said once, as the newest, with how often.
  int times = 1;
  for (auto t = state.toasts.begin(); t != state.toasts.end(); ++t)
    if (t->text == text) {
      times += t->times;
      state.toasts.erase(t);
      break;
    }
  constexpr std::size_t kMost = 3;   // more than that nobody reads at once
  while (state.toasts.size() >= kMost) state.toasts.erase(state.toasts.begin());
  state.toasts.push_back({text, state.wall + kRead, times});
}

}  // namespace retort::hmi
