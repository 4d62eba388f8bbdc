#pragma once
#include <imgui.h>

#include <array>
#include <map>
#include <string>

#include "engine/gpu/frames.h"
#include "engine/gpu/pipeline.h"
#include "engine/gpu/window.h"

namespace retort::ui {

/// Draws Dear ImGui's lists with dynamic rendering, in display-referred colours. (ImGui 1.86's own Vulkan backend wants a
/// render pass.) One ImGui context at a time; pictures of our own, such as the field, go in by name.
class Renderer {
 public:
  Renderer(gpu::Gpu& gpu, VkFormat color);

  /// Uploads the current context's font atlas; again after its fonts changed.
  void upload_fonts();
  /// The texture of a name; `view` (in Use::kSampled when drawn) may change from frame to frame.
  ImTextureID texture(const std::string& name, VkImageView view);
  /// Inside a pass. `slot` as in gpu::Frames.
  void record(VkCommandBuffer cmd, const ImDrawData& data, uint32_t slot);
  /// The pass of a window's whole frame.
  void record_screen(const gpu::WindowFrame& frame, const ImDrawData& data);

 private:
  struct External {
    VkImageView view = VK_NULL_HANDLE;
    // A set may still be read by frames on their way, so a changed view takes the next of a ring longer than those.
    std::array<VkDescriptorSet, gpu::Frames::kInFlight + 2> ring{};
    size_t now = 0;
  };
  struct Slot {
    gpu::Buffer vertices, indices;
  };
  void grow(gpu::Buffer& buffer, const char* name, VkDeviceSize wanted, VkBufferUsageFlags usage);

  gpu::Gpu& gpu_;
  gpu::Sampler sampler_;
  gpu::Descriptors descriptors_;
  gpu::Pipeline pipeline_;
  gpu::Image fonts_;
  std::map<std::string, External> externals_;
  std::array<Slot, gpu::Frames::kInFlight> slots_;
};

}  // namespace retort::ui
