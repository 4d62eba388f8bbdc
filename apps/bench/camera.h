#pragma once
#include <span>

#include "engine/scene/field_renderer.h"

namespace retort {

/// What a picture of the field costs: medians.
struct Cost {
  passes::Count count;
  double record_ms = 0, frame_ms = 0, device_ms = 0, processor_ms = 0;   // processor: of all threads, so that other work beside it does not count
};

/// Frames of a standing camera: the shadows are there already, as they are while nobody walks.
class Camera {
 public:
  Camera(gpu::Gpu& gpu, scene::FieldRenderer& renderer, std::span<const double> values, const passes::Camera& camera, VkExtent2D size);
  Cost frames(int n, float scale);

 private:
  double frame();
  gpu::Gpu& gpu_;
  scene::FieldRenderer& renderer_;
  std::span<const double> values_;
  VkExtent2D size_;
  scene::FieldView view_;
};

}  // namespace retort
