// How a played scenario becomes points: every point won or lost cites time, variable, rule and cause. What each score means: scores/.
#include <algorithm>
#include <map>

#include "scenarios/player/player.h"

namespace retort {
namespace {

/// A condition as written, with what stands in it by its own name, so that it can be read by that.
ConditionArgument written(const std::string& condition, const Player& player) {
  const Scenario& scenario = player.scenario();
  ConditionArgument a{condition, {}, {}};
  const auto name = [&](const char* function, const std::string& id, const std::string& key) {
    if (const std::string call = std::string(function) + "(" + id + ")"; condition.find(call) != std::string::npos) a.names[call] = scenario.text_key(key + id);
  };
  for (const StepSpec& step : scenario.steps)
    for (const char* function : {"done", "since"}) name(function, step.id, "step.");
  for (const QuestionSpec& q : scenario.questions)
    for (const char* function : {"answered", "correct"}) name(function, q.id, "question.");
  for (const EventSpec& e : scenario.events)
    if (e.says)
      for (const char* function : {"event", "since"}) name(function, e.id, "event.");
  for (std::size_t i = 0; i < scenario.values.size(); ++i) {
    const std::string call = "value(" + scenario.values[i].id + ")";
    if (condition.find(call) != std::string::npos) a.values[call] = scenario.told(static_cast<int>(i), player.seed());
  }
  return a;
}

}  // namespace

ScoreGrading::ScoreGrading(const Player& p, const ItemSpec& spec, const Score& score, double window_since, double window_begun, double closed,
                           double total)
    : player(p),
      of(spec.of),
      now(p.time()),
      since(window_since),
      begun(window_begun),
      end(closed >= 0 ? closed : p.time()),
      spec_(spec),
      score_(score) {
  const bool broken_off = !p.met_end() && closed < 0;  // so that points do not stand before they are earned
  span = broken_off ? std::max(total, p.scenario().duration - begun) : total;
  covered = span > 0 ? std::min(1.0, total / span) : 0;
  item_.id = spec.id;
  item_.category = to_string(spec.category);
  item_.of = spec.of;
  cause_ = {Cause::Kind::condition, score.watched().empty() ? score.text() : score.watched().front().expression->text()};
}

Phrase ScoreGrading::rule(const char* key, std::vector<Argument> arguments) { return {std::string("grade.rule.") + key, std::move(arguments)}; }
Argument ScoreGrading::what(Watch w) const {
  return written(score_.watched()[static_cast<std::size_t>(w.index)].expression->text(), player);
}
Argument ScoreGrading::what() const {
  return score_.watched().empty() ? written(score_.text(), player) : what(Watch{0});
}
TextArgument ScoreGrading::text(const std::string& rest) const { return {player.scenario().text_key(rest)}; }

Phrase ScoreGrading::not_begun() const {
  if (spec_.since.kind != Moment::Kind::step) return rule("never_began", {what()});
  return rule("counts_from", {first_step()});
}
TextArgument ScoreGrading::first_step() const { return text("step." + player.scenario().steps[static_cast<std::size_t>(spec_.since.index)].id); }

GradeReason& ScoreGrading::reason(TimeSpan over, double points, const Phrase& why) {
  item_.reasons.push_back({why, spec_.tag, spec_.row, over.to, over.from, over.to, points, cause_});
  return item_.reasons.back();
}

void ScoreGrading::judge(double share, TimeSpan over, const Phrase& why) {
  const double won = share * of, lost = of - won;
  award(won);
  if (won > 0) reason(over, won, why);
  // Where nothing but the end is missing, it is the end that costs the points.
  const bool cut = score_.windowed() && begun >= 0 && covered < 0.995 && share >= 0.98 * covered;
  if (lost > 1e-9 || item_.reasons.empty()) reason(over, -lost, cut ? rule("covered", {ClockArgument{covered * span}, ClockArgument{span}}) : why);
}

void ScoreGrading::judge(double share, const Phrase& why, const Lapses& lapses, const Argument& what) {
  if (lapses.empty()) return judge(share, {begun, end}, why);
  const double won = share * of, lost = of - won;
  award(won);
  if (won > 0) reason({begun, end}, won, why);
  if (lost <= 1e-9) return;
  const double shortest = player.plant().scan_period();
  double all = 0;
  for (const TimeSpan& s : lapses.spans()) all += std::max(s.to - s.from, shortest);
  for (const TimeSpan& s : lapses.spans()) {
    const double part = lost * std::max(s.to - s.from, shortest) / all;
    if (part < 0.005 * of) continue;
    reason(s, -part, rule("from_to", {what, ClockArgument{s.from}, ClockArgument{s.to}})).time = s.from;
  }
  if (item_.reasons.empty()) reason({lapses.spans().front().from, end}, -lost, why).time = lapses.spans().front().from;
}

Grade Player::grade() const {
  Grade g;
  std::map<std::string, std::pair<double, double>> levels;  // won, of
  const auto teach = [&](const std::vector<std::string>& own, double won, double of) {
    for (const std::string& c : own.empty() ? scenario_->teaches : own) {
      levels[c].first += won;
      levels[c].second += of;
    }
  };
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const ItemSpec& spec = scenario_->items[i];
    const ItemState& s = items_[i];
    const bool came = stands(spec.since);
    ScoreGrading grading(*this, spec, *s.score, came ? moment(spec.since) : -1, s.begun, s.closed, s.total);
    if (s.score->windowed() && (s.begun < 0 || !came)) {
      grading.judge(0, time_, grading.not_begun());
    } else {
      s.score->grade(grading);
    }
    g.items.push_back(grading.item());
    if (grading.parts().empty()) teach(spec.teaches, grading.item().points, spec.of);
    for (const ScoreGrading::Part& p : grading.parts()) teach(p.teaches.empty() ? spec.teaches : p.teaches, p.won, p.of);
  }
  for (std::size_t i = 0; i < steps_.size(); ++i)
    for (int h = 0; h < steps_[i].hints; ++h) g.hint_cost += scenario_->steps[i].hint_costs[h];
  for (std::size_t i = 0; i < caps_.size(); ++i) {
    const CapSpec& c = scenario_->caps[i];
    if (c.unless >= 0 && !stands({Moment::Kind::step, c.unless})) {
      const std::string& step = scenario_->steps[static_cast<std::size_t>(c.unless)].id;
      g.caps.push_back({c.id, c.at, {ScoreGrading::rule("cap_unless", {TextArgument{scenario_->text_key("step." + step)}, ScoreGrading::number(c.at)}), "",
                                     kNoRow, time_, time_, time_, 0, {Cause::Kind::step, step}}});
    }
    if (caps_[i].at < 0) continue;
    const ScenarioExpression& by = c.when[static_cast<std::size_t>(caps_[i].by)];
    const RowId row = by.first_row();
    const std::string& when = by.expression->text();
    g.caps.push_back({c.id, c.at, {ScoreGrading::rule("cap", {written(when, *this), ScoreGrading::number(c.at)}),
                                   row == kNoRow ? "" : plant_->catalogue[row].name, row, caps_[i].at, caps_[i].at, caps_[i].at, 0,
                                   {Cause::Kind::condition, when}}});
  }
  total_grade(g);
  for (const auto& [c, level] : levels) g.competences[c] = level.second > 0 ? level.first / level.second : 0;
  return g;
}

}  // namespace retort
