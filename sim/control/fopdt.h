#pragma once
#include <optional>
#include <span>
#include <vector>

/// What a step of the output tells of a process, and how to tune a controller by it.
///
/// Self-regulating:  y = k / (tau s + 1) exp(-theta s) u                                          (1)
/// Integrating:      y = k' / s exp(-theta s) u                                                   (2)
/// u and y as shares of their ranges; k is without unit, k' in 1/s.
/// The fit: least squares on y over the samples. For a dead time and a time constant, (1) and (2) are linear in what is left (where y
/// begins, how it drifts, k); so a search over those two only, coarse and then finer, finds the best of all.
/// The rule: S. Skogestad, Simple analytic rules for model reduction and PID controller tuning, J. Process Control 13 (2003) 291-309,
/// eqs. (23) to (25), series form: Kc = tau1 / (k (tauc + theta)), Ti = min(tau1, 4 (tauc + theta)), Td = tau2; of (2)
/// Kc = 1 / (k' (tauc + theta)), Ti = 4 (tauc + theta).
/// Holds for: one step, from rest or from a steady drift. Not for: inverse response, an output that moved in between.
namespace retort {

struct Fopdt {
  bool integrating = false;
  double gain = 0;         // k, or k' in 1/s
  double tau = 0;          // s; of (1)
  double theta = 0;        // s
  double start = 0;        // y before the step
  double error = 0;        // root mean square of what is left
  double swing = 0;        // largest y less smallest
  /// Share of what moved that it explains, 0 to 1.
  double explains = 0;
  /// y at a time since the step of `du`.
  double at(double time, double du) const;
};

/// `y`: samples every `dt` s from the step of `du` on, the first at the step itself; `before`: samples that led up to it. `integrating`:
/// (2) instead of (1). Nothing where there are fewer than 8 samples, no step, or y does not move.
std::optional<Fopdt> fit_fopdt(std::span<const double> before, std::span<const double> y, double dt, double du, bool integrating);

struct SimcTuning {
  double gain = 0, ti = 0, td = 0;   // of the ideal (ISA) form; gain with the sign of the process
};
/// PI for td = 0. `tau2`, s: the second time constant that a PID takes away; 0: PI. `tauc`, s: how fast the loop shall follow.
SimcTuning simc(const Fopdt& process, double tauc, double tau2 = 0);

/// PV of the closed loop after a step of 1 of the set point, `n` samples every `dt` s: the controller of (1) in pid.h on the process, with
/// the derivative on PV. To compare tunings, not to promise.
std::vector<double> loop_response(const Fopdt& process, const SimcTuning& ideal, double dt, int n);

enum class PidForm { isa, series, parallel };
/// The same controller in another form. `parallel`: ti and td of `P + 1/(Ti s) + Td s`, as pid.h has them.
SimcTuning in_form(const SimcTuning& ideal, PidForm form);
SimcTuning from_form(const SimcTuning& tuning, PidForm form);

}  // namespace retort
