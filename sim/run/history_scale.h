#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "sim/model/catalogue.h"

/// How finely the history keeps a row. A value becomes a whole number of steps; a row holds its number until the value has left it by
/// more than a step. What is read back therefore differs from what was by at most
///
///   choices, flags                                    nothing                                          (1)
///   ranged, and every fraction with limits            (hi - lo) / 4000                                 (2)
///   temperatures without a range                      0.02 K                                           (3)
///   the rest                                          (|v| + a) / 8000, a = small_size(quantity)       (4)
///
/// and in (1) to (3) by no more than that as long as the value is not 100 000 ranges, 100 million, or 10 million K away from zero.
/// Limits of other inputs are no range: a pressure that may be set from 10 mbar to 100 bar would lose its small values; they take (4).
/// (4) is linear near zero and logarithmic beyond a: it takes the bits of 1 + |v| / a as a float, whose leading ones are its logarithm.
namespace retort {

/// Below this size a value of the quantity is small, SI.
inline double small_size(Quantity q) {
  switch (q) {
    case Quantity::number: case Quantity::fraction: case Quantity::length: case Quantity::area: case Quantity::velocity: return 0.01;
    case Quantity::flag: return 1;
    case Quantity::pressure: return 1e3;
    case Quantity::pressure_difference: return 100;
    case Quantity::temperature: case Quantity::temperature_difference: return 1;
    case Quantity::mass: case Quantity::time: case Quantity::density: return 1;
    case Quantity::volume: return 1e-3;
    case Quantity::mass_flow: return 0.01;
    case Quantity::volume_flow: return 1e-5;
    case Quantity::specific_energy: case Quantity::power: case Quantity::heat_capacity: return 1e3;
    case Quantity::energy: return 1e6;
    case Quantity::speed: case Quantity::current: return 0.1;
    case Quantity::heat_transfer: return 10;
    case Quantity::flow_coefficient: return 1e-5;
    case Quantity::kinematic_viscosity: return 1e-8;
  }
  return 1;
}

struct HistoryScale {
  bool linear = true;
  double size = 1;  // linear: of a step; else: `a` of (4)

  static HistoryScale of(const Row& r) {
    if (!r.choices.empty() || r.quantity == Quantity::flag) return {true, kExact};
    const bool limits_only = r.store == Store::input && r.quantity != Quantity::fraction;
    if (r.hi > r.lo && !limits_only) return {true, (r.hi - r.lo) / 4000};
    if (r.quantity == Quantity::temperature) return {true, 0.02};
    return {false, small_size(r.quantity)};
  }
  /// What may be lost of a value.
  double resolution(double v) const { return !linear ? (std::abs(v) + size) / 8000 : size == kExact ? 0 : size; }

  std::int32_t step(double v) const {
    if (linear) return static_cast<std::int32_t>(std::floor(std::min(std::max(v / size, -kMost), kMost) + 0.5));
    const auto u = static_cast<float>(1 + std::min(std::abs(v), 1e37 * size) / size);
    const std::int32_t beyond = std::bit_cast<std::int32_t>(u) - std::bit_cast<std::int32_t>(1.0F);
    const std::int32_t step = (beyond + (1 << (kDropped - 1))) >> kDropped;
    return v < 0 ? -step : step;
  }
  double value(std::int32_t step) const {
    if (linear) return step * size;
    const std::int32_t bits = (std::abs(step) << kDropped) + std::bit_cast<std::int32_t>(1.0F);
    const double v = (static_cast<double>(std::bit_cast<float>(bits)) - 1) * size;
    return step < 0 ? -v : v;
  }

 private:
  static constexpr double kExact = 0.25;         // a change of one is four steps: never held back
  static constexpr double kMost = 1 << 29;
  static constexpr int kDropped = 23 - 13;       // bits of a float's 23: the 13 leading ones are kept
};

}  // namespace retort
