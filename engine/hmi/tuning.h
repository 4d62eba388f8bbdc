#pragma once
#include "engine/hmi/desk.h"

/// Tuning of a controller: a step test on the history, a model of the process, gains after a rule, the loop before and after, and taking over.
namespace retort::hmi {

/// It has gains that can be set.
bool can_be_tuned(const Thing& t);
void draw_tuning(const Desk& desk, const Thing& t);

/// Finds the step between both marks, and fits the models. False where there is no step.
bool evaluate(StepTest& test, const PlantView& plant, const Thing& t);
/// What the rule gives for it, in the controller's own form; nothing where its action would have to be turned round.
std::optional<SimcTuning> proposal(const StepTest& test, const PlantView& plant, const Thing& t);

}  // namespace retort::hmi
