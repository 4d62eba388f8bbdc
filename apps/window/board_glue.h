#pragma once
#include "scenarios/session/run.h"
#include "engine/gpu/picture.h"
#include "engine/hmi/board.h"
#include "engine/hmi/screens.h"

/// Joins the board, which knows no scenarios, to a run.
namespace retort {

/// What the procedure card shows now (`player` nullptr: nothing); its buttons post acts. `score_too`: grading every frame is not free,
/// so the owner says when.
void fill_exercise(hmi::ExerciseCard& card, const Player* player, const Texts& texts, const std::function<void(Act)>& post, bool score_too);
/// The end screen of a result, in the language of the texts.
hmi::Debrief debrief_of(const RunResult& result, const Texts& texts);
/// The folder with the ISA-5.1 symbols.
std::string symbols_folder();

/// The board as a picture. `page`: empty for the first page, "overview", or the number or the id of a page. Throws
/// std::invalid_argument with the pages there are.
gpu::Picture board_shot(gpu::Gpu& gpu, const Run& run, const Texts& texts, VkExtent2D size, double text_scale = 1, const std::string& page = "", const std::string& faceplate = "");

}  // namespace retort
