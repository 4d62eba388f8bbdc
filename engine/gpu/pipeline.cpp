#include "engine/gpu/pipeline.h"

#include <utility>

namespace retort::gpu {

Descriptors::Descriptors(Gpu& gpu, const std::string& name, std::span<const VkDescriptorType> bindings,
                         uint32_t max_sets)
    : gpu_(&gpu), bindings_(bindings.begin(), bindings.end()) {
  std::vector<VkDescriptorSetLayoutBinding> slots;
  std::vector<VkDescriptorPoolSize> sizes;
  for (uint32_t i = 0; i < bindings_.size(); ++i) {
    slots.push_back({i, bindings_[i], 1, VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT | VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    sizes.push_back({bindings_[i], max_sets});
  }
  VkDescriptorSetLayoutCreateInfo layout{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, nullptr, 0,
                                         uint32_t(slots.size()), slots.data()};
  check(vkCreateDescriptorSetLayout(gpu.device(), &layout, nullptr, &layout_), "vkCreateDescriptorSetLayout");
  VkDescriptorPoolCreateInfo pool{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO, nullptr, 0, max_sets,
                                  uint32_t(sizes.size()), sizes.data()};
  check(vkCreateDescriptorPool(gpu.device(), &pool, nullptr, &pool_), "vkCreateDescriptorPool");
  gpu.set_name(VK_OBJECT_TYPE_DESCRIPTOR_SET_LAYOUT, uint64_t(layout_), name);
}

Descriptors& Descriptors::operator=(Descriptors&& other) noexcept {
  std::swap(gpu_, other.gpu_);
  std::swap(bindings_, other.bindings_);
  std::swap(layout_, other.layout_);
  std::swap(pool_, other.pool_);
  return *this;
}

Descriptors::~Descriptors() {
  if (!gpu_) return;
  gpu_->defer([gpu = gpu_, layout = layout_, pool = pool_] {
    vkDestroyDescriptorPool(gpu->device(), pool, nullptr);
    vkDestroyDescriptorSetLayout(gpu->device(), layout, nullptr);
  });
}

VkDescriptorSet Descriptors::make_set() {
  VkDescriptorSetAllocateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO, nullptr, pool_, 1, &layout_};
  VkDescriptorSet set = VK_NULL_HANDLE;
  check(vkAllocateDescriptorSets(gpu_->device(), &info, &set), "vkAllocateDescriptorSets");
  return set;
}

void Descriptors::write(VkDescriptorSet set, uint32_t binding, const Buffer& buffer) {
  VkDescriptorBufferInfo info{buffer.handle(), 0, VK_WHOLE_SIZE};
  VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, nullptr, set, binding, 0, 1, bindings_.at(binding)};
  write.pBufferInfo = &info;
  vkUpdateDescriptorSets(gpu_->device(), 1, &write, 0, nullptr);
}

void Descriptors::write(VkDescriptorSet set, uint32_t binding, const TexelView& texels) {
  const VkBufferView view = texels.handle();
  VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, nullptr, set, binding, 0, 1, bindings_.at(binding)};
  write.pTexelBufferView = &view;
  vkUpdateDescriptorSets(gpu_->device(), 1, &write, 0, nullptr);
}

void Descriptors::write(VkDescriptorSet set, uint32_t binding, VkImageView view, const Sampler& sampler) {
  VkDescriptorImageInfo info{sampler.handle(), view, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
  VkWriteDescriptorSet write{VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET, nullptr, set, binding, 0, 1, bindings_.at(binding)};
  write.pImageInfo = &info;
  vkUpdateDescriptorSets(gpu_->device(), 1, &write, 0, nullptr);
}

Pipeline::Pipeline(Gpu& gpu, const PipelineDesc& d) : gpu_(&gpu) {
  VkPushConstantRange push{VK_SHADER_STAGE_VERTEX_BIT | VK_SHADER_STAGE_FRAGMENT_BIT, 0, d.push_bytes};
  VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
  layout.setLayoutCount = uint32_t(d.sets.size());
  layout.pSetLayouts = d.sets.data();
  layout.pushConstantRangeCount = d.push_bytes ? 1 : 0;
  layout.pPushConstantRanges = &push;
  check(vkCreatePipelineLayout(gpu.device(), &layout, nullptr, &layout_), "vkCreatePipelineLayout");

  std::vector<VkSpecializationMapEntry> entries;
  for (uint32_t i = 0; i < d.constants.size(); ++i) entries.push_back({i, 4 * i, 4});
  const VkSpecializationInfo constants{uint32_t(entries.size()), entries.data(), 4 * d.constants.size(), d.constants.data()};
  std::vector<VkPipelineShaderStageCreateInfo> stages;
  std::vector<VkShaderModule> modules;
  auto add = [&](VkShaderStageFlagBits stage, std::span<const uint32_t> code) {
    VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, nullptr, 0, code.size_bytes(), code.data()};
    VkShaderModule module = VK_NULL_HANDLE;
    check(vkCreateShaderModule(gpu.device(), &info, nullptr, &module), "vkCreateShaderModule");
    modules.push_back(module);
    stages.push_back({VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO, nullptr, 0, stage, module, "main", &constants});
  };
  add(VK_SHADER_STAGE_VERTEX_BIT, d.vertex);
  if (!d.fragment.empty()) add(VK_SHADER_STAGE_FRAGMENT_BIT, d.fragment);

  VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
  input.vertexBindingDescriptionCount = uint32_t(d.bindings.size());
  input.pVertexBindingDescriptions = d.bindings.data();
  input.vertexAttributeDescriptionCount = uint32_t(d.attributes.size());
  input.pVertexAttributeDescriptions = d.attributes.data();
  VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
  assembly.topology = d.topology;
  VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
  viewport.viewportCount = viewport.scissorCount = 1;
  VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
  raster.cullMode = d.cull;
  raster.frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE;
  raster.depthBiasEnable = d.depth_bias != 0 || d.depth_slope_bias != 0;
  raster.depthBiasConstantFactor = d.depth_bias;
  raster.depthBiasSlopeFactor = d.depth_slope_bias;
  raster.lineWidth = 1;
  VkPipelineMultisampleStateCreateInfo samples{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
  samples.rasterizationSamples = d.samples;
  VkPipelineDepthStencilStateCreateInfo depth{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
  depth.depthTestEnable = d.depth_test && d.depth != VK_FORMAT_UNDEFINED;
  depth.depthWriteEnable = d.depth_write;
  depth.depthCompareOp = d.compare;
  VkPipelineColorBlendAttachmentState blend{};
  blend.colorWriteMask = 0xF;
  blend.blendEnable = d.blend != Blend::kNone;
  blend.srcColorBlendFactor = VK_BLEND_FACTOR_SRC_ALPHA;
  blend.dstColorBlendFactor = d.blend == Blend::kAdd ? VK_BLEND_FACTOR_ONE : VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
  blend.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
  blend.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
  if (d.blend == Blend::kKeepAlpha) blend.srcAlphaBlendFactor = VK_BLEND_FACTOR_ZERO, blend.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
  VkPipelineColorBlendStateCreateInfo blending{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
  blending.attachmentCount = d.color != VK_FORMAT_UNDEFINED ? 1 : 0;
  blending.pAttachments = &blend;
  const VkDynamicState dynamic_states[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
  VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO, nullptr, 0, 2,
                                           dynamic_states};
  VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO};
  rendering.colorAttachmentCount = blending.attachmentCount;
  rendering.pColorAttachmentFormats = &d.color;
  rendering.depthAttachmentFormat = d.depth;

  VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &rendering};
  info.stageCount = uint32_t(stages.size());
  info.pStages = stages.data();
  info.pVertexInputState = &input;
  info.pInputAssemblyState = &assembly;
  info.pViewportState = &viewport;
  info.pRasterizationState = &raster;
  info.pMultisampleState = &samples;
  info.pDepthStencilState = &depth;
  info.pColorBlendState = &blending;
  info.pDynamicState = &dynamic;
  info.layout = layout_;
  const VkResult result = vkCreateGraphicsPipelines(gpu.device(), VK_NULL_HANDLE, 1, &info, nullptr, &handle_);
  for (VkShaderModule module : modules) vkDestroyShaderModule(gpu.device(), module, nullptr);
  check(result, "vkCreateGraphicsPipelines");
  gpu.set_name(VK_OBJECT_TYPE_PIPELINE, uint64_t(handle_), d.name);
}

Pipeline& Pipeline::operator=(Pipeline&& other) noexcept {
  std::swap(gpu_, other.gpu_);
  std::swap(layout_, other.layout_);
  std::swap(handle_, other.handle_);
  return *this;
}

Pipeline::~Pipeline() {
  if (!gpu_) return;
  gpu_->defer([gpu = gpu_, layout = layout_, handle = handle_] {
    vkDestroyPipeline(gpu->device(), handle, nullptr);
    vkDestroyPipelineLayout(gpu->device(), layout, nullptr);
  });
}

ComputePipeline::ComputePipeline(Gpu& gpu, const std::string& name, std::span<const uint32_t> code, VkDescriptorSetLayout set, uint32_t push_bytes) : gpu_(&gpu) {
  const VkPushConstantRange push{VK_SHADER_STAGE_COMPUTE_BIT, 0, push_bytes};
  VkPipelineLayoutCreateInfo layout{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
  layout.setLayoutCount = 1;
  layout.pSetLayouts = &set;
  layout.pushConstantRangeCount = push_bytes ? 1 : 0;
  layout.pPushConstantRanges = &push;
  check(vkCreatePipelineLayout(gpu.device(), &layout, nullptr, &layout_), "vkCreatePipelineLayout");
  VkShaderModuleCreateInfo module{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, nullptr, 0, code.size_bytes(), code.data()};
  VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
  info.stage = {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO, nullptr, 0, VK_SHADER_STAGE_COMPUTE_BIT, VK_NULL_HANDLE, "main", nullptr};
  info.layout = layout_;
  check(vkCreateShaderModule(gpu.device(), &module, nullptr, &info.stage.module), "vkCreateShaderModule");
  const VkResult made = vkCreateComputePipelines(gpu.device(), VK_NULL_HANDLE, 1, &info, nullptr, &handle_);
  vkDestroyShaderModule(gpu.device(), info.stage.module, nullptr);
  check(made, "vkCreateComputePipelines");
  gpu.set_name(VK_OBJECT_TYPE_PIPELINE, uint64_t(handle_), name);
}

ComputePipeline& ComputePipeline::operator=(ComputePipeline&& other) noexcept {
  std::swap(gpu_, other.gpu_);
  std::swap(layout_, other.layout_);
  std::swap(handle_, other.handle_);
  return *this;
}

ComputePipeline::~ComputePipeline() {
  if (!gpu_) return;
  gpu_->defer([gpu = gpu_, layout = layout_, handle = handle_] {
    vkDestroyPipeline(gpu->device(), handle, nullptr);
    vkDestroyPipelineLayout(gpu->device(), layout, nullptr);
  });
}

void set_viewport(VkCommandBuffer cmd, VkExtent2D extent) {
  VkViewport viewport{0, 0, float(extent.width), float(extent.height), 0, 1};
  VkRect2D scissor{{0, 0}, extent};
  vkCmdSetViewport(cmd, 0, 1, &viewport);
  vkCmdSetScissor(cmd, 0, 1, &scissor);
}

void begin_pass(VkCommandBuffer cmd, const Target& t) {
  VkRenderingAttachmentInfo color{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
  color.imageView = t.color;
  color.imageLayout = use_info(Use::kColorTarget).layout;
  if (t.resolve) {
    color.resolveMode = VK_RESOLVE_MODE_AVERAGE_BIT;
    color.resolveImageView = t.resolve;
    color.resolveImageLayout = use_info(Use::kColorTarget).layout;
  }
  color.loadOp = t.clear_color ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_DONT_CARE;
  color.storeOp = t.resolve ? VK_ATTACHMENT_STORE_OP_DONT_CARE : VK_ATTACHMENT_STORE_OP_STORE;
  color.clearValue.color = t.clear;
  VkRenderingAttachmentInfo depth{VK_STRUCTURE_TYPE_RENDERING_ATTACHMENT_INFO};
  depth.imageView = t.depth;
  depth.imageLayout = use_info(Use::kDepthTarget).layout;
  if (t.resolve_depth) {
    depth.resolveMode = VK_RESOLVE_MODE_SAMPLE_ZERO_BIT;
    depth.resolveImageView = t.resolve_depth;
    depth.resolveImageLayout = use_info(Use::kDepthResolve).layout;
  }
  depth.loadOp = t.clear_depth ? VK_ATTACHMENT_LOAD_OP_CLEAR : VK_ATTACHMENT_LOAD_OP_LOAD;
  depth.storeOp = t.keep_depth ? VK_ATTACHMENT_STORE_OP_STORE : VK_ATTACHMENT_STORE_OP_DONT_CARE;
  depth.clearValue.depthStencil = {t.clear_depth_value, 0};
  VkRenderingInfo info{VK_STRUCTURE_TYPE_RENDERING_INFO};
  info.renderArea = {t.offset, t.extent};
  info.layerCount = 1;
  info.colorAttachmentCount = t.color ? 1 : 0;
  info.pColorAttachments = &color;
  info.pDepthAttachment = t.depth ? &depth : nullptr;
  vkCmdBeginRendering(cmd, &info);
  VkViewport viewport{float(t.offset.x), float(t.offset.y), float(t.extent.width), float(t.extent.height), 0, 1};
  vkCmdSetViewport(cmd, 0, 1, &viewport);
  vkCmdSetScissor(cmd, 0, 1, &info.renderArea);
}

void end_pass(VkCommandBuffer cmd) { vkCmdEndRendering(cmd); }

}  // namespace retort::gpu
