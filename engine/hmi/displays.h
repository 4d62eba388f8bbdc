#pragma once
#include "engine/hmi/desk.h"

namespace retort::hmi {

/// Level 1: what holds the plant together at a glance: controlled variables as moving indicators, machines, alarms.
void draw_overview(const Desk& desk);
/// Acts, alarms and changes, newest first, with a line to write into the log book.
void draw_event_log(const Desk& desk);
/// The cause-and-effect table: causes against effects, first-out, bypass and reset.
void draw_cause_effect(const Desk& desk);
/// Level 4: the simulation's own counters, and quality of every instrument.
void draw_diagnostics(const Desk& desk);
/// Steps, hints, questions and messages of the exercise. Width as the window has it.
void draw_procedure(const Desk& desk, const ExerciseCard& exercise);

}  // namespace retort::hmi
