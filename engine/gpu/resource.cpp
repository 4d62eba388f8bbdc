#include "engine/gpu/resource.h"

#include <cstring>
#include <stdexcept>
#include <utility>

namespace retort::gpu {
namespace {
bool is_depth(VkFormat f) {
  return f == VK_FORMAT_D32_SFLOAT || f == VK_FORMAT_D16_UNORM || f == VK_FORMAT_X8_D24_UNORM_PACK32;
}
}  // namespace

Buffer::Buffer(Gpu& gpu, const std::string& name, VkDeviceSize size, VkBufferUsageFlags usage, MemoryKind kind)
    : gpu_(&gpu), size_(size) {
  VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
  info.size = size;
  info.usage = usage;
  check(vkCreateBuffer(gpu.device(), &info, nullptr, &handle_), "vkCreateBuffer");
  VkMemoryRequirements wanted;
  vkGetBufferMemoryRequirements(gpu.device(), handle_, &wanted);
  allocation_ = gpu.memory().allocate(wanted, kind, true);
  check(vkBindBufferMemory(gpu.device(), handle_, allocation_.memory, allocation_.offset), "vkBindBufferMemory");
  gpu.set_name(VK_OBJECT_TYPE_BUFFER, uint64_t(handle_), name);
}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
  if (this == &other) return *this;
  reset();
  gpu_ = std::exchange(other.gpu_, nullptr);
  handle_ = std::exchange(other.handle_, VK_NULL_HANDLE);
  size_ = std::exchange(other.size_, 0);
  allocation_ = std::exchange(other.allocation_, {});
  return *this;
}

void Buffer::reset() {
  if (!handle_) return;
  gpu_->defer([gpu = gpu_, handle = handle_, allocation = allocation_] {
    vkDestroyBuffer(gpu->device(), handle, nullptr);
    gpu->memory().free(allocation);
  });
  handle_ = VK_NULL_HANDLE;
  size_ = 0;
}

TexelView::TexelView(Gpu& gpu, const Buffer& buffer, VkFormat format, uint32_t texel_bytes) : gpu_(&gpu) {
  const VkDeviceSize texels = buffer.size() / texel_bytes, most = gpu.properties().limits.maxTexelBufferElements;
  if (texels > most)
    throw std::runtime_error("this plant has more parts than the graphics device reads (" + std::to_string(texels) + " texels, it takes " + std::to_string(most) + "); on another device, or with Mesa's lavapipe, it can be drawn");
  VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
  info.buffer = buffer.handle();
  info.format = format;
  info.range = VK_WHOLE_SIZE;
  check(vkCreateBufferView(gpu.device(), &info, nullptr, &handle_), "vkCreateBufferView");
}

TexelView& TexelView::operator=(TexelView&& other) noexcept {
  std::swap(gpu_, other.gpu_);
  std::swap(handle_, other.handle_);
  return *this;
}

TexelView::~TexelView() {
  if (handle_) gpu_->defer([gpu = gpu_, handle = handle_] { vkDestroyBufferView(gpu->device(), handle, nullptr); });
}

Buffer make_static_buffer(Gpu& gpu, const std::string& name, std::span<const std::byte> content,
                          VkBufferUsageFlags usage) {
  Buffer staging(gpu, name + " staging", content.size(), VK_BUFFER_USAGE_TRANSFER_SRC_BIT, MemoryKind::kUpload);
  std::memcpy(staging.mapped(), content.data(), content.size());
  Buffer result(gpu, name, content.size(), usage | VK_BUFFER_USAGE_TRANSFER_DST_BIT, MemoryKind::kDevice);
  gpu.run([&](VkCommandBuffer cmd) {
    VkBufferCopy region{0, 0, content.size()};
    vkCmdCopyBuffer(cmd, staging.handle(), result.handle(), 1, &region);
    make_visible_to_device(cmd);
  });
  return result;
}

Image::Image(Gpu& gpu, const std::string& name, const ImageDesc& desc) : gpu_(&gpu), desc_(desc) {
  VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
  info.imageType = VK_IMAGE_TYPE_2D;
  info.format = desc.format;
  info.extent = {desc.extent.width, desc.extent.height, 1};
  info.mipLevels = info.arrayLayers = 1;
  info.samples = desc.samples;
  info.tiling = VK_IMAGE_TILING_OPTIMAL;
  info.usage = desc.usage;
  check(vkCreateImage(gpu.device(), &info, nullptr, &handle_), "vkCreateImage");
  VkMemoryRequirements wanted;
  vkGetImageMemoryRequirements(gpu.device(), handle_, &wanted);
  allocation_ = gpu.memory().allocate(wanted, MemoryKind::kDevice, false);
  check(vkBindImageMemory(gpu.device(), handle_, allocation_.memory, allocation_.offset), "vkBindImageMemory");
  VkImageViewCreateInfo view{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
  view.image = handle_;
  view.viewType = VK_IMAGE_VIEW_TYPE_2D;
  view.format = desc.format;
  view.subresourceRange = {aspect(), 0, 1, 0, 1};
  check(vkCreateImageView(gpu.device(), &view, nullptr, &view_), "vkCreateImageView");
  gpu.set_name(VK_OBJECT_TYPE_IMAGE, uint64_t(handle_), name);
}

Image& Image::operator=(Image&& other) noexcept {
  if (this == &other) return *this;
  reset();
  gpu_ = std::exchange(other.gpu_, nullptr);
  handle_ = std::exchange(other.handle_, VK_NULL_HANDLE);
  view_ = std::exchange(other.view_, VK_NULL_HANDLE);
  desc_ = std::exchange(other.desc_, {});
  use_ = std::exchange(other.use_, Use::kUndefined);
  allocation_ = std::exchange(other.allocation_, {});
  return *this;
}

void Image::reset() {
  if (!handle_) return;
  gpu_->defer([gpu = gpu_, handle = handle_, view = view_, allocation = allocation_] {
    vkDestroyImageView(gpu->device(), view, nullptr);
    vkDestroyImage(gpu->device(), handle, nullptr);
    gpu->memory().free(allocation);
  });
  handle_ = VK_NULL_HANDLE;
}

VkImageAspectFlags Image::aspect() const {
  return is_depth(desc_.format) ? VK_IMAGE_ASPECT_DEPTH_BIT : VK_IMAGE_ASPECT_COLOR_BIT;
}

void Image::to(VkCommandBuffer cmd, Use use) {
  transition(cmd, handle_, aspect(), use_, use);
  use_ = use;
}

Image make_texture(Gpu& gpu, const std::string& name, VkExtent2D extent, VkFormat format,
                   std::span<const std::byte> texels) {
  Image image(gpu, name, {extent, format, VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT});
  Buffer staging(gpu, name + " staging", texels.size(), VK_BUFFER_USAGE_TRANSFER_SRC_BIT, MemoryKind::kUpload);
  std::memcpy(staging.mapped(), texels.data(), texels.size());
  gpu.run([&](VkCommandBuffer cmd) {
    image.to(cmd, Use::kTransferDst);
    VkBufferImageCopy region{};
    region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
    region.imageExtent = {extent.width, extent.height, 1};
    vkCmdCopyBufferToImage(cmd, staging.handle(), image.handle(), VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL, 1, &region);
    image.to(cmd, Use::kSampled);
  });
  return image;
}

Sampler::Sampler(Gpu& gpu, SamplerKind kind) : gpu_(&gpu) {
  VkSamplerCreateInfo info{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
  info.magFilter = info.minFilter = kind == SamplerKind::kNearestClamp ? VK_FILTER_NEAREST : VK_FILTER_LINEAR;
  info.mipmapMode = kind == SamplerKind::kNearestClamp ? VK_SAMPLER_MIPMAP_MODE_NEAREST : VK_SAMPLER_MIPMAP_MODE_LINEAR;
  info.addressModeU = info.addressModeV = info.addressModeW =
      kind == SamplerKind::kLinearRepeat ? VK_SAMPLER_ADDRESS_MODE_REPEAT
      : kind == SamplerKind::kShadow     ? VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_BORDER
                                         : VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
  info.borderColor = VK_BORDER_COLOR_FLOAT_OPAQUE_WHITE;
  info.compareEnable = kind == SamplerKind::kShadow;
  info.compareOp = VK_COMPARE_OP_LESS_OR_EQUAL;
  info.maxLod = VK_LOD_CLAMP_NONE;
  check(vkCreateSampler(gpu.device(), &info, nullptr, &handle_), "vkCreateSampler");
}

Sampler& Sampler::operator=(Sampler&& other) noexcept {
  std::swap(gpu_, other.gpu_);
  std::swap(handle_, other.handle_);
  return *this;
}

Sampler::~Sampler() {
  if (handle_) gpu_->defer([gpu = gpu_, handle = handle_] { vkDestroySampler(gpu->device(), handle, nullptr); });
}

}  // namespace retort::gpu
