#pragma once
#include "engine/gpu/picture.h"
#include "engine/hmi/board.h"

namespace retort::hmi {

/// The board as a picture, without a window: for `retort shot --camera board` and for tests. `display` and open faceplates as
/// in `board.state()`.
gpu::Picture board_picture(gpu::Gpu& gpu, Board& board, const Words& words, RunControl run, const ExerciseCard& exercise, uint32_t width,
                           uint32_t height, float text_scale = 1);

}  // namespace retort::hmi
