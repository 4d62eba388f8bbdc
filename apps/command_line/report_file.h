#pragma once
#include <string>
#include <vector>

#include "scenarios/session/run.h"

namespace retort {

/// Plays the model answer beside the run and writes the debrief in each of the languages (none: the run's own). With one language the
/// file is `path`; with several it is named for each: "report.html" -> "report.nl.html". `model_answer`: its operator file, where it is not
/// the shipped one. Returns what was written. Throws FileError.
std::vector<std::string> write_report(const Prepared& prepared, const RunSetup& setup, const RunResult& result, const std::string& path,
                                      std::vector<std::string> languages = {}, const std::string& model_answer = {});

}  // namespace retort
