#include "scenarios/player/texts.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>

#include "sim/model/yaml_node.h"

namespace fs = std::filesystem;

namespace retort {
namespace {

/// Flat keys of one file into `into`, each with a prefix.
void load_file(const fs::path& path, const std::string& prefix, std::map<std::string, std::string>& into) {
  const YamlNode root = load_yaml(path.string());
  if (root.is_null()) return;
  if (!root.is_map()) throw FileError(path.string(), root.at, "a file of texts is a map of 'key: text'");
  for (const auto& [key, value] : root.entries) {
    if (!value.is_scalar())
      throw FileError(path.string(), value.at, fmt::format("{}: a text stands behind each key: nothing nested", key.scalar));
    into[prefix + key.scalar] = value.scalar;
  }
}

}  // namespace

const std::vector<std::string>& languages() {
  static const std::vector<std::string> list = {"nl", "en", "fr"};
  return list;
}

std::string assets_folder() {
  if (const char* env = std::getenv("RETORT_ASSETS")) return env;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const fs::path& base : {program / "../..", program / "../share/retort", program / "../../..", program / "..", fs::path(".")}) {
    const fs::path folder = base / "assets";
    if (fs::is_directory(folder / "text", ignored)) return fs::weakly_canonical(folder, ignored).string();
  }
  return "assets";
}

void Texts::load(const std::string& folder, const std::string& stem) {
  std::error_code ignored;
  for (const std::string& language : languages()) {
    const fs::path path = fs::path(folder) / (stem + language + ".yaml");
    if (fs::exists(path, ignored)) load_file(path, stem, by_language_[language]);
  }
}

void Texts::load_assets() {
  std::error_code ignored;
  const fs::path folder = fs::path(assets_folder()) / "text";
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    const std::string name = entry.path().filename().string();
    for (const std::string& language : languages()) {
      const std::string ending = language + ".yaml";
      if (name == ending || (name.size() > ending.size() + 1 && name.ends_with("." + ending)))
        load_file(entry.path(), "", by_language_[language]);
    }
  }
}

bool Texts::has(std::string_view key) const {
  for (const auto& [language, texts] : by_language_)
    if (texts.contains(std::string(key))) return true;
  return false;
}

std::string Texts::operator()(std::string_view key) const {
  const std::string k(key);
  for (const std::string& language : {language_, std::string("en"), std::string("nl"), std::string("fr")}) {
    const auto texts = by_language_.find(language);
    if (texts == by_language_.end()) continue;
    const auto text = texts->second.find(k);
    if (text != texts->second.end()) return text->second;
  }
  return k;
}

std::string Texts::operator()(std::string_view key, const std::vector<std::string>& arguments) const {
  const std::string text = (*this)(key);
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' && text[i + 1] >= '0' && text[i + 1] <= '9') {
      const auto n = static_cast<std::size_t>(text[i + 1] - '0');
      if (n < arguments.size()) out += arguments[n];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string Texts::tag(std::string_view tag) const { return has(tag) ? (*this)(tag) : std::string(tag); }

std::string Texts::noun(std::string_view tag, std::string_view noun) const {
  const std::string own = fmt::format("{}.{}", tag, noun), common = fmt::format("noun.{}", noun);
  return has(own) ? (*this)(own) : has(common) ? (*this)(common) : std::string(noun);
}

std::string Texts::number(double value, int decimals) const {
  std::string s = fmt::format("{:.{}f}", value, decimals);
  if (s.find_first_not_of("-0.") == std::string::npos && s.front() == '-') s.erase(0, 1);
  const auto point = s.find('.');
  if (point != std::string::npos && language_ != "en") s[point] = ',';
  return s;
}

}  // namespace retort
