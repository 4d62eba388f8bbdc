#include "scenarios/session/rights.h"

namespace retort {
namespace {

enum class Matter { plant, exercise, hints, clock, malfunctions };

Matter matter_of(const Act& a) {
  if (a.source == Source::instructor) return Matter::malfunctions;
  if (std::holds_alternative<acts::TakeHint>(a.what)) return Matter::hints;
  switch (a.kind().judge) {
    case ActJudge::plant: return Matter::plant;
    case ActJudge::exercise: return Matter::exercise;
    case ActJudge::run: return Matter::clock;
  }
  return Matter::clock;
}

}  // namespace

Verdict Rights::of(const Act& a) const {
  if (!exercise) return {};
  if (mode != PlayMode::classroom && a.seat != 0) return refuse("refused.seat");   // one person: he cannot be in two places
  const Matter m = matter_of(a);
  const bool always = m == Matter::plant || m == Matter::exercise;
  switch (mode) {
    case PlayMode::practise: return {};
    case PlayMode::exam: return always ? Verdict{} : refuse("refused.exam");
    case PlayMode::classroom: {
      const bool allowed = always || m == Matter::malfunctions || (m == Matter::hints && allows.hints) || (m == Matter::clock && allows.clock);
      return allowed ? Verdict{} : refuse("refused.class");
    }
  }
  return refuse("refused.exam");
}

}  // namespace retort
