#pragma once
#include "sim/model/declare.h"

/// What forbids pressing the buttons of a machine with a local station and a selector (local, off, remote): the same for every such machine.
namespace retort {

struct LocalStation {
  MemoryId running, tripped, interlocked, permitted;
  InputId start, stop, reset, local_start, selector;
  InputId trip_demand, stop_demand, start_inhibit;
};

inline void guard_station(Declare& d, const LocalStation& m) {
  constexpr int kLocal = 0, kOff = 1, kRemote = 2;
  for (InputId button : {m.start, m.local_start}) {
    d.guard(button, m.tripped, "refused.tripped", m.trip_demand);
    d.guard(button, {is(m.selector, kOff)}, "refused.off");
  }
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
