#include "sim/base/errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {
namespace {

std::string joined(const std::vector<Problem>& problems) {
  std::string s;
  for (const Problem& p : problems) s += (s.empty() ? "" : "\n") + p.text();
  return s;
}

constexpr std::size_t kMost = 50;

/// Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

bool turns_direction(std::string_view s) {
  if (s.size() < 3 || static_cast<unsigned char>(s[0]) != 0xe2) return false;
  const auto second = static_cast<unsigned char>(s[1]), third = static_cast<unsigned char>(s[2]);
  return (second == 0x80 && (third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae))) || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

std::string printable(std::string_view text) {
  std::string s;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    if (c == '\n') {
      s += "\\n";
    } else if (c == '\t') {
      s += "\\t";
    } else if (c < 0x20 || c == 0x7f) {
      s += fmt::format("\\x{:02x}", c);
    } else if (c == 0xc2 && next >= 0x80 && next < 0xa0) {  // U+0080 to U+009F: the same commands in one character
      s += fmt::format("\\u00{:02x}", next);
      ++i;
    } else if (turns_direction(text.substr(i))) {
      s += fmt::format("\\u{:04x}", 0x2000 + ((next & 0x3f) << 6) + (static_cast<unsigned char>(text[i + 2]) & 0x3f));
      i += 2;
    } else {
      s += text[i];
    }
  }
  return s;
}

std::string Problem::text() const {
  if (at.line == 0) return fmt::format("{}: {}", printable(file), printable(message));
  return fmt::format("{}:{}:{}: {}", printable(file), at.line, at.column, printable(message));
}

FileError::FileError(std::vector<Problem> problems)
    : std::runtime_error(joined(problems)), problems_(std::move(problems)) {}
FileError::FileError(std::string file, SourcePos at, std::string message)
    : FileError(std::vector<Problem>{{std::move(file), at, std::move(message)}}) {}

void Problems::add(std::string file, SourcePos at, std::string message) {
  if (list_.size() < kMost) list_.push_back({std::move(file), at, std::move(message)});
  if (list_.size() == kMost) throw FileError(list_);
}
void Problems::check() const {
  if (!list_.empty()) throw FileError(list_);
}

std::string closest(std::string_view wrong, const std::vector<std::string>& words) {
  std::string best;
  std::size_t best_distance = (wrong.size() <= 3 ? 1 : std::max<std::size_t>(2, wrong.size() / 3)) + 1;
  for (const std::string& w : words) {
    const std::size_t d = edit_distance(wrong.substr(0, 64), std::string_view(w).substr(0, 64));
    if (d < best_distance) {
      best_distance = d;
      best = w;
    }
  }
  return best;
}
std::string did_you_mean(std::string_view wrong, const std::vector<std::string>& words) {
  const std::string w = closest(wrong, words);
  return w.empty() ? "" : fmt::format(" Did you mean '{}'?", w);
}

}  // namespace retort
