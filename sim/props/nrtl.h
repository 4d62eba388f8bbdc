#pragma once
#include <array>
#include <vector>

#include "sim/base/dual.h"

/// Activity coefficients of liquids by NRTL.
///   ln gamma_i = S_i / D_i + sum_j x_j G_ij / D_j (tau_ij - S_j / D_j)                              (1)
///   D_i = sum_k x_k G_ki,   S_i = sum_k x_k tau_ki G_ki                                             (2)
///   tau_ij = a_ij + b_ij / T,   G_ij = exp(-alpha_ij tau_ij),  alpha_ij = alpha_ji                   (3)
/// Source: H. Renon, J.M. Prausnitz, AIChE J. 14 (1968) 135.
/// Holds for: mole fractions x >= 0 with any sum > 0 (they are used as they are), also where one liquid would split into two.
/// Not for: the split itself.
namespace retort {

constexpr int kMaxComponents = 12;

struct NrtlPair {
  int i = 0, j = 0;
  double a_ij = 0, a_ji = 0;  // -
  double b_ij = 0, b_ji = 0;  // K
  double alpha = 0;           // -
};

class Nrtl {
 public:
  Nrtl() = default;
  Nrtl(int components, std::vector<NrtlPair> pairs) : n_(components), pairs_(std::move(pairs)) {}

  bool ideal() const { return pairs_.empty(); }
  const std::vector<NrtlPair>& pairs() const { return pairs_; }

  /// ln gamma of every component, from mole fractions.
  template <class T>
  void ln_gamma(const T& t, const T* x, T* ln_gamma) const {
    for (int i = 0; i < n_; ++i) ln_gamma[i] = T(0.0);
    if (pairs_.empty()) return;
    // Pairs without parameters have tau = 0 and G = 1: they are in the sums through the total of x.
    T total(kNone);
    for (int i = 0; i < n_; ++i) total += x[i];
    T s[kMaxComponents], d[kMaxComponents], ratio[kMaxComponents];
    for (int i = 0; i < n_; ++i) s[i] = T(0.0), d[i] = total;
    // tau and G depend on T alone: value and slope in double, whatever T is.
    std::array<Terms, kMaxComponents*(kMaxComponents - 1) / 2> terms;
    const double tv = value(t);
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
      const NrtlPair& p = pairs_[k];
      Terms& q = terms[k];
      q.ij = term(p.a_ij, p.b_ij, p.alpha, tv);
      q.ji = term(p.a_ji, p.b_ji, p.alpha, tv);
      const T g_ij = chain(t, q.ij.g, q.ij.dg), g_ji = chain(t, q.ji.g, q.ji.dg);
      const T tau_ij = chain(t, q.ij.tau, q.ij.dtau), tau_ji = chain(t, q.ji.tau, q.ji.dtau);
      d[p.i] += x[p.j] * (g_ji - 1.0);
      d[p.j] += x[p.i] * (g_ij - 1.0);
      s[p.i] += x[p.j] * (tau_ji * g_ji);
      s[p.j] += x[p.i] * (tau_ij * g_ij);
    }
    // Sum over j of x_j / D_j (0 - S_j / D_j), the part of G = 1, tau = 0; pairs then add what differs from it.
    T common(0.0);
    for (int j = 0; j < n_; ++j) {
      ratio[j] = s[j] / d[j];
      common -= x[j] / d[j] * ratio[j];
    }
    for (int i = 0; i < n_; ++i) ln_gamma[i] = ratio[i] + common;
    for (std::size_t k = 0; k < pairs_.size(); ++k) {
      const NrtlPair& p = pairs_[k];
      const Terms& q = terms[k];
      const T g_ij = chain(t, q.ij.g, q.ij.dg), g_ji = chain(t, q.ji.g, q.ji.dg);
      const T tau_ij = chain(t, q.ij.tau, q.ij.dtau), tau_ji = chain(t, q.ji.tau, q.ji.dtau);
      ln_gamma[p.i] += x[p.j] / d[p.j] * (g_ij * (tau_ij - ratio[p.j]) + ratio[p.j]);
      ln_gamma[p.j] += x[p.i] / d[p.i] * (g_ji * (tau_ji - ratio[p.i]) + ratio[p.i]);
    }
  }

 private:
  static constexpr double kNone = 1e-12;  // keeps an empty liquid from 0 / 0
  struct Term {
    double tau, dtau, g, dg;
  };
  struct Terms {
    Term ij, ji;
  };
  static Term term(double a, double b, double alpha, double t) {
    const double tau = a + b / t, dtau = -b / (t * t), g = math::exp(-alpha * tau);
    return {tau, dtau, g, -alpha * dtau * g};
  }
  int n_ = 0;
  std::vector<NrtlPair> pairs_;
};

}  // namespace retort
