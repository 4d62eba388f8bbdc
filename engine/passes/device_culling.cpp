#include "engine/passes/device_culling.h"

#include <algorithm>
#include <stdexcept>

#include "engine/gpu/transition.h"
#include "engine/passes/frustum.h"

namespace retort::passes {
namespace {

constexpr uint32_t kCullComp[] = {
#include "shaders/cull.comp.inc"
};

enum Flag : uint32_t { kParallel = 1, kInside = 2, kShadows = 4, kStandingOnly = 8, kMovingOnly = 16 };

struct Push {
  glm::vec4 planes[5];
  glm::vec3 eye;
  float pixels;
  uint32_t plane_count, flags;
};
static_assert(sizeof(Push) == 104);
static_assert(sizeof(DeviceCulling::Judged) == 32 && sizeof(DeviceCulling::Range) == 96);

gpu::Descriptors make_descriptors(gpu::Gpu& gpu, uint32_t views) {
  const VkDescriptorType types[] = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                    VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER};
  return {gpu, "culling", types, views};
}

}  // namespace

DeviceCulling::DeviceCulling(gpu::Gpu& gpu, std::span<const Judged> instances, std::vector<Range> ranges, std::vector<uint32_t> groups)
    : gpu_(gpu), groups_(std::move(groups)), instances_(uint32_t(instances.size())), descriptors_(make_descriptors(gpu, kViews * gpu::Frames::kInFlight)), pipeline_(gpu, "culling", kCullComp, descriptors_.layout(), sizeof(Push)) {
  uint32_t commands = 0;
  for (Range& r : ranges) {
    first_commands_.push_back(r.first_command = commands);
    commands += r.levels;
  }
  first_commands_.push_back(commands);
  const Judged nobody[1] = {};
  const Range none[1] = {};
  judged_ = gpu::make_static_buffer(gpu, "judged instances", std::as_bytes(instances.empty() ? std::span<const Judged>(nobody) : instances), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
  ranges_ = gpu::make_static_buffer(gpu, "ranges", std::as_bytes(ranges.empty() ? std::span<const Range>(none) : std::span<const Range>(ranges)), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
  for (Slot& s : slots_)
    for (View& v : s.views) {
      v.seen = gpu::Buffer(gpu, "seen instances", std::max(1u, instances_) * sizeof(uint32_t), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_VERTEX_BUFFER_BIT, gpu::MemoryKind::kDevice);
      v.commands = gpu::Buffer(gpu, "draw commands", std::max(1u, commands) * sizeof(VkDrawIndexedIndirectCommand), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT,
                               gpu::MemoryKind::kReadback);
      v.set = descriptors_.make_set();
      descriptors_.write(v.set, 0, judged_);
      descriptors_.write(v.set, 1, ranges_);
      descriptors_.write(v.set, 2, v.seen);
      descriptors_.write(v.set, 3, v.commands);
    }
}

void DeviceCulling::read_parts(uint32_t slot, const gpu::TexelView& parts) {
  for (const View& v : slots_[slot].views) descriptors_.write(v.set, 4, parts);
}

void DeviceCulling::begin(uint32_t slot, Count& count) {
  Slot& s = slots_[slot];
  for (uint32_t v = 0; v < s.used; ++v) {
    const auto* commands = s.views[v].commands.mapped<VkDrawIndexedIndirectCommand>();
    for (uint32_t k = 0; k < first_commands_.back(); ++k)
      if (commands[k].instanceCount > 0) count.add_draw(commands[k].indexCount, commands[k].instanceCount);
  }
  s.used = 0;
}

Draws DeviceCulling::see(VkCommandBuffer cmd, uint32_t slot, const Sight& sight) {
  Slot& s = slots_[slot];
  if (groups_.empty()) return {};
  if (s.used == kViews) throw std::logic_error("more views in a frame than the device judges");
  const Frustum frustum(sight.projection);
  const uint32_t view = s.used++;
  Push v{};
  std::copy(std::begin(frustum.planes), std::end(frustum.planes), v.planes);
  v.eye = sight.eye;
  v.pixels = sight.pixels;
  v.plane_count = uint32_t(frustum.count);
  v.flags = (sight.parallel ? kParallel : 0u) | (sight.inside ? kInside : 0u) | (sight.shadows ? kShadows : 0u) | (sight.who == Sight::Who::standing ? kStandingOnly : 0u) |
            (sight.who == Sight::Who::moving ? kMovingOnly : 0u);
  pipeline_.bind(cmd, s.views[view].set);
  pipeline_.push(cmd, v);
  vkCmdDispatch(cmd, uint32_t(groups_.size()), 1, 1);
  gpu::make_visible_to_draws(cmd);
  Draws draws;
  for (size_t r = 0; r < groups_.size(); ++r) {
    if (draws.empty() || draws.back().group != groups_[r]) {
      draws.emplace_back();
      draws.back().group = groups_[r];
      draws.back().view = view;
      draws.back().first_command = first_commands_[r];
    }
    draws.back().command_count += first_commands_[r + 1] - first_commands_[r];
  }
  return draws;
}

void DeviceCulling::draw(VkCommandBuffer cmd, uint32_t slot, const Draw& d) const {
  vkCmdDrawIndexedIndirect(cmd, slots_[slot].views[d.view].commands.handle(), d.first_command * sizeof(VkDrawIndexedIndirectCommand), d.command_count, sizeof(VkDrawIndexedIndirectCommand));
}

}  // namespace retort::passes
