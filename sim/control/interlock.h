#pragma once
#include <string>
#include <vector>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

namespace retort {

/// One row of the cause-and-effect table: a safety function, apart from basic control.
///
///   LSHH-101: {when: LT-102 > 95 %, does: [P-101 trip, P-102 trip], reset: manual}
///   PSHH-201: {when: [PT-201A > 8 bar, PT-201B > 8 bar, PT-201C > 8 bar], vote: 2oo3, does: [...]}
///
/// It acts when at least M of its N causes have held for `delay`. `reset: manual` latches (a trip): it is released by `reset`
/// and only while no cause holds. `reset: auto` lets go by itself (an interlock). While it is bypassed it acts not, says so, and
/// the bypass ends by itself after `bypass_time`. `first_out` is the number of the cause that came first (1, 2 ...).
/// Each scan it writes 1 to the demand of every target: `P-101 trip` means P-101.trip_demand.
/// Source: IEC 61511-1, ISA-84.00.01 (voting, bypass), ISA-18.1 (first-out).
class Interlock {
 public:
  static constexpr const char* kType = "interlock";
  static constexpr const char* kHelp = "Safety function: voted causes, latched effects, first-out, reset and timed bypass";

  explicit Interlock(Declare& d)
      : delay_(d.param("delay", Quantity::time, "How long the causes must hold", 0, {0, 600})),
        latching_(d.choice("reset", {"auto", "manual"}, "manual: latched until reset while healthy", 1) == 1),
        bypass_limit_(d.param("bypass_time", Quantity::time, "Longest bypass", 1800, {1, 8 * 3600.0})),
        reset_(d.switch_input("reset_button", {"-", "reset"}, "Operator: release the trip", 0, kBoard | kField)),
        bypass_(d.switch_input("bypass", {"off", "on"}, "Take the function out of service, for a limited time", 0, kBoard)),
        active_(d.flag("active", "The effects are demanded")),
        healthy_(d.flag("healthy", "No cause holds", true)),
        bypassed_(d.flag("bypassed", "Taken out of service")),
        demand_(d.flag("demand", "The causes hold, whether it acts or not")),
        first_out_(d.memory("first_out", Quantity::number, "Number of the cause that came first; 0 none", 0)),
        bypass_left_(d.memory("bypass_left", Quantity::time, "Time left of the bypass", 0)),
        held_for_(d.hidden(0)) {
    d.memories[std::size_t(first_out_.i)].logged = true;
    SafetyDecl safety;
    read_causes(d, safety);
    read_effects(d, safety);
    safety.latching = latching_;
    safety.causes = causes_, safety.effects = effects_;
    safety.active = active_, safety.healthy = healthy_, safety.demand = demand_, safety.bypassed = bypassed_;
    safety.first_out = first_out_, safety.bypass_left = bypass_left_, safety.reset = reset_, safety.bypass = bypass_;
    d.safety(std::move(safety));
    d.guard(reset_, {on(active_), off(healthy_)}, "refused.not_healthy");
    d.primary_output("active");
  }

  void scan(Scan& s) const {
    int holding = 0, first = 0;
    for (std::size_t i = 0; i < causes_.size(); ++i) {
      if (!s.holds(causes_[i])) continue;
      ++holding;
      if (first == 0) first = static_cast<int>(i) + 1;
    }
    s.set(healthy_, holding == 0);
    s.set(held_for_, holding >= needed_ ? s[held_for_] + s.period() : 0);
    const bool demand = holding >= needed_ && s[held_for_] > delay_;
    s.set(demand_, demand);

    double left = s[bypass_left_];
    if (s[bypass_] > 0.5) {
      left = s[bypassed_] > 0.5 ? left - s.period() : bypass_limit_;
      if (left <= 0) s.set(bypass_, 0);  // over: in service again
    } else {
      left = 0;
    }
    const bool bypassed = left > 0;
    s.set(bypass_left_, std::max(0.0, left));
    s.set(bypassed_, bypassed);

    bool active = s[active_] > 0.5;
    if (demand && !bypassed) {
      if (!active) s.set(first_out_, first);
      active = true;
    } else if (active && (latching_ ? s[reset_] > 0.5 && holding == 0 : !demand)) {
      active = false;
      s.set(first_out_, 0);
    }
    if (bypassed) active = false;
    s.set(reset_, 0);
    s.jump(active_, active);
    if (active)
      for (TargetId t : effects_) s.write(t, 1);
  }

 private:
  void read_causes(Declare& d, SafetyDecl& safety) {
    const YamlNode* when = d.node("when", "The condition that trips it, or a list of conditions");
    if (!when) {
      d.problem(nullptr, "'when' is missing: the condition, or a list of conditions");
      return;
    }
    if (when->is_sequence()) {
      for (const YamlNode& n : when->items) causes_.push_back(d.condition_from(n, "when"));
    } else {
      causes_.push_back(d.condition_from(*when, "when"));
    }
    needed_ = 1;
    if (const YamlNode* vote = d.node("vote", "How many of the conditions trip it: 1oo2, 2oo3; any one without this")) {
      const std::string& v = vote->scalar;  // "2oo3"
      if (v.size() == 4 && v.substr(1, 2) == "oo" && v[0] >= '1' && v[0] <= v[3] &&
          v[3] - '0' == static_cast<int>(causes_.size())) {
        needed_ = v[0] - '0';
        safety.vote = v;
      } else {
        d.problem(vote, "vote is written as 1oo2, 2oo2, 2oo3: M out of the " + std::to_string(causes_.size()) + " causes listed");
      }
    }
  }
  void read_effects(Declare& d, SafetyDecl& safety) {
    const YamlNode* does = d.node("does", "What it does: [TAG verb, ...], as in [P-101 trip, FV-101 close]");
    if (!does || does->items.empty()) {
      d.problem(does, "'does' is missing: a list of effects such as [P-101 trip, FV-101 close]");
      return;
    }
    for (const YamlNode& n : does->items) {
      const std::size_t space = n.scalar.find(' ');
      if (space == std::string::npos) {
        d.problem(&n, "an effect is a tag and a verb, as in 'P-101 trip', not '" + n.scalar + "'");
        continue;
      }
      effects_.push_back(d.target_to(n.scalar.substr(0, space) + "." + n.scalar.substr(space + 1) + "_demand", n.at));
      safety.effect_texts.push_back(n.scalar);
    }
  }

  const double delay_;
  const bool latching_;
  const double bypass_limit_;
  InputId reset_, bypass_;
  MemoryId active_, healthy_, bypassed_, demand_, first_out_, bypass_left_, held_for_;
  std::vector<ConditionId> causes_;
  std::vector<TargetId> effects_;
  int needed_ = 1;
};

/// What must be true before something may start; once it runs, this has no say.
///   PERM-101: {type: permissive, when: "HV-101.position > 90 %", allows: [P-101 start]}
class Permissive {
 public:
  static constexpr const char* kType = "permissive";
  static constexpr const char* kHelp = "Start permissive: inhibits a start while its condition does not hold";

  explicit Permissive(Declare& d)
      : when_(d.condition("when", "What must hold before the start")),
        bypass_(d.switch_input("bypass", {"off", "on"}, "Allow the start anyway", 0, kInstructor)),
        fulfilled_(d.flag("fulfilled", "The start is allowed")) {
    SafetyDecl safety;
    safety.permissive = true;
    const YamlNode* allows = d.node("allows", "What it lets start: [TAG start, ...]");
    if (!allows || allows->items.empty()) {
      d.problem(allows, "'allows' is missing: a list such as [P-101 start]");
      return;
    }
    for (const YamlNode& n : allows->items) {
      const std::size_t space = n.scalar.find(' ');
      if (space == std::string::npos) {
        d.problem(&n, "written as a tag and a verb, as in 'P-101 start', not '" + n.scalar + "'");
        continue;
      }
      safety.effect_texts.push_back(n.scalar);
      targets_.push_back(d.target_to(n.scalar.substr(0, space) + "." + n.scalar.substr(space + 1) + "_inhibit", n.at));
    }
    safety.causes = {when_}, safety.effects = targets_;
    safety.fulfilled = fulfilled_, safety.bypass = bypass_;
    d.safety(std::move(safety));
    d.primary_output("fulfilled");
  }

  void scan(Scan& s) const {
    const bool ok = s.holds(when_) || s[bypass_] > 0.5;
    s.set(fulfilled_, ok);
    if (!ok)
      for (TargetId t : targets_) s.write(t, 1);
  }

 private:
  ConditionId when_;
  InputId bypass_;
  MemoryId fulfilled_;
  std::vector<TargetId> targets_;
};

}  // namespace retort
