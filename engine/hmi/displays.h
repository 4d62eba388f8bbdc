#pragma once
#include <imgui.h>

#include "drawing/overview.h"
#include "engine/hmi/desk.h"

namespace retort::hmi {

const std::string& page_title(const Words& words, const Page& page);
/// The most urgent alarm of what is seen on a page; 0: none.
struct PageAlarm {
  int priority = 0;
  bool unacknowledged = false;
};
PageAlarm page_alarm(const PlantView& plant, const PlantPages& pages, int page);

/// Level 1: is all well? A tile for each page, on one screen: controlled variables as moving indicators, machines, the worst alarm.
void draw_overview(const Desk& desk, const PlantPages& pages, const std::vector<OverviewTile>& tiles);
/// The row over pages, or over the sheets of the P&ID: back and forward, a tab for each with its worst alarm, the way to the P&ID and from it, and
/// finding a tag. `of`: Display::unit or Display::pid.
void draw_page_bar(const Desk& desk, const PlantPages& pages, Display of);
/// What is found, over the display, while one looks for a tag.
void draw_find(const Desk& desk, const PlantPages& pages, ImVec2 at, ImVec2 size);
/// Acts, alarms and changes, newest first, with a line to write into the log book.
void draw_event_log(const Desk& desk);
/// What the next shift has to know, gathered from the plant and the log; to read, and to save as a text or a table.
void draw_handover(const Desk& desk);
/// The cause-and-effect table: causes against effects, first-out, bypass and reset.
void draw_cause_effect(const Desk& desk);
/// Everything that can be made to fail, in one list: how badly, how fast, and what is there now. For who may inject.
void draw_malfunctions(const Desk& desk);
std::vector<RowId> malfunctions_of(const PlantView& plant);
/// Level 4: the simulation's own counters, and quality of every instrument.
void draw_diagnostics(const Desk& desk);
/// The written procedures of the plant, one at a time: its steps, where each is done, and whether what is to be seen then is there now.
void draw_manual(const Desk& desk);
/// Buttons that lead to the things of a step: "OF.show.STEP.TAG" to its page, "OF.go.STEP.TAG" into the field.
void draw_places(const Desk& desk, const std::string& of, const std::string& step, const std::vector<StepCard::Place>& places);
/// Steps, hints, questions and messages of the exercise. Width as the window has it.
void draw_procedure(const Desk& desk, const ExerciseCard& exercise);

}  // namespace retort::hmi
