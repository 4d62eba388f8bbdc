// Which object a pixel shows: the pixel and those around it, drawn with the objects' numbers for colours.
#pragma once
#include <array>

#include "engine/passes/camera.h"
#include "engine/passes/field_geometry.h"

namespace retort::passes {

class PickPass {
 public:
  static constexpr int kReach = 4;  // pixels: a handwheel far off is small
  PickPass(gpu::Gpu& gpu, VkDescriptorSetLayout layout);

  /// The projection that shows what lies around `pixel` of a picture of this size.
  static glm::mat4 projection(const Camera& camera, VkExtent2D extent, glm::vec2 pixel);
  void record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, const FieldGeometry& geometry, std::span<const Draw> draws, Count& count);
  /// Nothing is asked in this frame.
  void forget(uint32_t slot);
  /// The object nearest to the pixel of the last finished frame of this slot; 0 = none.
  uint32_t picked(uint32_t slot) const;

 private:
  gpu::Image ids_, depth_;
  gpu::Pipeline pipeline_;
  std::array<gpu::Buffer, gpu::Frames::kInFlight> results_;
};

}  // namespace retort::passes
