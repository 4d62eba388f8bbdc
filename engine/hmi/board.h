#pragma once
#include <imgui.h>

#include <memory>
#include <optional>

#include "drawing/overview.h"
#include "engine/hmi/desk.h"

/// The control room: a frame with alarms, time and run control around one display, faceplates and the procedure at the right,
/// the newest alarms at the foot. Four levels: overview, unit, detail, diagnostics. Keys: see draw_help.
namespace retort::hmi {

class Board {
 public:
  /// `symbols` and `plant` must outlive the board.
  Board(PlantView& plant, const SymbolLibrary& symbols);

  /// Fills a rectangle of the screen, inside a frame of the current ui::Context.
  void draw(const Words& words, RunControl& run, const ExerciseCard& exercise, ImVec2 at, ImVec2 size);
  /// The procedure alone, at the right of a field that fills the window; nothing while it is closed. Returns how wide it is.
  float draw_beside_field(const Words& words, RunControl& run, const ExerciseCard& exercise, ImVec2 at, ImVec2 size);
  /// Shortcuts that work wherever the board is: acknowledge, freeze, speed. Once a frame.
  void keys(const Words& words, RunControl& run, bool field_alone);
  BoardState& state() { return state_; }
  const PlantPages& pages() const { return pages_; }
  /// The sheets of the P&ID, drawn from when somebody first asks for them.
  const PlantPages& paper();

 private:
  void top(const Desk& desk, ImVec2 at, ImVec2 size);
  void tabs(const Desk& desk, int columns);
  /// Takes one where a link leads, and remembers where one was.
  /// From a page to the sheet of the P&ID that shows the same, and back.
  void turn_over();
  void follow_links(const Desk& desk);
  void go_back(bool forward);
  /// Of the display that is open: which page, or which sheet.
  int& shown_page() { return state_.display == Display::pid ? state_.sheet : state_.page; }
  Closeness& closeness() { return state_.display == Display::pid ? state_.paper_look : state_.look; }
  void side(const Desk& desk, const ExerciseCard& exercise);
  PlantView& plant_;
  const SymbolLibrary& symbols_;
  PlantPages pages_;
  std::optional<PlantPages> paper_;
  std::vector<OverviewTile> tiles_;
  std::pair<Display, int> seen_{Display::unit, 0};  // in the last frame
  BoardState state_;
};

/// Alarms by priority and the plant's clock, in a line from `x`; returns where it ends. On a dark ground.
float draw_status(const Desk& desk, float x, float middle, const HeadUp& shows = {});
/// Messages that fade, over everything: the newest lowest, above the alarms at the foot, or the newest highest, from `top` down.
void draw_toasts(const BoardState& state, ImVec2 at, ImVec2 size, std::optional<float> top = {});
/// All keys, and what the signs mean, as a window in the middle. False when closed.
bool draw_help(const Words& words);

}  // namespace retort::hmi
