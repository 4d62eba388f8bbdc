#pragma once
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

/// Plain little-endian bytes, for snapshots and recordings (x86-64 only, as the bits of a run are).
namespace retort {

class ByteWriter {
 public:
  template <class T>
  void put(const T& v) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto* p = reinterpret_cast<const std::uint8_t*>(&v);
    bytes.insert(bytes.end(), p, p + sizeof v);
  }
  void put_text(const std::string& s) {
    put(static_cast<std::uint32_t>(s.size()));
    bytes.insert(bytes.end(), s.begin(), s.end());
  }
  template <class T>
  void put_array(const std::vector<T>& a) {
    put(static_cast<std::uint32_t>(a.size()));
    const auto* p = reinterpret_cast<const std::uint8_t*>(a.data());
    bytes.insert(bytes.end(), p, p + a.size() * sizeof(T));
  }
  std::vector<std::uint8_t> bytes;
};

/// Throws std::out_of_range when the bytes end early.
class ByteReader {
 public:
  explicit ByteReader(const std::vector<std::uint8_t>& bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}
  template <class T>
  T get() {
    static_assert(std::is_trivially_copyable_v<T>);
    need(sizeof(T));
    T v;
    std::memcpy(&v, at_, sizeof v);
    at_ += sizeof v;
    return v;
  }
  std::string get_text() {
    const auto n = get<std::uint32_t>();
    need(n);
    std::string s(reinterpret_cast<const char*>(at_), n);
    at_ += n;
    return s;
  }
  template <class T>
  std::vector<T> get_array() {
    const auto n = get<std::uint32_t>();
    need(std::size_t{n} * sizeof(T));
    std::vector<T> a(n);
    if (n > 0) std::memcpy(a.data(), at_, n * sizeof(T));
    at_ += n * sizeof(T);
    return a;
  }
  bool at_end() const { return at_ == end_; }

 private:
  void need(std::size_t n) const {
    if (n > static_cast<std::size_t>(end_ - at_)) throw std::out_of_range("the bytes end early");
  }
  const std::uint8_t *at_, *end_;
};

}  // namespace retort
