#include "engine/hmi/words.h"

#include <memory>

namespace retort::hmi {

Words words_of(const Texts& texts) {
  auto kept = std::make_shared<const Texts>(texts);
  return Words([kept](const std::string& key) { return kept->has(key) ? std::optional((*kept)(key)) : std::nullopt; },
               [kept](const std::string& tag, const std::string& noun) { return kept->find_noun(tag, noun); });
}

}  // namespace retort::hmi
