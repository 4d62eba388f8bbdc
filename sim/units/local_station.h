#pragma once
#include "sim/model/declare.h"

/// What forbids pressing the buttons of a machine with a local station and a selector (local, off, remote): the same for every such machine.
///
/// The isolator beside the motor takes its power away. Whoever works on the machine turns it off, hangs a padlock with his tag on it, and tries
/// to start: it must refuse (lock out, tag out, try out; EN ISO 14118, EN 60204-1 clause 5).
namespace retort {

struct Isolator {
  InputId isolator, lock;
};
inline Isolator declare_isolator(Declare& d) {
  return {d.switch_input("isolator", {"off", "on"}, "Isolator of the motor", 1, kField), d.switch_input("lock", {"free", "locked"}, "Padlock and tag on the isolator", 0, kField)};
}

struct LocalStation {
  MemoryId running, tripped, interlocked, permitted;
  InputId start, stop, reset, local_start, selector;
  InputId trip_demand, stop_demand, start_inhibit;
  Isolator isolator;
};

inline void guard_station(Declare& d, const LocalStation& m) {
  constexpr int kLocal = 0, kOff = 1, kRemote = 2;
  for (InputId button : {m.start, m.local_start}) {
    d.guard(button, m.tripped, "refused.tripped", m.trip_demand);
    d.guard(button, {is(m.selector, kOff)}, "refused.off");
  }
  for (InputId button : {m.start, m.local_start}) d.guard(button, {is(m.isolator.isolator, 0)}, "refused.isolated");
  d.guard_choice(m.isolator.isolator, 1, {is(m.isolator.lock, 1)}, "refused.locked");
  d.guard_choice(m.isolator.lock, 1, {is(m.isolator.isolator, 1)}, "refused.not_isolated");
  d.guard(m.reset, {off(m.tripped)}, "refused.not_tripped");
  d.guard(m.start, {is(m.selector, kLocal)}, "refused.local");
  d.guard(m.stop, {is(m.selector, kLocal)}, "refused.local");
  d.guard(m.local_start, {is(m.selector, kRemote)}, "refused.remote");
  for (InputId button : {m.start, m.local_start}) {
    d.guard(button, m.interlocked, "refused.interlocked", m.stop_demand);
    // Once it runs, a permissive has no say.
    d.guard(button, {off(m.permitted), off(m.running)}, "refused.not_permitted", m.start_inhibit);
  }
}

}  // namespace retort
