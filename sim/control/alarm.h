#pragma once
#include <algorithm>
#include <cmath>

#include "sim/model/alarm_state.h"
#include "sim/model/declare.h"
#include "sim/model/scan.h"

namespace retort {

/// Alarm with the states of ISA-18.2.
///
///   normal --trips--> unacknowledged --ack--> acknowledged --returns--> normal
///                     unacknowledged --returns--> returned (unacknowledged) --ack--> normal
///   latched: a latching alarm stays after its return until it is acknowledged and reset.
///   shelved: hidden by the operator for a limited time; suppressed: hidden by design while a condition holds;
///   out_of_service: hidden by maintenance, without limit.
/// With `suppressed_until` it stays suppressed, once `suppressed_when` has hidden it, until that other condition holds: a boiler that was cold
/// has low pressure all the way up, and says so only when it falls again.
/// It trips when the value has been beyond its limit for `delay`, and returns when it has been inside limit and deadband for
/// `off_delay`. While it is suppressed (and for `suppressed_off_delay` after, so that a noisy condition does not make it flicker) or out
/// of service it stands still: nothing is active, and `delay` counts from the end, so that what still holds then comes as a new alarm.
/// Every alarm names its cause, consequence and response, for the operator and for the grader.
/// Source: ANSI/ISA-18.2-2016, clause 10, figure 3.
class Alarm {
 public:
  static constexpr const char* kType = "alarm";
  static constexpr const char* kHelp = "Alarm on a variable, with the states of ISA-18.2";

  explicit Alarm(Declare& d)
      : of_(d.signal("of", "Variable that is watched", false)),
        when_(d.condition("when", "Condition that is an alarm by itself", false)),
        suppressed_when_(d.condition("suppressed_when", "Hidden by design while this holds", false)),
        suppressed_until_(d.condition("suppressed_until", "Once hidden by 'suppressed_when', it stays hidden until this holds", false)),
        on_bad_quality_(d.choice("bad_quality", {"ignore", "alarm"}, "What a bad measurement does", 0) == 1),
        suppressed_off_delay_(d.param("suppressed_off_delay", Quantity::time, "Time it stays hidden after 'suppressed_when' has held", 10, {0, 3600})),
        delay_(d.param("delay", Quantity::time, "Time beyond the limit before it trips", 0, {0, 3600})),
        off_delay_(d.param("off_delay", Quantity::time, "Time inside before it returns", 0, {0, 3600})),
        priority_(static_cast<int>(d.param("priority", Quantity::number, "1 high, 2 medium, 3 low", 3, {1, 4}))),
        latching_(d.choice("latching", {"false", "true"}, "Stays until reset", 0) == 1),
        limit_(d.input("limit", limit_quantity(d), "Limit", limit_value(d), {-1e300, 1e300}, kInstructor)),
        deadband_(d.param("deadband", limit_quantity(d) == Quantity::temperature ? Quantity::temperature_difference : limit_quantity(d),
                          "How far inside the limit it returns", 0, {0, 1e12})),
        acknowledge_(d.switch_input("acknowledge", {"-", "acknowledge"}, "Operator: seen", 0, kBoard)),
        shelve_(d.input("shelve", Quantity::time, "Operator: hide for this long", 0, {0, 8 * 3600.0}, kBoard)),
        unshelve_(d.switch_input("unshelve", {"-", "unshelve"}, "Operator: show again", 0, kBoard)),
        reset_(d.switch_input("reset", {"-", "reset"}, "Operator: release a latched alarm", 0, kBoard)),
        out_of_service_(d.switch_input("out_of_service", {"in service", "out of service"}, "Maintenance: hidden without limit", 0,
                                       kInstructor)),
        state_(d.mode("state", alarm_state_names(), "State after ISA-18.2", int(AlarmState::normal))),
        active_(d.flag("active", "The condition holds, announced or not")),
        announced_(d.flag("announced", "Stands in the alarm summary")),
        acknowledged_(d.flag("acknowledged", "Seen by the operator since it last tripped")),
        value_(d.memory("value", limit_quantity(d), "Value when it last tripped", 0)),
        since_(d.memory("since", Quantity::time, "When it last tripped", 0)),
        shelved_left_(d.memory("shelved_left", Quantity::time, "Time left on the shelf", 0)),
        shown_priority_(d.memory("priority", Quantity::number, "1 high, 2 medium, 3 low", priority_)),
        beyond_for_(d.hidden(0)),
        inside_for_(d.hidden(0)),
        seen_(d.hidden(1)),
        plain_for_(d.hidden(0)) {
    d.node("above", "Alarm when the variable is over this limit");
    d.node("below", "Alarm when the variable is under this limit");
    d.node("cause", "What usually causes it, for the operator");
    d.node("consequence", "What happens when nobody acts");
    d.node("response", "What the operator does");
    if (of_.i < 0 && when_.i < 0) d.problem(nullptr, "needs 'of: TAG.noun' with 'above' or 'below', or 'when: CONDITION'");
    if (suppressed_until_.i >= 0 && suppressed_when_.i < 0) d.problem(d.spec().body.find("suppressed_until"), "suppressed_until needs 'suppressed_when': what hides it first");
    if (of_.i >= 0 && d.has("above") == d.has("below") && when_.i < 0)
      d.problem(nullptr, "needs one of 'above: LIMIT' and 'below: LIMIT'");
    for (const char* key : {"cause", "consequence", "response"})
      if (!d.has(key)) d.problem(nullptr, std::string("'") + key + "' is missing: an alarm without it is not an alarm");
    above_ = d.has("above");
    d.inputs[std::size_t(limit_.i)].unit = limit_unit(d);
    d.memories[std::size_t(value_.i)].unit = limit_unit(d);
    using Side = AlarmWiring::Side;
    d.alarm({of_, state_, active_, value_, shelved_left_, limit_, acknowledge_, shelve_, unshelve_, reset_, out_of_service_,
             of_.i < 0 ? Side::condition : above_ ? Side::above : Side::below, priority_, text(d, "cause"), text(d, "consequence"), text(d, "response")});
    if (of_.i >= 0) d.expect(of_, limit_quantity(d));
    for (InputId h : {acknowledge_, shelve_, unshelve_, reset_}) d.inputs[std::size_t(h.i)].trended = false;
    d.primary_output("active");
  }

  void scan(Scan& s) const {
    const double dt = s.period();
    bool beyond = false, inside = true;
    double v = 0;
    if (of_.i >= 0) {
      v = s.read(of_);
      const double limit = s[limit_];
      beyond = above_ ? v > limit : v < limit;
      inside = above_ ? v <= limit - deadband_ : v >= limit + deadband_;
      if (on_bad_quality_ && s.quality(of_) >= 2) beyond = true, inside = false;
    }
    if (when_.i >= 0 && s.holds(when_)) beyond = true, inside = false;
    bool hides = suppressed_when_.i >= 0 && s.holds(suppressed_when_);
    if (suppressed_until_.i >= 0) {
      const bool over = s.holds(suppressed_until_);
      hides = hides || (alarm_state(s[state_]) == AlarmState::suppressed && s[plain_for_] <= 0 && !over);
    }
    s.set(plain_for_, hides ? 0 : s[plain_for_] + dt);
    const bool out_of_service = s[out_of_service_] > 0.5;
    const bool suppressed = hides || (alarm_state(s[state_]) == AlarmState::suppressed && s[plain_for_] < suppressed_off_delay_);
    const bool still = out_of_service || suppressed;

    const bool was_active = s[active_] > 0.5;
    s.set(beyond_for_, beyond && !still ? s[beyond_for_] + dt : 0);
    s.set(inside_for_, inside ? s[inside_for_] + dt : 0);
    bool active = was_active && !still;
    if (!was_active && beyond && s[beyond_for_] > delay_) active = true;
    if (was_active && inside && s[inside_for_] > off_delay_) active = false;
    s.set(active_, active);
    bool seen = s[seen_] > 0.5 || still;
    if (active && !was_active) {
      s.set(value_, v);
      s.set(since_, s.time());
      seen = false;
      s.set(acknowledged_, 0);
    }
    if (s[acknowledge_] > 0.5 && !seen) {
      seen = true;
      s.set(acknowledged_, 1);
    }
    const bool reset = s[reset_] > 0.5;
    s.set(acknowledge_, 0);
    s.set(reset_, 0);

    double shelved = std::max(0.0, s[shelved_left_] - dt);
    if (s[shelve_] > 0) shelved = s[shelve_];
    if (s[unshelve_] > 0.5) shelved = 0;
    s.set(shelved_left_, shelved);
    s.set(shelve_, 0);
    s.set(unshelve_, 0);

    const AlarmState before = alarm_state(s[state_]);
    AlarmState state = AlarmState::normal;
    if (out_of_service) {
      state = AlarmState::out_of_service;
    } else if (suppressed) {
      state = AlarmState::suppressed;
    } else if (s[shelved_left_] > 0) {
      state = AlarmState::shelved;
    } else if (active) {
      state = seen ? AlarmState::acknowledged : AlarmState::unacknowledged;
    } else if (!seen) {
      state = AlarmState::returned;
    } else if (latching_ && !reset && announced(before)) {
      state = AlarmState::latched;
    }
    if (state == AlarmState::normal) seen = true;
    s.set(seen_, seen);
    s.set(state_, double(state));
    s.set(announced_, announced(state));
  }

 private:
  static const YamlNode* limit_node(Declare& d) {
    const YamlNode* n = d.spec().body.find("above");
    return n ? n : d.spec().body.find("below");
  }
  /// The limit's own unit tells the quantity; the compiler checks it against the variable through the catalogue.
  static Quantity limit_quantity(Declare& d) {
    const YamlNode* n = limit_node(d);
    const auto written = n ? read_number(n->scalar) : std::nullopt;
    if (!written || written->unit.empty()) return Quantity::number;
    for (Quantity q : {Quantity::fraction, Quantity::mass_flow, Quantity::volume_flow, Quantity::pressure, Quantity::temperature,
                       Quantity::length, Quantity::mass, Quantity::speed, Quantity::power, Quantity::current, Quantity::time,
                       Quantity::pressure_difference})
      if (find_unit(q, written->unit)) return q;
    return Quantity::number;
  }
  static const Unit* limit_unit(Declare& d) {
    const YamlNode* n = limit_node(d);
    return n ? parse_value(n->scalar, limit_quantity(d)).unit : nullptr;
  }
  static std::string text(Declare& d, std::string_view key) {
    const YamlNode* n = d.spec().body.find(key);
    if (n && !n->is_scalar()) d.problem(n, std::string(key) + ": expected a text");
    return n ? n->scalar : "";
  }
  static double limit_value(Declare& d) {
    const YamlNode* n = limit_node(d);
    if (!n) return 0;
    const Parsed p = parse_value(n->scalar, limit_quantity(d));
    if (!p.error.empty()) d.problem(n, p.error);
    return p.si;
  }

  SignalId of_;
  ConditionId when_, suppressed_when_, suppressed_until_;
  const bool on_bad_quality_;
  const double suppressed_off_delay_, delay_, off_delay_;
  const int priority_;
  const bool latching_;
  bool above_ = true;
  InputId limit_;
  const double deadband_;
  InputId acknowledge_, shelve_, unshelve_, reset_, out_of_service_;
  MemoryId state_, active_, announced_, acknowledged_, value_, since_, shelved_left_, shown_priority_, beyond_for_, inside_for_, seen_, plain_for_;
};

}  // namespace retort
