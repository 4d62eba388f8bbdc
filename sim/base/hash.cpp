#include "sim/base/hash.h"

#include <sodium.h>

namespace retort {

static_assert(sizeof(crypto_generichash_state) <= 384);

namespace {
crypto_generichash_state* raw(std::array<unsigned char, 384>& s) {
  return reinterpret_cast<crypto_generichash_state*>(s.data());
}
}  // namespace

std::string Hash::hex() const {
  static const char* digits = "0123456789abcdef";
  std::string s;
  for (std::uint8_t b : bytes) {
    s += digits[b >> 4];
    s += digits[b & 15];
  }
  return s;
}

Hasher::Hasher() { crypto_generichash_init(raw(state_), nullptr, 0, 16); }
void Hasher::add(const void* data, std::size_t size) {
  crypto_generichash_update(raw(state_), static_cast<const unsigned char*>(data), size);
}
void Hasher::add(std::string_view text) {
  const std::uint64_t n = text.size();  // the length keeps "ab","c" apart from "a","bc"
  add(&n, sizeof n);
  add(text.data(), text.size());
}
Hash Hasher::finish() {
  Hash h;
  crypto_generichash_final(raw(state_), h.bytes.data(), h.bytes.size());
  return h;
}

Hash hash_bytes(std::span<const std::uint8_t> data) {
  Hasher h;
  h.add(data.data(), data.size());
  return h.finish();
}
Hash hash_text(std::string_view text) {
  return hash_bytes({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}
Hash hash_chain(const Hash& previous, std::span<const std::uint8_t> data) {
  Hasher h;
  h.add(previous.bytes.data(), previous.bytes.size());
  h.add(data.data(), data.size());
  return h.finish();
}

}  // namespace retort
