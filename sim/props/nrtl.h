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
    const std::size_t pairs = pairs_.size();
    std::array<Terms<T>, kMaxComponents*(kMaxComponents - 1) / 2> terms;
    const T inverse = 1.0 / t;
    for (std::size_t k = 0; k < pairs; ++k) {
      const NrtlPair& p = pairs_[k];
      Terms<T>& q = terms[k];
      q.tau_ij = p.a_ij + p.b_ij * inverse;
      q.tau_ji = p.a_ji + p.b_ji * inverse;
      q.g_ij = exp(-p.alpha * q.tau_ij);
      q.g_ji = exp(-p.alpha * q.tau_ji);
      d[p.i] += x[p.j] * (q.g_ji - 1.0);
      d[p.j] += x[p.i] * (q.g_ij - 1.0);
      s[p.i] += x[p.j] * (q.tau_ji * q.g_ji);
      s[p.j] += x[p.i] * (q.tau_ij * q.g_ij);
    }
    // Sum over j of x_j / D_j (0 - S_j / D_j), the part of G = 1, tau = 0; pairs then add what differs from it.
    T common(0.0);
    for (int j = 0; j < n_; ++j) {
      ratio[j] = s[j] / d[j];
      common -= x[j] / d[j] * ratio[j];
    }
    for (int i = 0; i < n_; ++i) ln_gamma[i] = ratio[i] + common;
    for (std::size_t k = 0; k < pairs; ++k) {
      const NrtlPair& p = pairs_[k];
      const Terms<T>& q = terms[k];
      ln_gamma[p.i] += x[p.j] / d[p.j] * (q.g_ij * (q.tau_ij - ratio[p.j]) + ratio[p.j]);
      ln_gamma[p.j] += x[p.i] / d[p.i] * (q.g_ji * (q.tau_ji - ratio[p.i]) + ratio[p.i]);
    }
  }

 private:
  static constexpr double kNone = 1e-12;  // keeps an empty liquid from 0 / 0
  template <class T>
  struct Terms {
    T tau_ij, tau_ji, g_ij, g_ji;
  };
  int n_ = 0;
  std::vector<NrtlPair> pairs_;
};

}  // namespace retort
