// Graphics pipelines and descriptor sets, described by plain data.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "engine/gpu/resource.h"

namespace retort::gpu {

/// One descriptor set layout with a pool of sets of it. Binding i is the i-th entry; all are seen by vertex,
/// fragment and compute shaders.
class Descriptors {
 public:
  Descriptors() = default;
  Descriptors(Gpu& gpu, const std::string& name, std::span<const VkDescriptorType> bindings, uint32_t max_sets);
  Descriptors(Descriptors&& other) noexcept { *this = std::move(other); }
  Descriptors& operator=(Descriptors&& other) noexcept;
  ~Descriptors();

  VkDescriptorSetLayout layout() const { return layout_; }
  VkDescriptorSet make_set();
  void write(VkDescriptorSet set, uint32_t binding, const Buffer& buffer);
  void write(VkDescriptorSet set, uint32_t binding, const TexelView& texels);
  void write(VkDescriptorSet set, uint32_t binding, VkImageView view, const Sampler& sampler);

 private:
  Gpu* gpu_ = nullptr;
  std::vector<VkDescriptorType> bindings_;
  VkDescriptorSetLayout layout_ = VK_NULL_HANDLE;
  VkDescriptorPool pool_ = VK_NULL_HANDLE;
};

enum class Blend { kNone, kAlpha, kAdd, kKeepAlpha };  ///< kKeepAlpha: as kAlpha, but the target keeps its own

struct PipelineDesc {
  std::string name;
  std::span<const uint32_t> vertex;
  std::span<const uint32_t> fragment;  ///< empty: depth only
  std::vector<uint32_t> constants;     ///< specialization constants 0, 1, ... of both stages
  std::vector<VkDescriptorSetLayout> sets;
  uint32_t push_bytes = 0;  ///< push constants, seen by both stages
  std::vector<VkVertexInputBindingDescription> bindings;
  std::vector<VkVertexInputAttributeDescription> attributes;
  VkFormat color = VK_FORMAT_UNDEFINED;
  VkFormat depth = VK_FORMAT_UNDEFINED;
  VkSampleCountFlagBits samples = VK_SAMPLE_COUNT_1_BIT;
  VkCullModeFlags cull = VK_CULL_MODE_BACK_BIT;  ///< counter-clockwise is front
  VkCompareOp compare = VK_COMPARE_OP_GREATER;   ///< reversed Z
  bool depth_test = true;
  bool depth_write = true;
  float depth_bias = 0;
  float depth_slope_bias = 0;
  Blend blend = Blend::kNone;
  VkPrimitiveTopology topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
};

/// A pipeline and its layout. Viewport and scissor are dynamic: `set_viewport`.
class Pipeline {
 public:
  Pipeline() = default;
  Pipeline(Gpu& gpu, const PipelineDesc& desc);
  Pipeline(Pipeline&& other) noexcept { *this = std::move(other); }
  Pipeline& operator=(Pipeline&& other) noexcept;
  ~Pipeline();
  VkPipeline handle() const { return handle_; }
  VkPipelineLayout layout() const { return layout_; }
  void bind(VkCommandBuffer cmd) const { vkCmdBindPipeline(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, handle_); }
  void bind_set(VkCommandBuffer cmd, uint32_t index, VkDescriptorSet set) const {
    vkCmdBindDescriptorSets(cmd, VK_PIPELINE_BIND_POINT_GRAPHICS, layout_, index, 1, &set, 0, nullptr);
  }
  template <class T>
  void push(VkCommandBuffer cmd, const T& data) const {
    vkCmdPushConstants(cmd, layout_, VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT, 0, sizeof data, &data);
  }

 private:
  Gpu* gpu_ = nullptr;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkPipeline handle_ = VK_NULL_HANDLE;
};

class ComputePipeline {
 public:
  ComputePipeline() = default;
  ComputePipeline(Gpu& gpu, const std::string& name, std::span<const uint32_t> code, VkDescriptorSetLayout set, uint32_t push_bytes);
  ComputePipeline(ComputePipeline&& other) noexcept { *this = std::move(other); }
  ComputePipeline& operator=(ComputePipeline&& other) noexcept;
  ~ComputePipeline();
  void bind(VkCommandBuffer cmd, VkDescriptorSet set) const {
    vkCmdBindPipeline(cmd, VK_PIPELINE_BIND_POINT_COMPUTE, handle_);
    vkCmdBindDescriptorSets(cmd, VK_PIPELINE_BIND_POINT_COMPUTE, layout_, 0, 1, &set, 0, nullptr);
  }
  template <class T>
  void push(VkCommandBuffer cmd, const T& data) const {
    vkCmdPushConstants(cmd, layout_, VK_SHADER_STAGE_COMPUTE_BIT, 0, sizeof data, &data);
  }

 private:
  Gpu* gpu_ = nullptr;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkPipeline handle_ = VK_NULL_HANDLE;
};

/// Viewport and scissor over the whole extent.
void set_viewport(VkCommandBuffer cmd, VkExtent2D extent);

/// What one pass draws into. Views are in their target use already.
struct Target {
  VkOffset2D offset{};
  VkExtent2D extent{};
  VkImageView color = VK_NULL_HANDLE;
  VkImageView resolve = VK_NULL_HANDLE;  ///< where a multisampled colour is resolved to
  VkImageView depth = VK_NULL_HANDLE;
  VkImageView resolve_depth = VK_NULL_HANDLE;  ///< where its first sample goes
  bool clear_color = true;
  bool clear_depth = true;
  bool keep_depth = false;
  VkClearColorValue clear{};
  float clear_depth_value = 0;  ///< reversed Z
};
void begin_pass(VkCommandBuffer cmd, const Target& target);
void end_pass(VkCommandBuffer cmd);

}  // namespace retort::gpu
