#pragma once
#include <string>

#include "scenarios/player/run_result.h"
#include "language/texts.h"

namespace retort {

/// The debrief of a run as one self-contained HTML file: no network, no scripts, everything from files and students
/// escaped, readable on screen, in black and white, by a screen reader, and printed to A4. The same run gives the same
/// bytes: no date, no wall clock, no path of the machine. `texts` has the language of the page, with the plant's and
/// the scenario's own texts loaded. `model_answer`: a run of the scenario's model answer on the same plant and seed, to
/// compare with; or nullptr.
std::string render_report(const RunResult& run, const RunResult* model_answer, const Texts& texts);

}  // namespace retort
