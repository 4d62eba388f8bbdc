#pragma once
#include <string>
#include <vector>

#include "scenarios/player/run_result.h"
#include "scenarios/player/run_story.h"
#include "language/texts.h"

/// The drawings of the debrief as SVG elements, to stand inside a page: black on white they still say everything (marks
/// differ in shape, the model answer is dashed, alarms carry their priority as a number).
namespace retort {

/// The axis of time that all drawings of one report share, s.
struct TimeAxis {
  double from = 0, to = 1;
  double step = 60;  // between ticks
};
TimeAxis make_time_axis(const RunResult& run, const RunResult* model);

/// A gauge from 0 to 100: the score as a bar, the model answer and the caps as marks.
std::string score_gauge(const Grade& grade, const Grade* model, const Texts& texts);
/// Sign of a priority: 1 red square, 2 orange triangle, 3 yellow inverted triangle, 0 (safety function) a barred
/// diamond.
std::string priority_sign(int priority, double x, double y);
/// 0 -> "A", 25 -> "Z", 26 -> "AA": how events are called in the drawings.
std::string event_letter(std::size_t index);
/// Events, steps, machines, alarms, acts (numbered as in the table), lost points and the acts of the model answer above
/// one axis.
std::string timeline(const RunResult& run, const RunResult* model, const TimeAxis& axis, const Texts& texts);
/// One variable against time, with its set point, alarm limits and the model answer. "" when the history does not hold
/// it.
std::string trend(const RunResult& run, const RunResult* model, RowId row, const TimeAxis& axis, const Texts& texts);

}  // namespace retort
