#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "scenarios/player/player.h"
#include "scenarios/player/remark.h"
#include "scenarios/player/score.h"

namespace retort::scores {

/// logged(N, TAG, ...): all when a log-book entry of N characters or more that says something (remark.h) was made, after `since` has come;
/// with tags it names one of them.
struct Logged {
  static constexpr const char* kName = "logged";
  static constexpr bool kWindowed = false;
  double characters = 0;
  std::vector<std::string> tags;

  explicit Logged(ScoreArguments& from) {
    if (from.count() == 0) from.want(1, "CHARACTERS");
    characters = from.constant(0, Quantity::number);
    for (std::size_t i = 1; i < from.count(); ++i) tags.push_back(from.tag(i));
  }
  bool counts(const Player::Remark& r, double since) const {
    if (since < 0 || r.time < since || static_cast<double>(r.text.size()) < characters || !says_something(r.text)) return false;
    return tags.empty() || std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) { return names_tag(r.text, tag); });
  }
  bool awaits(const Player& player, double since) const {
    return since >= 0 && std::none_of(player.remarks().begin(), player.remarks().end(), [&](const Player::Remark& r) { return counts(r, since); });
  }
  void grade(ScoreGrading& g) const {
    const auto& remarks = g.player.remarks();
    const auto made = std::find_if(remarks.begin(), remarks.end(), [&](const Player::Remark& r) { return counts(r, g.since); });
    g.because({Cause::Kind::logbook, ""});
    if (made != remarks.end()) return g.judge(1, made->time, g.rule("logged", {g.number(characters)}));
    if (g.since < 0 && g.since_a_step()) return g.judge(0, g.now, g.not_begun());
    if (tags.empty()) return g.judge(0, g.now, g.rule("not_logged", {g.number(characters)}));
    std::string names = tags.front();
    for (std::size_t i = 1; i < tags.size(); ++i) names += " / " + tags[i];
    g.judge(0, g.now, g.rule("not_logged_tag", {g.number(characters), ConditionArgument{names, {}, {}}}));
  }
};

}  // namespace retort::scores
