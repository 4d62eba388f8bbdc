#include "engine/passes/field_passes.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "engine/passes/lamps.h"

namespace retort::passes {
namespace {

constexpr uint32_t kOcclusionFrag[] = {
#include "shaders/occlusion.frag.inc"
};
constexpr uint32_t kBlurFrag[] = {
#include "shaders/occlusion_blur.frag.inc"
};
constexpr uint32_t kToneFrag[] = {
#include "shaders/tone.frag.inc"
};
constexpr uint32_t kFxaaFrag[] = {
#include "shaders/fxaa.frag.inc"
};

struct FxaaPush {
  glm::vec2 texel;
  float sharpen;
};

gpu::Descriptors make_descriptors(gpu::Gpu& gpu) {
  const VkDescriptorType types[] = {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER,         VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER,   VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                                    VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                    VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER};
  return {gpu, "field", types, 2 * gpu::Frames::kInFlight};
}

VkExtent2D half_of(VkExtent2D e) { return {(e.width + 1) / 2, (e.height + 1) / 2}; }

}  // namespace

FieldPasses::FieldPasses(gpu::Gpu& gpu, const geometry::DrawList& list, const std::vector<bool>& moves, std::span<const geometry::PartState> rest, const FieldQuality& quality)
    : gpu_(gpu),
      quality_(quality),
      part_count_(moves.size()),
      yard_(list.yard),
      geometry_(gpu, list, moves, rest, quality.culling),
      shadow_sampler_(gpu, gpu::SamplerKind::kShadow),
      linear_sampler_(gpu, gpu::SamplerKind::kLinearClamp),
      descriptors_(make_descriptors(gpu)),
      lamps_(make_lamps(gpu, list.lamps)),
      shadows_(gpu, descriptors_.layout(), quality.sun_map(), quality.sky_map(), list.low, list.high),
      lit_(gpu, descriptors_.layout(), quality, list.labels),
      pick_(gpu, descriptors_.layout()),
      fxaa_pass_(gpu, "fxaa", kFxaaFrag, kColorFormat, 1, sizeof(FxaaPush)),
      timer_(gpu) {
  if (quality.hdr()) {
    occlusion_pass_ = ScreenPass(gpu, "occlusion", kOcclusionFrag, VK_FORMAT_R8_UNORM, 1);
    blur_pass_ = ScreenPass(gpu, "occlusion blur", kBlurFrag, VK_FORMAT_R8_UNORM, 2);
    tone_pass_ = ScreenPass(gpu, "tone", kToneFrag, kColorFormat, 3);
  }
  for (uint32_t slot = 0; slot < slots_.size(); ++slot) {
    Slot& s = slots_[slot];
    auto upload = [&](const char* name, VkDeviceSize size, VkBufferUsageFlags usage) { return gpu::Buffer(gpu, name, size, usage, gpu::MemoryKind::kUpload); };
    s.uniforms = upload("field uniforms", sizeof(FrameUniforms), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
    s.pick_uniforms = upload("pick uniforms", sizeof(FrameUniforms), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
    s.parts = upload("parts", part_count_ * sizeof(geometry::PartState), VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT);
    s.part_rows = gpu::TexelView(gpu, s.parts, VK_FORMAT_R32G32B32A32_SFLOAT, 16);
    geometry_.read_parts(slot, s.part_rows);
    for (auto [set, buffer] : {std::pair{&s.set, &s.uniforms}, std::pair{&s.pick_set, &s.pick_uniforms}}) {
      *set = descriptors_.make_set();
      descriptors_.write(*set, 0, *buffer);
      descriptors_.write(*set, 1, s.part_rows);
      descriptors_.write(*set, 2, shadows_.sun_map().view(), shadow_sampler_);
      descriptors_.write(*set, 3, shadows_.sky_map().view(), shadow_sampler_);
      descriptors_.write(*set, 4, lit_.glyphs().view(), linear_sampler_);
      descriptors_.write(*set, 5, lamps_);
      descriptors_.write(*set, 6, geometry_.table());
    }
  }
}

void FieldPasses::make_targets(VkExtent2D extent) {
  if (image_ && image_.extent().width == extent.width && image_.extent().height == extent.height) return;
  ++targets_;
  constexpr VkImageUsageFlags target = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT, read = VK_IMAGE_USAGE_SAMPLED_BIT, depth = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
  const bool many = quality_.samples() != VK_SAMPLE_COUNT_1_BIT;
  if (many) {
    lit_samples_ = gpu::Image(gpu_, "lit samples", {extent, LitPass::format(quality_), target, quality_.samples()});
    depth_samples_ = gpu::Image(gpu_, "depth samples", {extent, LitPass::kDepthFormat, depth, quality_.samples()});
  }
  depth_ = gpu::Image(gpu_, "depth", {extent, LitPass::kDepthFormat, depth | (quality_.hdr() ? read : 0u)});
  if (quality_.hdr()) {
    hdr_ = gpu::Image(gpu_, "hdr", {extent, LitPass::format(quality_), target | read});
    occlusion_ = gpu::Image(gpu_, "occlusion", {half_of(extent), VK_FORMAT_R8_UNORM, target | read});
    open_ = gpu::Image(gpu_, "occlusion, blurred", {half_of(extent), VK_FORMAT_R8_UNORM, target | read});
  }
  toned_ = gpu::Image(gpu_, "toned", {extent, kColorFormat, target | read});
  image_ = gpu::Image(gpu_, "field", {extent, kColorFormat, target | read | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
}

void FieldPasses::read_targets(uint32_t slot) {
  Slot& s = slots_[slot];
  if (s.targets == targets_) return;
  s.targets = targets_;
  if (quality_.hdr()) {
    occlusion_pass_.read(slot, s.uniforms, {&depth_});
    blur_pass_.read(slot, s.uniforms, {&depth_, &occlusion_});
    tone_pass_.read(slot, s.uniforms, {&depth_, &open_, &hdr_});
  }
  fxaa_pass_.read(slot, s.uniforms, {&toned_});
}

FrameUniforms FieldPasses::uniforms(VkExtent2D extent, const FieldFrame& f) const {
  const float aspect = float(extent.width) / float(extent.height), half = std::tan(f.camera.fov / 2);
  FrameUniforms u;
  u.view_projection = f.camera.view_projection(aspect);
  u.inverse_view_projection = glm::inverse(u.view_projection);
  shadows_.tell(u);
  u.eye = glm::vec4(f.camera.eye, f.time);
  u.view = {f.inside ? 1 : 0, float(f.highlighted), float(extent.width), float(extent.height)};
  u.lens = {aspect * half, half, Camera::kNear, float(extent.height) / (2 * half)};
  u.yard = yard_;
  u.light = light_of(f.light);
  return u;
}

void FieldPasses::draw_lit(VkCommandBuffer cmd, uint32_t slot, const Draws& draws, const FieldFrame& f) {
  gpu::Image& color = quality_.hdr() ? hdr_ : toned_;
  const auto anew = [&](gpu::Image& image, gpu::Use use) {
    image.discard();
    image.to(cmd, use);
  };
  gpu::Target target;
  target.extent = image_.extent();
  target.clear_color = false;   // the sky fills what nothing stands in
  anew(color, gpu::Use::kColorTarget);
  if (lit_samples_) {
    anew(lit_samples_, gpu::Use::kColorTarget);
    anew(depth_samples_, gpu::Use::kDepthTarget);
    anew(depth_, gpu::Use::kDepthResolve);
    target.color = lit_samples_.view(), target.resolve = color.view();
    target.depth = depth_samples_.view(), target.resolve_depth = depth_.view();
  } else {
    anew(depth_, gpu::Use::kDepthTarget);
    target.color = color.view(), target.depth = depth_.view();
    target.keep_depth = quality_.hdr();
  }
  gpu::begin_pass(cmd, target);
  lit_.record(cmd, slot, slots_[slot].set, geometry_, draws, light_of(f.light).lamps(), f.inside, count_);
  gpu::end_pass(cmd);
  ++count_.passes;
  count_.bytes += bytes_of(color) + bytes_of(depth_) + bytes_of(lit_samples_) + bytes_of(depth_samples_);
  color.to(cmd, gpu::Use::kSampled);
  if (quality_.hdr()) depth_.to(cmd, gpu::Use::kSampled);
}

void FieldPasses::record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const FieldFrame& f) {
  const auto scaled = [&](uint32_t n) { return std::max(1u, uint32_t(std::lround(float(n) * f.scale))); };
  const VkExtent2D drawn{scaled(extent.width), scaled(extent.height)};
  make_targets(drawn);
  read_targets(slot);
  count_ = {};
  device_ms_ = timer_.took(slot);
  timer_.begin(cmd, slot);
  Slot& s = slots_[slot];
  geometry_.begin(slot, count_);
  shadows_.aim(f.camera, light_of(f.light).to_sun, f.still);
  FrameUniforms u = uniforms(drawn, f);
  std::memcpy(s.uniforms.mapped(), &u, sizeof u);
  std::memcpy(s.parts.mapped(), f.parts.data(), std::min(f.parts.size(), part_count_) * sizeof(geometry::PartState));
  shadows_.record(cmd, slot, s.set, geometry_, f.parts, f.shadow_version, count_);

  Sight sight;
  sight.projection = u.view_projection;
  sight.eye = f.camera.eye;
  sight.pixels = u.lens.w;
  sight.inside = f.inside;
  draw_lit(cmd, slot, geometry_.see(cmd, slot, sight, f.parts), f);
  if (quality_.hdr()) {
    occlusion_pass_.record(cmd, slot, occlusion_, count_);
    blur_pass_.record(cmd, slot, open_, count_);
    tone_pass_.record(cmd, slot, toned_, count_);
  }
  const glm::vec2 texel(1 / float(drawn.width), 1 / float(drawn.height));
  fxaa_pass_.record(cmd, slot, image_, FxaaPush{texel, f.scale < 1 ? 0.5f : 0.0f}, count_);

  if (f.pick) {
    u.view_projection = sight.projection = PickPass::projection(f.camera, extent, *f.pick);
    std::memcpy(s.pick_uniforms.mapped(), &u, sizeof u);
    sight.pixels = float(extent.height) / (2 * u.lens.y);
    const Draws seen = geometry_.see(cmd, slot, sight, f.parts);
    pick_.record(cmd, slot, s.pick_set, geometry_, std::span(seen).first(solid_ones(seen)), count_);
  } else {
    pick_.forget(slot);
  }
  timer_.end(cmd, slot);
}

}  // namespace retort::passes
