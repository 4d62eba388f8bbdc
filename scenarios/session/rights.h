#pragma once
#include "scenarios/player/player.h"
#include "sim/run/act.h"

/// Who may do what, by mode and role: one table, asked by the run when somebody acts and by the replay of its recording, so that a
/// recording cannot hold what its mode forbids.
///
///                                                   practise   exam       classroom
///   student: acts at the board and in the field     yes        yes        yes
///   student: answers, log book, handing in          yes        yes        yes
///   student: hints, freeze, speed, moments, back    told       no         as allowed
///   malfunctions and other acts of the instructor   told       no         told: the instructor's (the server takes none from a seat)
///
/// "told": it stands in the report. In free play, without an exercise, everything may be done.
namespace retort {

/// What an instructor lets the students of a class do beyond board and field.
struct ClassAllows {
  bool hints = true, clock = false;
};

struct Rights {
  bool exercise = false;          // false: free play
  PlayMode mode = PlayMode::practise;
  ClassAllows allows;             // in the classroom
  /// "refused.exam", "refused.class", or accepted. The scenario's own acts do not ask.
  Verdict of(const Act& a) const;
};

}  // namespace retort
