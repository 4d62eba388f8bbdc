#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/errors.h"

/// A YAML file as a tree in which every value knows its line and column. Read from yaml-cpp's events, because its own
/// tree keeps the first of duplicate keys silently; here a duplicate key, an alias or a tag is an error.
namespace retort {

struct YamlNode {
  enum class Kind { null, scalar, sequence, map };
  Kind kind = Kind::null;
  SourcePos at;
  std::string scalar;
  std::vector<YamlNode> items;                            // of a sequence
  struct Entry;
  std::vector<Entry> entries;                             // of a map, in file order; keys are scalars

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }
  /// The value under a key, or nullptr. Looks through the entries: for the few keys that a reader knows.
  const YamlNode* find(std::string_view key) const;
};

struct YamlNode::Entry {
  YamlNode first, second;   // key and value
};

/// Throws FileError on bad syntax, duplicate keys, control characters, nesting deeper than 32 or more than 200 000 values.
YamlNode parse_yaml(const std::string& text, const std::string& file);
/// Reads the file and parses it. Throws FileError also when the file cannot be read.
YamlNode load_yaml(const std::string& path);
/// Whole file as text (file.h); throws FileError.
std::string read_text_file(const std::string& path);

}  // namespace retort
