#pragma once
#include <algorithm>
#include <cmath>

#include "sim/model/declare.h"
#include "sim/model/scan.h"
#include "sim/model/variable.h"

namespace retort {

/// PID controller with modes, bumpless transfer and external-reset anti-windup, in percent of range.
///
///   e  = +-(SP - PV) / span                                              reverse acting: +, direct acting: -
///   ISA (ideal)  OP = K (e + 1/Ti int e dt + Td d(-PV)/dt)                                         (1)
///   series       OP = K (1 + 1/(Ti s)) (e + Td d(-PV)/dt)                                          (2)
///   parallel     OP = K e + 1/Ti int e dt + Td d(-PV)/dt        (1/Ti and Td are gains here)       (3)
/// The derivative acts on PV, filtered with Td / 8. Integration is by external reset: the integral part follows
///   dI/dt = (F - I) / Ti, F = what the final element really follows                                (4)
/// (for (1), (2)), so that a limited output, a manual downstream loop or an interlock cannot wind it up.
/// Modes: OOS, MAN, AUTO, CAS. `mode` is the target, `actual_mode` what it can do now: bad PV sheds to MAN, a remote set point
/// of bad quality sheds CAS to AUTO, a downstream loop that does not follow makes it initialise (`tracking`). What stands in the same line
/// and is shut by a safety function is no feedback of its own valve: `track_when: CONDITION` holds the output at `track_value` meanwhile, so
/// that it begins there once the line is open again.
/// Source: Astrom, Hagglund, Advanced PID Control, ISA 2006, ch. 3; ISA-TR77.82 for external reset; modes after IEC 61804.
/// Holds for: one PV, one OP, scanned at the plant's scan or every n-th. Not for: gap action, adaptive gain.
class Pid {
 public:
  static constexpr const char* kType = "pid";
  static constexpr const char* kHelp = "PID controller with OOS/MAN/AUTO/CAS, bumpless transfer and anti-windup";
  enum Mode { kOos, kMan, kAuto, kCas };

  explicit Pid(Declare& d)
      : form_(d.choice("form", {"isa", "series", "parallel"}, "Algorithm", 0)),
        direct_(d.choice("action", {"reverse", "direct"}, "reverse: OP falls when PV rises", 0) == 1),
        every_(static_cast<int>(d.param("every", Quantity::number, "Runs at every n-th scan", 1, {1, 1000}))),
        sp_rate_(d.param("sp_rate", Quantity::fraction, "Fastest change of SP per minute, share of span (0: free)", 0, {0, 100})),
        op_rate_(d.param("op_rate", Quantity::fraction, "Fastest change of OP per minute (0: free)", 0, {0, 1000})),
        pv_(d.signal("pv", "Transmitter or variable that is controlled")),
        out_(d.target("out", "Valve, drive or set point that it moves")),
        lo_(range_end(d, 0)),
        hi_(range_end(d, 1)),
        quantity_(range_quantity(d)),
        sp_(d.input("sp", quantity_, "Set point", lo_ + 0.5 * (hi_ - lo_), {lo_, hi_}, kBoard)),
        remote_sp_(d.input("remote_sp", quantity_, "Set point from an upper controller", lo_, {lo_, hi_}, kInstructor)),
        op_(d.input("op", Quantity::fraction, "Output; the operator writes it in MAN", 0, {0, 1}, kBoard)),
        mode_(d.switch_input("mode", {"oos", "man", "auto", "cas"}, "Target mode", kAuto, kBoard)),
        gain_(d.input("gain", Quantity::number, "Gain, % OP per % of span", 1, {0, 1000}, kBoard)),
        ti_(d.input("ti", Quantity::time, "Integral time; 0: no integral action", 0, {0, 36000}, kBoard)),
        td_(d.input("td", Quantity::time, "Derivative time", 0, {0, 3600}, kBoard)),
        op_lo_(d.input("op_lo", Quantity::fraction, "Lower output limit", 0, {0, 1}, kBoard)),
        op_hi_(d.input("op_hi", Quantity::fraction, "Upper output limit", 1, {0, 1}, kBoard)),
        sp_lo_(d.input("sp_lo", quantity_, "Lower set-point limit", lo_, {lo_, hi_}, kBoard)),
        sp_hi_(d.input("sp_hi", quantity_, "Upper set-point limit", hi_, {lo_, hi_}, kBoard)),
        track_(d.switch_input("track", {"off", "on"}, "Hold the output at track_value", 0, kInstructor)),
        track_value_(d.input("track_value", Quantity::fraction, "Output while tracked", 0, {0, 1}, kInstructor)),
        track_when_(d.condition("track_when", "The output is held at track_value while this holds", false)),
        shown_pv_(d.memory("pv", quantity_, "Process variable", lo_)),
        working_sp_(d.memory("working_sp", quantity_, "Set point after limits and rate", d.inputs[std::size_t(sp_.i)].start)),
        actual_(d.mode("actual_mode", {"oos", "man", "auto", "cas"}, "Mode it is in", kMan)),
        tracking_(d.flag("tracking", "The output follows what stands downstream")),
        limited_(d.flag("limited", "The output stands at a limit")),
        bad_pv_(d.flag("bad_pv", "The process variable cannot be trusted")),
        deviation_(d.memory("deviation", Quantity::fraction, "PV - SP, share of span", 0)),
        feedback_(d.flag("follows_remote", "In CAS: the upper controller is followed")),
        back_sp_(d.memory("back_sp", quantity_, "Set point that an upper controller starts from",
                          d.inputs[std::size_t(remote_sp_.i)].start)),
        back_open_(d.memory("back_open", Quantity::flag, "An upper controller is not followed",
                            d.inputs[std::size_t(mode_.i)].start == double(kCas) ? 0 : 1)),
        integral_(d.hidden(0)),
        filtered_pv_(d.hidden(0)),
        started_(d.hidden(0)),
        wait_(d.hidden(0)) {
    d.memories[std::size_t(shown_pv_.i)].lo = lo_;
    d.memories[std::size_t(shown_pv_.i)].hi = hi_;
    for (InputId h : {sp_, mode_}) d.inputs[std::size_t(h.i)].logged = false;
    d.memories[std::size_t(limited_.i)].logged = false;
    d.primary_output("pv");
    d.primary_input("remote_sp");
    d.feedback(remote_sp_, "back_sp", "back_open");
    // All of the loop is shown in the unit of its range, whatever unit a value was written in.
    const Unit* unit = range_unit(d);
    for (InputId h : {sp_, remote_sp_, sp_lo_, sp_hi_}) d.inputs[std::size_t(h.i)].unit = unit;
    for (MemoryId h : {shown_pv_, working_sp_, back_sp_}) d.memories[std::size_t(h.i)].unit = unit;
    for (InputId h : {gain_, ti_, td_, op_lo_, op_hi_, sp_lo_, sp_hi_}) d.inputs[std::size_t(h.i)].tuning = true;
    d.role(Role::controller);
    d.controller({pv_, out_, shown_pv_, working_sp_, actual_, sp_, remote_sp_, op_, mode_});
    d.guard(op_, {above(mode_, kMan), above(actual_, kMan)}, "refused.automatic");
    d.guard(op_, tracking_, "refused.tracking");
    d.guard(sp_, {is(mode_, kCas), is(actual_, kCas)}, "refused.cascade", remote_sp_);
    d.guard(sp_, {below(mode_, kAuto), off(bad_pv_)}, "refused.sp_tracks");
    d.guard(remote_sp_, {below(mode_, kCas)}, "refused.not_cascade");
    d.guard(track_value_, {off(track_)}, "refused.not_tracked");
  }

  void scan(Scan& s) const {
    if (s[wait_] > 0) {
      s.set(wait_, s[wait_] - 1);
      return;
    }
    s.set(wait_, every_ - 1);
    const double dt = s.period() * every_, span = hi_ - lo_;

    const bool bad = s.quality(pv_) >= 2;
    const double pv = s.read(pv_);
    s.set(shown_pv_, pv);
    s.set(bad_pv_, bad);
    const bool first = s[started_] == 0;
    if (first) s.set(filtered_pv_, pv);
    s.set(started_, 1);

    const int target = static_cast<int>(s[mode_]);
    int actual = target;
    if (bad && actual > kMan) actual = kMan;
    const bool was_automatic = static_cast<int>(s[actual_]) >= kAuto;
    s.set(actual_, actual);
    const bool follows = actual == kCas;
    s.set(feedback_, follows);

    // Set point: the operator's, the upper controller's, or PV while in MAN (so that AUTO starts without a bump).
    double wanted = follows ? s[remote_sp_] : s[sp_];
    if (actual <= kMan && !bad) wanted = std::clamp(pv, lo_, hi_);
    wanted = std::clamp(wanted, std::min(s[sp_lo_], s[sp_hi_]), std::max(s[sp_lo_], s[sp_hi_]));
    double sp = s[working_sp_];
    const double sp_step = sp_rate_ * span * dt / 60;
    sp = sp_rate_ > 0 && actual >= kAuto && !first ? std::clamp(wanted, sp - sp_step, sp + sp_step) : wanted;
    s.set(working_sp_, sp);
    if (actual <= kMan && target <= kMan && !bad) s.set(sp_, sp);
    if (follows) s.set(sp_, sp);
    s.set(deviation_, (pv - sp) / span);

    // What is followed downstream now: where to start from when that is not our output, and the F of (4).
    const bool tracked = s[track_] > 0.5 || (track_when_.i >= 0 && s.holds(track_when_));
    const bool open = s.back_open(out_);
    const double back = first && !open ? s[op_] : s.back_share(out_);
    s.set(tracking_, open || tracked);

    const double lo = std::min(s[op_lo_], s[op_hi_]), hi = std::max(s[op_lo_], s[op_hi_]);
    const double sign = direct_ ? -1 : 1;
    const double e = sign * (sp - pv) / span;
    const double ti = s[ti_], td = s[td_], k = form_ == 2 ? 1 : s[gain_];

    // -d(PV)/dt through a first-order filter of Td/8.
    double derivative = 0;
    if (!bad) {
      const double before = s[filtered_pv_];
      const double tf = std::max(td / 8, dt / 2);
      const double after = before + (pv - before) * dt / (tf + dt);
      s.set(filtered_pv_, after);
      if (td > 0) derivative = -sign * td * (after - before) / (dt * span);
    }
    const double p = form_ == 2 ? s[gain_] * e + derivative : k * (e + derivative);

    const double before = s[op_];
    double op = before;
    if (tracked) {
      op = s[track_value_];
    } else if (open) {
      op = back;
    } else if (actual >= kAuto) {
      double integral = s[integral_];
      if (!was_automatic || first) integral = before - p;  // bumpless
      if (form_ == 2) {
        if (ti > 0 && s.passed_over(out_)) integral = back;  // what the selector gives to another is where it would go on from
        if (ti > 0) integral += e * dt / ti;
      } else if (ti > 0) {
        integral += (back - integral) * (1 - math::exp(-dt / ti));  // external reset (4)
      }
      op = p + integral;
      const double step = op_rate_ * dt / 60;
      if (op_rate_ > 0) op = std::clamp(op, before - step, before + step);
      const double free = op;
      op = std::clamp(op, lo, hi);
      if (form_ == 2 && op != free) integral += op - free;
      s.set(integral_, integral);
    } else if (actual == kMan) {
      op = std::clamp(op, 0.0, 1.0);
    }
    if (tracked || open || actual < kAuto) s.set(integral_, op - p);
    s.set(limited_, actual >= kAuto && (op <= lo + 1e-9 || op >= hi - 1e-9));
    s.set(op_, op);
    if (actual != kOos) s.write_share(out_, op);

    // A lower loop at its limit gives no more than its PV: an upper controller that resets on that does not wind up.
    s.set(back_sp_, follows && s[limited_] > 0.5 ? std::clamp(pv, lo_, hi_) : sp);
    s.set(back_open_, !follows || open || tracked);
  }

 private:
  /// Span of PV: `range: [lo, hi]` here or that of the transmitter named by `pv`.
  static double range_end(Declare& d, int end) {
    const YamlNode* range = d.node("range", "Span of the process value: [low, high]; the transmitter's without this");
    const YamlNode* source = range ? range : transmitter_range(d);
    if (!source || source->items.size() != 2) {
      if (end == 0) d.problem(range, "the span is unknown: write 'range: [lo, hi]' here or at the transmitter named by 'pv'");
      return end;
    }
    const Parsed p = parse_value(source->items[std::size_t(end)].scalar, range_quantity(d));
    if (!p.error.empty()) d.problem(source, "range: " + p.error);
    return p.si;
  }
  static const YamlNode* transmitter_range(Declare& d) {
    const YamlNode* pv = d.spec().body.find("pv");
    if (!pv) return nullptr;
    const BlockSpec* b = d.plant().find(split_variable(pv->scalar).tag);
    return b ? b->body.find("range") : nullptr;
  }
  /// What kind of quantity the range is written in, from its unit; fractions and bare numbers as they stand.
  static Quantity range_quantity(Declare& d) {
    const YamlNode* range = d.spec().body.find("range");
    if (!range) range = transmitter_range(d);
    if (!range || range->items.size() != 2) return Quantity::number;
    const auto written = read_number(range->items[1].scalar);
    if (!written) return Quantity::number;
    for (Quantity q : {Quantity::fraction, Quantity::mass_flow, Quantity::volume_flow, Quantity::pressure, Quantity::temperature,
                       Quantity::length, Quantity::mass, Quantity::speed, Quantity::power, Quantity::current,
                       Quantity::pressure_difference})
      if (!written->unit.empty() && find_unit(q, written->unit)) return q;
    return Quantity::number;
  }
  static const Unit* range_unit(Declare& d) {
    const YamlNode* range = d.spec().body.find("range");
    if (!range) range = transmitter_range(d);
    return range && range->items.size() == 2 ? parse_value(range->items[1].scalar, range_quantity(d)).unit : nullptr;
  }

  const int form_;
  const bool direct_;
  const int every_;
  const double sp_rate_, op_rate_;
  SignalId pv_;
  TargetId out_;
  const double lo_, hi_;
  const Quantity quantity_;
  InputId sp_, remote_sp_, op_, mode_, gain_, ti_, td_, op_lo_, op_hi_, sp_lo_, sp_hi_, track_, track_value_;
  ConditionId track_when_;
  MemoryId shown_pv_, working_sp_, actual_, tracking_, limited_, bad_pv_, deviation_, feedback_, back_sp_, back_open_;
  MemoryId integral_, filtered_pv_, started_, wait_;
};

}  // namespace retort
