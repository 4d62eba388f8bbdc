#include "language/texts.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <filesystem>

#include "platform/paths.h"
#include "sim/base/yaml_node.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

const std::string* find(const std::map<std::string, std::map<std::string, std::string>>& all, const std::string& language,
                        const std::string& key) {
  const auto l = all.find(language);
  if (l == all.end()) return nullptr;
  const auto t = l->second.find(key);
  return t == l->second.end() ? nullptr : &t->second;
}

/// The language asked for, then English, then Dutch.
const std::string* find_in_order(const std::map<std::string, std::map<std::string, std::string>>& all, const std::string& language,
                                 const std::string& key) {
  for (const std::string& l : {language, std::string("en"), std::string("nl")})
    if (const std::string* text = find(all, l, key)) return text;
  return nullptr;
}

}  // namespace

const std::vector<std::string>& languages() {
  static const std::vector<std::string> all = {"nl", "en", "fr"};
  return all;
}

std::map<std::string, std::string> read_texts(const std::string& path) { return parse_texts(read_text_file(path), path); }

std::map<std::string, std::string> parse_texts(const std::string& text, const std::string& path) {
  const YamlNode root = parse_yaml(text, path);
  std::map<std::string, std::string> texts;
  if (root.is_null()) return texts;
  if (!root.is_map()) throw FileError(path, root.at, "a text file is a list of 'key: text'");
  Problems problems;
  for (const auto& [key, value] : root.entries) {
    if (!value.is_scalar()) {
      problems.add(path, value.at, fmt::format("'{}' is not a text: keys are flat, as in 'pump.start: \"Start\"'", key.scalar));
      continue;
    }
    texts[key.scalar] = value.scalar;
  }
  problems.check();
  return texts;
}

void Texts::load(const std::string& folder, const std::string& stem) { load(folder, stem, stem); }

void Texts::load(const std::string& folder, const std::string& stem, const std::string& prefix) {
  for (const std::string& language : languages()) {
    const fs::path path = fs::path(folder) / (stem + language + ".yaml");
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) continue;
    // A scenario's keys keep its name in front, so that several can be loaded together.
    for (auto& [key, text] : read_texts(path.string())) by_language_[language][prefix + key] = std::move(text);
  }
}

void Texts::add(const std::string& language, const std::string& prefix, const std::string& text, const std::string& file) {
  for (auto& [key, value] : parse_texts(text, file)) by_language_[language][prefix + key] = std::move(value);
}

void Texts::load_assets() {
  const fs::path folder = fs::path(assets_folder()) / "text";
  std::error_code ignored;
  std::vector<std::string> stems;
  for (const fs::directory_entry& e : fs::directory_iterator(folder, ignored)) {
    const std::string name = e.path().filename().string();
    if (name.ends_with(".en.yaml")) stems.push_back(name.substr(0, name.size() - std::string_view("en.yaml").size()));
  }
  if (stems.empty()) throw FileError(folder.string(), {}, "holds no texts: set RETORT_ASSETS to the folder 'assets' of the program");
  for (const std::string& stem : stems) load(folder.string(), stem, "");
}

bool Texts::has(std::string_view key) const { return find_in_order(by_language_, language_, std::string(key)) != nullptr; }

std::string Texts::operator()(std::string_view key) const {
  const std::string* text = find_in_order(by_language_, language_, std::string(key));
  return text ? *text : std::string(key);
}

std::string Texts::operator()(std::string_view key, const std::vector<std::string>& arguments) const { return filled((*this)(key), arguments); }

std::string filled(const std::string& text, const std::vector<std::string>& arguments) {
  std::string filled;
  for (std::size_t i = 0; i < text.size();) {
    if (const char* end = text.data() + text.size(); text[i] == '{') {
      std::size_t n = 0;
      const auto [stop, status] = std::from_chars(text.data() + i + 1, end, n);
      if (status == std::errc() && stop != end && *stop == '}' && n < arguments.size()) {
        filled += arguments[n];
        i = std::size_t(stop - text.data()) + 1;
        continue;
      }
    }
    filled += text[i++];
  }
  return filled;
}

void Texts::fill(const std::string& prefix, const std::string& name, const std::string& with) {
  const std::string place = "{" + name + "}";
  for (auto& [language, texts] : by_language_)
    for (auto t = texts.lower_bound(prefix); t != texts.end() && t->first.starts_with(prefix); ++t) {
      const std::string& text = t->second;
      if (text.find(place) == std::string::npos) continue;
      std::string filled;
      std::size_t from = 0;
      for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, from)) {
        filled.append(text, from, at - from) += with;
        from = at + place.size();
      }
      t->second = filled.append(text, from);
    }
}

std::string Texts::tag(std::string_view tag) const { return (*this)(tag); }

std::optional<std::string> Texts::find_noun(std::string_view tag, std::string_view noun) const {
  for (const std::string& stem : {std::string(tag), std::string("noun")})
    if (const std::string key = fmt::format("{}.{}", stem, noun); has(key)) return (*this)(key);
  const auto filled = [&](std::string_view front, const std::string& ending) {
    for (const std::string& stem : {std::string(tag), std::string("noun")})
      if (const std::string key = fmt::format("{}.{}*", stem, front); has(key)) return (*this)(key, {ending});
    return std::string();
  };
  const std::size_t digits = noun.find_last_not_of("0123456789") + 1;
  if (digits > 0 && digits < noun.size())
    if (const std::string text = filled(noun.substr(0, digits), std::string(noun.substr(digits))); !text.empty()) return text;
  for (std::size_t i = noun.find('_'); i != std::string_view::npos; i = noun.find('_', i + 1)) {
    const std::string component = fmt::format("component.{}", noun.substr(i + 1));
    if (!has(component)) continue;
    if (const std::string text = filled(noun.substr(0, i + 1), (*this)(component)); !text.empty()) return text;
  }
  // One of several like it, by its number: a component on a stage or in a cell.
  if (digits > 1 && digits < noun.size() && noun[digits - 1] == '_') {
    if (const auto of_all = find_noun(tag, noun.substr(0, digits - 1))) return fmt::format("{} ({})", *of_all, noun.substr(digits));
  }
  return std::nullopt;
}

std::string Texts::number(double value, int decimals) const {
  if (!std::isfinite(value)) return "?";
  std::string s = fmt::format("{:.{}f}", value, std::max(0, decimals));
  if (s.find_first_not_of("-0.") == std::string::npos && s[0] == '-') s.erase(0, 1);  // no minus zero
  if (language_ != "en")
    if (const std::size_t point = s.find('.'); point != std::string::npos) s[point] = ',';
  return s;
}

std::string assets_folder() { return shipped_folder("RETORT_ASSETS", "assets", "text"); }

}  // namespace retort
