#include "sim/props/equilibrium.h"

#include <cmath>

#include "sim/base/implicit.h"

namespace retort {

BubblePoint bubble_pressure(const Mixture& mix, double t, const std::vector<double>& x) {
  BubblePoint r{t, 0, std::vector<double>(x.size())};
  mix.partial_pressures(t, x.data(), r.y.data());
  for (double p : r.y) r.p += p;
  for (double& p : r.y) p /= r.p;
  return r;
}

BubblePoint bubble_temperature(const Mixture& mix, double p, const std::vector<double>& x) {
  // ln p over T is nearly straight: Newton converges from anywhere.
  const RootSlope root = find_root(
      [&](const Dual<1>& t) {
        Dual<1> xd[kMaxComponents], partial[kMaxComponents], total(0.0);
        for (int i = 0; i < mix.size(); ++i) xd[i] = x[i];
        mix.partial_pressures(t, xd, partial);
        for (int i = 0; i < mix.size(); ++i) total += partial[i];
        return log(total / p);
      },
      350, grid::kLow, grid::kHigh, 1e-10);
  BubblePoint r = bubble_pressure(mix, root.x, x);
  r.p = p;
  return r;
}

Flash flash(const Mixture& mix, double t, double p, const std::vector<double>& z) {
  const int n = mix.size();
  Flash f{0, z, z};
  std::vector<double> k(z.size());
  for (int round = 0; round < 100; ++round) {
    mix.k_values(t, p, f.x.data(), k.data());
    // Falling in V, so its negative goes to find_root.
    const auto rachford_rice = [&](const Dual<1>& v) {
      Dual<1> s(0.0);
      for (int i = 0; i < n; ++i) s -= z[i] * (k[i] - 1) / (1.0 + v * (k[i] - 1));
      return s;
    };
    double v = 0;
    if (rachford_rice(0.0).v >= 0)
      v = 0;
    else if (rachford_rice(1.0).v <= 0)
      v = 1;
    else
      v = find_root(rachford_rice, 0.5, 0, 1, 1e-14).x;
    double change = std::abs(v - f.vapour_fraction), total = 0;
    f.vapour_fraction = v;
    std::vector<double> x(z.size());
    for (int i = 0; i < n; ++i) total += x[i] = z[i] / (1 + v * (k[i] - 1));
    for (int i = 0; i < n; ++i) {
      x[i] /= total;
      change += std::abs(x[i] - f.x[i]);
      f.x[i] = x[i];
      f.y[i] = k[i] * x[i];
    }
    if (change < 1e-12) break;
  }
  if (f.vapour_fraction == 1) f.y = z;
  return f;
}

}  // namespace retort
