#pragma once
#include "sim/props/correlation.h"

/// How far a gas is from ideal, from the second virial coefficient, written so that nothing ever becomes negative.
///   B Pc / (R Tc) = f0(Tr) + omega f1(Tr)                                               (1) Tsonopoulos
///   Z = 1 + b p          where b = B/(R T) > 0                                          (2)
///   Z = 1 / (1 - b p)    where b < 0: the same to first order in b p, positive at any p (3)
///   p = c (1 + b c),  c = n R T / V               b > 0                                 (4) (2) to first order
///   p = 2 c / (1 + sqrt(1 - 4 b c))               b < 0                                 (5) (3) solved for p
/// Source: C. Tsonopoulos, AIChE J. 20 (1974) 263, without the terms of polar molecules.
/// Holds for: non-polar and slightly polar gases up to half the critical density; for water and alcohols it gives about half
/// of the true deviation. Not for: liquids, the critical region.
namespace retort {

/// (1), m3/mol. Below 0.4 T_c, where no vapour has a pressure to speak of, it goes on straight in T.
template <class T>
T second_virial(const T& t, const Critical& critical) {
  const auto reduced = [&](const auto& tr) {
    const auto x = 1.0 / tr, x2 = x * x, x3 = x2 * x, x8 = x2 * x3 * x3;
    return 0.1445 - 0.330 * x - 0.1385 * x2 - 0.0121 * x3 - 0.000607 * x8 +
           critical.acentric * (0.0637 + 0.331 * x2 - 0.423 * x3 - 0.008 * x8);
  };
  const double scale = 8.314462618 * critical.t / critical.p;
  const T tr = t / critical.t;
  constexpr double kLowest = 0.4;
  if (value(tr) >= kLowest) return scale * reduced(tr);
  Dual<1> end(kLowest);
  end.d[0] = 1;
  const Dual<1> f = reduced(end);
  return scale * (f.v + f.d[0] * (tr - kLowest));
}

/// (2), (3): Z from b p.
template <class T>
T compressibility(const T& bp) {
  if (value(bp) > 0) return 1.0 + bp;
  return 1.0 / (1.0 - bp);
}

/// (4), (5): pressure from c = n R T / V (Pa) and b (1/Pa).
template <class T>
T virial_pressure(const T& c, const T& b) {
  if (value(b) > 0) return c * (1.0 + b * c);
  return 2.0 * c / (1.0 + sqrt(1.0 - 4.0 * b * c));
}

}  // namespace retort
