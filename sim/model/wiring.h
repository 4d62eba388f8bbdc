#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/model/catalogue.h"

/// What is joined to what in a compiled plant: the compiler works it out once, from what the blocks declare, and every view reads it
/// here. Nothing above the compiler reads a block's YAML, splits a tag or searches a text to find out.
namespace retort {

class Expression;

/// Index into CompiledPlant::blocks.
using BlockId = std::int32_t;
constexpr BlockId kNoBlock = -1;

/// What a block is to people. It declares this itself (Declare::role).
enum class Role : std::uint8_t {
  in_line,  // what nothing else is said of
  vessel,
  pump,
  control_valve,
  hand_valve,
  boundary,
  junction,
  line,
  transmitter,
  gauge,
  controller,
  logic,
  alarm,
  safety,
};

struct PortAt {
  BlockId block = kNoBlock;
  int port = -1;  // among its own ports
};

/// What stands in a line, in the order in which it flows.
struct LineWiring {
  BlockId line = kNoBlock;
  PortAt from, to;
  std::vector<BlockId> elements;
  double dn = 80;                           // mm
  std::vector<std::array<double, 3>> via;   // m, places that the pipe passes
};

/// The buttons and flags of what can be started and stopped. Rows it does not have are kNoRow.
struct Machine {
  RowId running = kNoRow, tripped = kNoRow;
  RowId start = kNoRow, stop = kNoRow, reset = kNoRow;                         // of the control room
  RowId local_start = kNoRow, local_stop = kNoRow, selector = kNoRow;          // of the station in the field
};

/// Which of several outputs goes on. Rows it does not have are kNoRow.
struct SelectorWiring {
  RowId selected = kNoRow;        // index into `inputs`
  std::vector<RowId> inputs;
};

struct InstrumentWiring {
  BlockId block = kNoBlock, at = kNoBlock;  // at: whose variable it looks at
  RowId of = kNoRow;
  int port = -1;                            // of `at`, where it is measured; -1: the whole of it
};

struct ControllerWiring {
  BlockId block = kNoBlock;
  RowId source = kNoRow;                                    // what it reads: of a transmitter, mostly
  RowId pv = kNoRow, sp = kNoRow, remote_sp = kNoRow, working_sp = kNoRow, op = kNoRow, mode = kNoRow, actual_mode = kNoRow;
  RowId out = kNoRow;                                       // what it writes
  BlockId drives = kNoBlock;                                // whose that is
  BlockId master = kNoBlock;                                // what writes its set point in cascade
};

struct AlarmWiring {
  enum class Side : std::uint8_t { condition, above, below };
  BlockId block = kNoBlock;
  int priority = 3;                                         // 1 high to 4
  Side side = Side::condition;
  RowId of = kNoRow;                                        // what it watches; kNoRow: a condition
  RowId state = kNoRow, active = kNoRow, limit = kNoRow, value = kNoRow;
  RowId acknowledge = kNoRow, shelve = kNoRow, unshelve = kNoRow, reset = kNoRow, out_of_service = kNoRow, shelved_left = kNoRow;
  std::string letters;                                      // H, HH, L or LL: as its tag says (ISA-5.1), else by its side; empty for a condition
  std::string cause, consequence, response;                 // as the plant file says it; texts may translate it
  std::vector<BlockId> owners;                              // what it is about: itself, what measures it, what controls on that
};

struct SafetyWiring {
  struct Cause {
    std::string text;                                       // the condition as written
    std::vector<RowId> reads;
    std::shared_ptr<const Expression> condition;
  };
  struct Effect {
    std::string text;                                       // "P-101 trip"
    BlockId block = kNoBlock;
    RowId row = kNoRow;                                     // the demand that it writes
  };
  BlockId block = kNoBlock;
  bool permissive = false;                                  // forbids a start; else it acts
  bool latching = false;                                    // stays until it is reset by hand
  std::string vote;                                         // "2oo3"; empty: any cause
  std::vector<Cause> causes;
  std::vector<Effect> effects;
  RowId active = kNoRow, healthy = kNoRow, fulfilled = kNoRow, demand = kNoRow, bypassed = kNoRow, first_out = kNoRow, bypass_left = kNoRow;
  RowId reset = kNoRow, bypass = kNoRow;
};

/// A condition on one row: it holds while lo <= value <= hi.
struct Hold {
  RowId row = kNoRow;
  double lo = 0, hi = 0;  // SI
};

/// What forbids an act on an input, beside the limits: asked of people, not of controllers and events.
struct Guard {
  std::vector<Hold> all;        // forbids while all of these hold
  std::string reason;           // text key: "refused.tripped"
  std::uint8_t access = 0xff;   // from where: kBoard, kField
  bool pressing = false;        // a button: forbids pressing it, not letting go
  double lo = -1e300, hi = 1e300;  // forbids values in between, SI
  std::vector<Hold> behind;     // the safety functions that may be the reason: the first that holds is named
};

/// What the wiring knows of a block.
struct BlockWiring {
  Role role = Role::in_line;
  std::optional<Machine> machine;
  std::optional<SelectorWiring> selector;
  std::vector<RowId> reads;       // the variables of other blocks that it looks at by a key of its own, in order
  std::vector<RowId> watches;     // the variables in its conditions
  std::vector<RowId> drives;      // the inputs that it moves by a key of its own
  std::vector<RowId> acts;        // the inputs that its sequence or safety function writes
  std::vector<RowId> wired;       // of its own rows: what reaches the control room, beside what is set there
  RowId shows = kNoRow;           // the row that it shows first: pv, position, running
  int line = -1, instrument = -1, controller = -1, alarm = -1, safety = -1;  // its entry in the tables below
  std::vector<int> alarms;        // entries of `alarms` that it owns
  std::vector<int> protected_by;  // entries of `safety` that act on it
  std::vector<BlockId> measured_by;  // instruments that look at it
};

struct Wiring {
  std::vector<BlockWiring> blocks;            // by BlockId
  std::vector<LineWiring> lines;
  std::vector<InstrumentWiring> instruments;
  std::vector<ControllerWiring> controllers;
  std::vector<AlarmWiring> alarms;
  std::vector<SafetyWiring> safety;
  std::vector<std::vector<Guard>> guards;     // by RowId
  std::vector<BlockId> block_of;              // by RowId; kNoBlock for the clock
};

/// What is pressed and springs back, rather than set.
bool is_button(const Row& row);

}  // namespace retort
