#pragma once
#include <functional>
#include <memory>
#include <string>

#include "scenarios/session/operator.h"
#include "scenarios/player/player.h"
#include "scenarios/player/result.h"

/// Plays a scenario without a screen, as fast as it goes.
namespace retort {

struct ScenarioOptions {
  PlayMode mode = PlayMode::practise;
  std::string language = "nl", student;  // of who plays; nothing simulated depends on them
  std::uint64_t seed = 0;              // 0: the scenario's
  bool noise = true;
  double rtol = 1e-4;
  double duration = 0;                 // s; 0: to the end of the scenario. Stopping early counts as giving up
  /// Called once before the first step (attach a recorder), before each step (further acts), and with 0..1 every simulated 10 s.
  std::function<void(Simulation&, Player&)> begins;
  std::function<void(Simulation&)> before_step;
  std::function<void(double)> progress;
  /// Called after the last step with the result (finish a recording).
  std::function<void(Simulation&, const RunResult&)> ends;
};

RunResult play_scenario(std::shared_ptr<const CompiledPlant> plant, std::shared_ptr<const Scenario> scenario, Operator who,
                        const ScenarioOptions& options);

}  // namespace retort
