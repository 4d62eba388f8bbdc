#pragma once
#include "scenarios/session/session.h"
#include "engine/gpu/picture.h"
#include "engine/hmi/board.h"
#include "engine/hmi/screens.h"

/// Joins the board, which knows no scenarios, to a session.
namespace retort {

hmi::Words words_of(const Texts& texts);
/// What the procedure card shows now; its buttons submit to the session's simulation. `score_too`: grading every frame is not
/// free, so the owner says when.
void fill_exercise(hmi::ExerciseCard& card, const Session& session, const Texts& texts, bool score_too);
/// Binds a view of the plant to the simulation's frame, history and log.
void bind_view(hmi::PlantView& view, Simulation& sim);
/// The end screen of a result, in the language of the texts.
hmi::Debrief debrief_of(const RunResult& result, const Texts& texts);
/// The folder with the ISA-5.1 symbols.
std::string symbols_folder();

gpu::Picture board_shot(gpu::Gpu& gpu, const Session& session, const Texts& texts, VkExtent2D size, double text_scale = 1);

}  // namespace retort
