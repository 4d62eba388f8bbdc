// The field as the program uses it: scene, motions and passes in one. In a window, `record` goes into the frame's command
// buffer and `image` is then shown; offscreen, `shot` returns a picture.
#pragma once
#include <memory>
#include <optional>
#include <span>

#include "engine/gpu/picture.h"
#include "engine/passes/field_passes.h"
#include "engine/scene/field_scene.h"

namespace retort::scene {

struct FieldView {
  passes::Camera camera;
  passes::TimeOfDay light = passes::TimeOfDay::day;
  float scale = 1;                ///< share of the resolution
  bool still = false;             ///< a picture by itself, as `shot` makes it
  bool inside = false;            ///< inside view: vessels cut open, flow in the pipes
  uint32_t highlighted = 0;       ///< object
  std::optional<glm::vec2> pick;  ///< pixel whose object is wanted
};

class FieldRenderer {
 public:
  FieldRenderer(gpu::Gpu& gpu, FieldScene scene, const Resolver& resolver, const passes::FieldQuality& quality = {});

  const FieldScene& scene() const { return scene_; }
  const Motions& motions() const { return motions_; }

  /// `values`: Frame::values; `dt`: wall time since the last frame in s.
  void record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, std::span<const double> values, double dt, const FieldView& view);
  /// Drawn by `record`, in Use::kSampled.
  gpu::Image& image() { return passes_.image(); }
  /// The object under the pick pixel of the last finished frame of this slot.
  const FieldObject* picked(uint32_t slot) const { return scene_.object(passes_.picked(slot)); }

  /// One picture, now. `seconds`: how long things have been turning and flowing.
  gpu::Picture shot(std::span<const double> values, const FieldView& view, VkExtent2D extent, double seconds = 0);
  /// The object at a pixel, now.
  const FieldObject* pick(std::span<const double> values, const FieldView& view, VkExtent2D extent, glm::vec2 pixel);
  /// CPU time of the last `record`, ms.
  double record_ms() const { return record_ms_; }
  uint64_t triangles() const { return passes_.triangles(); }
  const passes::FieldPasses& passes() const { return passes_; }

 private:
  gpu::Gpu& gpu_;
  FieldScene scene_;
  Motions motions_;
  passes::FieldPasses passes_;
  double time_ = 0, record_ms_ = 0;
};

}  // namespace retort::scene
