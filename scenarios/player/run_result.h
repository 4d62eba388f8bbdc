#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/recording.h"
#include "sim/run/simulation.h"

/// What a played scenario leaves behind: the grade with its reasons, and everything the debrief shows.
namespace retort {

/// Why points were won or lost: when, at which tag, under which rule.
struct GradeReason {
  double time = 0;            // s
  std::string tag;            // "T-101.level"
  std::string rule;           // readable, in the language of the run
  double points = 0;          // won (+) or lost (-) here
};

struct GradeItem {
  std::string id;             // "level"
  std::string category;       // safety, procedure, detect, quality, alarms
  std::string title;          // readable
  double points = 0, of = 0;
  std::vector<GradeReason> reasons;            // at least one
  std::string overridden_by, override_reason;  // instructor's change; empty when none
};

struct GradeCap {             // a critical violation caps the total
  std::string id, title;
  double at = 100;            // the total is at most this
  GradeReason reason;
};

struct Grade {
  double score = 0;           // 0..100, after hints and caps
  double before_caps = 0;
  double hint_cost = 0;
  std::vector<GradeItem> items;
  std::vector<GradeCap> caps;
  std::map<std::string, double> competences;  // "C05" -> 0..1, from the items and steps that teach it
};

/// Adds up: items less hints, then the caps.
void total_grade(Grade& g);

struct StepResult {
  std::string id, title;
  bool done = false, late = false;
  double time = 0;            // s, when done
  int hints_used = 0;
  std::string why;            // why it matters
  bool out_of_order = false;
};

/// What the scenario did by itself: a malfunction, a message; shown in the debrief.
struct ScenarioEvent {
  double time = 0;
  std::string id, text, tag;
};

struct AlarmResult {
  std::string tag;
  double came = 0, seen = -1, gone = -1;  // s; negative: never
  int priority = 3;
};

struct RemarkResult {
  double time = 0;
  std::string text;
};

struct AnswerResult {
  std::string question, given, correct, why;  // readable; given is empty when not answered
  bool right = false;
};

struct RunResult {
  std::shared_ptr<const CompiledPlant> plant;
  std::string plant_file, scenario_file, scenario_title, scenario_briefing, debrief;  // texts in the language of the run
  std::string mode, language, student;
  std::uint64_t seed = 1;
  double duration = 0;                 // s
  bool finished = false;
  Grade grade;
  std::vector<StepResult> steps;
  std::vector<ScenarioEvent> events;
  LogView log;                         // acts and changes of logged rows
  HistoryView history;
  std::vector<std::string> trends;     // rows the scenario wants plotted: "T-101.level"
  std::vector<AlarmResult> alarms;
  std::vector<RemarkResult> remarks;   // the student's log book
  std::vector<AnswerResult> answers;
  std::vector<std::string> questions;  // to reflect on (C22)
  StepperCounters counters;
  double wall_s = 0, worst_scan_ms = 0, mass_error = 0, energy_error = 0;
  std::string state_hash;
  std::string verification;            // "", "identical", "within tolerance", "refused"
  std::string verification_detail;
};

}  // namespace retort
