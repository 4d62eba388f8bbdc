#pragma once
#include "scenarios/session/run.h"
#include "engine/gpu/picture.h"
#include "engine/hmi/board.h"
#include "engine/hmi/screens.h"

/// Joins the board, which knows no scenarios, to a run.
namespace retort {

hmi::Words words_of(const Texts& texts);
/// What the procedure card shows now; its buttons act on the run. `score_too`: grading every frame is not
/// free, so the owner says when.
void fill_exercise(hmi::ExerciseCard& card, Run& run, const Texts& texts, bool score_too);
/// Binds a view of the plant to the run's frame, history and log.
void bind_view(hmi::PlantView& view, Run& run);
/// The end screen of a result, in the language of the texts.
hmi::Debrief debrief_of(const RunResult& result, const Texts& texts);
/// The folder with the ISA-5.1 symbols.
std::string symbols_folder();

gpu::Picture board_shot(gpu::Gpu& gpu, Run& run, const Texts& texts, VkExtent2D size, double text_scale = 1);

}  // namespace retort
