#pragma once
#include <string>
#include <vector>

#include "language/text_part.h"
#include "language/texts.h"
#include "scenarios/player/player.h"

/// What a student reads before an exercise begins, in parts that can be found again: the situation, the task, the limits, the time, and how it is
/// graded.
namespace retort {

/// What the author wrote: texts `briefing`, `task` and `limits` (where there are any) of the exercise.
std::vector<TextPart> written_briefing(const std::string& scenario, const Texts& texts);
/// That, and what the file of the exercise says: its time, and what its points are for.
std::vector<TextPart> whole_briefing(const Scenario& scenario, PlayMode mode, const Texts& texts);

}  // namespace retort
