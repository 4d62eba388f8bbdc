#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/hmi/words.h"
#include "sim/model/catalogue.h"
#include "sim/model/plant_spec.h"
#include "sim/run/act.h"
#include "sim/run/frame.h"
#include "sim/run/event_log.h"
#include "sim/run/history_view.h"
#include "sim/run/simulation.h"

/// The plant as the control room sees it: things by tag with their rows, alarms and safety functions, read once from the
/// plant file and the catalogue. The board sees what is wired to it (instruments, controllers, motors, positioners), not the
/// truth inside the equipment: what the field alone can know stays in the field.
namespace retort::hmi {

enum class ThingKind { vessel, pump, control_valve, hand_valve, in_line, boundary, line, transmitter, gauge, controller, logic, alarm, interlock };

struct Thing {
  std::string tag, type, section;
  ThingKind kind = ThingKind::in_line;
  const BlockSpec* spec = nullptr;
  std::map<std::string, RowId, std::less<>> rows;  // by noun
  std::vector<int> alarms;                         // indices into PlantView::alarms
  std::string measures;                            // transmitter: the variable; controller: its transmitter
  std::string drives;                              // controller: the tag that it writes

  RowId row(std::string_view noun) const {
    const auto it = rows.find(noun);
    return it == rows.end() ? kNoRow : it->second;
  }
};

struct AlarmPoint {
  std::string tag, of;     // LAL-101, LT-101
  int thing = -1, priority = 3;
  RowId state = kNoRow, active = kNoRow, acknowledge = kNoRow, shelve = kNoRow, unshelve = kNoRow, reset = kNoRow, shelved_left = kNoRow;
};

/// Where an alarm stands in the ISA-18.2 state machine.
struct AlarmLook {
  bool active = false, unacknowledged = false, shelved = false, silenced = false;  // silenced: suppressed or out of service
  bool listed() const { return (active || unacknowledged) && !shelved && !silenced; }
};

/// When an alarm last came, was acknowledged, and left: from the run's log.
struct AlarmTimes {
  double came = -1, acknowledged = -1, left = -1;
};

class PlantView {
 public:
  PlantView(const PlantSpec& spec, const Catalogue& catalogue);

  // --- what the owner binds, and renews each frame
  const Frame* frame = nullptr;
  HistoryView history;
  LogView log;
  double scan_period = 0.2;
  std::function<Verdict(const Act&)> submit;

  /// Reads what is new in the log. Once a frame.
  void follow();

  const PlantSpec& spec() const { return spec_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const std::vector<Thing>& things() const { return things_; }
  const Thing* find(std::string_view tag) const;
  const std::vector<AlarmPoint>& alarms() const { return alarms_; }
  AlarmLook look(const AlarmPoint& a) const;
  const AlarmTimes& times(std::size_t alarm) const { return times_[alarm]; }
  /// The most urgent listed alarm of a thing: priority 1..4, 0 for none.
  int worst_alarm(const Thing& t, bool* unacknowledged = nullptr) const;

  double value(RowId row) const { return row == kNoRow || !frame ? 0 : (*frame)[row]; }
  double value(const Thing& t, std::string_view noun) const { return value(t.row(noun)); }
  bool on(const Thing& t, std::string_view noun) const { return value(t, noun) > 0.5; }
  /// The row that a thing shows first: pv of an instrument, position of a valve, running of a pump.
  RowId main_row(const Thing& t) const;
  /// Rows of a thing that are wired to the control room, in catalogue order.
  std::vector<RowId> board_rows(const Thing& t) const;
  /// 0 good, 1 uncertain, 2 bad: its own, or its transmitter's.
  int quality(const Thing& t) const;
  /// A level transmitter that looks into this vessel; nullptr: the board cannot know the level.
  const Thing* level_of(const Thing& vessel) const;

 private:
  void classify(Thing& t) const;
  const PlantSpec& spec_;
  const Catalogue& catalogue_;
  std::vector<Thing> things_;
  std::map<std::string, int, std::less<>> by_tag_;
  std::vector<AlarmPoint> alarms_;
  std::vector<AlarmTimes> times_;
  std::map<RowId, int> alarm_of_state_;
  std::size_t read_ = 0;
  std::uint64_t cuts_ = 0;
};

/// "12,3" in the row's unit, as precise as its range makes sense.
std::string number_text(const Row& row, double si, const Words& words);
std::string unit_text(const Row& row);
/// "12,3 m3/h", or the name of a choice, or on/off.
std::string value_text(const Row& row, double si, const Words& words);
/// "00:12:34"
std::string clock_text(double seconds);
/// What the plant's texts call a tag.
const std::string& description(const Words& words, const std::string& tag);
/// What a noun is called.
const std::string& noun_text(const Words& words, const Row& row);

}  // namespace retort::hmi
