#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// BLAKE2b (libsodium): hashes of files, states and the chain of a recording.
namespace retort {

struct Hash {
  std::array<std::uint8_t, 16> bytes{};
  bool operator==(const Hash&) const = default;
  std::string hex() const;
};

Hash hash_bytes(std::span<const std::uint8_t> data);
Hash hash_text(std::string_view text);
/// The next link of a chain: hash(previous, data).
Hash hash_chain(const Hash& previous, std::span<const std::uint8_t> data);

/// Feeds several pieces into one hash.
class Hasher {
 public:
  Hasher();
  void add(const void* data, std::size_t size);
  void add(std::span<const double> values) { add(values.data(), values.size_bytes()); }
  void add(std::string_view text);
  Hash finish();

 private:
  alignas(64) std::array<unsigned char, 384> state_;
};

}  // namespace retort
