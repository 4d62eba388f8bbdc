#pragma once
#include "drawing/pages.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Alarm summary: how many come, lists and filters, acknowledge, shelve, what to do. While the pointer is over it no row moves.
void draw_alarm_summary(const Desk& desk, const PlantPages& pages);
/// The newest alarms in a strip that is always there.
void draw_alarm_strip(const Desk& desk, int lines);
/// Acknowledges the most urgent, oldest unacknowledged alarm. False when there is none.
bool acknowledge_first(const Desk& desk);
/// Cause, consequence and response of an alarm.
void alarm_help(const Desk& desk, const AlarmPoint& alarm);
/// Listed alarms by priority 1..4; index 0: all that are not acknowledged.
struct AlarmCount {
  int by_priority[5] = {}, unacknowledged = 0, shelved = 0;
};
AlarmCount count_alarms(const PlantView& plant);

}  // namespace retort::hmi
