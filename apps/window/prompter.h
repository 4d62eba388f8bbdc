#pragma once
#include <deque>
#include <string>

#include "scenarios/session/operator.h"
#include "scenarios/session/publication.h"

namespace retort {

/// Says beside a run in the window what an operator file would do now, for a test driver that plays by hand: it posts nothing. In the map of
/// widgets stands, for each act of late, a line without a place:
///
///   prompt.NUMBER set|field TAG.NOUN VALUE     value in the unit of the faceplate, or the name of the choice
///   prompt.NUMBER answer QUESTION OPTION · hint STEP · log TEXT · finish
class Prompter {
 public:
  /// Throws FileError.
  Prompter(const std::string& file, const CompiledPlant& plant, const Scenario* scenario, std::uint64_t seed);
  void look(const Publication& seen);
  /// In the frame of the interface that is being built.
  void note() const;

 private:
  std::string words_of(const Act& act) const;

  Operator who_;
  const CompiledPlant& plant_;
  std::uint64_t seed_;
  double seen_at_ = 0;     // s
  struct Line {
    std::string words;
    double at;             // s
    std::uint64_t number;
  };
  std::deque<Line> lines_;
  std::uint64_t said_ = 0;
};

}  // namespace retort
