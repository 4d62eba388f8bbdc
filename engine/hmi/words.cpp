#include "engine/hmi/words.h"

#include <memory>

#include "scenarios/player/condition_text.h"

namespace retort::hmi {

Words words_of(const Texts& texts) {
  auto kept = std::make_shared<const Texts>(texts);
  return Words([kept](const std::string& key) { return kept->has(key) ? std::optional((*kept)(key)) : std::nullopt; },
               [kept](const std::string& tag, const std::string& noun) { return kept->find_noun(tag, noun); },
               [kept](const std::string& condition) { return condition_text({condition, {}, {}}, *kept); });
}

}  // namespace retort::hmi
