#include "engine/scene/field_renderer.h"

#include "platform/system.h"

namespace retort::scene {

FieldRenderer::FieldRenderer(gpu::Gpu& gpu, FieldScene scene, const Resolver& resolver, const passes::FieldQuality& quality)
    : gpu_(gpu),
      scene_(std::move(scene)),
      motions_(scene_.part_frames, scene_.motions),
      passes_(gpu, scene_.draw, motions_.moves(), motions_.states(), quality) {
  motions_.resolve(resolver);
}

void FieldRenderer::record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, std::span<const double> values, double dt,
                           const FieldView& view) {
  const double start = thread_processor_seconds();
  motions_.apply(values, dt);
  time_ += dt;
  passes::FieldFrame f;
  f.camera = view.camera;
  f.light = view.light;
  f.scale = view.scale;
  f.still = view.still;
  f.time = float(time_);
  f.inside = view.inside;
  f.highlighted = view.highlighted;
  f.parts = motions_.states();
  f.shadow_version = motions_.shadow_version();
  f.pick = view.pick;
  passes_.record(cmd, slot, extent, f);
  record_ms_ = 1e3 * (thread_processor_seconds() - start);
}

gpu::Picture FieldRenderer::shot(std::span<const double> values, const FieldView& view, VkExtent2D extent, double seconds) {
  gpu::ReadBack read(gpu_, extent, passes::FieldPasses::kColorFormat);
  gpu_.wait(gpu_.submitted());
  gpu_.run([&](VkCommandBuffer cmd) {
    FieldView v = view;
    v.still = true;
    record(cmd, 0, extent, values, seconds, v);
    image().to(cmd, gpu::Use::kTransferSrc);
    read.record(cmd, image().handle());
    image().to(cmd, gpu::Use::kSampled);
  });
  gpu_.collect();
  return read.finish();
}

const FieldObject* FieldRenderer::pick(std::span<const double> values, const FieldView& view, VkExtent2D extent, glm::vec2 pixel) {
  FieldView v = view;
  v.pick = pixel;
  shot(values, v, extent);
  return picked(0);
}

}  // namespace retort::scene
