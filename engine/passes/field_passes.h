// Draws a field: sun map, sky map, lit pass with sky and signs, and the object under a pixel. The same passes serve the
// window and offscreen pictures: both hand in a command buffer and get an image.
#pragma once
#include <array>
#include <optional>
#include <span>

#include "engine/geometry/draw_list.h"
#include "engine/gpu/frames.h"
#include "engine/gpu/pipeline.h"
#include "engine/passes/camera.h"

namespace retort::passes {

struct FieldQuality {
  VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_4_BIT;
  uint32_t sun_map = 2048;
  uint32_t sky_map = 256;  ///< coarse: what it casts is soft
  /// Four samples on real graphics devices; one on CPU devices, where they cost a third of the frame.
  static FieldQuality for_window(const gpu::Gpu& gpu);
};

struct FieldFrame {
  Camera camera;
  float time = 0;                ///< s, for ripples
  bool inside = false;           ///< inside view
  uint32_t highlighted = 0;      ///< object
  std::span<const geometry::PartState> parts;
  uint64_t shadow_version = 0;   ///< the sun map is drawn anew when this changes
  std::optional<glm::vec2> pick;  ///< pixel in image coordinates
};

class FieldPasses {
 public:
  static constexpr int kPickReach = 4;   // pixels: a handwheel far off is small
  static constexpr VkFormat kColorFormat = VK_FORMAT_R8G8B8A8_UNORM;

  FieldPasses(gpu::Gpu& gpu, const geometry::DrawList& list, size_t part_count, const FieldQuality& quality);

  /// Records the whole frame. `slot` as in gpu::Frames. Leaves image() in Use::kSampled.
  void record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const FieldFrame& frame);
  gpu::Image& image() { return color_; }
  /// The object that the last finished frame of this slot saw under its pick pixel, or nearest to it within kPickReach pixels; 0 = none.
  uint32_t picked(uint32_t slot) const;
  uint64_t triangles() const { return triangles_; }

 private:
  void make_targets(VkExtent2D extent);
  void make_pipelines();
  void make_text(const std::vector<geometry::Label>& labels);
  void bind_instances(VkCommandBuffer cmd) const;
  void draw_instances(VkCommandBuffer cmd) const;
  void draw_map(VkCommandBuffer cmd, gpu::Image& map, uint32_t which, uint32_t slot);
  void draw_lit(VkCommandBuffer cmd, uint32_t slot);
  void draw_pick(VkCommandBuffer cmd, uint32_t slot, glm::vec2 pixel, const FieldFrame& frame);
  void write_uniforms(gpu::Buffer& buffer, const FieldFrame& frame, const glm::mat4& view_projection) const;

  gpu::Gpu& gpu_;
  FieldQuality quality_;
  gpu::Buffer vertices_, indices_, instances_, text_;
  std::vector<geometry::DrawRange> ranges_;
  uint32_t text_vertices_ = 0;
  uint64_t triangles_ = 0;
  size_t part_count_;
  glm::mat4 sun_projection_{1}, sky_projection_{1};
  glm::vec3 sun_{0, 0, 1};
  gpu::Sampler shadow_sampler_, linear_sampler_;
  gpu::Image sun_map_, sky_map_, glyphs_;
  gpu::Image color_, multisampled_, depth_, pick_color_, pick_depth_;
  gpu::Descriptors descriptors_;
  gpu::Pipeline depth_pipeline_, sky_pipeline_, text_pipeline_, pick_pipeline_;
  std::array<gpu::Pipeline, geometry::kMaterialGroups> lit_pipelines_;
  struct Slot {
    gpu::Buffer uniforms, pick_uniforms, parts, pick_result;
    VkDescriptorSet set = VK_NULL_HANDLE, pick_set = VK_NULL_HANDLE;
  };
  std::array<Slot, gpu::Frames::kInFlight> slots_;
  std::optional<uint64_t> sun_map_version_;
  VkExtent2D extent_{};
};

}  // namespace retort::passes
