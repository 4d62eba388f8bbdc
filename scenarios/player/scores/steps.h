#pragma once
#include <vector>

#include "scenarios/player/player.h"
#include "scenarios/player/score.h"

namespace retort::scores {

/// steps(A, B, ...): equal shares for the steps; a late step gives half, one out of order nothing. steps() means all of the scenario.
struct Steps {
  static constexpr const char* kName = "steps";
  static constexpr bool kWindowed = false;
  std::vector<int> steps;

  explicit Steps(ScoreArguments& from) {
    for (std::size_t i = 0; i < from.count(); ++i) steps.push_back(from.step(i));
    if (from.count() == 0)
      for (std::size_t i = 0; i < from.step_count(); ++i) steps.push_back(static_cast<int>(i));
    if (steps.empty()) from.fail("steps(): this scenario has no steps");
  }
  void grade(ScoreGrading& g) const {
    const std::vector<Player::StepView> all = g.player.steps();
    const double each = g.of / static_cast<double>(steps.size());
    for (int i : steps) {
      const Player::StepView& step = all[static_cast<std::size_t>(i)];
      const char* key = !step.done ? "step_not_done" : step.out_of_order ? "step_out_of_order" : step.settled_late ? "step_settled_late" : step.late ? "step_late" : "step_done";
      const double share = !step.done || step.out_of_order ? 0 : step.late ? 0.5 : 1;
      g.award(share * each);
      g.part({step.spec->teaches, share * each, each});
      const auto tell = [&](double points) {
        const double at = step.done ? step.done_at : g.now;
        GradeReason& r = g.reason({at, at}, points, g.rule(key, {g.text("step." + step.spec->id)}));
        r.row = step.spec->done.first_row();
        r.tag = r.row == kNoRow ? "" : g.player.plant().catalogue[r.row].name;
        r.cause = {Cause::Kind::step, step.spec->id};
      };
      if (share > 0) tell(share * each);
      if (share < 1) tell(-(1 - share) * each);
    }
  }
};

}  // namespace retort::scores
