#include "engine/hmi/desk.h"

#include <algorithm>

namespace retort::hmi {

bool Desk::act(RowId row, double value, Source source) const {
  if (row == kNoRow || !plant.submit) return false;
  const Verdict v = plant.submit(write_act(source, row, value));
  if (!v.accepted) say(plant.catalogue()[row].name + ": " + words(v.reason));
  return v.accepted;
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

void Desk::say(const std::string& text) const {
  for (const Toast& t : state.toasts)
    if (t.text == text && t.until > state.wall) return;
  state.toasts.push_back({text, state.wall + 6});
}

}  // namespace retort::hmi
