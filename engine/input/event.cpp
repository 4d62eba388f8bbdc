#include "engine/input/event.h"

namespace retort::input {

void EventQueue::push(Event e) {
  if (e.kind == Event::Kind::move && !events_.empty() && events_.back().kind == Event::Kind::move) {
    events_.back() = e;
  } else {
    events_.push_back(e);
  }
}

namespace {

bool is_change(const Event& e) { return e.kind == Event::Kind::key || e.kind == Event::Kind::button || e.kind == Event::Kind::focus; }

/// Where the portion that begins at `first` ends.
std::size_t portion_end(const std::deque<Event>& events, std::size_t first) {
  bool changed = false;
  for (std::size_t i = first; i < events.size(); ++i) {
    if (changed && events[i].kind != Event::Kind::text) return i;
    changed = changed || is_change(events[i]);
  }
  return events.size();
}

}  // namespace

std::vector<Event> EventQueue::take_frame() {
  const auto end = events_.begin() + static_cast<std::ptrdiff_t>(portion_end(events_, 0));
  std::vector<Event> portion(events_.begin(), end);
  events_.erase(events_.begin(), end);
  return portion;
}

std::size_t EventQueue::frames() const {
  std::size_t n = 0;
  for (std::size_t i = 0; i < events_.size(); i = portion_end(events_, i)) ++n;
  return n;
}

}  // namespace retort::input
