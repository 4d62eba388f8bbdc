#pragma once
#include <map>
#include <string>
#include <vector>

#include "scenarios/player/scenario.h"
#include "scenarios/session/operator.h"

namespace retort {

/// What one must operate for a step to be done: the things that its condition reads and the model answer works, and where it reads a flow,
/// the controller of that flow and the valves in its line that the model answer works. Things that nobody can go to are left out.
std::vector<BlockId> demanded_by(const StepSpec& step, const CompiledPlant& plant, const Operator& model);

/// The steps that a student cannot find his way from: one line for each step with the tags that its text (or else the buttons under it) does
/// not name, though it demands them. `texts`: those of the exercise in one language, by key. What a step before it demanded as well need not
/// be named again where a flow is read, nor in the step that all the others lead to; what stands in a line, nor where another step asks for it.
std::vector<std::string> unnamed_in_steps(const Scenario& scenario, const CompiledPlant& plant, const Operator& model, const std::map<std::string, std::string>& texts);

}  // namespace retort
