// How a played scenario becomes points: every point won or lost cites time, tag and rule. What each score means: score.h.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "scenarios/player/player.h"

namespace retort {
namespace {

double linear(double value, double full, double zero) { return std::clamp((value - zero) / (full - zero), 0.0, 1.0); }

std::string shown(double si, const ScoreSpec& s, const Texts& texts) {
  const double x = s.unit->from_si(si);
  const int decimals = std::abs(x) >= 100 || x == std::floor(x) ? 0 : std::abs(x) >= 10 ? 1 : 2;
  const std::string number = texts.number(x, decimals);
  return s.unit->name.empty() ? number : number + " " + std::string(s.unit->name);
}

std::string clock(double t) {
  const auto s = static_cast<long>(std::max(0.0, t));
  return fmt::format("{:02}:{:02}", s / 60, s % 60);
}

}  // namespace

/// A condition as written, with the titles of steps in place of done(STEP).
std::string Player::readable(const std::string& condition, const Texts& texts) const {
  std::string s = condition;
  for (const StepSpec& step : scenario_->steps) {
    const std::string call = "done(" + step.id + ")";
    const std::string title = "\u201c" + texts(scenario_->name + ".step." + step.id) + "\u201d";
    for (std::size_t at = s.find(call); at != std::string::npos; at = s.find(call, at + title.size())) s.replace(at, call.size(), title);
  }
  return s;
}

GradeItem Player::grade_item(std::size_t index, const Texts& texts) const {
  const ItemSpec& spec = scenario_->items[index];
  const ItemState& s = items_[index];
  const ScoreSpec& score = spec.score;
  GradeItem item;
  item.id = spec.id;
  item.category = to_string(spec.category);
  item.title = texts(scenario_->name + ".grade." + spec.id);
  item.of = spec.of;

  const double now = time_;
  const double end = s.closed >= 0 ? s.closed : now;
  // A run that was broken off has not held anything in the time that was left.
  const bool broken_off = finished_ && !met_end_ && s.closed < 0;
  const double span = broken_off ? std::max(s.total, scenario_->duration - s.begun) : s.total;
  const double covered = span > 0 ? std::min(1.0, s.total / span) : 0;
  const auto rule = [&](const char* key, std::vector<std::string> arguments) {
    return texts(std::string("grade.rule.") + key, arguments);
  };
  const auto reason = [&](double time, const std::string& tag, std::string text, double points) {
    item.reasons.push_back({time, tag, std::move(text), points});
  };
  const ScenarioExpression* cited = score.b && score.kind == ScoreKind::excess ? &*score.b : score.a ? &*score.a : nullptr;
  const std::string what = readable(cited ? cited->expression->text() : score.text, texts);
  /// The points won as one reason, the points lost spread over the intervals in which things went wrong.
  const auto settle = [&](double share, const std::string& text) {
    item.points = share * spec.of;
    const double lost = spec.of - item.points;
    if (item.points > 0 || s.bad.empty()) reason(end, spec.tag, text, item.points);
    double weight = 0;
    for (const Interval& b : s.bad) weight += std::max(b.to - b.from, plant_->scan_period());
    if (lost <= 1e-9) return;
    if (s.bad.empty()) {
      if (item.points > 0) reason(end, spec.tag, text, -lost);
      return;
    }
    for (const Interval& b : s.bad) {
      const double part = lost * std::max(b.to - b.from, plant_->scan_period()) / weight;
      if (part >= 0.005 * spec.of) reason(b.from, spec.tag, rule("from_to", {what, clock(b.from), clock(b.to)}), -part);
    }
    if (item.reasons.empty()) reason(s.bad.front().from, spec.tag, text, -lost);
  };

  const bool begins = score.kind != ScoreKind::steps && score.kind != ScoreKind::answer && score.kind != ScoreKind::logged;
  if (begins && s.begun < 0) {
    reason(now, spec.tag, rule("never_began", {what}), -spec.of);
    return item;
  }

  switch (score.kind) {
    case ScoreKind::share_of_time: {
      const double share = span > 0 ? std::min(1.0, s.good / span) : 0;
      const std::string text = rule("share_of_time", {what, texts.number(100 * share, 1), shown(score.full, score, texts)});
      settle(linear(share, score.full, score.zero), text);
      break;
    }
    case ScoreKind::all_within:
      settle(s.bad.empty() ? covered : 0, rule(s.bad.empty() ? "all_within" : "not_within", {what}));
      break;
    case ScoreKind::time_to: {
      const bool came = s.first_a >= 0;
      const double took = s.first_a - s.begun;
      item.points = came ? spec.of * linear(took, score.full, score.zero) : 0;
      const std::string text = came ? rule("time_to", {what, shown(took, score, texts), shown(score.full, score, texts), shown(score.zero, score, texts)})
                                    : rule("never", {what});
      if (item.points > 0) reason(s.first_a, spec.tag, text, item.points);
      if (item.points < spec.of) reason(came ? s.first_a : now, spec.tag, text, item.points - spec.of);
      break;
    }
    case ScoreKind::excess: {
      const std::string text = rule("excess", {score.b->expression->text(), shown(s.sum, score, texts), shown(score.zero, score, texts)});
      settle(covered * linear(s.sum, score.full, score.zero), text);
      break;
    }
    case ScoreKind::count:
      settle(covered * linear(s.count, score.full, score.zero), rule("count", {what, texts.number(s.count, 0), shown(score.full, score, texts)}));
      break;
    case ScoreKind::integral:
    case ScoreKind::final_value:
    case ScoreKind::peak: {
      const double v = score.kind == ScoreKind::integral ? s.sum : score.kind == ScoreKind::peak ? s.largest : s.last;
      const char* key = score.kind == ScoreKind::integral ? "integral" : score.kind == ScoreKind::peak ? "peak" : "final";
      const double factor = score.kind == ScoreKind::final_value ? 1 : covered;
      const std::string text = rule(key, {what, shown(v, score, texts), shown(score.full, score, texts), shown(score.zero, score, texts)});
      item.points = spec.of * factor * linear(v, score.full, score.zero);
      const double at = score.kind == ScoreKind::peak ? s.first_a : end;
      if (item.points > 0) reason(at, spec.tag, text, item.points);
      if (item.points < spec.of - 1e-9) reason(at, spec.tag, text, item.points - spec.of);
      break;
    }
    case ScoreKind::not_before: {
      const bool fine = s.first_a >= 0 && (s.first_b < 0 || s.first_a < s.first_b);
      const std::string before = readable(score.b->expression->text(), texts);
      item.points = fine ? spec.of : 0;
      reason(s.first_a >= 0 ? s.first_a : now, spec.tag,
             rule(fine ? "before" : s.first_a < 0 ? "never" : "not_before", {what, before, clock(s.first_b)}), fine ? spec.of : -spec.of);
      break;
    }
    case ScoreKind::at_end:
      item.points = s.held ? spec.of : 0;
      reason(end, spec.tag, rule(s.held ? "at_end" : "not_at_end", {what}), s.held ? spec.of : -spec.of);
      break;
    case ScoreKind::answer: {
      const QuestionState& q = questions_[static_cast<std::size_t>(score.question)];
      const QuestionSpec& question = scenario_->questions[static_cast<std::size_t>(score.question)];
      const bool right = !q.given.empty() && q.given.back() == question.correct;
      const double share = right ? std::max(0.0, 1 - 0.5 * static_cast<double>(q.given.size() - 1)) : 0;
      const std::string prefix = scenario_->name + ".question." + question.id;
      const std::string given = q.given.empty() ? "" : texts(prefix + "." + question.options[static_cast<std::size_t>(q.given.back())]);
      item.points = share * spec.of;
      const std::string text = q.given.empty() ? rule("not_answered", {texts(prefix)})
                               : right         ? rule(q.given.size() == 1 ? "answer_right" : "answer_second", {given})
                                               : rule("answer_wrong", {given, texts(prefix + "." + question.options[static_cast<std::size_t>(question.correct)])});
      const std::string tag = spec.tag;
      if (item.points > 0) reason(now, tag, text, item.points);
      if (item.points < spec.of) reason(now, tag, text, item.points - spec.of);
      break;
    }
    case ScoreKind::logged: {
      const auto long_enough = std::find_if(remarks_.begin(), remarks_.end(), [&](const Remark& r) {
        return static_cast<double>(r.text.size()) >= score.limit && (moment(spec.since) < 0 || r.time >= moment(spec.since));
      });
      const bool made = long_enough != remarks_.end();
      item.points = made ? spec.of : 0;
      reason(made ? long_enough->time : now, spec.tag, rule(made ? "logged" : "not_logged", {texts.number(score.limit, 0)}), made ? spec.of : -spec.of);
      break;
    }
    case ScoreKind::alarms_answered: {
      int came = 0, in_time = 0;
      std::vector<const AlarmRecord*> late;
      for (const AlarmRecord& a : alarms_) {
        if (a.came < s.begun || a.came > end) continue;
        if (a.seen < 0 && !finished_ && now - a.came <= score.limit) continue;  // still has time
        ++came;
        const double seen = a.seen >= 0 ? a.seen : a.came + 1e9;
        const bool at_the_end = a.seen < 0 && end - a.came <= score.limit && met_end_;
        if (seen - a.came <= score.limit || at_the_end) ++in_time;
        else late.push_back(&a);
      }
      const double share = came == 0 ? covered : static_cast<double>(in_time) / came;
      item.points = share * spec.of;
      const std::string limit = texts.number(score.limit, 0) + " s";
      if (item.points > 0)
        reason(end, spec.tag, came == 0 ? rule("no_alarms", {}) : rule("alarms", {texts.number(in_time, 0), texts.number(came, 0), limit}), item.points);
      for (const AlarmRecord* a : late)
        reason(a->came, plant_->catalogue[a->state].tag,
               a->seen < 0 ? rule("alarm_never", {}) : rule("alarm_late", {texts.number(a->seen - a->came, 0) + " s", limit}), -spec.of / came);
      if (came == 0 && share < 1) reason(end, spec.tag, rule("no_alarms", {}), item.points - spec.of);
      break;
    }
    case ScoreKind::steps: {
      const double each = spec.of / static_cast<double>(score.steps.size());
      for (int i : score.steps) {
        const StepState& step = steps_[static_cast<std::size_t>(i)];
        const StepSpec& step_spec = scenario_->steps[static_cast<std::size_t>(i)];
        const std::string title = texts(scenario_->name + ".step." + step_spec.id);
        const RowId row = step_spec.done.first_row();
        const std::string tag = row == kNoRow ? "" : plant_->catalogue[row].name;
        const double share = step.done < 0 || step.out_of_order ? 0 : step.late ? 0.5 : 1;
        item.points += share * each;
        const char* key = step.done < 0 ? "step_not_done" : step.out_of_order ? "step_out_of_order" : step.late ? "step_late" : "step_done";
        if (share > 0) reason(step.done, tag, rule(key, {title}), share * each);
        if (share < 1) reason(step.done < 0 ? now : step.done, tag, rule(key, {title}), -(1 - share) * each);
      }
      break;
    }
  }
  return item;
}

Grade Player::grade(const Texts& texts) const {
  Grade g;
  for (std::size_t i = 0; i < items_.size(); ++i) g.items.push_back(grade_item(i, texts));
  for (std::size_t i = 0; i < steps_.size(); ++i)
    for (int h = 0; h < steps_[i].hints; ++h) g.hint_cost += scenario_->steps[i].hint_costs[h];
  for (std::size_t i = 0; i < caps_.size(); ++i) {
    if (caps_[i] < 0) continue;
    const CapSpec& c = scenario_->caps[i];
    const RowId row = c.when.first_row();
    g.caps.push_back({c.id, texts(scenario_->name + ".grade." + c.id), c.at,
                      {caps_[i], row == kNoRow ? "" : plant_->catalogue[row].name, texts("grade.rule.cap", {readable(c.when.expression->text(), texts), texts.number(c.at, 0)}), 0}});
  }
  total_grade(g);

  std::map<std::string, std::pair<double, double>> levels;  // won, of
  const auto teach = [&](const std::vector<std::string>& own, double won, double of) {
    for (const std::string& c : own.empty() ? scenario_->teaches : own) {
      levels[c].first += won;
      levels[c].second += of;
    }
  };
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const ItemSpec& spec = scenario_->items[i];
    if (spec.score.kind != ScoreKind::steps) {
      teach(spec.teaches, g.items[i].points, spec.of);
      continue;
    }
    const double each = spec.of / static_cast<double>(spec.score.steps.size());
    for (int k : spec.score.steps) {
      const StepState& step = steps_[static_cast<std::size_t>(k)];
      const double share = step.done < 0 || step.out_of_order ? 0 : step.late ? 0.5 : 1;
      const StepSpec& step_spec = scenario_->steps[static_cast<std::size_t>(k)];
      teach(step_spec.teaches.empty() ? spec.teaches : step_spec.teaches, share * each, each);
    }
  }
  for (const auto& [c, level] : levels) g.competences[c] = level.second > 0 ? level.first / level.second : 0;
  return g;
}

}  // namespace retort
