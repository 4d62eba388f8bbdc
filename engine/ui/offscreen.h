#pragma once
#include <functional>

#include "engine/gpu/picture.h"
#include "engine/ui/context.h"
#include "engine/ui/renderer.h"

namespace retort::ui {

/// Draws a screen into a picture, without a window. `build` makes the widgets; it runs for `frames` frames, because
/// windows that size themselves need two. `events`: one portion a frame, first frames first.
gpu::Picture draw_picture(gpu::Gpu& gpu, Context& context, uint32_t width, uint32_t height,
                          const std::function<void(Renderer&)>& build, int frames = 3);

}  // namespace retort::ui
