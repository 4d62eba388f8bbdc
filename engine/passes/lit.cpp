#include "engine/passes/lit.h"

#include "engine/passes/sign_letters.h"

namespace retort::passes {
namespace {

constexpr uint32_t kLitVert[] = {
#include "shaders/lit.vert.inc"
};
constexpr uint32_t kLitFrag[] = {
#include "shaders/lit.frag.inc"
};
constexpr uint32_t kSkyVert[] = {
#include "shaders/sky.vert.inc"
};
constexpr uint32_t kSkyFrag[] = {
#include "shaders/sky.frag.inc"
};
constexpr uint32_t kTextVert[] = {
#include "shaders/text.vert.inc"
};
constexpr uint32_t kTextFrag[] = {
#include "shaders/text.frag.inc"
};

}  // namespace

LitPass::LitPass(gpu::Gpu& gpu, VkDescriptorSetLayout layout, const FieldQuality& quality, const std::vector<geometry::Label>& labels) : gpu_(gpu), quality_(quality) {
  make_signs(labels);
  desc_.sets = {layout};
  desc_.color = format(quality);
  desc_.depth = kDepthFormat;
  desc_.samples = quality.samples();

  gpu::PipelineDesc sky = desc_;
  sky.name = "sky";
  sky.vertex = kSkyVert;
  sky.fragment = kSkyFrag;
  sky.constants = {0, uint32_t(quality.tier), 0};
  sky.cull = VK_CULL_MODE_NONE;
  sky.compare = VK_COMPARE_OP_GREATER_OR_EQUAL;
  sky.depth_write = false;
  sky_ = gpu::Pipeline(gpu, sky);

  gpu::PipelineDesc text = sky;
  text.name = "signs";
  text.vertex = kTextVert;
  text.fragment = kTextFrag;
  text.bindings = {{0, sizeof(LetterVertex), VK_VERTEX_INPUT_RATE_VERTEX}};
  text.attributes = {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(LetterVertex, position)},
                     {1, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(LetterVertex, uv)},
                     {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(LetterVertex, colour)}};
  text.cull = VK_CULL_MODE_BACK_BIT;
  text.compare = VK_COMPARE_OP_GREATER;
  text.blend = gpu::Blend::kKeepAlpha;
  for (uint32_t lamps : {0u, 1u}) {
    text.constants = {0, uint32_t(quality.tier), lamps};
    sign_pipelines_[lamps] = gpu::Pipeline(gpu, text);
  }

  FieldGeometry::describe(desc_);
  desc_.name = "lit";
  desc_.vertex = kLitVert;
  desc_.fragment = kLitFrag;
}

gpu::Pipeline& LitPass::pipeline(uint32_t group, bool lamps, bool inside) {
  gpu::Pipeline& p = pipelines_[4 * group + 2 * inside + lamps];
  if (!p.handle()) {
    gpu::PipelineDesc d = desc_;
    d.constants = {group, uint32_t(quality_.tier), lamps};
    if (inside) d.cull = VK_CULL_MODE_NONE;   // vessels are cut open
    if (group == geometry::kFlying) d.blend = gpu::Blend::kKeepAlpha, d.depth_write = false, d.cull = VK_CULL_MODE_BACK_BIT;
    p = gpu::Pipeline(gpu_, d);
  }
  return p;
}

void LitPass::make_signs(const std::vector<geometry::Label>& labels) {
  const GlyphAtlas atlas(sign_font());
  glyphs_ = gpu::make_texture(gpu_, "glyphs", {GlyphAtlas::kSize, GlyphAtlas::kSize}, VK_FORMAT_R8_UNORM, std::as_bytes(std::span(atlas.texels())));
  const std::vector<LetterVertex> vertices = sign_letters(atlas, labels);
  sign_vertices_ = uint32_t(vertices.size());
  if (sign_vertices_) signs_ = gpu::make_static_buffer(gpu_, "signs", std::as_bytes(std::span(vertices)), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
}

void LitPass::record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, const FieldGeometry& geometry, const Draws& draws, bool lamps, bool inside, Count& count) {
  const auto enter = [&](uint32_t group) {
    const gpu::Pipeline& p = pipeline(group, lamps, inside);
    p.bind(cmd);
    p.bind_set(cmd, 0, set);
  };
  const std::span all(draws);
  const size_t solid = solid_ones(draws);
  geometry.draw(cmd, slot, all.first(solid), enter, count);
  sky_.bind(cmd);
  sky_.bind_set(cmd, 0, set);
  vkCmdDraw(cmd, 3, 1, 0, 0);
  ++count.draws;
  draw_signs(cmd, lamps, count);
  geometry.draw(cmd, slot, all.subspan(solid), enter, count);   // one sees through what flies, so it comes last
}

void LitPass::draw_signs(VkCommandBuffer cmd, bool lamps, Count& count) {
  if (!sign_vertices_) return;
  sign_pipelines_[lamps].bind(cmd);
  const VkBuffer buffer = signs_.handle();
  const VkDeviceSize offset = 0;
  vkCmdBindVertexBuffers(cmd, 0, 1, &buffer, &offset);
  vkCmdDraw(cmd, sign_vertices_, 1, 0, 0);
  ++count.draws;
  count.triangles += sign_vertices_ / 3;
  count.bytes += sign_vertices_ * sizeof(LetterVertex);
}

}  // namespace retort::passes
