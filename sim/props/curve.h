#pragma once
#include <array>

#include "sim/base/dual.h"

/// A property as a function of temperature, the way it runs inside the ODE: cubic pieces over a common grid of 5 K from 150 to
/// 1000 K, continuously differentiable, straight beyond.
///   f(T) = a + s (b + s (c + s d)),   s = (T - T_i) / 5 K                                   (1)
/// Every published form becomes the same four multiplications, without exp or pow, in any order of magnitude; values and
/// slopes at the nodes are those of the published form, so that between them the error is h^4 f'''' / 384 (1e-6 of a vapour
/// pressure).
/// Source: Hermite interpolation, e.g. de Boor, A Practical Guide to Splines, 1978, ch. IV.
/// Holds for: any finite T. Not for: second derivatives (they jump at nodes).
namespace retort {

namespace grid {
constexpr double kLow = 150, kStep = 5;  // K
constexpr int kPieces = 170;
constexpr double node(int i) { return kLow + kStep * i; }
constexpr double kHigh = node(kPieces);

struct Spot {
  int i;
  double s;
};
/// The piece that holds t, the first or the last one beyond the ends.
inline Spot spot(double t) {
  const double x = (t - kLow) / kStep;
  // A comparison with what is not a number is false, so that such a number comes back as itself and indexes nothing.
  const int i = x >= 1 ? (x < kPieces ? static_cast<int>(x) : kPieces - 1) : 0;
  return {i, x - i};
}
}  // namespace grid

class Curve {
 public:
  /// From value and slope (by K) at the nodes.
  static Curve of(const std::array<double, grid::kPieces + 1>& f, const std::array<double, grid::kPieces + 1>& slope) {
    Curve curve;
    for (int i = 0; i < grid::kPieces; ++i) {
      const double f0 = f[i], f1 = f[i + 1], m0 = slope[i] * grid::kStep, m1 = slope[i + 1] * grid::kStep;
      curve.pieces_[i] = {f0, m0, 3 * (f1 - f0) - 2 * m0 - m1, 2 * (f0 - f1) + m0 + m1};
    }
    return curve;
  }

  template <class T>
  T operator()(const T& t) const {
    const auto [i, s] = grid::spot(value(t));
    const Piece& k = pieces_[i];
    if (s >= 0 && s <= 1) return chain(t, k.a + s * (k.b + s * (k.c + s * k.d)), (k.b + s * (2 * k.c + 3 * s * k.d)) / grid::kStep);
    const double e = s < 0 ? 0 : 1;
    const double slope = k.b + e * (2 * k.c + 3 * e * k.d);
    return chain(t, k.a + e * (k.b + e * (k.c + e * k.d)) + (s - e) * slope, slope / grid::kStep);
  }

  /// The piece as its polynomial in s.
  struct Piece {
    double a, b, c, d;
  };
  const Piece& piece(int i) const { return pieces_[i]; }

 private:
  std::array<Piece, grid::kPieces> pieces_{};
};

/// The integral of a curve: an enthalpy over its heat capacity, exactly, so that cp = dh/dT to rounding.
class Integral {
 public:
  /// Zero at t_zero.
  static Integral of(const Curve& slope, double t_zero) {
    Integral r;
    double sum = 0;
    for (int i = 0; i < grid::kPieces; ++i) {
      const Curve::Piece& k = slope.piece(i);
      r.pieces_[i] = {sum, k.a * grid::kStep, k.b / 2 * grid::kStep, k.c / 3 * grid::kStep, k.d / 4 * grid::kStep};
      sum += (k.a + k.b / 2 + k.c / 3 + k.d / 4) * grid::kStep;
    }
    const double shift = r(t_zero);
    for (auto& k : r.pieces_) k[0] -= shift;
    return r;
  }
  void add(double constant) {
    for (auto& k : pieces_) k[0] += constant;
  }

  template <class T>
  T operator()(const T& t) const {
    const auto [i, s] = grid::spot(value(t));
    const auto& k = pieces_[i];
    const double e = s < 0 ? 0 : s > 1 ? 1 : s;
    const double slope = k[1] + e * (2 * k[2] + e * (3 * k[3] + e * (4 * k[4])));
    const double f = k[0] + e * (k[1] + e * (k[2] + e * (k[3] + e * k[4]))) + (s - e) * slope;
    return chain(t, f, slope / grid::kStep);
  }
  /// df/dT; it stands still beyond the ends.
  template <class T>
  T slope(const T& t) const {
    const auto [i, s] = grid::spot(value(t));
    const auto& k = pieces_[i];
    const double e = s < 0 ? 0 : s > 1 ? 1 : s;
    const double f = k[1] + e * (2 * k[2] + e * (3 * k[3] + e * (4 * k[4])));
    const double df = e == s ? 2 * k[2] + e * (6 * k[3] + e * (12 * k[4])) : 0;
    return chain(t, f / grid::kStep, df / (grid::kStep * grid::kStep));
  }

 private:
  std::array<std::array<double, 5>, grid::kPieces> pieces_{};
};

}  // namespace retort
