#include "scenarios/player/binder.h"

#include <fmt/format.h>

namespace retort {

ScenarioBinder::ScenarioBinder(Scenario& scenario, const CompiledPlant& plant) : scenario_(scenario), plant_(plant) {}

ScenarioExpression ScenarioBinder::expression(const std::string& text, SourcePos at) {
  auto e = std::make_shared<Expression>(Expression::parse(text, scenario_.file, at));
  ExpressionScope scope = scenario_scope(scenario_, plant_);
  scope.extra = [&](std::string_view function, std::string_view argument) {
    return scenario_.extra(plant_.catalogue, function, argument, true);
  };
  for (const ValueSpec& v : scenario_.values) scope.extra_names.push_back(fmt::format("value({})", v.id));
  for (const StepSpec& s : scenario_.steps)
    for (const char* f : {"done", "since"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const EventSpec& s : scenario_.events)
    for (const char* f : {"event", "since"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const QuestionSpec& s : scenario_.questions)
    for (const char* f : {"answered", "correct"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const char* f : {"acts", "refused", "logged", "unacknowledged", "hints", "bypassed"}) scope.extra_names.push_back(f);
  e->bind(plant_.catalogue, scope);
  ScenarioExpression r{e, scenario_.timers};
  scenario_.timers += e->timer_count();
  return r;
}

ScenarioExpression ScenarioBinder::condition(const std::string& text, SourcePos at) {
  ScenarioExpression e = expression(text, at);
  const Quantity q = e.expression->quantity();
  if (q != Quantity::flag && q != Quantity::number)
    throw FileError(scenario_.file, at, fmt::format("in '{}': a {} is not a condition: compare it with something", text, to_string(q)));
  return e;
}
ScenarioExpression ScenarioBinder::condition(const YamlNode& n) { return condition(n.scalar, n.at); }
std::vector<ScenarioExpression> ScenarioBinder::alternatives(const YamlNode& n) {
  const int timers = scenario_.timers;
  const ScenarioExpression whole = condition(n);  // its errors stand where they are written
  scenario_.timers = timers;
  std::vector<ScenarioExpression> parts;
  for (const std::string& part : whole.expression->alternatives()) parts.push_back(condition(part, n.at));
  return parts;
}

}  // namespace retort
