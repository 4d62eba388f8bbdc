#include "engine/input/event.h"

namespace retort::input {

void EventQueue::push(Event e) {
  if (e.kind == Event::Kind::move && !events_.empty() && events_.back().kind == Event::Kind::move) {
    events_.back() = e;
  } else {
    events_.push_back(e);
  }
}

std::vector<Event> EventQueue::take_frame() {
  std::vector<Event> portion;
  bool changed = false;
  while (!events_.empty()) {
    const Event::Kind kind = events_.front().kind;
    const bool change = kind == Event::Kind::key || kind == Event::Kind::button || kind == Event::Kind::focus;
    if (changed && kind != Event::Kind::text) break;
    changed = changed || change;
    portion.push_back(events_.front());
    events_.pop_front();
  }
  return portion;
}

}  // namespace retort::input
