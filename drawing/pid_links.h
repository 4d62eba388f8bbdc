#pragma once
#include <string>
#include <utility>
#include <vector>

#include "sim/model/compiled_plant.h"

/// Who is joined to whom by a signal, as the plant file says it.
namespace retort {

struct PidLink {
  std::string of;        // whose it is
  std::string from, to;  // tags or variables
  const char* style;     // signal, safety
};

/// "T-101.level" -> {"T-101", "level"}
std::pair<std::string, std::string> split_name(const std::string& name);

/// What is written under a key of a map, or of a block; "" when nothing is.
std::string scalar(const YamlNode* map, std::string_view key);
std::string written(const CompiledPlant& plant, const std::string& tag, std::string_view key);

/// What a controller, a split range, a ratio or a choice of machines reads and drives, the most important first.
std::vector<std::string> read_by(const CompiledPlant& plant, const std::string& tag);
std::vector<std::string> driven_by(const CompiledPlant& plant, const std::string& tag);
/// Tags in the conditions of a safety function or a sequence, and tags on which it acts.
std::vector<std::string> watched_by(const CompiledPlant& plant, const BlockLayout& safety);
std::vector<std::string> acted_on(const CompiledPlant& plant, const std::string& tag);

/// All signals that are drawn as a line: to and from controllers, and to safety functions.
std::vector<PidLink> links(const CompiledPlant& plant);

}  // namespace retort
