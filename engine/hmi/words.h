#pragma once
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

#include "language/texts.h"

namespace retort::hmi {

/// Texts on screen by key, in the language in use. Where they come from (interface, plant and exercise files) is the
/// business of who makes it. A key without a text shows itself, so that a gap is seen.
class Words {
 public:
  using Lookup = std::function<std::optional<std::string>(const std::string& key)>;
  Words() = default;
  explicit Words(Lookup lookup) : lookup_(std::move(lookup)) {}

  const std::string& operator()(const std::string& key) const { return get(key, key); }
  const std::string& get(const std::string& key, const std::string& otherwise) const {
    auto it = known_.find(key);
    if (it == known_.end()) {
      std::optional<std::string> text = lookup_ ? lookup_(key) : std::nullopt;
      it = known_.emplace(key, text ? std::move(*text) : otherwise).first;
    }
    return it->second;
  }
  /// "," or ".": how this language writes decimals.
  char decimal() const { return get("ui.decimal", ".")[0]; }

 private:
  Lookup lookup_;
  mutable std::unordered_map<std::string, std::string> known_;
};

/// The texts, and under "name:TAG.noun" what a variable is called, where it has a name.
Words words_of(const Texts& texts);

}  // namespace retort::hmi
