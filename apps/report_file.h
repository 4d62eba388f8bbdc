#pragma once
#include <string>
#include <vector>

#include "scenarios/session/session.h"

namespace retort {

/// Texts of the program and the plant, and of the exercise when there is one.
Texts session_texts(const Session& session, const std::string& language);
/// Plays the model answer beside the run and writes the debrief in each of the languages (none: the run's own). With one language the
/// file is `path`; with several it is named for each: "report.html" -> "report.nl.html". Returns what was written. Throws FileError.
std::vector<std::string> write_report(const Session& session, const RunResult& run, const std::string& path,
                                      std::vector<std::string> languages = {});

}  // namespace retort
