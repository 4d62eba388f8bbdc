#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "language/texts.h"
#include "scenarios/player/run_result.h"

/// What happened in a run, read from its log: acts, alarms, machines that ran; and where alarm limits stand.
namespace retort {

/// Something a person did. Acts on one row that follow within 3 s of each other (a slider, a button pressed twice)
/// are one act.
struct StudentAct {
  double time = 0;  // s, of the last one
  Source source = Source::board;
  RowId row = kNoRow;  // kNoRow: a hint, an answer, a remark or handing in, as `kind` says (sim/run/acts.inc), with its `text`
  double before = 0, after = 0;
  std::string text, option;
  std::uint8_t kind = 0;
};
/// The name of a kind of act in sim/run/acts.inc.
std::string_view act_name(std::uint8_t kind);
/// An act that moves no variable in words: "Noted: the pump is noisy".
std::string said_text(const RunResult& run, const StudentAct& act, const Texts& texts);
/// Acts of people at the board and in the field, in order of time.
std::vector<StudentAct> acts_of(const RunResult& run);

/// Acts that were refused. The same one, refused for the same reason within 3 s of the last (a slider, a button pressed in vain), is told once.
struct RefusedAct {
  StudentAct act;
  std::string reason;         // a text key
  RowId condition = kNoRow;   // what forbids it, where it is a row of the plant
  int times = 1;
};
constexpr std::size_t kMostRefusedTold = 30;
/// Those of board, field and instructor that stand in the log, in order of time.
std::vector<RefusedAct> refused_of(const RunResult& run);

/// From coming to going of one alarm, or of one safety function.
struct AlarmEpisode {
  std::string tag;
  int priority = 0;       // 1 high, 2 medium, 3 low; 0: a safety function
  double came = 0;        // s
  bool standing = false;  // it stood already at the start
  std::optional<double> acknowledged, returned, shelved;
  int times = 1;  // it came again this often before it was acknowledged
};
std::vector<AlarmEpisode> alarms_of(const RunResult& run);
/// Tags of the alarms that came three times within a minute: they chatter (EEMUA 191), and nobody looks at them any more.
std::vector<std::string> chattering_alarms(const RunResult& run);

/// When a machine ran.
struct Running {
  std::string tag;
  std::vector<std::pair<double, double>> spans;  // s
};
std::vector<Running> machines_of(const RunResult& run);

/// The limits that stand on a row: of alarms on it, and of alarms on a transmitter that measures it.
struct AlarmLimit {
  std::string tag;
  int priority = 3;
  double value = 0;  // SI
  bool above = true;
};
std::vector<AlarmLimit> limits_on(const CompiledPlant& plant, RowId row);

/// An act of the model answer and what the student did about the same thing.
struct ComparedAct {
  StudentAct model;
  std::optional<StudentAct> student;
};
/// Each act of the model answer with the student's first act not yet used on the same variable (and to the same
/// position, for switches), or to the same question. `extra`: indices of the student's acts on the plant that the model
/// answer did not need.
struct Comparison {
  std::vector<ComparedAct> acts;
  std::vector<std::size_t> extra;
};
Comparison compare_acts(const RunResult& student, const RunResult& model);

/// First and last time of the history, s.
std::pair<double, double> time_span(const RunResult& run);

}  // namespace retort
