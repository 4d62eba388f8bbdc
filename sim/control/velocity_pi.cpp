#include "sim/control/velocity_pi.h"

#include <fmt/format.h>

namespace retort {

VelocityPi::Span VelocityPi::read_span(Declare& d, const std::string& key, bool required) {
  Span span;
  const YamlNode* n = d.node(key, "Span: [low, high], with its unit");
  if (!n && !required) return span;
  if (!n || n->items.size() != 2) {
    d.problem(n, fmt::format("'{}: [low, high]' is missing, with its unit", key));
    return span;
  }
  for (Quantity q : {Quantity::fraction, Quantity::mass_flow, Quantity::volume_flow, Quantity::pressure, Quantity::temperature,
                     Quantity::length, Quantity::power, Quantity::number}) {
    const Parsed lo = parse_value(n->items[0].scalar, q), hi = parse_value(n->items[1].scalar, q);
    if (!lo.error.empty() || !hi.error.empty()) continue;
    if (lo.si >= hi.si) break;
    return {lo.si, hi.si, q, hi.unit};
  }
  d.problem(n, fmt::format("{}: two values of one unit, the lower one first", key));
  return span;
}

VelocityPi::VelocityPi(Declare& d) {
  pv_ = d.signal("pv", "Transmitter or variable that is controlled");
  out_ = d.target("out", "Valve, or set point of a lower controller, that it moves");
  span_ = read_span(d, "range", true);
  out_span_ = read_span(d, "out_range", false);
  if (!d.has("out_range")) out_span_.unit = nullptr;
  const double scan = d.scan_period();
  every_ = std::max(1, static_cast<int>(std::lround(d.param("sample", Quantity::time, "Time between moves", scan, {0.01, 86400}) / scan)));
  first_ = static_cast<int>(std::lround(d.param("first", Quantity::time, "When it moves first", 0, {0, 86400}) / scan));
  on_last_ = d.choice("moves_on", {"pv", "last_pv"}, "PV of this scan, or of the one before", 0) == 1;
  // An upper controller may ask for more than the span of PV, as in the published program.
  const double room = 10 * (span_.hi - span_.lo), middle = 0.5 * (span_.lo + span_.hi);
  const Range sp_range{span_.lo - room, span_.hi + room};
  sp_ = d.input("sp", span_.quantity, "Set point", middle, sp_range, kBoard);
  start_sp_ = d.inputs.back().start;
  remote_sp_ = d.input("remote_sp", span_.quantity, "Set point from an upper controller", start_sp_, sp_range, kInstructor);
  d.inputs.back().unit = span_.unit;
  const double least = d.has("out_range") ? -10 : 0, most = d.has("out_range") ? 11 : 1;
  op_ = d.input("op", Quantity::fraction, "Output; the operator writes it in MAN", 0, {least, most}, kBoard);
  start_op_ = d.inputs.back().start;
  mode_ = d.switch_input("mode", {"man", "auto", "cas"}, "Target mode", kAuto, kBoard);
  gain_ = d.input("gain", Quantity::number, "Gain, % OP per % of span; negative: direct", 1, {-1000, 1000}, kBoard);
  ti_ = d.input("ti", Quantity::time, "Integral time; 0: no integral action", 0, {0, 360000}, kBoard);
  op_lo_ = d.input("op_lo", Quantity::fraction, "Lower output limit", least, {least, most}, kBoard);
  op_hi_ = d.input("op_hi", Quantity::fraction, "Upper output limit", most, {least, most}, kBoard);
  for (InputId h : {sp_, mode_}) d.inputs[static_cast<std::size_t>(h.i)].logged = false;

  shown_pv_ = d.memory("pv", span_.quantity, "Process variable", middle);
  d.memories.back().unit = span_.unit;
  d.memories.back().lo = span_.lo;
  d.memories.back().hi = span_.hi;
  const bool cascade = d.inputs[static_cast<std::size_t>(mode_.i)].start == double(kCas);
  actual_ = d.mode("actual_mode", {"man", "auto", "cas"}, "Mode it is in", kMan);
  tracking_ = d.flag("tracking", "The output follows what stands downstream");
  limited_ = d.flag("limited", "The output stands at a limit");
  d.memories.back().logged = false;
  bad_pv_ = d.flag("bad_pv", "The process variable cannot be trusted");
  back_sp_ = d.memory("back_sp", span_.quantity, "Set point that an upper controller starts from", start_sp_);
  d.memories.back().unit = span_.unit;
  back_open_ = d.memory("back_open", Quantity::flag, "An upper controller is not followed", cascade ? 0 : 1);
  wait_ = d.hidden(first_);
  before_ = d.hidden(0);

  watched_ = d.signal("override", "Variable that takes the output to an end", false);
  override_ = d.mode("overridden", {"no", "high", "low"}, "Which end another variable holds the output at", 0);
  if (watched_.i >= 0) {
    const Quantity q = Quantity::pressure;
    high_ = d.param("high", q, "Above this, OP is 100 %", {0, 1e9});
    low_ = d.param("low", q, "Below this, OP is 0 %", {0, 1e9});
    back_ = d.param("back", q, "Where control takes over again", {0, 1e9});
    d.expect(watched_, q);
  }
  d.primary_output("pv");
  d.primary_input("remote_sp");
  d.feedback(remote_sp_, "back_sp", "back_open");
  d.inputs[static_cast<std::size_t>(sp_.i)].unit = span_.unit;  // the loop's own, whatever unit a set point was written in
  for (InputId h : {gain_, ti_, op_lo_, op_hi_}) d.inputs[static_cast<std::size_t>(h.i)].tuning = true;
  d.role(Role::controller);
  d.controller({pv_, out_, shown_pv_, {}, actual_, sp_, remote_sp_, op_, mode_});
  d.guard(op_, {above(mode_, kMan), above(actual_, kMan)}, "refused.automatic");
  d.guard(sp_, {is(mode_, kCas), is(actual_, kCas)}, "refused.cascade", remote_sp_);
  d.guard(remote_sp_, {below(mode_, kCas)}, "refused.not_cascade");
}

double VelocityPi::to_target(const Scan& s, double op) const {
  const Row& r = s.row(out_);
  const double lo = out_span_.unit ? out_span_.lo : r.lo, hi = out_span_.unit ? out_span_.hi : r.hi;
  return lo + op * (hi - lo);
}
double VelocityPi::from_target(const Scan& s, double v) const {
  const Row& r = s.row(out_);
  const double lo = out_span_.unit ? out_span_.lo : r.lo, hi = out_span_.unit ? out_span_.hi : r.hi;
  return hi > lo ? (v - lo) / (hi - lo) : v;
}

/// Moves OP itself while another variable is out of bounds; true then.
bool VelocityPi::overridden(Scan& s) const {
  if (watched_.i < 0) return false;
  const double x = s.read(watched_);
  const int now = static_cast<int>(s[override_]);
  int next = now;
  if (x >= high_) next = 1;
  else if (x <= low_) next = 2;
  else if ((now == 1 && x <= back_) || (now == 2 && x >= back_)) next = 0;
  s.set(override_, next);
  if (next == 0 && now == 0) return false;
  s.set(op_, next == 1 ? s[op_hi_] : next == 2 ? s[op_lo_] : start_op_);
  if (next == 0) {
    s.set(sp_, start_sp_);
    s.set(remote_sp_, start_sp_);
    s.set(before_, 0);
  }
  return true;
}

void VelocityPi::scan(Scan& s) const {
  const double now = s.read(pv_), pv = on_last_ ? s[shown_pv_] : now;
  const bool bad = s.quality(pv_) >= 2, open = s.back_open(out_);
  s.set(shown_pv_, now);
  s.set(bad_pv_, bad);
  s.set(tracking_, open);
  const int actual = bad ? kMan : static_cast<int>(s[mode_]);
  s.set(actual_, actual);
  const bool moves = s[wait_] <= 0;
  s.set(wait_, moves ? every_ - 1 : s[wait_] - 1);

  if (actual == kCas) s.set(sp_, s[remote_sp_]);
  const double e = (s[sp_] - pv) / (span_.hi - span_.lo);
  const double lo = std::min(s[op_lo_], s[op_hi_]), hi = std::max(s[op_lo_], s[op_hi_]);
  if (open) {
    s.set(op_, from_target(s, s.back_value(out_)));
    if (moves) s.set(before_, e);
  } else if (actual == kMan) {
    s.set(before_, e);
  } else if (moves && !overridden(s)) {
    double move = e - s[before_];
    if (s[ti_] > 0) move += e * every_ * s.period() / s[ti_];
    // Passed over: K e from what goes on. Were it one move from that, noise alone would take the output over, always to the same side.
    const double to = s.passed_over(out_) ? from_target(s, s.back_value(out_)) + s[gain_] * e : s[op_] + s[gain_] * move;
    s.set(op_, std::clamp(to, lo, hi));
    s.set(before_, e);
  }
  s.set(limited_, actual != kMan && (s[op_] <= lo || s[op_] >= hi));
  s.write(out_, to_target(s, s[op_]));
  s.set(back_sp_, s[override_] > 0.5 ? start_sp_ : s[sp_]);
  s.set(back_open_, actual != kCas || s[override_] > 0.5 || open);
}

}  // namespace retort
