#pragma once
#include <string>

#include "scenarios/session/session.h"

namespace retort {

/// Plays the model answer beside the run and writes the debrief. Throws FileError.
void write_report(const Session& session, const RunResult& run, const std::string& path);

}  // namespace retort
