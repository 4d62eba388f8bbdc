// The lamps of a field on the GPU: the list, and for each cell of the ground which of them reach it. Lamps do not move, so this is done once.
#pragma once
#include <span>

#include "engine/geometry/instance.h"
#include "engine/gpu/resource.h"

namespace retort::passes {

constexpr size_t kMostLamps = 32;
/// As shaders/light.glsl reads it. Of more than kMostLamps the first count.
gpu::Buffer make_lamps(gpu::Gpu& gpu, std::span<const geometry::Lamp> lamps);

}  // namespace retort::passes
