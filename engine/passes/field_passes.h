// Draws a field: shadows, lit pass, ambient occlusion, tone, FXAA, and the object under a pixel. The same passes serve the window and
// offscreen pictures: both hand in a command buffer and get an image.
#pragma once
#include <array>
#include <optional>
#include <span>

#include "engine/gpu/timer.h"
#include "engine/passes/lit.h"
#include "engine/passes/pick.h"
#include "engine/passes/quality.h"
#include "engine/passes/screen_pass.h"
#include "engine/passes/shadows.h"

namespace retort::passes {

struct FieldFrame {
  Camera camera;
  TimeOfDay light = TimeOfDay::day;
  float time = 0;                ///< s, for ripples
  bool inside = false;           ///< inside view
  uint32_t highlighted = 0;      ///< object
  float scale = 1;               ///< share of the resolution that it is drawn at
  bool still = false;            ///< a picture by itself: nothing of the frame before shows in it
  std::span<const geometry::PartState> parts;
  uint64_t shadow_version = 0;   ///< what moves is drawn into the shadows anew when this changes
  std::optional<glm::vec2> pick;  ///< pixel in coordinates of the whole extent
};

class FieldPasses {
 public:
  static constexpr VkFormat kColorFormat = VK_FORMAT_R8G8B8A8_UNORM;

  /// `moves`: for each part, whether it is ever elsewhere than `rest` says.
  FieldPasses(gpu::Gpu& gpu, const geometry::DrawList& list, const std::vector<bool>& moves, std::span<const geometry::PartState> rest, const FieldQuality& quality);

  /// Records the whole frame. `slot` as in gpu::Frames. Leaves image() in Use::kSampled; it has the share of `extent` that the frame says.
  void record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const FieldFrame& frame);
  gpu::Image& image() { return image_; }
  VkExtent2D image_extent() const { return image_.extent(); }
  /// The object that the last finished frame of this slot saw under its pick pixel, or nearest to it; 0 = none.
  uint32_t picked(uint32_t slot) const { return pick_.picked(slot); }
  const Count& count() const { return count_; }
  uint64_t triangles() const { return geometry_.triangles(); }
  size_t instances() const { return geometry_.instances(); }
  /// What the device took for the frame of this slot before the last `record` of it, ms. Nothing where it has no clock.
  std::optional<double> device_ms() const { return device_ms_; }

 private:
  struct Slot {
    gpu::Buffer uniforms, pick_uniforms, parts;
    gpu::TexelView part_rows;
    VkDescriptorSet set = VK_NULL_HANDLE, pick_set = VK_NULL_HANDLE;
    uint64_t targets = 0;   ///< which targets its screen passes read
  };
  void make_targets(VkExtent2D extent);
  void read_targets(uint32_t slot);
  FrameUniforms uniforms(VkExtent2D extent, const FieldFrame& frame) const;
  void draw_lit(VkCommandBuffer cmd, uint32_t slot, const Draws& draws, const FieldFrame& frame);

  gpu::Gpu& gpu_;
  FieldQuality quality_;
  size_t part_count_;
  glm::vec4 yard_{0};
  FieldGeometry geometry_;
  gpu::Sampler shadow_sampler_, linear_sampler_;
  gpu::Descriptors descriptors_;
  gpu::Buffer lamps_;
  Shadows shadows_;
  LitPass lit_;
  PickPass pick_;
  ScreenPass occlusion_pass_, blur_pass_, tone_pass_, fxaa_pass_;
  gpu::Image lit_samples_, depth_samples_, hdr_, depth_, occlusion_, open_, toned_, image_;
  uint64_t targets_ = 0;
  std::array<Slot, gpu::Frames::kInFlight> slots_;
  gpu::Timer timer_;
  Count count_;
  std::optional<double> device_ms_;
};

}  // namespace retort::passes
