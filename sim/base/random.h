#pragma once
#include <cstdint>

/// Counter-based random numbers: the n-th number of a stream is a function of (seed, stream, n) alone, so that nothing
/// has to be stored and every replay, on any number of threads, draws the same.
/// Source: Salmon et al., Parallel Random Numbers: As Easy as 1, 2, 3, SC11 (the idea); mixing by splitmix64
/// (Steele, Lea, Flood 2014).
namespace retort {

inline std::uint64_t mix64(std::uint64_t z) {
  z += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}

inline std::uint64_t random_bits(std::uint64_t seed, std::uint64_t stream, std::uint64_t n) {
  return mix64(mix64(mix64(seed) ^ (stream * 0xd1342543de82ef95ULL)) ^ n);
}

/// Uniform on [0, 1).
inline double random_uniform(std::uint64_t seed, std::uint64_t stream, std::uint64_t n) {
  return static_cast<double>(random_bits(seed, stream, n) >> 11) * 0x1.0p-53;
}

/// Normal with mean 0 and standard deviation 1 (Box-Muller).
double random_normal(std::uint64_t seed, std::uint64_t stream, std::uint64_t n);

}  // namespace retort
