#pragma once
#include <string>
#include <vector>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

namespace retort {

/// Batch sequence: the phases of a recipe one after the other, with the states and commands of ISA-88.
///
///   SQ-201:
///     type: sequence
///     phases:
///       - {name: charge, do: ["FV-201.command = 60 %"], until: "R-201.level > 55 %", leave: ["FV-201.command = 0 %"], timeout: 20 min}
///       - {name: heat, ask: true, do: [...], until: "TT-201.pv > 90 degC"}
///     hold_acts: ["R-201.heating = 0 %"]
///     stop_acts: [...]
///     abort_acts: [...]
///
/// A phase performs `do` once as it begins, lasts while `until` does not hold, and performs `leave` as it ends. With `ask: true` it
/// begins only after `confirm`: the operator's own step. After `timeout` it says so (`timed_out`), and goes on waiting.
///
///   idle --start--> running --last phase ends--> complete --reset--> idle
///   running --hold--> held --restart--> running (the phase begins anew, as its `do` says)
///   running, held --stop--> stopped, any but idle and complete --abort--> aborted;  stopped, aborted --reset--> idle
/// hold_demand and abort_demand are for safety functions. It scans before safety functions do, so they have the last word.
/// Source: IEC 61512-1 (ISA-88.01), 5.6.3, table 1, without the transient states (holding, stopping: they last one scan here).
class Sequence {
 public:
  static constexpr const char* kType = "sequence";
  static constexpr const char* kHelp = "Batch sequence: phases with transitions, states and commands of ISA-88";
  enum State { kIdle, kRunning, kHeld, kStopped, kAborted, kComplete };

  explicit Sequence(Declare& d) {
    const auto command = [&](const char* name, const char* help) {
      const InputId i = d.input(name, Quantity::flag, help, 0, {0, 1}, kBoard);
      d.inputs.back().trended = false;
      buttons_.push_back(i);
      return i;
    };
    start_ = command("start", "Start the sequence");
    hold_ = command("hold", "Hold: to the safe state of this phase");
    restart_ = command("restart", "Go on after a hold");
    stop_ = command("stop", "Stop in an orderly way; it ends here");
    abort_ = command("abort", "Abort at once");
    reset_ = command("reset", "Back to idle");
    confirm_ = command("confirm", "Operator: the phase that is asked for may begin");
    hold_demand_ = d.input("hold_demand", Quantity::flag, "Safety demand: hold", 0, {0, 1}, kInstructor);
    abort_demand_ = d.input("abort_demand", Quantity::flag, "Safety demand: abort", 0, {0, 1}, kInstructor);
    for (InputId h : {hold_demand_, abort_demand_}) d.inputs[static_cast<std::size_t>(h.i)].trended = false;
    stuck_ = d.malfunction("stuck", "The controller does not see that a phase has ended");

    std::vector<std::string> names{"none"};
    read_phases(d, names);
    hold_acts_ = read_acts(d, d.node("hold_acts", "What it writes when it is held: [\"TAG.noun = VALUE\", ...]"));
    stop_acts_ = read_acts(d, d.node("stop_acts", "What it writes when it is stopped"));
    abort_acts_ = read_acts(d, d.node("abort_acts", "What it writes when it is aborted"));

    state_ = d.mode("state", {"idle", "running", "held", "stopped", "aborted", "complete"}, "State after ISA-88", kIdle);
    step_ = d.mode("phase", names, "Phase that runs or is asked for", 0);
    asks_ = d.flag("asks", "Waits for confirm");
    timed_out_ = d.flag("timed_out", "The phase takes longer than it should");
    phase_time_ = d.memory("phase_time", Quantity::time, "Time in this phase", 0);
    run_time_ = d.memory("run_time", Quantity::time, "Time since the start", 0);
    d.primary_output("state");
    const auto only = [&](InputId button, State first, State last) {
      d.guard(button, {below(state_, first)}, "refused.not_now");
      d.guard(button, {above(state_, last)}, "refused.not_now");
    };
    only(start_, kIdle, kIdle);
    only(hold_, kRunning, kRunning);
    only(restart_, kHeld, kHeld);
    only(stop_, kRunning, kHeld);
    only(abort_, kRunning, kStopped);
    only(reset_, kStopped, kComplete);
    d.guard(confirm_, {off(asks_)}, "refused.not_asked");
  }

  void scan(Scan& s) const {
    int state = static_cast<int>(s[state_]);
    const bool holding = s[hold_] > 0.5 || s[hold_demand_] > 0.5, aborting = s[abort_] > 0.5 || s[abort_demand_] > 0.5;
    const bool active = state == kRunning || state == kHeld;
    if (aborting && (active || state == kStopped)) {
      state = end(s, kAborted, abort_acts_);
    } else if (s[stop_] > 0.5 && active) {
      state = end(s, kStopped, stop_acts_);
    } else if (holding && state == kRunning) {
      state = end(s, kHeld, hold_acts_);
    } else if (s[restart_] > 0.5 && state == kHeld) {
      state = kRunning;
      begin(s, static_cast<int>(s[step_]));
    } else if (s[start_] > 0.5 && state == kIdle && !phases_.empty()) {
      state = kRunning;
      s.set(run_time_, 0);
      begin(s, 1);
    } else if (s[reset_] > 0.5 && (state == kStopped || state == kAborted || state == kComplete)) {
      state = kIdle;
      s.set(step_, 0);
      s.set(phase_time_, 0);
    }
    if (state == kRunning) state = run(s);
    s.set(state_, state);
    for (InputId b : buttons_) s.set(b, 0);
    s.set(hold_demand_, 0);
    s.set(abort_demand_, 0);
  }

 private:
  struct Phase {
    std::vector<ActId> begin, leave;
    ConditionId until;
    bool asks = false;
    double timeout = 0;
  };

  int end(Scan& s, State to, const std::vector<ActId>& acts) const {
    for (ActId a : acts) s.perform(a);
    s.set(asks_, 0);
    s.set(timed_out_, 0);
    return to;
  }
  void begin(Scan& s, int phase) const {
    s.set(step_, phase);
    s.set(phase_time_, 0);
    s.set(timed_out_, 0);
    const Phase& p = phases_[static_cast<std::size_t>(phase - 1)];
    s.set(asks_, p.asks);
    if (p.asks) return;
    for (ActId a : p.begin) s.perform(a);
  }
  int run(Scan& s) const {
    const auto phase = static_cast<int>(s[step_]);
    const Phase& p = phases_[static_cast<std::size_t>(phase - 1)];
    s.set(run_time_, s[run_time_] + s.period());
    // Evaluated every scan, so that `for 10 s` counts.
    const bool done = s.holds(p.until) && s[stuck_] < 0.5;
    if (s[asks_] > 0.5) {
      if (s[confirm_] < 0.5) return kRunning;
      s.set(asks_, 0);
      for (ActId a : p.begin) s.perform(a);
      return kRunning;
    }
    s.set(phase_time_, s[phase_time_] + s.period());
    if (p.timeout > 0 && s[phase_time_] > p.timeout) s.set(timed_out_, 1);
    if (!done || s[phase_time_] <= s.period()) return kRunning;
    for (ActId a : p.leave) s.perform(a);
    if (phase == static_cast<int>(phases_.size())) return end(s, kComplete, {});
    begin(s, phase + 1);
    return kRunning;
  }

  std::vector<ActId> read_acts(Declare& d, const YamlNode* n) {
    std::vector<ActId> acts;
    if (!n) return acts;
    for (const YamlNode& item : n->items) acts.push_back(d.act_from(item));
    if (!n->is_sequence()) d.problem(n, "a list of acts such as [\"FV-101.command = 0 %\"]");
    return acts;
  }
  void read_phases(Declare& d, std::vector<std::string>& names) {
    const YamlNode* list = d.node("phases", "Its phases: [{name, do, until, leave, ask, timeout}, ...]");
    if (!list || list->items.empty()) {
      d.problem(list, "'phases' is missing: a list of {name, do, until, leave, ask, timeout}");
      return;
    }
    for (const YamlNode& n : list->items) {
      const YamlNode *name = n.find("name"), *until = n.find("until"), *ask = n.find("ask"), *timeout = n.find("timeout");
      for (const auto& [key, v] : n.entries)
        if (const std::string& k = key.scalar; k != "name" && k != "do" && k != "until" && k != "leave" && k != "ask" && k != "timeout")
          d.problem(&key, "phases: unknown key '" + k + "': name, do, until, leave, ask, timeout");
      if (!name || !until) {
        d.problem(&n, "phases: each has a name and a condition 'until'");
        continue;
      }
      Phase p;
      p.begin = read_acts(d, n.find("do"));
      p.leave = read_acts(d, n.find("leave"));
      p.until = d.condition_from(*until, "until");
      p.asks = ask && ask->scalar == "true";
      if (timeout) {
        const Parsed t = parse_value(timeout->scalar, Quantity::time);
        if (!t.error.empty()) d.problem(timeout, "timeout: " + t.error);
        p.timeout = t.si;
      }
      names.push_back(name->scalar);
      phases_.push_back(std::move(p));
    }
  }

  std::vector<Phase> phases_;
  std::vector<ActId> hold_acts_, stop_acts_, abort_acts_;
  std::vector<InputId> buttons_;
  InputId start_, hold_, restart_, stop_, abort_, reset_, confirm_, hold_demand_, abort_demand_;
  MemoryId state_, step_, asks_, timed_out_, phase_time_, run_time_;
  MalfunctionId stuck_;
};

}  // namespace retort
