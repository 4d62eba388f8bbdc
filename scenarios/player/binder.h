#pragma once
#include <string>

#include "scenarios/player/scenario.h"

namespace retort {

/// Makes the expressions of a scenario, each with timers of its own; throws FileError.
class ScenarioBinder {
 public:
  ScenarioBinder(Scenario& scenario, const CompiledPlant& plant);
  const CompiledPlant& plant() const { return plant_; }
  ScenarioExpression expression(const std::string& text, SourcePos at);
  /// The same, and it must be a condition.
  ScenarioExpression condition(const YamlNode& text);
  /// The same, apart at every "or" outside parentheses: what holds is then known.
  std::vector<ScenarioExpression> alternatives(const YamlNode& text);
  ScenarioExpression condition(const std::string& text, SourcePos at);

 private:
  Scenario& scenario_;
  const CompiledPlant& plant_;
};

}  // namespace retort
