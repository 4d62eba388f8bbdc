#include "language/markup.h"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/errors.h"

namespace retort {
namespace {

/// Length of the valid UTF-8 sequence that starts here; 0 when there is none (overlong forms and surrogates are none).
std::size_t sequence_length(std::string_view s) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t n = first >= 0xC2 && first <= 0xDF   ? 2
                        : first >= 0xE0 && first <= 0xEF ? 3
                        : first >= 0xF0 && first <= 0xF4 ? 4
                                                         : 0;
  if (n == 0 || s.size() < n) return 0;
  for (std::size_t i = 1; i < n; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  if (first == 0xE0 && byte(1) < 0xA0) return 0;
  if (first == 0xED && byte(1) > 0x9F) return 0;
  if (first == 0xF0 && byte(1) < 0x90) return 0;
  if (first == 0xF4 && byte(1) > 0x8F) return 0;
  return n;
}

/// A control character (C0 but for tab and line ends, DEL, C1), or one that turns the direction of what follows: not allowed in a page.
bool is_control(std::string_view sequence) {
  const auto c = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F;
  if (turns_direction(sequence)) return true;
  return sequence.size() == 2 && c == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;
}

}  // namespace

std::string clean_utf8(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const std::size_t n = sequence_length(text);
    if (n == 0) {
      clean += "\xEF\xBF\xBD";
    } else if (!is_control(text.substr(0, n))) {
      clean += text.substr(0, n);
    }
    text.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return clean;
}

std::string escape(std::string_view text) {
  std::string safe;
  for (const char c : clean_utf8(text)) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

std::string paragraphs(std::string_view text) {
  std::string html, paragraph;
  bool in_list = false;
  const auto end_paragraph = [&] {
    if (!paragraph.empty()) html += fmt::format("<p>{}</p>\n", escape(paragraph));
    paragraph.clear();
  };
  const auto end_list = [&] {
    if (in_list) html += "</ul>\n";
    in_list = false;
  };
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) {
      end_paragraph();
      end_list();
    } else if (line.starts_with("- ")) {
      end_paragraph();
      if (!in_list) html += "<ul>\n";
      in_list = true;
      html += fmt::format("<li>{}</li>\n", escape(line.substr(2)));
    } else {
      end_list();
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += line;
    }
  }
  end_paragraph();
  end_list();
  return html;
}

std::string clock_text(double seconds) {
  if (!std::isfinite(seconds)) return "?";
  const auto s = static_cast<long long>(std::floor(std::max(0.0, seconds) + 1e-6));
  if (s < 3600) return fmt::format("{}:{:02}", s / 60, s % 60);
  return fmt::format("{}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
}

std::string points_text(double points, const Texts& texts) {
  const double tenths = std::round(points * 10);
  return texts.number(tenths / 10, std::fmod(tenths, 10) == 0 ? 0 : 1);
}

std::string unit_text(const Unit& unit) {
  std::string name(unit.name);
  for (const auto& [plain, shown] : {std::pair<std::string_view, const char*>{"deg", "°"}, {"m3", "m³"}, {"m2", "m²"}})
    if (const std::size_t at = name.find(plain); at != std::string::npos) name.replace(at, plain.size(), shown);
  return name;
}

std::string number_text(const Row& row, double si, const Texts& texts) {
  const double x = row.unit->from_si(si), size = std::abs(x);
  return texts.number(x, size >= 1000 ? 0 : size >= 10 ? 1 : size >= 0.1 || x == 0 ? 2 : 3);
}

std::string value_text(const Row& row, double si, const Texts& texts) {
  if (!row.choices.empty()) {
    const double i = std::floor(si + 0.5);
    if (!(i >= 0 && i < static_cast<double>(row.choices.size()))) return "?";
    const std::string& choice = row.choices[static_cast<std::size_t>(i)];
    return texts.has("choice." + choice) ? texts("choice." + choice) : choice;
  }
  if (row.quantity == Quantity::flag) {
    const std::string state = "state." + row.noun + (si > 0.5 ? ".on" : ".off");
    return texts(texts.has(state) ? state : si > 0.5 ? "report.yes" : "report.no");
  }
  if (row.store == Store::malfunction) return si == 0 ? texts("state.malfunction.off") : fmt::format("{:.0f} %", 100 * si);
  const std::string unit = unit_text(*row.unit);
  return number_text(row, si, texts) + (unit.empty() ? "" : " " + unit);
}

std::string row_title(const Row& row, const Texts& texts) {
  return fmt::format("{}: {}", texts.tag(row.tag), texts.noun(row.tag, row.noun));
}

}  // namespace retort
