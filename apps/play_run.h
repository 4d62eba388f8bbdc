#pragma once
#include <memory>
#include <optional>

#include "apps/board_glue.h"
#include "apps/play_field.h"

namespace retort {

/// One run in the window, with its board and its field.
class PlayRun {
 public:
  enum class View { field, board, split };

  /// `record`: where the recording goes. Throws FileError.
  PlayRun(gpu::Gpu& gpu, std::unique_ptr<Run> run, const std::string& language, const std::string& record);

  /// Advances the simulation by wall time at its speed, never longer than `budget` seconds of work.
  void advance(double dt, double budget);
  /// Field image first, then the screen.
  void record_field(VkCommandBuffer cmd, uint32_t slot, VkExtent2D screen, double dt);
  void draw(ui::Renderer& renderer, ImVec2 screen, double wall, bool keys);
  void walk(double dt, bool active) { if (field_shown()) field_.walk(dt, active); }

  bool over() const { return run_->over(); }
  /// Ends the recording; the run cannot go on.
  const RunResult& finish();
  /// The end screen, once finished.
  const hmi::Debrief& debrief() const { return debrief_; }
  const std::string& recording() const { return record_; }
  const Run& run() const { return *run_; }
  const hmi::Words& words() const { return words_; }
  hmi::Briefing briefing() const;
  bool looking() const { return field_shown() && field_.looking(); }
  View view = View::board;
  bool paused = false;

 private:
  bool field_shown() const { return view != View::board; }
  std::pair<ImVec2, ImVec2> field_place(ImVec2 screen) const;
  void rewind(double seconds);

  std::unique_ptr<Run> run_;
  Texts texts_;
  hmi::Words words_;
  std::string record_;
  hmi::PlantView plant_;
  hmi::SymbolLibrary symbols_;
  hmi::Board board_;
  hmi::RunControl control_;
  hmi::ExerciseCard exercise_;
  FieldPane field_;
  std::optional<RunResult> result_;
  hmi::Debrief debrief_;
  double owed_ = 0, scored_at_ = -1;
};

}  // namespace retort
