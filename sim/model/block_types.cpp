#include "sim/model/block.h"

namespace retort {

const BlockType* BlockTypes::find(std::string_view section, std::string_view name) const {
  for (const BlockType& t : types_)
    if (t.name == name && t.section == section) return &t;
  return nullptr;
}

std::vector<std::string> BlockTypes::names(std::string_view section) const {
  std::vector<std::string> names;
  for (const BlockType& t : types_)
    if (t.section == section) names.push_back(t.name);
  return names;
}

}  // namespace retort
