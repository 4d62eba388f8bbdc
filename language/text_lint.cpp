#include "language/text_lint.h"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <map>
#include <set>

#include "language/texts.h"
#include "sim/base/errors.h"
#include "sim/base/fault_list.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

std::set<std::string> placeholders(const std::string& text) {
  std::set<std::string> found;
  for (std::size_t i = text.find('{'); i != std::string::npos; i = text.find('{', i + 1)) {
    std::size_t end = i + 1;
    while (end < text.size() && std::isdigit(static_cast<unsigned char>(text[end]))) ++end;
    if (end > i + 1 && end < text.size() && text[end] == '}') found.insert(text.substr(i, end + 1 - i));
  }
  return found;
}

std::string joined(const std::set<std::string>& words) {
  std::string s;
  for (const std::string& w : words) s += (s.empty() ? "" : ", ") + w;
  return s.empty() ? "none" : s;
}

bool blank(const std::string& s) { return s.find_first_not_of(" \t\r\n") == std::string::npos; }

/// "pump_trip.nl.yaml" -> "pump_trip." when it ends in a language of the product.
bool is_text_file(const std::string& name, std::string& stem) {
  for (const std::string& language : languages()) {
    const std::string end = language + ".yaml";
    if (!name.ends_with(end)) continue;
    stem = name.substr(0, name.size() - end.size());
    return stem.empty() || stem.back() == '.';
  }
  return false;
}

/// A word of four letters and more that a text says twice: an alarm "Low pressure: pressure in B-500" tells nothing more the second time.
std::string said_twice(const std::string& text) {
  std::set<std::string> words;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const auto c = static_cast<unsigned char>(i < text.size() ? text[i] : ' ');
    if (std::isalpha(c) || c >= 0x80) {
      word += static_cast<char>(std::tolower(c));
      continue;
    }
    if (word.size() >= 4 && !words.insert(word).second) return word;
    word.clear();
  }
  return "";
}

}  // namespace

std::vector<std::string> lint_texts(const std::string& folder) {
  std::set<std::string> stems;
  std::error_code status;
  for (const fs::directory_entry& e : fs::directory_iterator(folder, status)) {
    std::string stem;
    if (is_text_file(e.path().filename().string(), stem)) stems.insert(stem);
  }
  FaultList wrong;
  if (status) wrong.add(folder + ": cannot be read", [&] { return fmt::format("{}: cannot be read", folder); });
  for (const std::string& stem : stems) {
    std::map<std::string, std::map<std::string, std::string>> texts;
    std::set<std::string> keys;
    for (const std::string& language : languages()) {
      const std::string path = (fs::path(folder) / (stem + language + ".yaml")).string();
      if (!fs::exists(path)) {
        wrong.add(path, [&] { return fmt::format("{}: is missing", path); });
        continue;
      }
      try {
        texts[language] = read_texts(path);
      } catch (const FileError& e) {
        for (const Problem& p : e.problems()) wrong.add(path, [&] { return p.text(); });
        continue;
      }
      for (const auto& [key, text] : texts[language]) {
        keys.insert(key);
        if (blank(text)) wrong.add(path + ": is empty", [&] { return fmt::format("{}: '{}' is empty", path, key); });
        if (const std::string word = texts[language].contains(key + ".response") ? said_twice(text) : ""; !word.empty())
          wrong.add(path + ": says a word twice", [&] { return fmt::format("{}: alarm '{}' says '{}' twice: say what is wrong, and where", path, key, word); });
      }
    }
    for (const std::string& key : keys) {
      const std::string* first = nullptr;
      std::string first_language;
      for (const auto& [language, list] : texts) {
        const std::string path = (fs::path(folder) / (stem + language + ".yaml")).string();
        const auto text = list.find(key);
        if (text == list.end()) {
          wrong.add(path + ": is missing", [&] { return fmt::format("{}: '{}' is missing", path, key); });
        } else if (!first) {
          first = &text->second;
          first_language = language;
        } else if (placeholders(text->second) != placeholders(*first)) {
          wrong.add(path + ": has other placeholders", [&] {
            return fmt::format("{}: '{}' has the placeholders {}, in {}: {}", path, key,
                                      joined(placeholders(text->second)), first_language,
                                      joined(placeholders(*first)));
          });
        }
      }
    }
  }
  return wrong.lines();
}

}  // namespace retort
