#include "engine/hmi/words.h"

#include <memory>

namespace retort::hmi {

Words words_of(const Texts& texts) {
  auto kept = std::make_shared<const Texts>(texts);
  return Words([kept](const std::string& key) -> std::optional<std::string> {
    if (kept->has(key)) return (*kept)(key);
    const std::size_t dot = key.find('.');
    if (!key.starts_with("name:") || dot == std::string::npos) return std::nullopt;
    return kept->find_noun(key.substr(5, dot - 5), key.substr(dot + 1));
  });
}

}  // namespace retort::hmi
