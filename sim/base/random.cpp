#include "sim/base/random.h"

#include "sim/base/math.h"

namespace retort {

double random_normal(std::uint64_t seed, std::uint64_t stream, std::uint64_t n) {
  const double u = 1.0 - random_uniform(seed, stream, 2 * n);  // (0, 1]: the logarithm stays finite
  const double v = random_uniform(seed, stream, 2 * n + 1);
  return math::sqrt(-2 * math::log(u)) * math::cos(6.283185307179586 * v);
}

}  // namespace retort
