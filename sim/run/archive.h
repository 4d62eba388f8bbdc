#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

/// State to bytes and back by one function for both directions, so that they cannot differ:
///
///   struct Step { double done = -1; std::vector<int> given; std::string text;
///     template <class A> void archive(A& a) { a(done, given, text); } };
///   save_archive(step) -> bytes      load_archive(bytes, step)
///
/// Numbers and enumerations are little-endian (x86-64 only, as the bits of a run are); texts, vectors and maps carry their length.
/// Loading throws std::out_of_range when the bytes end early or a length cannot be.
namespace retort {

template <class T>
inline constexpr bool kIsNumber = std::is_arithmetic_v<T> || std::is_enum_v<T>;

class ArchiveWriter {
 public:
  static constexpr bool kLoads = false;
  template <class... T>
  void operator()(const T&... values) {
    (put(values), ...);
  }
  std::vector<std::uint8_t> bytes;

 private:
  void raw(const void* p, std::size_t n) {
    const auto* from = static_cast<const std::uint8_t*>(p);
    bytes.insert(bytes.end(), from, from + n);
  }
  template <class T>
  void put(const T& v) {
    if constexpr (std::is_same_v<T, bool>) put(static_cast<std::uint8_t>(v));
    else if constexpr (kIsNumber<T>) raw(&v, sizeof v);
    else const_cast<T&>(v).archive(*this);  // archive() of a writer only reads
  }
  void put(const std::string& s) {
    put(static_cast<std::uint32_t>(s.size()));
    raw(s.data(), s.size());
  }
  template <std::size_t N>
  void put(const std::array<std::uint8_t, N>& a) { raw(a.data(), N); }
  template <class T>
  void put(const std::vector<T>& v) {
    put(static_cast<std::uint32_t>(v.size()));
    if constexpr (kIsNumber<T>) raw(v.data(), v.size() * sizeof(T));
    else for (const T& x : v) put(x);
  }
  template <class K, class V>
  void put(const std::map<K, V>& m) {
    put(static_cast<std::uint32_t>(m.size()));
    for (const auto& [k, v] : m) put(k), put(v);
  }
};

class ArchiveReader {
 public:
  static constexpr bool kLoads = true;
  ArchiveReader(const std::uint8_t* begin, const std::uint8_t* end) : at_(begin), end_(end) {}
  explicit ArchiveReader(const std::vector<std::uint8_t>& bytes) : ArchiveReader(bytes.data(), bytes.data() + bytes.size()) {}
  template <class... T>
  void operator()(T&... values) {
    (get(values), ...);
  }
  bool at_end() const { return at_ == end_; }

 private:
  void need(std::size_t n) const {
    if (n > static_cast<std::size_t>(end_ - at_)) throw std::out_of_range("the bytes end early");
  }
  void raw(void* p, std::size_t n) {
    need(n);
    if (n > 0) std::memcpy(p, at_, n);
    at_ += n;
  }
  std::size_t length(std::size_t smallest) {
    std::uint32_t n = 0;
    get(n);
    need(std::size_t{n} * smallest);
    return n;
  }
  template <class T>
  void get(T& v) {
    if constexpr (std::is_same_v<T, bool>) {
      std::uint8_t b = 0;
      get(b);
      v = b != 0;
    } else if constexpr (kIsNumber<T>) {
      raw(&v, sizeof v);
    } else {
      v.archive(*this);
    }
  }
  void get(std::string& s) {
    const std::size_t n = length(1);
    s.assign(reinterpret_cast<const char*>(at_), n);
    at_ += n;
  }
  template <std::size_t N>
  void get(std::array<std::uint8_t, N>& a) { raw(a.data(), N); }
  template <class T>
  void get(std::vector<T>& v) {
    v.clear();
    if constexpr (kIsNumber<T>) {
      v.resize(length(sizeof(T)));
      raw(v.data(), v.size() * sizeof(T));
    } else {
      for (std::size_t n = length(1); n > 0; --n) get(v.emplace_back());
    }
  }
  template <class K, class V>
  void get(std::map<K, V>& m) {
    m.clear();
    for (std::size_t n = length(1); n > 0; --n) {
      K k{};
      get(k);
      get(m[std::move(k)]);
    }
  }
  const std::uint8_t *at_, *end_;
};

template <class T>
std::vector<std::uint8_t> save_archive(const T& value) {
  ArchiveWriter w;
  w(value);
  return std::move(w.bytes);
}
/// Throws std::out_of_range, also when bytes are left over.
template <class T>
void load_archive(const std::vector<std::uint8_t>& bytes, T& value) {
  ArchiveReader r(bytes);
  r(value);
  if (!r.at_end()) throw std::out_of_range("there are more bytes than the state has");
}

}  // namespace retort
