#pragma once
#include "sim/base/math.h"

/// Sizing of heat exchangers on paper: effectiveness against number of transfer units, and the mean temperature difference.
///   NTU = UA / C_min,  r = C_min / C_max,  Q = eps C_min (T_hot,in - T_cold,in),  C = w cp in W/K
///   co-current       eps = (1 - exp(-NTU (1 + r))) / (1 + r)                                            (1)
///   counter-current  eps = (1 - exp(-NTU (1 - r))) / (1 - r exp(-NTU (1 - r))),  NTU / (1 + NTU) at r = 1    (2)
///   cross flow, C_min mixed, C_max unmixed   eps = 1 - exp(-(1 - exp(-r NTU)) / r)                      (3)
///   boiling or condensing on one side        eps = 1 - exp(-NTU)                                        (4)
///   one shell pass, an even number of tube passes
///                    eps = 2 / (1 + r + g (1 + exp(-NTU g)) / (1 - exp(-NTU g))),  g = sqrt(1 + r^2)    (5)
///   LMTD = (D_1 - D_2) / ln(D_1 / D_2), 0 when a difference is not positive                             (6) K
/// Source: T.L. Bergman, A.S. Lavine, F.P. Incropera, D.P. DeWitt, Fundamentals of Heat and Mass Transfer, 7th ed., Wiley 2011,
/// tables 11.3 and 11.4. Holds for: constant U and cp, no heat loss. Not for: phase change with subcooling.
namespace retort::sizing {

inline double co_current(double ntu, double r) { return (1 - math::exp(-ntu * (1 + r))) / (1 + r); }

inline double counter_current(double ntu, double r) {
  const double d = ntu * (1 - r);
  if (d < 1e-7) return ntu / (1 + ntu);
  const double e = math::exp(-d);
  return (1 - e) / (1 - r * e);
}

inline double condensing(double ntu) { return 1 - math::exp(-ntu); }

inline double cross_flow_mixed(double ntu, double r) {
  if (r * ntu < 1e-9) return condensing(ntu);
  return 1 - math::exp(-(1 - math::exp(-r * ntu)) / r);
}

inline double one_shell_pass(double ntu, double r) {
  const double g = math::sqrt(1 + r * r), e = math::exp(-ntu * g);
  return 2 / (1 + r + g * (1 + e) / (1 - e));
}

/// (6); d1, d2: temperature differences at the two ends.
inline double log_mean(double d1, double d2) {
  if (d1 <= 0 || d2 <= 0) return 0;
  const double ratio = d1 / d2;
  if (ratio > 1 - 1e-9 && ratio < 1 + 1e-9) return 0.5 * (d1 + d2);
  return (d1 - d2) / math::log(ratio);
}

}  // namespace retort::sizing
