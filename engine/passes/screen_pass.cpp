#include "engine/passes/screen_pass.h"

namespace retort::passes {
namespace {
constexpr uint32_t kScreenVert[] = {
#include "shaders/screen.vert.inc"
};
}  // namespace

uint64_t bytes_of(const gpu::Image& image) {
  if (!image) return 0;
  const uint64_t texel = image.format() == VK_FORMAT_R16G16B16A16_SFLOAT ? 8 : image.format() == VK_FORMAT_R8_UNORM ? 1 : 4;
  return texel * image.extent().width * image.extent().height * uint64_t(image.samples());
}

ScreenPass::ScreenPass(gpu::Gpu& gpu, const std::string& name, std::span<const uint32_t> fragment, VkFormat format, uint32_t reads, uint32_t push_bytes) : linear_(gpu, gpu::SamplerKind::kLinearClamp), nearest_(gpu, gpu::SamplerKind::kNearestClamp) {
  // Binding 1 is that of the parts, which no such pass reads; lavapipe wants every binding of a set written.
  std::vector<VkDescriptorType> types(2, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER);
  types.resize(2 + reads, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER);
  descriptors_ = gpu::Descriptors(gpu, name, types, gpu::Frames::kInFlight);
  for (VkDescriptorSet& set : sets_) set = descriptors_.make_set();
  gpu::PipelineDesc d;
  d.name = name;
  d.sets = {descriptors_.layout()};
  d.vertex = kScreenVert;
  d.fragment = fragment;
  d.color = format;
  d.cull = VK_CULL_MODE_NONE;
  d.push_bytes = push_bytes;
  pipeline_ = gpu::Pipeline(gpu, d);
}

void ScreenPass::read(uint32_t slot, const gpu::Buffer& uniforms, const std::vector<const gpu::Image*>& images) {
  for (uint32_t binding : {0u, 1u}) descriptors_.write(sets_[slot], binding, uniforms);
  bytes_read_[slot] = 0;
  for (uint32_t i = 0; i < images.size(); ++i) {
    descriptors_.write(sets_[slot], 2 + i, images[i]->view(), images[i]->aspect() == VK_IMAGE_ASPECT_DEPTH_BIT ? nearest_ : linear_);
    bytes_read_[slot] += bytes_of(*images[i]);
  }
}

void ScreenPass::begin(VkCommandBuffer cmd, uint32_t slot, gpu::Image& image, Count& count) {
  image.discard();
  image.to(cmd, gpu::Use::kColorTarget);
  gpu::Target target;
  target.extent = image.extent();
  target.color = image.view();
  target.clear_color = false;
  gpu::begin_pass(cmd, target);
  pipeline_.bind(cmd);
  pipeline_.bind_set(cmd, 0, sets_[slot]);
  ++count.passes;
  ++count.draws;
  count.bytes += bytes_of(image) + bytes_read_[slot];
}

void ScreenPass::end(VkCommandBuffer cmd, gpu::Image& image) {
  vkCmdDraw(cmd, 3, 1, 0, 0);
  gpu::end_pass(cmd);
  image.to(cmd, gpu::Use::kSampled);
}

}  // namespace retort::passes
