#include "sim/control/fopdt.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/math.h"

namespace retort {
namespace {

/// Shape of the answer to a step of 1 with gain 1.
double shape(double time, double tau, double theta, bool integrating) {
  const double t = time - theta;
  if (t <= 0) return 0;
  if (integrating) return t;
  return tau > 0 ? 1 - math::exp(-t / tau) : 1;
}

struct Line {
  double start = 0, gain = 0, error = 1e300;   // error: sum of squares
};

/// y = start + gain * du * shape, by linear least squares over both.
Line best_line(std::span<const double> before, std::span<const double> y, double dt, double du, double tau, double theta, bool integrating) {
  double n = 0, sx = 0, sxx = 0, sy = 0, sxy = 0, syy = 0;
  const auto add = [&](double x, double v) { n += 1, sx += x, sxx += x * x, sy += v, sxy += x * v, syy += v * v; };
  for (const double v : before) add(0, v);
  for (std::size_t i = 0; i < y.size(); ++i) add(du * shape(double(i) * dt, tau, theta, integrating), y[i]);
  const double d = n * sxx - sx * sx;
  Line l;
  if (d <= 1e-12 * std::max(sxx, 1e-300)) return l;
  l.gain = (n * sxy - sx * sy) / d;
  l.start = (sy - l.gain * sx) / n;
  l.error = std::max(0.0, syy + n * l.start * l.start + l.gain * l.gain * sxx + 2 * (l.start * l.gain * sx - l.start * sy - l.gain * sxy));
  return l;
}

}  // namespace

double Fopdt::at(double time, double du) const { return start + gain * du * shape(time, tau, theta, integrating); }

std::optional<Fopdt> fit_fopdt(std::span<const double> before, std::span<const double> y, double dt, double du, bool integrating) {
  if (y.size() < 8 || !(dt > 0) || !std::isfinite(du) || std::abs(du) < 1e-9) return {};
  // Squares of small differences want a small mean.
  const double middle = y.front();
  std::vector<double> lead(before.begin(), before.end()), follow(y.begin(), y.end());
  for (double& v : lead) v -= middle;
  for (double& v : follow) v -= middle;
  const auto [lo, hi] = std::minmax_element(follow.begin(), follow.end());
  const double swing = *hi - *lo;
  if (!(swing > 1e-9) || !std::isfinite(swing)) return {};

  const double length = double(follow.size() - 1) * dt;
  double best_tau = 0, best_theta = 0;
  Line best;
  const auto look = [&](double tau, double theta) {
    const Line l = best_line(lead, follow, dt, du, tau, theta, integrating);
    if (l.error < best.error) best = l, best_tau = tau, best_theta = theta;
  };
  constexpr int kCoarse = 40;
  for (int j = 0; j < kCoarse; ++j) {
    const double theta = 0.8 * length * j / kCoarse;
    if (integrating) look(0, theta);
    // Time constants by equal ratios, from a sample to twice what was seen.
    else for (int i = 0; i <= kCoarse; ++i) look(dt / 2 * math::pow(4 * length / dt, double(i) / kCoarse), theta);
  }
  if (best.error >= 1e300) return {};
  double step_theta = 0.8 * length / kCoarse, ratio = math::pow(4 * length / dt, 1.0 / kCoarse);
  for (int round = 0; round < 40; ++round) {
    const double tau = best_tau, theta = best_theta;
    for (int j = -2; j <= 2; ++j)
      for (int i = -2; i <= 2; ++i) {
        if (integrating && i) continue;
        look(integrating ? 0 : tau * math::pow(ratio, i / 2.0), std::clamp(theta + j * step_theta / 2, 0.0, 0.95 * length));
      }
    if (best_tau == tau && best_theta == theta) step_theta /= 2, ratio = std::sqrt(ratio);
  }

  Fopdt f;
  f.integrating = integrating;
  f.gain = best.gain;
  f.tau = best_tau;
  f.theta = best_theta;
  f.start = best.start + middle;
  const double n = double(lead.size() + follow.size());
  f.error = std::sqrt(best.error / n);
  f.swing = swing;
  double sum = 0, squares = 0;
  for (const auto* part : {&lead, &follow})
    for (const double v : *part) sum += v, squares += v * v;
  const double all = squares - sum * sum / n;
  f.explains = all > 0 ? std::clamp(1 - best.error / all, 0.0, 1.0) : 0;
  return f;
}

SimcTuning simc(const Fopdt& p, double tauc, double tau2) {
  const double rest = std::max(tauc + p.theta, 1e-9);
  SimcTuning series;
  series.td = tau2;
  if (p.integrating) {
    series.gain = 1 / (p.gain * rest);
    series.ti = 4 * rest;
  } else {
    series.gain = p.tau / (p.gain * rest);
    series.ti = std::min(p.tau, 4 * rest);
  }
  // The rule is of the series form; (36) of the paper gives the ideal one.
  return from_form(series, PidForm::series);
}

std::vector<double> loop_response(const Fopdt& p, const SimcTuning& c, double dt, int n) {
  // The process in steps of its exact solution; several within a sample, so that a fast one is still followed.
  constexpr int kWithin = 10;
  const double h = dt / kWithin, decay = p.integrating || p.tau <= 0 ? 0 : math::exp(-h / p.tau);
  const auto lag = std::size_t(std::lround(p.theta / h));
  std::vector<double> sent(lag + 1, 0.0), out;
  double y = 0, integral = 0, filtered = 0;
  std::size_t at = 0;
  for (int k = 0; k < n; ++k) {
    out.push_back(y);
    for (int i = 0; i < kWithin; ++i) {
      const double e = 1 - y, tf = std::max(c.td / 8, h / 2), before = filtered;
      filtered += (y - filtered) * h / (tf + h);
      if (c.ti > 0) integral += e * h / c.ti;
      sent[at] = c.gain * (e + integral - c.td * (filtered - before) / h);
      at = (at + 1) % sent.size();
      const double u = lag ? sent[at] : sent[0];
      y = p.integrating ? y + p.gain * u * h : decay * y + (1 - decay) * p.gain * u;
      y = std::clamp(y, -1e3, 1e3);   // of a loop that runs away, the picture is enough
    }
  }
  return out;
}

SimcTuning from_form(const SimcTuning& t, PidForm form) {
  if (form == PidForm::parallel) return {t.gain, t.ti * std::abs(t.gain), t.gain != 0 ? t.td / std::abs(t.gain) : 0};
  if (form == PidForm::isa || t.td <= 0 || t.ti <= 0) return t;
  const double f = 1 + t.td / t.ti;
  return {t.gain * f, t.ti * f, t.td / f};
}

SimcTuning in_form(const SimcTuning& ideal, PidForm form) {
  switch (form) {
    case PidForm::isa: return ideal;
    case PidForm::series: {
      if (ideal.td <= 0) return ideal;
      // Exists where Ti >= 4 Td; beyond it there is none, and the nearest has both equal.
      const double f = 0.5 * (1 + std::sqrt(std::max(0.0, 1 - 4 * ideal.td / ideal.ti)));
      return {ideal.gain * f, ideal.ti * f, ideal.td / f};
    }
    case PidForm::parallel: return {ideal.gain, ideal.ti / std::abs(ideal.gain), std::abs(ideal.gain) * ideal.td};
  }
  return ideal;
}

}  // namespace retort
