#include "engine/passes/lamps.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace retort::passes {
namespace {

constexpr float kCell = 2;          // m
constexpr float kMostCells = 256;   // along each side

struct GpuLamp {
  glm::vec4 at, colour, aim;
};
struct Head {
  glm::vec4 grid;
  glm::uvec4 cells;
  GpuLamp lamps[kMostLamps];
};

}  // namespace

gpu::Buffer make_lamps(gpu::Gpu& gpu, std::span<const geometry::Lamp> all) {
  const auto lamps = all.first(std::min(all.size(), kMostLamps));
  glm::vec2 low(0), high(kCell);
  if (!lamps.empty()) low = glm::vec2(1e9f), high = glm::vec2(-1e9f);
  for (const geometry::Lamp& l : lamps) low = glm::min(low, glm::vec2(l.at) - l.reach), high = glm::max(high, glm::vec2(l.at) + l.reach);
  const glm::vec2 side = glm::max(glm::vec2(kCell), (high - low) / kMostCells);
  const glm::uvec2 cells(glm::ceil((high - low) / side));
  Head head{};
  head.grid = {low, 1.0f / side};
  head.cells = {cells, 0, 0};
  std::vector<uint32_t> masks(size_t(cells.x) * cells.y, 0);
  for (size_t i = 0; i < lamps.size(); ++i) {
    const geometry::Lamp& l = lamps[i];
    head.lamps[i] = {{l.at, l.reach}, {l.colour, l.cone}, {l.aim, 0}};
    for (uint32_t y = 0; y < cells.y; ++y)
      for (uint32_t x = 0; x < cells.x; ++x) {
        const glm::vec2 a = low + glm::vec2(x, y) * side;
        if (glm::distance(glm::clamp(glm::vec2(l.at), a, a + side), glm::vec2(l.at)) < l.reach) masks[size_t(y) * cells.x + x] |= 1u << i;
      }
  }
  std::vector<std::byte> bytes(sizeof head + masks.size() * sizeof(uint32_t));
  std::memcpy(bytes.data(), &head, sizeof head);
  std::memcpy(bytes.data() + sizeof head, masks.data(), masks.size() * sizeof(uint32_t));
  return gpu::make_static_buffer(gpu, "lamps", bytes, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
}

}  // namespace retort::passes
