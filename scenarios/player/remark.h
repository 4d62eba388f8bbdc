#pragma once
#include <cctype>
#include <set>
#include <string>
#include <string_view>

/// What counts as an entry in the log book.
namespace retort {

/// Whether it says something: three different words of two letters or more. Forty times the same letter is no report.
inline bool says_something(std::string_view text) {
  constexpr std::size_t kWords = 3, kLetters = 2;
  std::set<std::string> words;
  std::string word;
  const auto end = [&] {
    if (word.size() >= kLetters) words.insert(word);
    word.clear();
  };
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) word += c;  // a letter with an accent is two bytes of this kind
    else if (std::isalpha(byte)) word += static_cast<char>(std::tolower(byte));
    else end();
  }
  end();
  return words.size() >= kWords;
}

/// Whether it names a tag; small letters, and a missing dash, are how people write.
inline bool names_tag(std::string_view text, std::string_view tag) {
  const auto plain = [](std::string_view s) {
    std::string p;
    for (char c : s)
      if (c != '-') p += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return p;
  };
  return plain(text).find(plain(tag)) != std::string::npos;
}

}  // namespace retort
