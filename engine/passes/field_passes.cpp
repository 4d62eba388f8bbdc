#include "engine/passes/field_passes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <glm/gtc/matrix_transform.hpp>

#include "engine/passes/glyph_atlas.h"

namespace retort::passes {
namespace {

constexpr uint32_t kDepthVert[] = {
#include "shaders/depth.vert.inc"
};
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
constexpr uint32_t kPickVert[] = {
#include "shaders/pick.vert.inc"
};
constexpr uint32_t kPickFrag[] = {
#include "shaders/pick.frag.inc"
};
constexpr uint32_t kTextVert[] = {
#include "shaders/text.vert.inc"
};
constexpr uint32_t kTextFrag[] = {
#include "shaders/text.frag.inc"
};

/// shaders/frame.glsl
struct FrameUniforms {
  glm::mat4 view_projection, sun_projection, sky_projection;
  glm::vec4 eye, sun, view;
  glm::mat4 inverse_view_projection;
};

struct TextVertex {
  glm::vec3 position;
  glm::vec2 uv;
  uint32_t colour;
};

constexpr VkFormat kDepthFormat = VK_FORMAT_D32_SFLOAT;
constexpr VkFormat kPickFormat = VK_FORMAT_R32_UINT;
constexpr uint32_t kPickSide = 2 * FieldPasses::kPickReach + 1;

void forget_pick(gpu::Buffer& result) { std::memset(result.mapped(), 0, kPickSide * kPickSide * sizeof(uint32_t)); }

/// An orthographic view along -`to_light` that just holds the box.
glm::mat4 light_projection(glm::vec3 to_light, glm::vec3 low, glm::vec3 high) {
  const glm::vec3 up = std::abs(to_light.z) > 0.99f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
  const glm::mat4 view = glm::lookAt(to_light, glm::vec3(0), up);
  glm::vec3 a(1e9f), b(-1e9f);
  for (int i = 0; i < 8; ++i) {
    const glm::vec3 corner(i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z);
    const glm::vec3 p = view * glm::vec4(corner, 1);
    a = glm::min(a, p), b = glm::max(b, p);
  }
  glm::mat4 p(1);
  p[0][0] = 2 / (b.x - a.x), p[1][1] = 2 / (b.y - a.y), p[2][2] = -1 / (b.z - a.z);
  p[3] = {-(b.x + a.x) / (b.x - a.x), -(b.y + a.y) / (b.y - a.y), b.z / (b.z - a.z), 1};
  return p * view;
}

template <class T>
std::span<const std::byte> bytes(const std::vector<T>& v) {
  return std::as_bytes(std::span<const T>(v));
}

}  // namespace

FieldQuality FieldQuality::for_window(const gpu::Gpu& gpu) {
  FieldQuality q;
  if (gpu.properties().deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU) q.samples = VK_SAMPLE_COUNT_1_BIT;
  return q;
}

FieldPasses::FieldPasses(gpu::Gpu& gpu, const geometry::DrawList& list, size_t part_count, const FieldQuality& quality)
    : gpu_(gpu), quality_(quality), ranges_(list.ranges), triangles_(list.triangles()), part_count_(part_count) {
  vertices_ = gpu::make_static_buffer(gpu, "field vertices", bytes(list.vertices), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  indices_ = gpu::make_static_buffer(gpu, "field indices", bytes(list.indices), VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  instances_ = gpu::make_static_buffer(gpu, "field instances", bytes(list.instances), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  sun_ = glm::normalize(glm::vec3(0.52f, -0.62f, 0.78f));
  sun_projection_ = light_projection(sun_, list.low, list.high);
  sky_projection_ = light_projection({0, 0, 1}, list.low, list.high);
  shadow_sampler_ = gpu::Sampler(gpu, gpu::SamplerKind::kShadow);
  linear_sampler_ = gpu::Sampler(gpu, gpu::SamplerKind::kLinearClamp);
  const VkImageUsageFlags map_usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT | VK_IMAGE_USAGE_SAMPLED_BIT;
  sun_map_ = gpu::Image(gpu, "sun map", {{quality.sun_map, quality.sun_map}, kDepthFormat, map_usage});
  sky_map_ = gpu::Image(gpu, "sky map", {{quality.sky_map, quality.sky_map}, kDepthFormat, map_usage});
  pick_color_ = gpu::Image(gpu, "pick ids", {{kPickSide, kPickSide}, kPickFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  pick_depth_ = gpu::Image(gpu, "pick depth", {{kPickSide, kPickSide}, kDepthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT});
  make_text(list.labels);

  const VkDescriptorType types[] = {VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER,
                                    VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER,
                                    VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER};
  descriptors_ = gpu::Descriptors(gpu, "field", types, 2 * gpu::Frames::kInFlight);
  for (Slot& s : slots_) {
    auto upload = [&](const char* name, VkDeviceSize size, VkBufferUsageFlags usage) {
      return gpu::Buffer(gpu, name, size, usage, gpu::MemoryKind::kUpload);
    };
    s.uniforms = upload("field uniforms", sizeof(FrameUniforms), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
    s.pick_uniforms = upload("pick uniforms", sizeof(FrameUniforms), VK_BUFFER_USAGE_UNIFORM_BUFFER_BIT);
    s.parts = upload("parts", part_count * sizeof(geometry::PartState), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    s.pick_result = gpu::Buffer(gpu, "pick result", kPickSide * kPickSide * sizeof(uint32_t), VK_BUFFER_USAGE_TRANSFER_DST_BIT, gpu::MemoryKind::kReadback);
    forget_pick(s.pick_result);
    for (auto [set, uniforms] : {std::pair{&s.set, &s.uniforms}, std::pair{&s.pick_set, &s.pick_uniforms}}) {
      *set = descriptors_.make_set();
      descriptors_.write(*set, 0, *uniforms);
      descriptors_.write(*set, 1, s.parts);
      descriptors_.write(*set, 2, sun_map_.view(), shadow_sampler_);
      descriptors_.write(*set, 3, sky_map_.view(), shadow_sampler_);
      descriptors_.write(*set, 4, glyphs_.view(), linear_sampler_);
    }
  }
  make_pipelines();
}

void FieldPasses::make_pipelines() {
  using geometry::Instance, geometry::Vertex;
  gpu::PipelineDesc d;
  d.name = "lit";
  d.sets = {descriptors_.layout()};
  d.bindings = {{0, sizeof(Vertex), VK_VERTEX_INPUT_RATE_VERTEX}, {1, sizeof(Instance), VK_VERTEX_INPUT_RATE_INSTANCE}};
  d.attributes = {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, position)},
                  {1, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(Vertex, normal)},
                  {2, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row0)},
                  {3, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row1)},
                  {4, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, row2)},
                  {5, 1, VK_FORMAT_R32G32B32A32_SFLOAT, offsetof(Instance, aux)},
                  {6, 1, VK_FORMAT_R8G8B8A8_UNORM, offsetof(Instance, colour)},
                  {7, 1, VK_FORMAT_R32G32B32_UINT, offsetof(Instance, material)}};
  d.vertex = kLitVert;
  d.fragment = kLitFrag;
  d.color = kColorFormat;
  d.depth = kDepthFormat;
  d.samples = quality_.samples;
  d.cull = VK_CULL_MODE_NONE;  // vessels are cut open in the inside view, pipes have open ends
  for (uint32_t group = 0; group < geometry::kMaterialGroups; ++group) {
    d.constants = {group};
    lit_pipelines_[group] = gpu::Pipeline(gpu_, d);
  }
  d.constants.clear();

  gpu::PipelineDesc pick = d;
  pick.name = "pick";
  pick.vertex = kPickVert;
  pick.fragment = kPickFrag;
  std::erase_if(pick.attributes, [](auto& a) { return a.location == 1 || a.location == 5 || a.location == 6; });
  pick.color = kPickFormat;
  pick.samples = VK_SAMPLE_COUNT_1_BIT;
  pick_pipeline_ = gpu::Pipeline(gpu_, pick);

  gpu::PipelineDesc depth = d;
  depth.name = "depth map";
  depth.vertex = kDepthVert;
  std::erase_if(depth.attributes, [](auto& a) { return a.location == 1 || a.location == 5 || a.location == 6; });
  depth.fragment = {};
  depth.push_bytes = 4;
  depth.color = VK_FORMAT_UNDEFINED;
  depth.samples = VK_SAMPLE_COUNT_1_BIT;
  depth.compare = VK_COMPARE_OP_LESS;
  depth.depth_bias = 1.5f;
  depth.depth_slope_bias = 2.0f;
  depth_pipeline_ = gpu::Pipeline(gpu_, depth);

  gpu::PipelineDesc sky;
  sky.name = "sky";
  sky.sets = d.sets;
  sky.vertex = kSkyVert;
  sky.fragment = kSkyFrag;
  sky.color = kColorFormat;
  sky.depth = kDepthFormat;
  sky.samples = quality_.samples;
  sky.cull = VK_CULL_MODE_NONE;
  sky.compare = VK_COMPARE_OP_GREATER_OR_EQUAL;
  sky.depth_write = false;
  sky_pipeline_ = gpu::Pipeline(gpu_, sky);

  gpu::PipelineDesc text = sky;
  text.name = "signs";
  text.vertex = kTextVert;
  text.fragment = kTextFrag;
  text.bindings = {{0, sizeof(TextVertex), VK_VERTEX_INPUT_RATE_VERTEX}};
  text.attributes = {{0, 0, VK_FORMAT_R32G32B32_SFLOAT, offsetof(TextVertex, position)},
                     {1, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(TextVertex, uv)},
                     {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(TextVertex, colour)}};
  text.cull = VK_CULL_MODE_BACK_BIT;
  text.compare = VK_COMPARE_OP_GREATER;
  text.blend = gpu::Blend::kAlpha;
  text_pipeline_ = gpu::Pipeline(gpu_, text);
}

void FieldPasses::make_text(const std::vector<geometry::Label>& labels) {
  const GlyphAtlas atlas(sign_font());
  glyphs_ = gpu::make_texture(gpu_, "glyphs", {GlyphAtlas::kSize, GlyphAtlas::kSize}, VK_FORMAT_R8_UNORM,
                              bytes(atlas.texels()));
  std::vector<TextVertex> vertices;
  for (const geometry::Label& label : labels) {
    float pen = -atlas.width(label.text) / 2;
    const uint32_t colour = geometry::pack_colour(label.colour, 1);
    for (char32_t c : from_utf8(label.text)) {
      const Glyph& g = atlas.glyph(c);
      auto corner = [&](bool right, bool top) {
        const glm::vec2 p((right ? g.high.x : g.low.x) + pen, (top ? g.high.y : g.low.y) - 0.5f);
        const glm::vec2 uv(right ? g.uv_high.x : g.uv_low.x, top ? g.uv_low.y : g.uv_high.y);
        glm::vec3 q(p * label.height, 0);
        if (label.bend > 0) q = {label.bend * std::sin(q.x / label.bend), q.y, label.bend * (std::cos(q.x / label.bend) - 1)};
        vertices.push_back({glm::vec3(label.frame * glm::vec4(q, 1)), uv, colour});
      };
      if (g.high.x > g.low.x) {
        corner(false, false), corner(true, false), corner(true, true);
        corner(false, false), corner(true, true), corner(false, true);
      }
      pen += g.advance;
    }
  }
  text_vertices_ = uint32_t(vertices.size());
  if (text_vertices_) text_ = gpu::make_static_buffer(gpu_, "signs", bytes(vertices), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
}

void FieldPasses::make_targets(VkExtent2D extent) {
  if (color_ && extent_.width == extent.width && extent_.height == extent.height) return;
  extent_ = extent;
  constexpr VkImageUsageFlags target = VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT;
  color_ = gpu::Image(gpu_, "field", {extent, kColorFormat, target | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  multisampled_ = quality_.samples == VK_SAMPLE_COUNT_1_BIT
                      ? gpu::Image()
                      : gpu::Image(gpu_, "field samples", {extent, kColorFormat, target, quality_.samples});
  depth_ = gpu::Image(gpu_, "field depth", {extent, kDepthFormat, VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT, quality_.samples});
}

void FieldPasses::write_uniforms(gpu::Buffer& buffer, const FieldFrame& f, const glm::mat4& view_projection) const {
  FrameUniforms u;
  u.view_projection = view_projection;
  u.sun_projection = sun_projection_;
  u.sky_projection = sky_projection_;
  u.eye = glm::vec4(f.camera.eye, f.time);
  u.sun = glm::vec4(sun_, 0);
  u.view = {f.inside ? 1 : 0, float(f.highlighted), float(extent_.width), float(extent_.height)};
  u.inverse_view_projection = glm::inverse(view_projection);
  std::memcpy(buffer.mapped(), &u, sizeof u);
}

void FieldPasses::bind_instances(VkCommandBuffer cmd) const {
  const VkBuffer buffers[] = {vertices_.handle(), instances_.handle()};
  const VkDeviceSize offsets[] = {0, 0};
  vkCmdBindVertexBuffers(cmd, 0, 2, buffers, offsets);
  vkCmdBindIndexBuffer(cmd, indices_.handle(), 0, VK_INDEX_TYPE_UINT32);
}

void FieldPasses::draw_instances(VkCommandBuffer cmd) const {
  bind_instances(cmd);
  for (const geometry::DrawRange& r : ranges_)
    vkCmdDrawIndexed(cmd, r.mesh.index_count, r.instance_count, r.mesh.first_index, r.mesh.first_vertex, r.first_instance);
}

void FieldPasses::draw_map(VkCommandBuffer cmd, gpu::Image& map, uint32_t which, uint32_t slot) {
  map.to(cmd, gpu::Use::kDepthTarget);
  gpu::Target target;
  target.extent = map.extent();
  target.depth = map.view();
  target.keep_depth = true;
  target.clear_depth_value = 1;
  gpu::begin_pass(cmd, target);
  depth_pipeline_.bind(cmd);
  depth_pipeline_.bind_set(cmd, 0, slots_[slot].set);
  depth_pipeline_.push(cmd, which);
  draw_instances(cmd);
  gpu::end_pass(cmd);
  map.to(cmd, gpu::Use::kSampled);
}

void FieldPasses::draw_lit(VkCommandBuffer cmd, uint32_t slot) {
  color_.discard();
  color_.to(cmd, gpu::Use::kColorTarget);
  depth_.discard();
  depth_.to(cmd, gpu::Use::kDepthTarget);
  gpu::Target target;
  target.extent = extent_;
  target.color = color_.view();
  target.depth = depth_.view();
  if (multisampled_) {
    multisampled_.discard();
    multisampled_.to(cmd, gpu::Use::kColorTarget);
    target.color = multisampled_.view();
    target.resolve = color_.view();
  }
  gpu::begin_pass(cmd, target);
  bind_instances(cmd);
  uint32_t group = geometry::kMaterialGroups;
  for (const geometry::DrawRange& r : ranges_) {
    if (r.group != group) {
      group = r.group;
      lit_pipelines_[group].bind(cmd);
      lit_pipelines_[group].bind_set(cmd, 0, slots_[slot].set);
    }
    vkCmdDrawIndexed(cmd, r.mesh.index_count, r.instance_count, r.mesh.first_index, r.mesh.first_vertex, r.first_instance);
  }
  sky_pipeline_.bind(cmd);
  vkCmdDraw(cmd, 3, 1, 0, 0);
  if (text_vertices_) {
    text_pipeline_.bind(cmd);
    const VkBuffer buffer = text_.handle();
    const VkDeviceSize offset = 0;
    vkCmdBindVertexBuffers(cmd, 0, 1, &buffer, &offset);
    vkCmdDraw(cmd, text_vertices_, 1, 0, 0);
  }
  gpu::end_pass(cmd);
  color_.to(cmd, gpu::Use::kSampled);
}

void FieldPasses::draw_pick(VkCommandBuffer cmd, uint32_t slot, glm::vec2 pixel, const FieldFrame& f) {
  // The pixel and those around it are the whole target: the projection is stretched until they fill it.
  const float w = float(extent_.width), h = float(extent_.height), side = float(kPickSide);
  glm::mat4 zoom(1);
  zoom[0][0] = w / side, zoom[1][1] = h / side;
  zoom[3][0] = (w - 2 * (pixel.x + 0.5f)) / side, zoom[3][1] = (h - 2 * (pixel.y + 0.5f)) / side;
  write_uniforms(slots_[slot].pick_uniforms, f, zoom * f.camera.view_projection(w / h));
  pick_color_.discard();
  pick_color_.to(cmd, gpu::Use::kColorTarget);
  pick_depth_.discard();
  pick_depth_.to(cmd, gpu::Use::kDepthTarget);
  gpu::Target target;
  target.extent = {kPickSide, kPickSide};
  target.color = pick_color_.view();
  target.depth = pick_depth_.view();
  gpu::begin_pass(cmd, target);
  pick_pipeline_.bind(cmd);
  pick_pipeline_.bind_set(cmd, 0, slots_[slot].pick_set);
  draw_instances(cmd);
  gpu::end_pass(cmd);
  pick_color_.to(cmd, gpu::Use::kTransferSrc);
  VkBufferImageCopy region{};
  region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
  region.imageExtent = {kPickSide, kPickSide, 1};
  vkCmdCopyImageToBuffer(cmd, pick_color_.handle(), gpu::use_info(gpu::Use::kTransferSrc).layout,
                         slots_[slot].pick_result.handle(), 1, &region);
  gpu::make_visible_to_host(cmd);
}

void FieldPasses::record(VkCommandBuffer cmd, uint32_t slot, VkExtent2D extent, const FieldFrame& f) {
  make_targets(extent);
  Slot& s = slots_[slot];
  write_uniforms(s.uniforms, f, f.camera.view_projection(float(extent.width) / float(extent.height)));
  std::memcpy(s.parts.mapped(), f.parts.data(), std::min(f.parts.size(), part_count_) * sizeof(geometry::PartState));
  if (!sun_map_version_) draw_map(cmd, sky_map_, 1, slot);
  if (sun_map_version_ != f.shadow_version) draw_map(cmd, sun_map_, 0, slot);
  sun_map_version_ = f.shadow_version;
  draw_lit(cmd, slot);
  if (f.pick) draw_pick(cmd, slot, *f.pick, f);
  else forget_pick(s.pick_result);
}

uint32_t FieldPasses::picked(uint32_t slot) const {
  const auto* ids = slots_[slot].pick_result.mapped<uint32_t>();
  uint32_t nearest = 0;
  int best = kPickReach * kPickReach + 1;
  for (int y = -kPickReach; y <= kPickReach; ++y)
    for (int x = -kPickReach; x <= kPickReach; ++x)
      if (const uint32_t id = ids[(y + kPickReach) * int(kPickSide) + x + kPickReach]; id && x * x + y * y < best) {
        nearest = id;
        best = x * x + y * y;
      }
  return nearest;
}

}  // namespace retort::passes
