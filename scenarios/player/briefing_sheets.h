#pragma once
#include <vector>

#include "drawing/pages.h"
#include "language/texts.h"
#include "scenarios/player/player.h"

namespace retort {

/// The sheets of the P&ID that an exercise is about, in order, and which of them comes first: that with the most of its tags; of
/// an exercise of more than half of the plant all of them, and first that where it begins.
struct BriefingSheets {
  std::vector<int> sheets;   // of `paper`
  std::size_t first = 0;     // of these
};
/// By what a student reads before it begins, and by nothing else: the briefing, and in practice the steps that no event brings. What is to be
/// found out is not shown by the choice of a sheet. All sheets where those texts name nothing.
BriefingSheets briefing_sheets(const Scenario& scenario, PlayMode mode, const Texts& texts, const CompiledPlant& plant, const PlantPages& paper);

}  // namespace retort
