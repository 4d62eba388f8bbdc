// Image layouts and barriers. Nobody else in Retort writes a barrier: an image is in one `Use` at a time, and
// `transition(cmd, image, from, to)` makes the barrier from one table of what each use means.
#pragma once
#include <vulkan/vulkan.h>

namespace retort::gpu {

enum class Use {
  kUndefined,     ///< contents do not matter
  kTransferSrc,   ///< copied or blitted from
  kTransferDst,   ///< copied or blitted to
  kColorTarget,   ///< colour attachment, also the resolve target
  kDepthTarget,   ///< depth attachment, tested and written
  kDepthResolve,  ///< what a multisampled depth is resolved to: that is done where colours are written
  kSampled,       ///< read by fragment shaders
  kPresent,       ///< shown by the swapchain
  kAcquired,      ///< just acquired from the swapchain: waits at the colour output, contents do not matter
};
inline constexpr Use kAllUses[] = {Use::kUndefined,   Use::kTransferSrc, Use::kTransferDst, Use::kColorTarget,
                                   Use::kDepthTarget, Use::kDepthResolve, Use::kSampled,    Use::kPresent,     Use::kAcquired};

struct UseInfo {
  VkImageLayout layout;
  VkPipelineStageFlags2 stages;
  VkAccessFlags2 writes;
  VkAccessFlags2 reads;
};
UseInfo use_info(Use use);

/// The barrier alone; `transition` records it.
VkImageMemoryBarrier2 barrier_between(VkImage image, VkImageAspectFlags aspect, Use from, Use to);
void transition(VkCommandBuffer cmd, VkImage image, VkImageAspectFlags aspect, Use from, Use to);

/// Makes what copies wrote to buffers visible to every later command.
void make_visible_to_device(VkCommandBuffer cmd);
/// Makes what compute shaders wrote to buffers visible to draws, as commands and as vertices, and to the CPU.
void make_visible_to_draws(VkCommandBuffer cmd);
/// Makes what copies and shaders wrote to memory visible to the CPU (before waiting for the timeline).
void make_visible_to_host(VkCommandBuffer cmd);

}  // namespace retort::gpu
