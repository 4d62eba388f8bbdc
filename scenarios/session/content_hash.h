#pragma once
#include "sim/base/hash.h"
#include "sim/base/yaml_node.h"

namespace retort {

/// Of what a file says, not of how it is written: comments, white space, quotes and the file's name change nothing. JSON (where
/// the name ends so) is taken letter by letter, without white space. Throws FileError when the text is no YAML.
Hash content_hash(const std::string& text, const std::string& file);
Hash content_hash(const YamlNode& root);

}  // namespace retort
