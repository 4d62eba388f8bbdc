#pragma once
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "apps/window/board_glue.h"
#include "apps/window/play_field.h"
#include "apps/window/prompter.h"
#include "engine/hmi/screens.h"
#include "engine/sound/speaker.h"
#include "scenarios/player/briefing_sheets.h"
#include "scenarios/session/run_thread.h"

namespace retort {

/// One run in the window, with its board and its field. The run lives on its own thread: this draws its newest publication and
/// posts acts, and waits for nothing.
class PlayRun {
 public:
  enum class View { field, board, split, apart };   // apart: each has a window of its own

  /// `record`: where the recording goes; empty: nowhere. Throws FileError.
  PlayRun(gpu::Gpu& gpu, std::unique_ptr<Run> run, const std::string& language, const std::string& record);

  /// What this operator would do is said in the map of widgets. Throws FileError.
  void prompt(const std::string& operator_file) { prompter_.emplace(operator_file, *prepared().plant, prepared().scenario.get(), setup().seed); }

  /// Starts the clock.
  void begin() { thread_->begin(); }
  /// Takes the newest publication. Once a frame.
  void look();
  /// Field image first, then the screen.
  void record_field(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen, double dt);
  void draw(ui::Renderer& renderer, ImVec2 screen, double wall, bool keys);
  /// The field in a window of its own, inside a frame of its user interface.
  void draw_field_apart(ui::Renderer& renderer, ImVec2 screen, bool keys);
  void walk(double dt, bool active);
  /// What is heard of the plant where one stands, and the horn of the control room. Once a frame.
  void sound(sound::Speaker& speaker, const hmi::SoundChoice& choice);

  /// Another language, other words for the signals of a loop, another light: at once. What the run has said stays as it was said.
  void like(const hmi::Choices& choices);
  /// The light that was chosen by its key since the last call.
  std::optional<std::string> take_light() { return field_.take_light(); }

  /// A menu lies over the plant: where the clock may be stopped, it stops.
  void pause(bool on);
  bool paused() const { return paused_; }
  bool may_freeze() const { return control_.may_freeze; }

  /// Hands in, closes the recording and says in it why; done when this comes back, and nothing else can be done after it.
  void break_off(const std::string& why) {
    thread_->break_off(why);
    thread_.reset();
  }
  /// Hands in, and closes the recording: some time later there is a result.
  void finish() { thread_->finish(); }
  const RunResult* result() const { return seen_->result.get(); }
  /// The end screen, once there is a result.
  const hmi::Debrief& debrief() const { return debrief_; }
  const std::string& recording() const { return record_; }
  const Prepared& prepared() const { return thread_->prepared(); }
  const RunSetup& setup() const { return thread_->setup(); }
  const hmi::Words& words() const { return words_; }
  hmi::Briefing briefing();
  hmi::ExtractState& extract() { return extract_; }
  bool looking() const { return field_shown() && field_.looking(); }
  View view = View::board;
  /// A message over the picture.
  void say(const std::string& text);
  /// The window that is to have the keyboard, since it was last asked; of two.
  std::optional<View> take_focus() { return std::exchange(focus_, std::nullopt); }

 private:
  /// The field where no board stands beside it: with the card of the exercise, and what is said.
  void draw_field_with_card(const hmi::Desk& desk, ui::Renderer& renderer, ImVec2 at, ImVec2 size, bool keys);
  /// The keys that change what is looked at. `of`: whose window has them, of two.
  void switch_view(View of);
  bool field_shown() const { return view != View::board; }
  std::pair<ImVec2, ImVec2> field_place(ImVec2 screen) const;
  void rewind(double seconds);
  /// Says what has come that wants a person, and slows down a plant that is far too fast for one.
  void call(const hmi::Desk& desk);
  void post(Act a);

  std::string record_;
  std::unique_ptr<RunThread> thread_;
  std::shared_ptr<const Publication> seen_;
  Texts texts_;
  hmi::Words words_;
  hmi::PlantView plant_;
  SymbolLibrary symbols_;
  hmi::Board board_;
  hmi::RunControl control_;
  hmi::ExerciseCard exercise_;
  BriefingSheets sheets_;                // of the P&ID, beside the briefing
  hmi::ExtractState extract_;
  FieldPane field_;
  hmi::Debrief debrief_;
  std::optional<Prompter> prompter_;
  std::optional<View> focus_;
  bool calm_ = false;                    // nothing moves by itself
  bool paused_ = false, frozen_before_ = false;
  std::uint64_t told_ = 0;               // so many verdicts have been shown
  double scored_at_ = -1;
  int scored_stage_ = 0;   // 0: on the way, 1: the goal is reached, 2: over
  // what was there the last time: messages, questions, alarms, prompts
  std::size_t messages_ = 0, questions_ = 0;
  int unacknowledged_ = 0;
  std::set<RowId> prompts_;
};

}  // namespace retort
