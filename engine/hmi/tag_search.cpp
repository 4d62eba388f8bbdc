#include "engine/hmi/tag_search.h"

#include <cctype>

namespace retort::hmi {
namespace {

std::string lower(std::string s) {
  for (char& c : s) c = char(std::tolower(static_cast<unsigned char>(c)));
  return s;
}

}  // namespace

bool holds(const std::string& text, const std::string& typed) { return lower(text).find(lower(typed)) != std::string::npos; }

std::optional<Meant> meant(const Words& words, const std::string& tag, const std::string& typed) {
  if (typed.empty()) return std::nullopt;
  const std::string name = lower(tag), part = lower(typed);
  const std::size_t at = name.find(part);
  if (name == part) return Meant::itself;
  if (at == 0) return Meant::begins_so;
  if (at != std::string::npos) return Meant::has_it;
  if (holds(description(words, tag), typed)) return Meant::called_so;
  return std::nullopt;
}

}  // namespace retort::hmi
