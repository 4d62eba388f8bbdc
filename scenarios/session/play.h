#pragma once
#include <functional>
#include <optional>
#include <string>

#include "scenarios/session/operator.h"
#include "scenarios/session/run.h"

/// Drives a run without a screen, as fast as it goes.
namespace retort {

struct PlayHow {
  double until = 0;                        // s of the plant's clock; 0: to the end of the exercise. Stopping earlier hands in
  std::function<void(Run&)> before_step;   // further acts
  std::function<bool()> stops;             // asked before each scan
  std::function<void(double)> progress;    // 0..1, every simulated 10 s
};

/// What it came to, handed in. An exercise ends by itself; free play needs `until`.
RunResult play(Run& run, Operator& who, const PlayHow& how = {});

/// The file of the model answer of an exercise that lies in `folder`; empty when it has none.
std::string model_answer_file(const Scenario& scenario, const std::string& folder);
/// The model answer, played on the same material, mode and seed. nothing when there is none: in free play, and where neither the
/// exercise's folder nor, for an exercise as shipped, our library has one. `given`: the operator file to take instead. Throws FileError.
std::optional<RunResult> play_model_answer(const Prepared& prepared, RunSetup setup, const std::string& given = {});

}  // namespace retort
