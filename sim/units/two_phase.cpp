#include "sim/units/two_phase.h"

namespace retort {

TwoPhase::Start TwoPhase::start(double level, double t, double p, const std::vector<double>& w, int inert) const {
  const auto n = static_cast<std::size_t>(size());
  Start s;
  s.liquid.assign(n, 0);
  s.vapour.assign(n, 0);
  const double v_l = std::min(level * area, volume);
  const double rho = 1 / mix->liquid_volume(t, w.data());
  std::vector<double> x(n), partial(n);
  mix->mole_fractions(w.data(), x.data());
  mix->partial_pressures(t, x.data(), partial.data());
  const double room = std::max(volume - v_l, 0.005 * volume);
  double vapours = 0;
  for (double q : partial) vapours += q;
  // Without an inert the vapour makes the pressure; with too little of it, it is the vapour of a liquid below its boiling point.
  const double thin = vapours > p ? p / vapours : 1;
  for (std::size_t i = 0; i < n; ++i) {
    s.liquid[i] = v_l * rho * w[i];
    s.vapour[i] = thin * partial[i] * room / (kGasConstant * t) * mix->molar_mass(static_cast<int>(i));
  }
  if (inert >= 0 && vapours < p)
    s.vapour[static_cast<std::size_t>(inert)] += (p - vapours) * room / (kGasConstant * t) * mix->molar_mass(inert);
  double mass = 0;
  for (std::size_t i = 0; i < n; ++i) mass += s.liquid[i] + s.vapour[i];
  s.energy = holdup_energy(*mix, t, s.liquid.data(), s.vapour.data(), metal) + mass * kGravity * z;
  return s;
}

}  // namespace retort
