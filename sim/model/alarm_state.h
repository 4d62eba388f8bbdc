#pragma once
#include <cmath>
#include <string>
#include <vector>

/// Where an alarm stands in the state machine of ISA-18.2 (control/alarm.h): the value of its row `state`.
namespace retort {

enum class AlarmState {
  normal,
  unacknowledged,  // active, not seen
  acknowledged,    // active, seen
  returned,        // no longer active, not seen
  latched,         // no longer active, seen, to be reset
  shelved,         // hidden by the operator, for a time
  suppressed,      // hidden by design
  out_of_service,  // hidden by maintenance
};

/// Their names in the catalogue, in the order of the values.
inline std::vector<std::string> alarm_state_names() {
  return {"normal", "unacknowledged", "acknowledged", "returned", "latched", "shelved", "suppressed", "out_of_service"};
}
inline AlarmState alarm_state(double value) { return static_cast<AlarmState>(std::lround(value)); }

/// It stands in the alarm list.
inline bool announced(AlarmState s) {
  return s == AlarmState::unacknowledged || s == AlarmState::acknowledged || s == AlarmState::returned || s == AlarmState::latched;
}
/// It waits to be acknowledged.
inline bool unacknowledged(AlarmState s) { return s == AlarmState::unacknowledged || s == AlarmState::returned; }

}  // namespace retort
