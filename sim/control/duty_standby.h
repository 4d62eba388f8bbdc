#pragma once
#include <vector>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

namespace retort {

/// Duty and standby machines: starts the standby when the duty machine trips, or when `low` holds although it runs.
///   PS-101: {type: duty_standby, machines: [P-101, P-102], low: "PT-101 < 2 bar", delay: 3 s}
/// `auto` is the selector on the board; `duty` says which one should run. After a changeover the standby is the duty.
/// A machine that the operator stops is not replaced: only a trip or a low pressure is.
class DutyStandby {
 public:
  static constexpr const char* kType = "duty_standby";
  static constexpr const char* kHelp = "Starts the standby machine when the duty machine fails";

  explicit DutyStandby(Declare& d)
      : low_(d.condition("low", "What must not happen while the duty machine runs", false)),
        delay_(d.param("delay", Quantity::time, "How long before the standby starts", 2, {0, 600})),
        auto_(d.switch_input("auto", {"off", "on"}, "Automatic changeover", 1, kBoard)),
        duty_(d.switch_input("duty", {"first", "second"}, "Duty machine", 0, kBoard)),
        changed_over_(d.flag("changed_over", "The standby was started automatically")),
        reset_(d.switch_input("reset", {"-", "reset"}, "Operator: changeover seen", 0, kBoard)),
        waited_(d.hidden(0)),
        was_running_(d.hidden(0)) {
    const YamlNode* machines = d.node("machines", "The two machines: [TAG, TAG]");
    if (!machines || machines->items.size() != 2) {
      d.problem(machines, "'machines' is a pair of tags, as in [P-101, P-102]");
      return;
    }
    for (const YamlNode& n : machines->items) {
      running_.push_back(d.signal_to(n.scalar + ".running", n.at));
      tripped_.push_back(d.signal_to(n.scalar + ".tripped", n.at));
      start_.push_back(d.target_to(n.scalar + ".start", n.at));
    }
    d.primary_output("changed_over");
  }

  void scan(Scan& s) const {
    if (start_.size() != 2) return;
    const auto duty = static_cast<std::size_t>(s[duty_] > 0.5), standby = 1 - duty;
    const bool running = s.read(running_[duty]) > 0.5;
    const bool lost = s[was_running_] > 0.5 && s.read(tripped_[duty]) > 0.5;
    const bool low = running && low_.i >= 0 && s.holds(low_);
    if (s[reset_] > 0.5) s.set(changed_over_, 0);
    s.set(reset_, 0);
    if (running) s.set(was_running_, 1);
    if (!running && !lost) s.set(was_running_, 0);  // stopped on purpose
    const bool wanted = s[auto_] > 0.5 && (lost || low) && s.read(running_[standby]) < 0.5;
    s.set(waited_, wanted ? s[waited_] + s.period() : 0);
    if (!wanted || s[waited_] <= delay_) return;
    s.write(start_[standby], 1);
    s.set(duty_, static_cast<double>(standby));
    s.set(changed_over_, 1);
    s.set(was_running_, 0);
    s.set(waited_, 0);
  }

 private:
  ConditionId low_;
  const double delay_;
  InputId auto_, duty_;
  MemoryId changed_over_;
  InputId reset_;
  MemoryId waited_, was_running_;
  std::vector<SignalId> running_, tripped_;
  std::vector<TargetId> start_;
};

}  // namespace retort
