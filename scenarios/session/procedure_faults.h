#pragma once
#include <string>
#include <vector>

#include "sim/model/compiled_plant.h"

namespace retort {

/// What is wrong with the written procedures of a plant (sim/model/procedures.h) beside what the compiler refuses, one line each: a text that
/// is missing in a language or that no procedure uses, a tag in a text that the plant has not, a thing of a step that nobody can go to, and a
/// value that is expected where neither the control room nor who stands there can read it. Of each kind the first ones, and how many more
/// (sim/base/fault_list.h). Throws FileError where the texts cannot be read.
std::vector<std::string> procedure_faults(const CompiledPlant& plant);

}  // namespace retort
