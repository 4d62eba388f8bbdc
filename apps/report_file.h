#pragma once
#include <string>

#include "scenarios/session/run.h"

namespace retort {

/// Plays the model answer beside the run and writes the debrief. Throws FileError.
void write_report(const Run& run, const RunResult& result, const std::string& path);

}  // namespace retort
