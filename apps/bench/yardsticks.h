#pragma once

/// What `retort bench` measures a plant against: the same benchmark as a program of its own around CVODE, without plant file,
/// catalogue, scans or frames.
namespace retort {

/// Processor time of this thread, s: what other programs do meanwhile does not count.
double processor_time();

struct Yardstick {
  double seconds = 0;  // processor time
  double answer = 0;   // what it computed, to compare accuracy
  long steps = 0, rhs_evals = 0;
};

/// Column A, feed +10 %, 1000 min at rtol 1e-6: KLU with a Jacobian written by hand. Answer: x_41.
Yardstick column_a_yardstick();
/// Tennessee Eastman in open loop, XMV(10) at 38 %, 1 h at rtol 1e-6: dense, difference quotients. Answer: reactor pressure, kPa gauge.
Yardstick tennessee_eastman_yardstick();
/// The same by Euler at 1 s, as the published program integrates.
Yardstick tennessee_eastman_euler();

}  // namespace retort
