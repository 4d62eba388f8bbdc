#pragma once
#include <algorithm>
#include <cmath>
#include <string>

#include "sim/model/declare.h"
#include "sim/model/scan.h"

/// PI controller in velocity form, sampled, as in the control programs of the 1990s.
///   e = (SP - PV) / span                                                                  (1)
///   OP <- held(OP + K (e - e_before + e Ts / Ti)),  every Ts                               (2)
/// K < 0 acts direct. Without Ti, (2) moves OP with PV and SP alone: what a limit cuts off does not come back, which keeps such a
/// loop from winding up and lets it forget its bias. Passed over by a selector, OP stands K e from what goes on. An upper controller moves
/// `sp` of a lower one; its OP is a share of `out_range`.
/// `moves_on: last_pv` computes with the PV of the scan before, as a program does that measures after it has moved.
/// `high`, `low`: where another variable passes them, OP goes to its end until that variable is back at `back`; OP and SP then
/// start at their values in the file. Modes: MAN, AUTO, CAS; a bad PV holds OP.
/// Source: E.L. Russell, L.H. Chiang, R.D. Braatz, Data-driven Techniques for Fault Detection and Diagnosis in Chemical Processes, 2000,
/// and their closed-loop program for the Tennessee Eastman process; the override is that of its purge controller.
/// Holds for: loops that were tuned in this form. Not for: derivative action; `pid` is the controller of choice elsewhere.
namespace retort {

class VelocityPi {
 public:
  static constexpr const char* kType = "velocity_pi";
  static constexpr const char* kHelp = "Sampled PI controller in velocity form";
  enum Mode { kMan, kAuto, kCas };

  explicit VelocityPi(Declare& d);
  void scan(Scan& s) const;

 private:
  struct Span {
    double lo = 0, hi = 1;
    Quantity quantity = Quantity::number;
    const Unit* unit = nullptr;
  };
  static Span read_span(Declare& d, const std::string& key, bool required);
  double to_target(const Scan& s, double op) const;
  double from_target(const Scan& s, double v) const;
  bool overridden(Scan& s) const;

  SignalId pv_;
  TargetId out_;
  Span span_, out_span_;
  int every_, first_;
  bool on_last_;
  SignalId watched_;
  double high_ = 1e300, low_ = -1e300, back_ = 0, start_op_, start_sp_;
  InputId sp_, remote_sp_, op_, mode_, gain_, ti_, op_lo_, op_hi_;
  MemoryId shown_pv_, actual_, bad_pv_, tracking_, limited_, override_, back_sp_, back_open_, wait_, before_;
};

}  // namespace retort
