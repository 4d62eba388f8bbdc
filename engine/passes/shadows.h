// What the sun reaches: three maps side by side, one around the walker, one around his neighbourhood, one of the whole plant, and one from
// the zenith for how much sky a point sees. What stands is kept, and drawn anew only where a map has moved; what moves is drawn over it.
#pragma once
#include <optional>

#include "engine/passes/camera.h"
#include "engine/passes/field_geometry.h"
#include "engine/passes/frame_uniforms.h"

namespace retort::passes {

class Shadows {
 public:
  static constexpr int kCascades = 3;
  Shadows(gpu::Gpu& gpu, VkDescriptorSetLayout layout, uint32_t side, uint32_t sky_side, glm::vec3 low, glm::vec3 high);

  /// Where the maps lie for this camera; before the uniforms are written. `still`: exactly, so that a picture does not depend on the one before.
  void aim(const Camera& camera, glm::vec3 to_sun, bool still);
  void tell(FrameUniforms& uniforms) const;
  /// `version`: changes when what moves has moved.
  void record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, FieldGeometry& geometry, std::span<const geometry::PartState> parts, uint64_t version, Count& count);
  const gpu::Image& sun_map() const { return shown_; }
  const gpu::Image& sky_map() const { return sky_; }

 private:
  struct Cascade {
    glm::vec2 centre{0};
    float half = 1;
    bool stale = true;
  };
  glm::mat4 projection(const Cascade& c) const;
  void draw(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, gpu::Image& map, VkOffset2D at, uint32_t side, bool clear, const glm::mat4& projection, float texels,
            Sight::Who who, FieldGeometry& geometry, std::span<const geometry::PartState> parts, Count& count);

  uint32_t side_;
  glm::vec3 low_, high_, to_sun_{0};
  glm::mat4 sun_view_{1}, sky_view_{1};
  glm::vec2 sky_half_{1};
  Cascade cascades_[kCascades];
  gpu::Image standing_, shown_, sky_;
  gpu::Pipeline pipeline_;
  bool sky_drawn_ = false;
  std::optional<uint64_t> version_;
};

}  // namespace retort::passes
