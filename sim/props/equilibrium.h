#pragma once
#include <vector>

#include "sim/props/mixture.h"

/// Equilibrium of vapour and liquid, for start states, design sheets and tests; a plant that runs reaches it by itself.
///   sum_i p_i(T, x) = p                                                    (1) bubble point
///   x_i = z_i / (1 + V (K_i - 1)),  sum_i x_i (K_i - 1) = 0                 (2) flash: Rachford-Rice
/// Source: Rachford, Rice, J. Pet. Technol. 4 (1952) 19.
/// Holds for: one liquid, with at least one component that boils. Not for: inside the ODE (heap, double only).
namespace retort {

struct BubblePoint {
  double t = 0, p = 0;    // K, Pa
  std::vector<double> y;  // mole fractions of the vapour
};
/// From mole fractions x of the liquid; temperature between 150 and 1000 K.
BubblePoint bubble_temperature(const Mixture& mix, double p, const std::vector<double>& x);
BubblePoint bubble_pressure(const Mixture& mix, double t, const std::vector<double>& x);

struct Flash {
  double vapour_fraction = 0;  // mol/mol, 0 and 1 when there is one phase
  std::vector<double> x, y;
};
/// Of mole fractions z at t, p.
Flash flash(const Mixture& mix, double t, double p, const std::vector<double>& z);

}  // namespace retort
