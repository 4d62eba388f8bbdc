#pragma once
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "engine/hmi/drawing_paint.h"
#include "engine/hmi/plant_view.h"
#include "engine/hmi/step_test.h"
#include "language/text_part.h"

/// What all displays of the board share: the plant, the words, who sits there, and what is open.
namespace retort::hmi {

enum class Display { overview, unit, pid, trend, alarms, events, safety, diagnostics, detail, malfunctions, handover, manual };

inline constexpr Display kDisplays[] = {Display::overview, Display::unit, Display::pid, Display::trend, Display::alarms, Display::events, Display::safety, Display::diagnostics, Display::detail, Display::malfunctions, Display::handover, Display::manual};

/// What the detail display shows of a thing.
enum class DetailPart { values, protection, tuning };

/// Which alarms the summary lists.
enum class AlarmList { all, chattering, standing, shelved };

/// What stands over the field; an exam may take it away.
struct HeadUp {
  bool clock = true, alarms = true, radio = true, step = true;
};

/// How the run may be controlled from the board. Filled by the owner each frame; the functions act.
struct RunControl {
  std::string student;                   // who sits there; empty: nobody said
  bool frozen = false, may_freeze = true, may_speed = true, may_rewind = true, may_inject = false;
  double speed = 1, reached_speed = 1;   // asked for, and what the machine managed
  bool may_look_inside = true;           // into vessels, in the field
  HeadUp hud;
  bool holding = false;                  // the plant could not be advanced
  double computing = 0;                  // s that the scan under way has taken so far
  std::function<void(bool)> freeze;
  std::function<void(double)> set_speed; // 0: as fast as it can
  std::function<void(double)> rewind;    // seconds back
  std::function<std::string(const std::string& name, const std::string& text)> save;  // into a new file of the user's; its path, empty where that failed
};

/// How long what one was led to is outlined, s.
inline constexpr double kMarked = 3;

/// The steps of the speed control; 0 is "as fast as it can".
inline constexpr double kSpeeds[] = {0.5, 1, 2, 5, 10, 30, 60, 0};

// --- the exercise, as the procedure card shows it
struct HintCard {
  std::string id, text;     // text empty until taken
  bool available = false, used = false;
  double costs = 0;
  double in = 0;            // s until it is available
};
struct StepCard {
  /// A thing that the step is about; `field`: one goes there for it.
  struct Place {
    std::string tag;
    bool field = false;
  };
  std::string id, text;
  enum class State { waiting, open, done, late } state = State::waiting;
  double within = 0, left = 0;   // s; 0: no limit
  double must_hold = 0, holds = 0;   // s that what is asked must hold, and has held
  std::vector<HintCard> hints;
  std::vector<Place> places;
};
struct QuestionCard {
  std::string id, text;
  std::vector<std::pair<std::string, std::string>> options;  // id, text
  std::string answer;
};
struct MessageCard {
  double time = 0;
  std::string id, text;
};
struct ExerciseCard {
  bool present = false, exam = false, finished = false;
  std::string title;
  std::vector<TextPart> briefing;
  double score = 0, of = 100, time_left = 0;  // time_left 0: no limit
  double waits = -1;                          // s that the reached end waits for answers and log; negative: not reached
  std::vector<StepCard> steps;
  bool more_steps = false;                    // some come once something happens
  std::vector<QuestionCard> questions;
  std::vector<MessageCard> messages;
  std::function<void(const std::string& step)> take_hint;
  std::function<void(const std::string& question, const std::string& option)> answer;
  std::function<void()> finish;   // hands in
};

struct Toast {
  std::string text;
  double until = 0;  // wall seconds
  int times = 1;     // so often it was said
};

/// How high the steps of the written procedure that is open are, px, as far as they have been seen: the rest is not drawn.
struct ManualRows {
  std::string of;   // which procedure, how wide, in which letters and words
  std::vector<float> high;
};

/// What is open on the board. Kept from frame to frame.
struct BoardState {
  Display display = Display::unit;
  int page = 0;                         // of the unit display
  Closeness look;                       // at the page
  int sheet = 0;                        // of the P&ID
  Closeness paper_look;                 // at the sheet
  std::string paper_lead;               // a tag to go to on the P&ID: taken in the next frame
  std::string paper_focus;              // what the keyboard was at there
  std::string walk_to;                  // a tag to go to in the field: taken by who has the field
  std::string show;                     // a tag to go to: taken by the board in the next frame
  std::string marked;                   // what is outlined, because one went to it
  double marked_until = 0;              // wall s: for kMarked
  std::vector<std::pair<Display, int>> back, forward;  // displays and pages that were seen before, and those that one came back from
  int go = 0;                           // -1 back, 1 forward: taken by the board in the next frame
  bool find_open = false, find_focus = false;
  std::string find_text;
  int find_round = 0;                   // so many times it was asked for
  int find_choice = 0;
  std::string selected;                 // tag of the detail display
  DetailPart detail_part = DetailPart::values;
  std::map<std::string, StepTest> step_tests;  // by controller
  std::deque<std::string> faceplates;   // open ones, newest first
  std::set<std::string> pinned;
  std::map<std::string, int> tab;       // faceplate -> tab
  std::size_t manual_at = 0;            // which written procedure is read
  ManualRows manual_rows;
  bool read_manual = false;             // one goes to them: taken by the board in the next frame
  bool procedure_open = true;           // in front of the faceplates, where both are there
  bool procedure_news = false;          // a message or a question that nobody has seen there yet
  bool procedure_in_field = false;      // over the field, where that fills the window
  std::optional<bool> briefing_open;    // in the procedure; as long as nobody chose: in an exam, where few steps are shown
  std::vector<Toast> toasts;
  double wall = 0;                      // s since the program started
  // trends
  std::vector<RowId> pens;
  double trend_span = 600;              // s
  double trend_end = -1;                // s; below 0: now
  double trend_cursor = -1;             // s
  int pen_left = 0, pen_right = -1;     // whose scale stands at the left and at the right
  std::string trend_search;
  // alarms
  AlarmList alarm_list = AlarmList::all;
  int alarm_page = -1;                  // of what is seen there only; -1: of all
  int alarm_told = -1;                  // whose cause, consequence and response are open
  int filter_priority = 0;
  std::string filter_text;
  int sort = 0;                         // 0 as ISA-18.2 says, 1 time, 2 priority, 3 tag
  std::vector<int> order, summary_order;  // strip and summary as drawn: kept while the pointer is over them
  std::string log_note;
  // malfunctions
  struct Injection {
    double severity = 1, ramp = 0;      // ramp: s
  };
  std::map<RowId, Injection> injections;  // what is typed beside each
  std::string malfunction_search;
  bool malfunctions_active_only = false;
};

struct Desk;
/// Whose padlock a thing carries, and since when; empty: none.
std::string lock_text(const Desk& desk, const Thing& t);

struct Desk {
  PlantView& plant;
  const Words& words;
  RunControl& run;
  BoardState& state;

  /// Posts an act; what becomes of it is known when the run has judged it (`told`). False where there is no such row.
  /// `ramp`, s: of a malfunction, as acts::Write says.
  bool act(RowId row, double value, Source source = Source::board, std::optional<Place> place = {}, double ramp = 0) const;
  /// Says it when an act was refused, with its reason and what forbids it.
  void told(const Act& act, const Verdict& verdict) const;
  void open_faceplate(const std::string& tag) const;
  /// Goes to the page where a thing is, marks it there and opens its faceplate.
  void show(const std::string& tag) const { state.show = tag; }
  void say(const std::string& text) const;
  /// Writes a file for the user, and says where it stands.
  void save(const std::string& name, const std::string& text) const;
};

}  // namespace retort::hmi
