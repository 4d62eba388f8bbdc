#pragma once
#include "scenarios/player/player.h"
#include "scenarios/player/score.h"

namespace retort::scores {

/// alarms_answered(TIME): the share of the alarms of the window that were acknowledged within TIME; all when none came.
struct AlarmsAnswered {
  static constexpr const char* kName = "alarms_answered";
  double limit = 0;              // s

  explicit AlarmsAnswered(ScoreArguments& from) {
    from.want(1, "TIME");
    limit = from.constant(0, Quantity::time);
  }
  void grade(ScoreGrading& g) const {
    const Player& p = g.player;
    int came = 0, in_time = 0;
    std::vector<const Player::AlarmRecord*> late;
    for (const Player::AlarmRecord& a : p.alarms()) {
      if (a.came < g.begun || a.came > g.end) continue;
      if (a.seen < 0 && !p.finished() && g.now - a.came <= limit) continue;  // still has time
      ++came;
      const bool seen_in_time = a.seen >= 0 && a.seen - a.came <= limit;
      const bool at_the_end = a.seen < 0 && g.end - a.came <= limit && p.met_end();
      if (seen_in_time || at_the_end) ++in_time;
      else late.push_back(&a);
    }
    g.because({Cause::Kind::alarm, ""});
    if (came == 0) return g.judge(g.covered, {g.begun, g.end}, g.rule("no_alarms"));
    const double won = static_cast<double>(in_time) / came * g.of;
    g.award(won);
    if (won > 0) g.reason({g.begun, g.end}, won, g.since_a_step() ? g.rule("alarms_since", {g.number(in_time), g.number(came), g.seconds(limit), g.first_step()})
                                                                              : g.rule("alarms", {g.number(in_time), g.number(came), g.seconds(limit)}));
    for (const Player::AlarmRecord* a : late) {
      GradeReason& r = g.reason({a->came, a->seen < 0 ? g.end : a->seen}, -g.of / came,
                                a->seen < 0 ? g.rule("alarm_never") : g.rule("alarm_late", {g.seconds(a->seen - a->came), g.seconds(limit)}));
      r.time = a->came;
      r.row = a->state;
      r.tag = p.plant().catalogue[a->state].tag;
      r.cause.id = r.tag;
    }
  }
};

}  // namespace retort::scores
