#pragma once
#include <algorithm>

#include "scenarios/player/player.h"
#include "scenarios/player/score.h"

namespace retort::scores {

/// answer(QUESTION): all for the right answer at once, half at the second attempt, nothing after.
struct Answer {
  static constexpr const char* kName = "answer";
  static constexpr bool kWindowed = false;
  int question = -1;

  explicit Answer(ScoreArguments& from) {
    from.want(1, "QUESTION");
    question = from.question(0);
  }
  bool awaits(const Player& player, double) const { return player.questions()[static_cast<std::size_t>(question)].open; }
  void grade(ScoreGrading& g) const {
    const Player::QuestionView q = g.player.questions()[static_cast<std::size_t>(question)];
    const auto option = [&](int i) { return g.text("question." + q.spec->id + "." + q.spec->options[static_cast<std::size_t>(i)]); };
    g.because({Cause::Kind::question, q.spec->id});
    if (q.given.empty()) return g.judge(0, g.now, g.rule("not_answered", {g.text("question." + q.spec->id)}));
    const TextArgument given = option(q.given.back());
    if (!q.right) return g.judge(0, g.now, g.rule("answer_wrong", {given, option(q.spec->correct)}));
    g.judge(std::max(0.0, 1 - 0.5 * static_cast<double>(q.given.size() - 1)), g.now, g.rule(q.given.size() == 1 ? "answer_right" : "answer_second", {given}));
  }
};

}  // namespace retort::scores
