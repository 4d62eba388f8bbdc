// The lit pass: everything in its colours, the sky behind it, and the writing on the signs.
#pragma once
#include <array>

#include "engine/passes/field_geometry.h"
#include "engine/passes/quality.h"

namespace retort::passes {

class LitPass {
 public:
  LitPass(gpu::Gpu& gpu, VkDescriptorSetLayout layout, const FieldQuality& quality, const std::vector<geometry::Label>& labels);

  static VkFormat format(const FieldQuality& quality) { return quality.hdr() ? VK_FORMAT_R16G16B16A16_SFLOAT : VK_FORMAT_R8G8B8A8_UNORM; }
  static constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;

  /// Inside a pass.
  void record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, const FieldGeometry& geometry, const Draws& draws, bool lamps, bool inside, Count& count);
  const gpu::Image& glyphs() const { return glyphs_; }

 private:
  void make_signs(const std::vector<geometry::Label>& labels);
  void draw_signs(VkCommandBuffer cmd, bool lamps, Count& count);
  gpu::Pipeline& pipeline(uint32_t group, bool lamps, bool inside);

  gpu::Gpu& gpu_;
  gpu::PipelineDesc desc_;
  FieldQuality quality_;
  gpu::Image glyphs_;
  gpu::Buffer signs_;
  uint32_t sign_vertices_ = 0;
  std::array<gpu::Pipeline, 4 * geometry::kMaterialGroups> pipelines_;  ///< made when first wanted: by night and in the inside view, others
  std::array<gpu::Pipeline, 2> sign_pipelines_;
  gpu::Pipeline sky_;
};

}  // namespace retort::passes
