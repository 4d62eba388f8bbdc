#pragma once
#include "sim/model/block.h"

/// Electrical bus: what says `power: TAG` in the plant file trips when it is dead.
///   live = closed and healthy and (no feeder, or the feeder is live)                                (1) at scans
/// A bus may be fed by another one with `from:`, so that losing the upper one is felt by everything below. Motors that tripped stay
/// off until they are reset and started again. Holds for: on and off. Not for: voltage dips, load flow.
namespace retort {

class Bus {
 public:
  static constexpr const char* kType = "bus";
  static constexpr const char* kHelp = "Electrical bus that feeds motors";

  explicit Bus(Declare& d)
      : breaker_(d.switch_input("breaker", {"open", "closed"}, "Incoming breaker", 1, kBoard | kField)),
        live_(d.flag("live", "There is voltage on it", true)),
        from_(d.signal("from", "Bus that feeds this one", false)),
        dead_(d.malfunction("dead", "No voltage comes in")) {
    d.primary_output("live");
    d.primary_input("breaker");
    d.wired({"live"});
  }
  void scan(Scan& s) const {
    const bool fed = from_.i < 0 || s.read(from_) > 0.5;
    s.set(live_, fed && s[breaker_] > 0.5 && s[dead_] < 0.5);
  }

 private:
  InputId breaker_;
  MemoryId live_;
  SignalId from_;
  MalfunctionId dead_;
};

}  // namespace retort
