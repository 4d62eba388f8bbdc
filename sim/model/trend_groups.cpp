#include "sim/model/trend_groups.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/compiled_plant.h"
#include "sim/model/variable.h"

namespace retort {

std::vector<TrendGroup> read_trend_groups(const CompiledPlant& plant, Problems& problems) {
  std::vector<TrendGroup> groups;
  const YamlNode* trends = plant.spec.display.is_map() ? plant.spec.display.find("trends") : nullptr;
  if (!trends) return groups;
  const auto problem = [&](SourcePos at, std::string message) { problems.add(plant.spec.file, at, std::move(message)); };
  if (!trends->is_map()) {
    problem(trends->at, "display: trends is a map of groups, each a list of variables: {Feed: [FT-101.pv, FIC-101.op]}");
    return groups;
  }
  for (const auto& [name, pens] : trends->entries) {
    const std::string here = fmt::format("display: trends: {}", name.scalar);
    if (!pens.is_sequence() || pens.items.empty() || pens.items.size() > kMostPens) {
      problem(pens.at, fmt::format("{}: a list of 1 to {} variables", here, kMostPens));
      continue;
    }
    TrendGroup group{name.scalar, {}};
    for (const YamlNode& pen : pens.items) {
      const FoundRow found = find_variable(plant, pen.scalar, BareTag::value);
      if (found.row == kNoRow) problem(pen.at, fmt::format("{}: {}", here, found.problem));
      else if (!plant.catalogue[found.row].trended) problem(pen.at, fmt::format("{}: {} is not recorded", here, pen.scalar));
      else if (std::find(group.pens.begin(), group.pens.end(), found.row) != group.pens.end()) problem(pen.at, fmt::format("{}: {} stands there twice", here, pen.scalar));
      else group.pens.push_back(found.row);
    }
    groups.push_back(std::move(group));
  }
  return groups;
}

}  // namespace retort
