#pragma once
#include <optional>
#include <string>
#include <vector>

#include "engine/hmi/extract.h"
#include "engine/hmi/words.h"
#include "language/text_part.h"

/// The screens around a run: start menu, briefing, pause, debrief. Each draws one frame into the whole screen and tells what was
/// chosen.
namespace retort::hmi {

/// What is heard: how loud, 0 to 1, and whether it is written below the field too.
struct SoundChoice {
  float volume = 0.6f;
  bool captions = false;
};
/// What a person likes; it takes effect at once, also while a plant runs.
struct Choices {
  std::string language = "nl";
  float text_scale = 1;
  SoundChoice sound;
  bool calm = false;             // nothing blinks or moves by itself
  std::string terms = "pv_sp_op";
  std::string light;             // of the field: "day", "dusk", "night"; empty: the plant's own
};
/// False when closed.
bool draw_settings(const Words& words, Choices& choices);

struct MenuExercise {
  std::string id, file, title, about, teaches;
  int difficulty = 0;            // 1 to 5
  std::optional<double> best;    // points that were had for it so far, as this machine remembers
};
/// A moment that free practice may begin from; file empty: as the plant file itself begins.
struct MenuStart {
  std::string id, file, title;
};
struct MenuPlant {
  std::string id, file, title, about;
  std::vector<MenuExercise> exercises;
  std::vector<MenuStart> starts;   // the plant's own first
};
struct MenuState {
  std::vector<MenuPlant> plants;
  std::size_t plant = 0;
  int exercise = -1;             // -1: free play
  std::size_t start = 0;         // of free play
  bool exam = false;
  std::string student;
  Choices choices;
  std::string error;             // why opening failed
};
enum class MenuAct { none, open, quit, help, language, settings };
MenuAct draw_start_menu(const Words& words, MenuState& menu);

struct Briefing {
  std::string title;
  std::vector<TextPart> parts;
  Extract extract;               // of the P&ID: what the exercise is about
  bool exam = false;
};
enum class BriefingAct { none, begin, back };
/// The text, and the extract beside it or in its place.
BriefingAct draw_briefing(const Words& words, const Briefing& briefing, ExtractState& extract);

enum class PauseAct { none, resume, end, menu, help, quit, settings };
struct Pause {
  bool goes_on = false;          // the plant does, behind the menu
  bool ends_exam = false;        // leaving hands in, and there is no way back
};
PauseAct draw_pause(const Words& words, const Pause& pause);

/// Over the plant, once the goal is reached and before the end screen takes its place. True when one goes on to that.
bool draw_reached(const Words& words, const std::string& score);

/// A graded run, in sentences.
struct Debrief {
  struct Line {
    std::string title, points, when;
    std::vector<std::string> why, rules;   // what happened, in words; the same with the conditions as they are written
  };
  std::string title;             // empty: free play, without a grade
  double score = 0;              // of 100
  std::string score_text;
  std::string ended, about;      // how it ended; what it was about
  std::string hints;             // what they cost; empty: nothing
  std::vector<Line> caps, lost, won;
};
struct DebriefState {
  std::string recording, report, error;   // the files; why there is no report
  bool writing = false;
};
enum class DebriefAct { none, report, again, menu };
DebriefAct draw_debrief(const Words& words, const Debrief& debrief, const DebriefState& state);

}  // namespace retort::hmi
