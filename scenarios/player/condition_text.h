#pragma once
#include <string>

#include "language/texts.h"
#include "scenarios/player/grade.h"

namespace retort {

/// A condition as a person reads it: "T-101.level in 40..60 % and not P-101.running" as "T-101 niveau tussen 40 en 60 % en niet P-101 in
/// bedrijf". Words and numbers change, the order of things does not, so that it can be laid beside the file.
std::string condition_text(const ConditionArgument& condition, const Texts& texts);

}  // namespace retort
