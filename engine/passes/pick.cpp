#include "engine/passes/pick.h"

#include <cstring>

#include "engine/passes/lit.h"

namespace retort::passes {
namespace {

constexpr uint32_t kPickVert[] = {
#include "shaders/pick.vert.inc"
};
constexpr uint32_t kPickFrag[] = {
#include "shaders/pick.frag.inc"
};
constexpr VkFormat kFormat = VK_FORMAT_R32_UINT;
constexpr uint32_t kSide = 2 * PickPass::kReach + 1;

}  // namespace

PickPass::PickPass(gpu::Gpu& gpu, VkDescriptorSetLayout layout) {
  ids_ = gpu::Image(gpu, "pick ids", {{kSide, kSide}, kFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  depth_ = gpu::Image(gpu, "pick depth", {{kSide, kSide}, LitPass::kDepthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  for (uint32_t slot = 0; slot < results_.size(); ++slot) {
    results_[slot] = gpu::Buffer(gpu, "picked", kSide * kSide * sizeof(uint32_t), VK_BUFFER_USAGE_TRANSFER_DST_BIT, gpu::MemoryKind::kReadback);
    forget(slot);
  }
  gpu::PipelineDesc d;
  d.name = "pick";
  d.sets = {layout};
  FieldGeometry::describe(d);
  d.vertex = kPickVert;
  d.fragment = kPickFrag;
  d.cull = VK_CULL_MODE_NONE;   // in the inside view one points through what is cut open
  std::erase_if(d.attributes, [](auto& a) { return a.location == 1 || a.location == 5 || a.location == 6; });
  d.color = kFormat;
  d.depth = LitPass::kDepthFormat;
  pipeline_ = gpu::Pipeline(gpu, d);
}

glm::mat4 PickPass::projection(const Camera& camera, VkExtent2D extent, glm::vec2 pixel) {
  // They are the whole target: the projection is stretched until they fill it.
  const float w = float(extent.width), h = float(extent.height), side = float(kSide);
  glm::mat4 zoom(1);
  zoom[0][0] = w / side, zoom[1][1] = h / side;
  zoom[3][0] = (w - 2 * (pixel.x + 0.5f)) / side, zoom[3][1] = (h - 2 * (pixel.y + 0.5f)) / side;
  return zoom * camera.view_projection(w / h);
}

void PickPass::record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, const FieldGeometry& geometry, std::span<const Draw> draws, Count& count) {
  ids_.discard();
  ids_.to(cmd, gpu::Use::kColorTarget);
  depth_.discard();
  depth_.to(cmd, gpu::Use::kDepthTarget);
  gpu::Target target;
  target.extent = {kSide, kSide};
  target.color = ids_.view();
  target.depth = depth_.view();
  gpu::begin_pass(cmd, target);
  pipeline_.bind(cmd);
  pipeline_.bind_set(cmd, 0, set);
  geometry.draw(cmd, slot, draws, {}, count);
  gpu::end_pass(cmd);
  ++count.passes;
  ids_.to(cmd, gpu::Use::kTransferSrc);
  VkBufferImageCopy region{};
  region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
  region.imageExtent = {kSide, kSide, 1};
  vkCmdCopyImageToBuffer(cmd, ids_.handle(), gpu::use_info(gpu::Use::kTransferSrc).layout, results_[slot].handle(), 1, &region);
  gpu::make_visible_to_host(cmd);
}

void PickPass::forget(uint32_t slot) { std::memset(results_[slot].mapped(), 0, kSide * kSide * sizeof(uint32_t)); }

uint32_t PickPass::picked(uint32_t slot) const {
  const auto* ids = results_[slot].mapped<uint32_t>();
  uint32_t nearest = 0;
  int best = 2 * kReach * kReach + 1;
  for (int y = -kReach; y <= kReach; ++y)
    for (int x = -kReach; x <= kReach; ++x)
      if (const uint32_t id = ids[(y + kReach) * int(kSide) + x + kReach]; id && x * x + y * y < best && x * x + y * y <= kReach * kReach) {
        nearest = id;
        best = x * x + y * y;
      }
  return nearest;
}

}  // namespace retort::passes
