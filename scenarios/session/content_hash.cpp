#include "scenarios/session/content_hash.h"

namespace retort {
namespace {

/// Each value with its kind and its length, so that no two trees feed the same bytes.
void feed(Hasher& h, const YamlNode& n) {
  const auto head = [&](char kind, std::size_t count) {
    h.add(&kind, 1);
    const auto length = static_cast<std::uint64_t>(count);
    h.add(&length, sizeof length);
  };
  switch (n.kind) {
    case YamlNode::Kind::null: head('n', 0); break;
    case YamlNode::Kind::scalar:
      head('s', n.scalar.size());
      h.add(n.scalar.data(), n.scalar.size());
      break;
    case YamlNode::Kind::sequence:
      head('l', n.items.size());
      for (const YamlNode& item : n.items) feed(h, item);
      break;
    case YamlNode::Kind::map:
      head('m', n.entries.size());
      for (const auto& [key, value] : n.entries) feed(h, key), feed(h, value);
      break;
  }
}

/// JSON as it says the same; what stands in quotes keeps its blanks.
std::string without_white_space(const std::string& json) {
  std::string kept;
  bool quoted = false, escaped = false;
  for (const char c : json) {
    if (!quoted && (c == ' ' || c == '\t' || c == '\n' || c == '\r')) continue;
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
    kept += c;
  }
  return kept;
}

}  // namespace

Hash content_hash(const YamlNode& root) {
  Hasher h;
  feed(h, root);
  return h.finish();
}
Hash content_hash(const std::string& text, const std::string& file) {
  if (!file.ends_with(".json")) return content_hash(parse_yaml(text, file));
  return hash_text(without_white_space(text));
}

}  // namespace retort
