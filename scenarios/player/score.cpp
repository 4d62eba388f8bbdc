#include "scenarios/player/score.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {
namespace {

struct Form {
  const char* name;
  ScoreKind kind;
  bool needs_full, needs_zero;
};
constexpr Form kForms[] = {
    {"share_of_time", ScoreKind::share_of_time, false, false},
    {"all_within", ScoreKind::all_within, false, false},
    {"time_to", ScoreKind::time_to, true, true},
    {"excess", ScoreKind::excess, false, true},
    {"count", ScoreKind::count, false, true},
    {"integral", ScoreKind::integral, true, true},
    {"final", ScoreKind::final_value, true, true},
    {"peak", ScoreKind::peak, true, true},
    {"alarms_answered", ScoreKind::alarms_answered, false, false},
    {"not_before", ScoreKind::not_before, false, false},
    {"at_end", ScoreKind::at_end, false, false},
    {"answer", ScoreKind::answer, false, false},
    {"logged", ScoreKind::logged, false, false},
    {"steps", ScoreKind::steps, false, false},
};

struct Argument {
  std::string text;
  SourcePos at;
};

SourcePos moved(SourcePos p, std::size_t by) { return {p.line, p.column + static_cast<int>(by)}; }

/// "name(a, b)" cut at its outer commas.
std::vector<Argument> arguments_of(const YamlNode& n, std::size_t open, const std::string& file) {
  const std::string& s = n.scalar;
  std::vector<Argument> list;
  int depth = 0;
  std::size_t begin = open + 1;
  const auto push = [&](std::size_t end) {
    std::size_t a = begin, b = end;
    while (a < b && s[a] == ' ') ++a;
    while (b > a && s[b - 1] == ' ') --b;
    if (b > a || !list.empty()) list.push_back({s.substr(a, b - a), moved(n.at, a)});
  };
  for (std::size_t i = open; i < s.size(); ++i) {
    if (s[i] == '(') {
      ++depth;
    } else if (s[i] == ')' && --depth == 0) {
      push(i);
      if (s.find_first_not_of(' ', i + 1) != std::string::npos)
        throw FileError(file, moved(n.at, i + 1), fmt::format("nothing stands after the ')' of a score: '{}'", s));
      return list;
    } else if (s[i] == ',' && depth == 1) {
      push(i);
      begin = i + 1;
    }
  }
  throw FileError(file, moved(n.at, s.size()), fmt::format("')' is missing in '{}'", s));
}

Quantity integrated(Quantity q) {
  switch (q) {
    case Quantity::mass_flow: return Quantity::mass;
    case Quantity::volume_flow: return Quantity::volume;
    case Quantity::power: return Quantity::energy;
    case Quantity::velocity: return Quantity::length;
    case Quantity::number: return Quantity::time;
    case Quantity::flag: return Quantity::time;
    default: return Quantity::number;
  }
}

}  // namespace

ScenarioBinder::ScenarioBinder(Scenario& scenario, const CompiledPlant& plant) : scenario_(scenario), plant_(plant) {}

ScenarioExpression ScenarioBinder::expression(const std::string& text, SourcePos at) {
  auto e = std::make_shared<Expression>(Expression::parse(text, scenario_.file, at));
  ExpressionScope scope = plant_scope(plant_);
  scope.extra = [&](std::string_view function, std::string_view argument) {
    return scenario_.extra(plant_.catalogue, function, argument, true);
  };
  for (const StepSpec& s : scenario_.steps)
    for (const char* f : {"done", "since"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const EventSpec& s : scenario_.events)
    for (const char* f : {"event", "since"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const QuestionSpec& s : scenario_.questions)
    for (const char* f : {"answered", "correct"}) scope.extra_names.push_back(fmt::format("{}({})", f, s.id));
  for (const char* f : {"acts", "refused", "logged", "unacknowledged", "hints"}) scope.extra_names.push_back(f);
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

ScoreSpec parse_score(const ScoreKeys& keys, Scenario& scenario, ScenarioBinder& binder) {
  const YamlNode& n = *keys.score;
  const std::string& file = scenario.file;
  ScoreSpec s;
  s.text = n.scalar;
  const std::size_t open = n.scalar.find('(');
  const std::string name = n.scalar.substr(0, open);
  std::vector<std::string> names;
  const Form* form = nullptr;
  for (const Form& f : kForms) {
    names.push_back(f.name);
    if (name == f.name) form = &f;
  }
  if (!form || open == std::string::npos)
    throw FileError(file, n.at, fmt::format("'{}' is not a score.{}", n.scalar, did_you_mean(name, names)));
  s.kind = form->kind;
  const std::vector<Argument> args = arguments_of(n, open, file);
  const auto want = [&](std::size_t count, const char* what) {
    if (args.size() != count) throw FileError(file, n.at, fmt::format("{}({}) is written with {}", name, what, what));
  };

  s.quantity = Quantity::number;
  switch (s.kind) {
    case ScoreKind::share_of_time:
      s.quantity = Quantity::fraction;
      s.full = 1;
      [[fallthrough]];
    case ScoreKind::all_within:
    case ScoreKind::count:
    case ScoreKind::at_end:
      want(1, "CONDITION");
      s.a = binder.condition(args[0].text, args[0].at);
      break;
    case ScoreKind::time_to:
      want(1, "CONDITION");
      s.quantity = Quantity::time;
      s.a = binder.condition(args[0].text, args[0].at);
      break;
    case ScoreKind::excess: {
      want(2, "VALUE, SCALE");
      s.quantity = Quantity::time;
      s.b = binder.expression(args[0].text, args[0].at);
      s.a = binder.expression(fmt::format("({}) / ({})", args[0].text, args[1].text), moved(args[0].at, 0));
      break;
    }
    case ScoreKind::integral:
    case ScoreKind::final_value:
    case ScoreKind::peak:
      want(1, "VALUE");
      s.a = binder.expression(args[0].text, args[0].at);
      s.quantity = s.kind == ScoreKind::integral ? integrated(s.a->expression->quantity()) : s.a->expression->quantity();
      break;
    case ScoreKind::alarms_answered: {
      want(1, "TIME");
      const Parsed p = parse_value(args[0].text, Quantity::time);
      if (!p.error.empty()) throw FileError(file, args[0].at, p.error);
      s.limit = p.si;
      break;
    }
    case ScoreKind::not_before:
      want(2, "CONDITION, CONDITION");
      s.a = binder.condition(args[0].text, args[0].at);
      s.b = binder.condition(args[1].text, args[1].at);
      break;
    case ScoreKind::answer: {
      want(1, "QUESTION");
      s.question = scenario.find_question(args[0].text);
      std::vector<std::string> ids;
      for (const QuestionSpec& q : scenario.questions) ids.push_back(q.id);
      if (s.question < 0)
        throw FileError(file, args[0].at, fmt::format("there is no question '{}'.{}", args[0].text, did_you_mean(args[0].text, ids)));
      break;
    }
    case ScoreKind::logged: {
      want(1, "CHARACTERS");
      const Parsed p = parse_value(args[0].text, Quantity::number);
      if (!p.error.empty()) throw FileError(file, args[0].at, p.error);
      s.limit = p.si;
      break;
    }
    case ScoreKind::steps: {
      std::vector<std::string> ids;
      for (const StepSpec& step : scenario.steps) ids.push_back(step.id);
      for (const Argument& a : args) {
        const int i = scenario.find_step(a.text);
        if (i < 0) throw FileError(file, a.at, fmt::format("there is no step '{}'.{}", a.text, did_you_mean(a.text, ids)));
        s.steps.push_back(i);
      }
      if (args.empty())
        for (int i = 0; i < static_cast<int>(scenario.steps.size()); ++i) s.steps.push_back(i);
      if (s.steps.empty()) throw FileError(file, n.at, "steps(): this scenario has no steps");
      break;
    }
  }

  s.unit = &default_unit(s.quantity);
  const auto read = [&](const YamlNode* node, double& into) {
    const Parsed p = parse_value(node->scalar, s.quantity);
    if (!p.error.empty()) throw FileError(file, node->at, p.error);
    into = p.si;
    s.unit = p.unit;
  };
  if (form->needs_full && !keys.full) throw FileError(file, n.at, fmt::format("{}(...) needs 'full': where all points are won", name));
  if (form->needs_zero && !keys.zero) throw FileError(file, n.at, fmt::format("{}(...) needs 'zero': where no point is won", name));
  if (keys.full) read(keys.full, s.full);
  if (keys.zero) read(keys.zero, s.zero);
  const bool linear = s.kind == ScoreKind::share_of_time || form->needs_zero;
  if (linear && s.full == s.zero) throw FileError(file, n.at, "'full' and 'zero' are the same: nothing lies between");
  if (!linear && (keys.full || keys.zero))
    throw FileError(file, (keys.full ? keys.full : keys.zero)->at, fmt::format("{}(...) has no 'full' and no 'zero'", name));
  return s;
}

}  // namespace retort
