#pragma once
#include <algorithm>

#include "scenarios/player/player.h"
#include "scenarios/player/score.h"

namespace retort::scores {

/// logged(N): all when a log-book entry of N characters or more was made, after `since` if that has come.
struct Logged {
  static constexpr const char* kName = "logged";
  static constexpr bool kWindowed = false;
  double characters = 0;

  explicit Logged(ScoreArguments& from) {
    from.want(1, "CHARACTERS");
    characters = from.constant(0, Quantity::number);
  }
  void grade(ScoreGrading& g) const {
    const auto& remarks = g.player.remarks();
    const auto made = std::find_if(remarks.begin(), remarks.end(), [&](const Player::Remark& r) {
      return static_cast<double>(r.text.size()) >= characters && (g.since < 0 || r.time >= g.since);
    });
    g.because({Cause::Kind::logbook, ""});
    if (made == remarks.end()) g.judge(0, g.now, g.rule("not_logged", {g.number(characters)}));
    else g.judge(1, made->time, g.rule("logged", {g.number(characters)}));
  }
};

}  // namespace retort::scores
