#pragma once
#include <cstdint>
#include <string>

#include "sim/model/catalogue.h"

/// The only way anything outside changes a plant.
namespace retort {

enum class Source : std::uint8_t {
  board,       // the control room
  field,       // a person in the plant
  instructor,  // malfunctions, and anything
  scenario,    // events of the exercise
};

struct Command {
  std::uint64_t scan = 0;   // filled when it is applied
  Source source = Source::board;
  RowId row = kNoRow;       // kNoRow: a remark or an answer, in `text`
  double value = 0;         // SI
  double ramp = 0;          // s; malfunctions only: from the severity now to `value`
  std::string text;         // log book entry, answer to a question, name of a pressed hint; at most 4000 bytes
  bool operator==(const Command&) const = default;
};

/// Why a command was not taken: a text key ("refused.read_only"), so that it can be translated, and the row of what forbids it: a flag of the
/// block itself, or the safety function behind that.
struct Verdict {
  bool accepted = true;
  std::string reason;
  double value = 0;         // as taken, after limits
  RowId condition = kNoRow; // of a guard
};

}  // namespace retort
