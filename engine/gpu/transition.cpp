#include "engine/gpu/transition.h"

#include <stdexcept>

namespace retort::gpu {

UseInfo use_info(Use use) {
  constexpr VkPipelineStageFlags2 depth_stages =
      VK_PIPELINE_STAGE_2_EARLY_FRAGMENT_TESTS_BIT | VK_PIPELINE_STAGE_2_LATE_FRAGMENT_TESTS_BIT;
  switch (use) {
    case Use::kUndefined: return {VK_IMAGE_LAYOUT_UNDEFINED, VK_PIPELINE_STAGE_2_NONE, 0, 0};
    case Use::kTransferSrc:
      return {VK_IMAGE_LAYOUT_TRANSFER_SRC_OPTIMAL, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, 0,
              VK_ACCESS_2_TRANSFER_READ_BIT};
    case Use::kTransferDst:
      return {VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, VK_PIPELINE_STAGE_2_ALL_TRANSFER_BIT, VK_ACCESS_2_TRANSFER_WRITE_BIT,
              0};
    case Use::kColorTarget:
      return {VK_IMAGE_LAYOUT_COLOR_ATTACHMENT_OPTIMAL, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT,
              VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT, VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT};
    case Use::kDepthTarget:
      return {VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, depth_stages, VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT,
              VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_READ_BIT};
    case Use::kDepthResolve:
      return {VK_IMAGE_LAYOUT_DEPTH_ATTACHMENT_OPTIMAL, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT | depth_stages,
              VK_ACCESS_2_COLOR_ATTACHMENT_WRITE_BIT | VK_ACCESS_2_DEPTH_STENCIL_ATTACHMENT_WRITE_BIT, VK_ACCESS_2_COLOR_ATTACHMENT_READ_BIT};
    case Use::kSampled:
      return {VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL, VK_PIPELINE_STAGE_2_FRAGMENT_SHADER_BIT, 0,
              VK_ACCESS_2_SHADER_SAMPLED_READ_BIT};
    case Use::kPresent:  // a stage, so that the semaphore which presenting waits for comes after the change of layout
      return {VK_IMAGE_LAYOUT_PRESENT_SRC_KHR, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, 0, 0};
    case Use::kAcquired:
      return {VK_IMAGE_LAYOUT_UNDEFINED, VK_PIPELINE_STAGE_2_COLOR_ATTACHMENT_OUTPUT_BIT, 0, 0};
  }
  throw std::logic_error("use_info: unknown use");
}

VkImageMemoryBarrier2 barrier_between(VkImage image, VkImageAspectFlags aspect, Use from, Use to) {
  if (to == Use::kUndefined || to == Use::kAcquired) throw std::logic_error("transition: nothing becomes undefined");
  const UseInfo a = use_info(from), b = use_info(to);
  VkImageMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER_2};
  // "Contents do not matter" still has to wait for whoever used the image in the previous frame.
  barrier.srcStageMask = from == Use::kUndefined ? VkPipelineStageFlags2(VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT) : a.stages;
  barrier.srcAccessMask = from == Use::kUndefined ? VkAccessFlags2(VK_ACCESS_2_MEMORY_WRITE_BIT) : a.writes;
  barrier.dstStageMask = b.stages;
  barrier.dstAccessMask = b.reads | b.writes;
  barrier.oldLayout = a.layout;
  barrier.newLayout = b.layout;
  barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
  barrier.image = image;
  barrier.subresourceRange = {aspect, 0, VK_REMAINING_MIP_LEVELS, 0, VK_REMAINING_ARRAY_LAYERS};
  return barrier;
}

void transition(VkCommandBuffer cmd, VkImage image, VkImageAspectFlags aspect, Use from, Use to) {
  const VkImageMemoryBarrier2 barrier = barrier_between(image, aspect, from, to);
  VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
  info.imageMemoryBarrierCount = 1;
  info.pImageMemoryBarriers = &barrier;
  vkCmdPipelineBarrier2(cmd, &info);
}

namespace {
void memory_barrier(VkCommandBuffer cmd, VkPipelineStageFlags2 stages, VkAccessFlags2 reads) {
  VkMemoryBarrier2 barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER_2};
  barrier.srcStageMask = VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT;
  barrier.srcAccessMask = VK_ACCESS_2_MEMORY_WRITE_BIT;
  barrier.dstStageMask = stages;
  barrier.dstAccessMask = reads;
  VkDependencyInfo info{VK_STRUCTURE_TYPE_DEPENDENCY_INFO};
  info.memoryBarrierCount = 1;
  info.pMemoryBarriers = &barrier;
  vkCmdPipelineBarrier2(cmd, &info);
}
}  // namespace

void make_visible_to_device(VkCommandBuffer cmd) {
  memory_barrier(cmd, VK_PIPELINE_STAGE_2_ALL_COMMANDS_BIT, VK_ACCESS_2_MEMORY_READ_BIT);
}

void make_visible_to_draws(VkCommandBuffer cmd) {
  memory_barrier(cmd, VK_PIPELINE_STAGE_2_DRAW_INDIRECT_BIT | VK_PIPELINE_STAGE_2_VERTEX_ATTRIBUTE_INPUT_BIT | VK_PIPELINE_STAGE_2_HOST_BIT,
                 VK_ACCESS_2_INDIRECT_COMMAND_READ_BIT | VK_ACCESS_2_VERTEX_ATTRIBUTE_READ_BIT | VK_ACCESS_2_HOST_READ_BIT);
}

void make_visible_to_host(VkCommandBuffer cmd) {
  memory_barrier(cmd, VK_PIPELINE_STAGE_2_HOST_BIT, VK_ACCESS_2_HOST_READ_BIT);
}

}  // namespace retort::gpu
