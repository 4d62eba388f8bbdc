#pragma once
#include <memory>
#include <string>
#include <vector>

#include "scenarios/session/run.h"

/// An operator who acts from a file: a model answer, a careless one, or nobody. It sees what a person sees (frames, and the
/// procedure card) and does what a person may do (what the board and the field may write).
///
///   format: 1
///   acts:
///     - {at: 30 s, do: "set LIC-101.mode = man"}
///     - {when: "active(LAL-101)", wait: 5 s, do: ["acknowledge LAL-101", "wait 2 s", "set P-102.start = 1"]}
///     - {when: "unacknowledged() > 0", wait: 8 s, repeat: true, do: "acknowledge all"}
///
/// Acts: set VARIABLE = VALUE (or value(ID): what the exercise tells) · field VARIABLE = VALUE (where board and field may both) · acknowledge ALARM · acknowledge all ·
/// answer QUESTION OPTION · hint STEP · log TEXT · wait TIME · finish. Conditions are those of scenarios (scenario.h).
/// `wait` counts from when the condition came true; the acts of one line follow each other, lines run beside each other.
namespace retort {

class Operator {
 public:
  /// Nobody.
  Operator() = default;
  /// Throws FileError. `scenario` may be null: then the plant is played freely.
  static Operator parse(const std::string& text, const std::string& file, const CompiledPlant& plant, const Scenario* scenario);
  static Operator load(const std::string& path, const CompiledPlant& plant, const Scenario* scenario);

  /// Call before each step: posts what is due.
  void act(Run& run);
  struct Due {
    Act act;
    std::string text;              // as written
  };
  /// What it would do now, which is then taken as done. `elapsed`: s since it was asked last. No player: free play. `seed`: of the
  /// run, which decides what an exercise tells.
  std::vector<Due> due(const Frame& frame, const Player* player, std::uint64_t seed, double elapsed);
  /// What it writes, and from where: for a check that a person could do the same.
  struct Write {
    RowId row;
    Source source;
    std::string text;  // as written
  };
  std::vector<Write> writes() const;
  /// Acts that the plant did not take, as "125 s set P-101.start = 1: refused.not_from_board".
  const std::vector<std::string>& refused() const { return refused_; }

 private:
  struct Deed {
    enum class Kind { act, acknowledge_all, wait } kind = Kind::act;
    Act act;
    double wait = 0;               // s
    int told = -1;                 // what is written is this value of the scenario: who reads the texts knows it
    std::string text;              // as written
  };
  struct Line {
    double at = -1;                // s
    std::shared_ptr<const Expression> when;
    std::vector<double> timers;
    double wait = 0;
    bool repeat = false;
    std::vector<Deed> deeds;
    // while it runs
    double due = -1;               // s; when the next one is done
    std::size_t next = 0;
    bool running = false, held = false, spent = false;
  };
  static Deed parse_deed(const YamlNode& n, const std::string& file, const CompiledPlant& plant, const Scenario* scenario);
  void mean(const Deed& d, const Frame& frame, const Player* player, std::uint64_t seed, std::vector<Due>& out) const;

  std::vector<Line> lines_;
  std::vector<ExtraValue> extras_;
  std::vector<RowId> acknowledge_rows_, state_rows_;
  std::vector<std::string> refused_;
};

}  // namespace retort
