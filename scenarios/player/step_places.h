#pragma once
#include <optional>
#include <string>
#include <vector>

#include "scenarios/player/scenario.h"

/// Where a step is done, so that a card can lead there.
namespace retort {

struct StepPlace {
  std::string tag;
  bool field = false;   // one goes there; else it is seen and worked in the control room
};

/// The blocks whose tags stand in a text as words of their own, in order.
std::vector<BlockId> named_in(const CompiledPlant& plant, const std::string& text);

/// Where one goes for a thing; nothing where neither a faceplate nor a hand is there for it. `reads`: what decides that it is done.
std::optional<StepPlace> place_of(const CompiledPlant& plant, BlockId block, const std::vector<RowId>& reads);

/// The things that the step's text names. Where it names none: those that its condition reads, as far as `known` names them, which is what
/// everybody reads anyway (the briefing), or all of them once the hint that points has been paid for (`pointed`): which thing it is may be
/// what is to be found out.
std::vector<StepPlace> step_places(const StepSpec& step, const CompiledPlant& plant, const std::string& text, const std::string& known, bool pointed);

}  // namespace retort
