// Buffers, images and samplers that free themselves: destruction is deferred until the GPU has let go of them.
#pragma once
#include <vulkan/vulkan.h>

#include <cstddef>
#include <span>
#include <string>

#include "engine/gpu/device.h"
#include "engine/gpu/transition.h"

namespace retort::gpu {

class Buffer {
 public:
  Buffer() = default;
  Buffer(Gpu& gpu, const std::string& name, VkDeviceSize size, VkBufferUsageFlags usage, MemoryKind kind);
  Buffer(Buffer&& other) noexcept { *this = std::move(other); }
  Buffer& operator=(Buffer&& other) noexcept;
  ~Buffer() { reset(); }
  void reset();

  explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
  VkBuffer handle() const { return handle_; }
  VkDeviceSize size() const { return size_; }
  /// Null for MemoryKind::kDevice.
  template <class T = std::byte>
  T* mapped() const {
    return static_cast<T*>(allocation_.mapped);
  }

 private:
  Gpu* gpu_ = nullptr;
  VkBuffer handle_ = VK_NULL_HANDLE;
  VkDeviceSize size_ = 0;
  Allocation allocation_;
};

/// A buffer read as a row of texels. Throws std::runtime_error where the device cannot read so many.
class TexelView {
 public:
  TexelView() = default;
  TexelView(Gpu& gpu, const Buffer& buffer, VkFormat format, uint32_t texel_bytes);
  TexelView(TexelView&& other) noexcept { *this = std::move(other); }
  TexelView& operator=(TexelView&& other) noexcept;
  ~TexelView();
  VkBufferView handle() const { return handle_; }

 private:
  Gpu* gpu_ = nullptr;
  VkBufferView handle_ = VK_NULL_HANDLE;
};

/// A buffer in device memory with this content; waits for the copy.
Buffer make_static_buffer(Gpu& gpu, const std::string& name, std::span<const std::byte> content, VkBufferUsageFlags usage);

struct ImageDesc {
  VkExtent2D extent{};
  VkFormat format = VK_FORMAT_UNDEFINED;
  VkImageUsageFlags usage = 0;
  VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT;
};

class Image {
 public:
  Image() = default;
  Image(Gpu& gpu, const std::string& name, const ImageDesc& desc);
  Image(Image&& other) noexcept { *this = std::move(other); }
  Image& operator=(Image&& other) noexcept;
  ~Image() { reset(); }
  void reset();

  explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }
  VkImage handle() const { return handle_; }
  VkImageView view() const { return view_; }
  VkExtent2D extent() const { return desc_.extent; }
  VkFormat format() const { return desc_.format; }
  VkSampleCountFlagBits samples() const { return desc_.samples; }
  VkImageAspectFlags aspect() const;
  /// Records a transition from the current use and remembers the new one.
  void to(VkCommandBuffer cmd, Use use);
  /// The contents are thrown away by the next pass, which clears.
  void discard() { use_ = Use::kUndefined; }
  Use use() const { return use_; }

 private:
  Gpu* gpu_ = nullptr;
  VkImage handle_ = VK_NULL_HANDLE;
  VkImageView view_ = VK_NULL_HANDLE;
  ImageDesc desc_;
  Use use_ = Use::kUndefined;
  Allocation allocation_;
};

/// A sampled image with these texels (tightly packed rows of the format); waits for the copy.
Image make_texture(Gpu& gpu, const std::string& name, VkExtent2D extent, VkFormat format,
                   std::span<const std::byte> texels);

enum class SamplerKind { kLinearClamp, kLinearRepeat, kNearestClamp, kShadow };

class Sampler {
 public:
  Sampler() = default;
  Sampler(Gpu& gpu, SamplerKind kind);
  Sampler(Sampler&& other) noexcept { *this = std::move(other); }
  Sampler& operator=(Sampler&& other) noexcept;
  ~Sampler();
  VkSampler handle() const { return handle_; }

 private:
  Gpu* gpu_ = nullptr;
  VkSampler handle_ = VK_NULL_HANDLE;
};

}  // namespace retort::gpu
