#include "engine/passes/shadows.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>

namespace retort::passes {
namespace {

constexpr uint32_t kDepthVert[] = {
#include "shaders/depth.vert.inc"
};

constexpr VkFormat kFormat = VK_FORMAT_D16_UNORM;  // 1.5 mm over a hundred metres
constexpr float kNear = 9;                         // m: half the map around the walker

/// A view along -`to_light` whose depth just holds the box; x and y in metres. Also the middle and half size of the box in it.
glm::mat4 light_view(glm::vec3 to_light, glm::vec3 low, glm::vec3 high, glm::vec2& middle, glm::vec2& half) {
  const glm::vec3 up = std::abs(to_light.z) > 0.99f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
  const glm::mat4 view = glm::lookAt(to_light, glm::vec3(0), up);
  glm::vec3 a(1e9f), b(-1e9f);
  for (int i = 0; i < 8; ++i) {
    const glm::vec3 p = view * glm::vec4(i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z, 1);
    a = glm::min(a, p), b = glm::max(b, p);
  }
  middle = (glm::vec2(a) + glm::vec2(b)) * 0.5f, half = (glm::vec2(b) - glm::vec2(a)) * 0.5f;
  glm::mat4 depth(1);
  depth[2][2] = -1 / (b.z - a.z);
  depth[3][2] = b.z / (b.z - a.z);
  return depth * view;
}

glm::mat4 window(glm::vec2 centre, glm::vec2 half) {
  glm::mat4 p(1);
  p[0][0] = 1 / half.x, p[1][1] = 1 / half.y;
  p[3] = {-centre.x / half.x, -centre.y / half.y, 0, 1};
  return p;
}

}  // namespace

Shadows::Shadows(gpu::Gpu& gpu, VkDescriptorSetLayout layout, uint32_t side, uint32_t sky_side, glm::vec3 low, glm::vec3 high) : side_(side), low_(low), high_(high) {
  const VkImageUsageFlags usage = VK_IMAGE_USAGE_DEPTH_STENCIL_ATTACHMENT_BIT;
  standing_ = gpu::Image(gpu, "shadows of what stands", {{kCascades * side, side}, kFormat, usage | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  shown_ = gpu::Image(gpu, "shadows", {{kCascades * side, side}, kFormat, usage | VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT});
  sky_ = gpu::Image(gpu, "sky map", {{sky_side, sky_side}, kFormat, usage | VK_IMAGE_USAGE_SAMPLED_BIT});
  glm::vec2 middle;
  const glm::mat4 down = light_view({0, 0, 1}, low, high, middle, sky_half_);
  sky_view_ = window(middle, sky_half_) * down;

  gpu::PipelineDesc d;
  d.name = "depth map";
  d.sets = {layout};
  FieldGeometry::describe(d);
  d.vertex = kDepthVert;
  std::erase_if(d.attributes, [](auto& a) { return a.location == 1 || a.location == 5 || a.location == 6; });
  d.push_bytes = sizeof(glm::mat4);
  d.depth = kFormat;
  d.compare = VK_COMPARE_OP_LESS;
  d.cull = VK_CULL_MODE_NONE;   // an open end throws its whole shadow
  d.depth_bias = 1.5f;
  d.depth_slope_bias = 2.0f;
  pipeline_ = gpu::Pipeline(gpu, d);
}

void Shadows::aim(const Camera& camera, glm::vec3 to_sun, bool still) {
  if (to_sun != to_sun_) {
    to_sun_ = to_sun;
    glm::vec2 middle, half;
    sun_view_ = light_view(to_sun, low_, high_, middle, half);
    cascades_[2] = {middle, std::max(half.x, half.y) * 1.02f, true};
    cascades_[0] = {{}, std::min(kNear, cascades_[2].half), true};
    cascades_[1] = {{}, std::sqrt(cascades_[0].half * cascades_[2].half), true};
  }
  for (int i = 0; i < 2; ++i) {
    Cascade& c = cascades_[i];
    // A little ahead of the eye, on whole texels: an edge of a shadow does not crawl when the map moves.
    const glm::vec2 wanted = sun_view_ * glm::vec4(camera.eye + camera.forward() * (0.45f * c.half), 1);
    const bool far = glm::length(wanted - c.centre) > 0.4f * c.half;
    if (!c.stale && !far && !still) continue;
    const float texel = 2 * c.half / float(side_);
    const glm::vec2 snapped = glm::floor(wanted / texel) * texel;
    c.stale |= snapped != c.centre;
    c.centre = snapped;
  }
}

glm::mat4 Shadows::projection(const Cascade& c) const { return window(c.centre, glm::vec2(c.half)) * sun_view_; }

void Shadows::tell(FrameUniforms& u) const {
  u.sun_view = sun_view_;
  u.sky_projection = sky_view_;
  for (int i = 0; i < kCascades; ++i) u.cascades[i] = {cascades_[i].centre, 1 / cascades_[i].half, 2 * cascades_[i].half / float(side_)};
}

void Shadows::draw(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, gpu::Image& map, VkOffset2D at, uint32_t side, bool clear, const glm::mat4& projection, float texels,
                   Sight::Who who, FieldGeometry& geometry, std::span<const geometry::PartState> parts, Count& count) {
  Sight sight;
  sight.projection = projection;
  sight.pixels = texels;
  sight.parallel = sight.shadows = true;
  sight.who = who;
  const Draws draws = geometry.see(cmd, slot, sight, parts);
  map.to(cmd, gpu::Use::kDepthTarget);
  gpu::Target target;
  target.offset = at;
  target.extent = {side, side};
  target.depth = map.view();
  target.keep_depth = true;
  target.clear_depth = clear;
  target.clear_depth_value = 1;
  gpu::begin_pass(cmd, target);
  pipeline_.bind(cmd);
  pipeline_.bind_set(cmd, 0, set);
  pipeline_.push(cmd, projection);
  geometry.draw(cmd, slot, draws, {}, count);
  gpu::end_pass(cmd);
  ++count.passes;
  count.bytes += uint64_t(side) * side * 2;
}

void Shadows::record(VkCommandBuffer cmd, uint32_t slot, VkDescriptorSet set, FieldGeometry& geometry, std::span<const geometry::PartState> parts, uint64_t version, Count& count) {
  if (!sky_drawn_) {
    draw(cmd, slot, set, sky_, {0, 0}, sky_.extent().width, true, sky_view_, float(sky_.extent().width) / (2 * std::max(sky_half_.x, sky_half_.y)), Sight::Who::all, geometry, parts, count);
    sky_.to(cmd, gpu::Use::kSampled);
    sky_drawn_ = true;
  }
  std::vector<VkImageCopy> copies;
  for (int i = 0; i < kCascades; ++i) {
    Cascade& c = cascades_[i];
    if (!c.stale && version_ == version) continue;
    const VkOffset2D at{int32_t(side_) * i, 0};
    if (c.stale) draw(cmd, slot, set, standing_, at, side_, true, projection(c), float(side_) / (2 * c.half), Sight::Who::standing, geometry, parts, count);
    c.stale = false;
    VkImageCopy copy{};
    copy.srcSubresource = copy.dstSubresource = {VK_IMAGE_ASPECT_DEPTH_BIT, 0, 0, 1};
    copy.srcOffset = copy.dstOffset = {at.x, at.y, 0};
    copy.extent = {side_, side_, 1};
    copies.push_back(copy);
  }
  version_ = version;
  if (copies.empty()) return;
  standing_.to(cmd, gpu::Use::kTransferSrc);
  shown_.to(cmd, gpu::Use::kTransferDst);
  vkCmdCopyImage(cmd, standing_.handle(), gpu::use_info(gpu::Use::kTransferSrc).layout, shown_.handle(), gpu::use_info(gpu::Use::kTransferDst).layout, uint32_t(copies.size()), copies.data());
  count.bytes += copies.size() * uint64_t(side_) * side_ * 4;
  for (const VkImageCopy& copy : copies) {
    const Cascade& c = cascades_[copy.dstOffset.x / int32_t(side_)];
    draw(cmd, slot, set, shown_, {copy.dstOffset.x, 0}, side_, false, projection(c), float(side_) / (2 * c.half), Sight::Who::moving, geometry, parts, count);
  }
  shown_.to(cmd, gpu::Use::kSampled);
}

}  // namespace retort::passes
