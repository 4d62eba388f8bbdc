#include "scenarios/player/briefing_sheets.h"

#include <algorithm>
#include <string>

#include "scenarios/player/briefing.h"
#include "scenarios/player/step_places.h"

namespace retort {

namespace {
constexpr int kSome = 3;   // sheets that one leafs through without getting lost
}

BriefingSheets briefing_sheets(const Scenario& scenario, PlayMode mode, const Texts& texts, const CompiledPlant& plant, const PlantPages& paper) {
  std::string told;
  for (const TextPart& part : written_briefing(scenario.name, texts)) told += part.text + "\n";
  std::string steps;
  for (const StepSpec& step : scenario.steps)
    if (mode == PlayMode::practise && !(step.since && step.since->kind == Moment::Kind::event)) steps += texts(scenario.text_key("step." + step.id)) + "\n";
  std::vector<int> tags(paper.pages.size());
  for (const BlockId b : named_in(plant, told + steps))
    if (const PlantPages::Seat* seat = paper.seat(plant.blocks[static_cast<std::size_t>(b)].tag)) ++tags[static_cast<std::size_t>(seat->page)];
  // An exercise of the whole plant begins where its first step is.
  const auto involved = std::count_if(tags.begin(), tags.end(), [](int n) { return n > 0; });
  if (involved > kSome && 2 * involved > std::ssize(tags)) {
    BriefingSheets all;
    for (std::size_t n = 0; n < tags.size(); ++n) all.sheets.push_back(static_cast<int>(n));
    for (const BlockId b : named_in(plant, steps + told))
      if (const PlantPages::Seat* seat = paper.seat(plant.blocks[static_cast<std::size_t>(b)].tag)) {
        all.first = static_cast<std::size_t>(seat->page);
        break;
      }
    return all;
  }
  const auto most = std::max_element(tags.begin(), tags.end());
  BriefingSheets chosen;
  for (auto n = tags.begin(); n != tags.end(); ++n) {
    if (*n == 0 && *most > 0) continue;
    if (n == most) chosen.first = chosen.sheets.size();
    chosen.sheets.push_back(static_cast<int>(n - tags.begin()));
  }
  return chosen;
}

}  // namespace retort
