#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "drawing/board_value.h"
#include "drawing/faceplate.h"
#include "engine/hmi/words.h"
#include "language/markup.h"
#include "sim/model/alarm_state.h"
#include "sim/model/compiled_plant.h"
#include "sim/model/expression.h"
#include "sim/run/act.h"
#include "sim/run/frame.h"
#include "sim/run/event_log.h"
#include "sim/run/history_view.h"
#include "sim/run/lock_tags.h"
#include "sim/run/simulation.h"

/// The plant as the control room sees it: things by tag with their rows, alarms and safety functions, taken once from the
/// compiled plant. The board sees what is wired to it (instruments, controllers, motors, positioners), not the
/// truth inside the equipment: what the field alone can know stays in the field.
namespace retort::hmi {

using ThingKind = Role;

struct Thing {
  std::string tag, type, section;
  BlockId block = kNoBlock;
  ThingKind kind = ThingKind::in_line;
  const BlockWiring* wiring = nullptr;
  std::map<std::string, RowId, std::less<>> rows;  // by noun
  std::vector<int> alarms;                         // indices into PlantView::alarms
  Faceplate face;                                  // what its faceplate offers

  RowId row(std::string_view noun) const {
    const auto it = rows.find(noun);
    return it == rows.end() ? kNoRow : it->second;
  }
};

struct AlarmPoint {
  std::string tag, of;     // LAL-101, LT-101; of: empty for a condition
  const AlarmWiring* wiring = nullptr;
  int priority = 3;
  RowId state = kNoRow, active = kNoRow, acknowledge = kNoRow, shelve = kNoRow, unshelve = kNoRow, reset = kNoRow, shelved_left = kNoRow;
};

/// Where an alarm stands in the ISA-18.2 state machine.
struct AlarmLook {
  bool active = false, unacknowledged = false, shelved = false, silenced = false;  // silenced: suppressed or out of service
  bool latched = false;    // what it told is over, and it waits to be reset
  bool listed() const { return (active || unacknowledged) && !shelved && !silenced; }
};

/// When an alarm last came, was acknowledged, and left: from the run's log.
struct AlarmTimes {
  double came = -1, acknowledged = -1, left = -1;
};

class PlantView {
 public:
  explicit PlantView(const CompiledPlant& plant);

  // --- what the owner binds, and renews each frame
  const Frame* frame = nullptr;
  HistoryView history;
  LogView log;
  double scan_period = 0.2;
  std::function<void(Act)> post;   // into the mailbox of the run; what becomes of it shows later

  /// Reads what is new in the log. Once a frame.
  void follow();

  const CompiledPlant& plant() const { return plant_; }
  const Catalogue& catalogue() const { return plant_.catalogue; }
  const std::vector<Thing>& things() const { return things_; }
  const Thing* find(std::string_view tag) const;
  /// nullptr for a junction of the compiler's.
  const Thing* thing(BlockId block) const;
  /// The thing of a row; nullptr for the clock's.
  const Thing* thing_of(RowId row) const;
  const std::vector<AlarmPoint>& alarms() const { return alarms_; }
  /// The alarm whose state a row is; nullptr: it is not one.
  const AlarmPoint* alarm_of(RowId state) const;
  AlarmLook look(const AlarmPoint& a) const;
  /// What came in the last ten minutes, oldest first.
  struct Came {
    double time;
    int alarm;
  };
  const std::vector<Came>& recent_alarms() const { return recent_; }
  const AlarmTimes& times(std::size_t alarm) const { return times_[alarm]; }
  /// Who hung a lock, and when; nullopt: it hung before the run began.
  std::optional<LockTag> lock_tag(RowId lock) const { return locks_.of(lock); }
  /// The most urgent listed alarm of a thing: priority 1..4, 0 for none.
  int worst_alarm(const Thing& t, bool* unacknowledged = nullptr) const;

  double value(RowId row) const { return row == kNoRow || !frame ? 0 : (*frame)[row]; }
  double value(const Thing& t, std::string_view noun) const { return value(t.row(noun)); }
  bool on(const Thing& t, std::string_view noun) const { return value(t, noun) > 0.5; }
  /// The row that a thing shows first: pv of an instrument, position of a valve, running of a pump.
  RowId main_row(const Thing& t) const;
  /// Rows of a thing that are wired to the control room, in catalogue order.
  const std::vector<RowId>& board_rows(const Thing& t) const { return t.face.shown; }
  /// What moves an input at every scan; nullptr: it is the operator's.
  const Thing* driver_of(RowId input) const { return thing(plant_.driver_of(input)); }
  /// Whose output a selector passes on now.
  const Thing* selected_by(const Thing& selector) const;
  /// What the safety functions that act on a thing do now: tripped (one acts), demanded (its causes hold, and it does not act), or bypassed.
  struct Protection {
    bool acts = false, demanded = false, bypassed = false, forbids = false;  // forbids: a permissive is not met
    const Thing* first = nullptr;  // the one to name
  };
  Protection protection(const Thing& t) const;
  /// Whether a part of a condition of the plant file holds in this frame.
  bool holds(const Expression& condition, const Expression::Part& part) const;
  /// What may forbid pressing a button of the control room: each reason once, those that forbid now first.
  struct Forbids {
    std::string reason;              // text key: "refused.tripped"
    bool now = false;
    const Thing* by = nullptr;       // the safety function behind it, while it forbids
  };
  std::vector<Forbids> forbids(RowId button) const;
  /// 0 good, 1 uncertain, 2 bad: its own, or its transmitter's.
  int quality(const Thing& t) const;
  /// A level transmitter that looks into this vessel; nullptr: the board cannot know the level.
  const Thing* level_of(const Thing& vessel) const;

 private:
  const CompiledPlant& plant_;
  std::vector<Thing> things_;
  std::map<std::string, int, std::less<>> by_tag_;
  std::vector<AlarmPoint> alarms_;
  std::vector<AlarmTimes> times_;
  std::vector<Came> recent_;
  LockTags locks_;
  std::map<RowId, int> alarm_of_state_;
  std::size_t read_ = 0;
  std::uint64_t cuts_ = 0;
};

/// What a safety function does to a thing: "XV-101 shut".
std::string effect_text(const PlantView& plant, const SafetyWiring::Effect& effect, const Words& words);
/// "12,3" in the row's unit, as precise as its range makes sense.
std::string number_text(const Row& row, double si, const Words& words);
/// "12,3 m3/h", or the name of a choice, the word of a state ("draait"), how severe a malfunction is.
std::string value_text(const Row& row, double si, const Words& words);
/// The same where nothing beside it says what is meant: "draait", or "vergrendeld: nee" where a yes or no has no word of its own.
std::string state_text(const Row& row, double si, const Words& words);
/// The value of this flag is a word that says what it is of: "stopped", and not "running: stopped".
bool says_all(const Row& row, const Words& words);
/// How a machine stands, in one word, wherever it is told: tripped, running, stopped.
std::string machine_word(const PlantView& plant, const Thing& t, const Words& words);
using retort::clock_text;
/// What the plant's texts call a tag.
const std::string& description(const Words& words, const std::string& tag);
/// What a noun is called.
const std::string& noun_text(const Words& words, const Row& row);

}  // namespace retort::hmi
