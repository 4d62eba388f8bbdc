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
  using Names = std::function<std::optional<std::string>(const std::string& tag, const std::string& noun)>;
  Words() = default;
  using Said = std::function<std::string(const std::string& condition)>;
  explicit Words(Lookup lookup, Names names = {}, Said said = {}) : lookup_(std::move(lookup)), names_(std::move(names)), said_(std::move(said)) {}

  const std::string& operator()(const std::string& key) const { return get(key, key); }
  const std::string& get(const std::string& key, const std::string& otherwise) const {
    auto it = known_.find(key);
    if (it == known_.end()) {
      std::optional<std::string> text = lookup_ ? lookup_(key) : std::nullopt;
      it = known_.emplace(key, text ? std::move(*text) : otherwise).first;
    }
    return it->second;
  }
  /// What a variable is called; `otherwise` where it has no name.
  const std::string& name(const std::string& tag, const std::string& noun, const std::string& otherwise) const {
    auto it = named_.find(tag + "." + noun);
    if (it == named_.end()) {
      std::optional<std::string> text = names_ ? names_(tag, noun) : std::nullopt;
      it = named_.emplace(tag + "." + noun, text ? std::move(*text) : otherwise).first;
    }
    return it->second;
  }
  /// What the signals of a loop are called ("pv", "sp", "op"), in the vocabulary that was chosen.
  const std::string& term(const std::string& signal) const { return get("term." + vocabulary + "." + signal, signal); }
  std::string vocabulary = "pv_sp_op";
  /// A condition of the plant file as a person reads it.
  const std::string& condition(const std::string& text) const {
    auto it = conditions_.find(text);
    if (it == conditions_.end()) it = conditions_.emplace(text, said_ ? said_(text) : text).first;
    return it->second;
  }
  /// "," or ".": how this language writes decimals.
  char decimal() const { return get("ui.decimal", ".")[0]; }

 private:
  Lookup lookup_;
  Names names_;
  Said said_;
  mutable std::unordered_map<std::string, std::string> known_, named_, conditions_;
};

Words words_of(const Texts& texts);

}  // namespace retort::hmi
