// How the exercise writes a score, and what all kinds share. What each kind means: scores/.
#include "scenarios/player/score.h"

#include <fmt/format.h>

#include <algorithm>

namespace retort {
namespace scores {
#define RETORT_SCORE(header, Class) ScoreKind make_##Class();
#include "scenarios/player/scores/scores.inc"
#undef RETORT_SCORE
}  // namespace scores

namespace {

SourcePos moved(SourcePos p, std::size_t by) { return {p.line, p.column + static_cast<int>(by)}; }

std::vector<std::string> ids_of(const auto& list) {
  std::vector<std::string> ids;
  for (const auto& e : list) ids.push_back(e.id);
  return ids;
}

}  // namespace

const std::vector<ScoreKind>& score_kinds() {
  static const std::vector<ScoreKind> all = {
#define RETORT_SCORE(header, Class) scores::make_##Class(),
#include "scenarios/player/scores/scores.inc"
#undef RETORT_SCORE
  };
  return all;
}

double Scale::share(double value) const { return std::clamp((value - zero) / (full - zero), 0.0, 1.0); }

void Lapses::mark(bool wrong, double time) {
  if (wrong && open_ && !spans_.empty()) spans_.back().to = time;
  else if (wrong) point(time);
  open_ = wrong;
}
void Lapses::point(double time) {
  if (spans_.size() < kMax) spans_.push_back({time, time});
}

/// "name(a, b)" is cut at its outer commas.
ScoreArguments::ScoreArguments(const YamlNode& score, const YamlNode* full, const YamlNode* zero, Scenario& scenario, ScenarioBinder& binder)
    : score_(score), full_(full), zero_(zero), scenario_(scenario), binder_(binder) {
  const std::string& s = score.scalar;
  const std::size_t open = s.find('(');
  name_ = s.substr(0, open);
  int depth = 0;
  std::size_t begin = open + 1;
  const auto push = [&](std::size_t end) {
    std::size_t a = begin, b = end;
    while (a < b && s[a] == ' ') ++a;
    while (b > a && s[b - 1] == ' ') --b;
    if (b > a || !arguments_.empty()) arguments_.push_back({s.substr(a, b - a), moved(score.at, a)});
  };
  for (std::size_t i = open; i < s.size(); ++i) {
    if (s[i] == '(') {
      ++depth;
    } else if (s[i] == ')' && --depth == 0) {
      push(i);
      if (s.find_first_not_of(' ', i + 1) != std::string::npos)
        throw FileError(scenario.file, moved(score.at, i + 1), fmt::format("nothing stands after the ')' of a score: '{}'", s));
      return;
    } else if (s[i] == ',' && depth == 1) {
      push(i);
      begin = i + 1;
    }
  }
  throw FileError(scenario.file, moved(score.at, s.size()), fmt::format("')' is missing in '{}'", s));
}

void ScoreArguments::fail(const std::string& message) const { throw FileError(scenario_.file, score_.at, message); }
void ScoreArguments::fail(const Argument& a, const std::string& message) const { throw FileError(scenario_.file, a.at, message); }

void ScoreArguments::want(std::size_t count, const char* what) const {
  if (arguments_.size() != count) fail(fmt::format("{}({}) is written with {}", name_, what, what));
}

Watch ScoreArguments::watch(ScenarioExpression e) {
  watched_.push_back(std::move(e));
  return {static_cast<int>(watched_.size()) - 1};
}
Watch ScoreArguments::condition(std::size_t i) { return watch(binder_.condition(arguments_[i].text, arguments_[i].at)); }
Watch ScoreArguments::value(std::size_t i) { return watch(binder_.expression(arguments_[i].text, arguments_[i].at)); }
Watch ScoreArguments::ratio(std::size_t i, std::size_t j) {
  return watch(binder_.expression(fmt::format("({}) / ({})", arguments_[i].text, arguments_[j].text), arguments_[i].at));
}

double ScoreArguments::constant(std::size_t i, Quantity q) const {
  const Parsed p = parse_value(arguments_[i].text, q);
  if (!p.error.empty()) fail(arguments_[i], p.error);
  return p.si;
}
int ScoreArguments::question(std::size_t i) const {
  const Argument& a = arguments_[i];
  const int q = scenario_.find_question(a.text);
  if (q < 0) fail(a, fmt::format("there is no question '{}'.{}", a.text, did_you_mean(a.text, ids_of(scenario_.questions))));
  return q;
}
int ScoreArguments::step(std::size_t i) const {
  const Argument& a = arguments_[i];
  const int s = scenario_.find_step(a.text);
  if (s < 0) fail(a, fmt::format("there is no step '{}'.{}", a.text, did_you_mean(a.text, ids_of(scenario_.steps))));
  return s;
}
std::string ScoreArguments::tag(std::size_t i) const {
  const Argument& a = arguments_[i];
  if (!binder_.plant().find(a.text)) fail(a, fmt::format("the plant has no '{}'", a.text));
  return a.text;
}

Scale ScoreArguments::scale(Quantity q, std::optional<double> full, std::optional<double> zero) {
  scaled_ = true;
  Scale s{full.value_or(0), zero.value_or(0), q, &default_unit(q)};
  const auto read = [&](const YamlNode* node, double& into) {
    if (!node) return;
    const Parsed p = parse_value(node->scalar, q);
    if (!p.error.empty()) throw FileError(scenario_.file, node->at, p.error);
    into = p.si;
    s.unit = p.unit;
  };
  if (!full && !full_) fail(fmt::format("{}(...) needs 'full': where all points are won", name_));
  if (!zero && !zero_) fail(fmt::format("{}(...) needs 'zero': where no point is won", name_));
  read(full_, s.full);
  read(zero_, s.zero);
  if (s.full == s.zero) fail("'full' and 'zero' are the same: nothing lies between");
  return s;
}

std::shared_ptr<const Score> parse_score(const ScoreKeys& keys, Scenario& scenario, ScenarioBinder& binder) {
  const YamlNode& n = *keys.score;
  const std::size_t open = n.scalar.find('(');
  const std::string name = n.scalar.substr(0, open);
  std::vector<std::string> names;
  const ScoreKind* kind = nullptr;
  for (const ScoreKind& k : score_kinds()) {
    names.push_back(k.name);
    if (name == k.name) kind = &k;
  }
  if (!kind || open == std::string::npos)
    throw FileError(scenario.file, n.at, fmt::format("'{}' is not a score.{}", n.scalar, did_you_mean(name, names)));
  ScoreArguments arguments(n, keys.full, keys.zero, scenario, binder);
  std::shared_ptr<const Score> score = kind->make(arguments, n.scalar);
  if (!arguments.scaled() && (keys.full || keys.zero))
    throw FileError(scenario.file, (keys.full ? keys.full : keys.zero)->at, fmt::format("{}(...) has no 'full' and no 'zero'", name));
  return score;
}

}  // namespace retort
