#include "engine/hmi/board_picture.h"

#include "engine/ui/offscreen.h"

namespace retort::hmi {

gpu::Picture board_picture(gpu::Gpu& gpu, Board& board, const Words& words, RunControl run, const ExerciseCard& exercise, uint32_t width,
                           uint32_t height, float text_scale) {
  ui::Context context(text_scale);
  return ui::draw_picture(gpu, context, width, height, [&](ui::Renderer&) {
    board.draw(words, run, exercise, {0, 0}, {float(width), float(height)});
  });
}

}  // namespace retort::hmi
