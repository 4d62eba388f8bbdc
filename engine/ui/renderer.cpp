#include "engine/ui/renderer.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "engine/ui/theme.h"

namespace retort::ui {
namespace {
constexpr uint32_t kVertexShader[] = {
#include "shaders/ui.vert.inc"
};
constexpr uint32_t kFragmentShader[] = {
#include "shaders/ui.frag.inc"
};
struct Push {
  float scale[2], shift[2];
};
}  // namespace

Renderer::Renderer(gpu::Gpu& gpu, VkFormat color) : gpu_(gpu), sampler_(gpu, gpu::SamplerKind::kLinearClamp) {
  const VkDescriptorType binding = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
  descriptors_ = gpu::Descriptors(gpu, "ui", {&binding, 1}, 64);
  gpu::PipelineDesc desc;
  desc.name = "ui";
  desc.vertex = kVertexShader;
  desc.fragment = kFragmentShader;
  desc.sets = {descriptors_.layout()};
  desc.push_bytes = sizeof(Push);
  desc.bindings = {{0, sizeof(ImDrawVert), VK_VERTEX_INPUT_RATE_VERTEX}};
  desc.attributes = {{0, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, pos)},
                     {1, 0, VK_FORMAT_R32G32_SFLOAT, offsetof(ImDrawVert, uv)},
                     {2, 0, VK_FORMAT_R8G8B8A8_UNORM, offsetof(ImDrawVert, col)}};
  desc.color = color;
  desc.cull = VK_CULL_MODE_NONE;
  desc.depth_test = desc.depth_write = false;
  desc.blend = gpu::Blend::kAlpha;
  pipeline_ = gpu::Pipeline(gpu, desc);
}

void Renderer::upload_fonts() {
  ImGuiIO& io = ImGui::GetIO();
  unsigned char* pixels = nullptr;
  int w = 0, h = 0;
  io.Fonts->GetTexDataAsRGBA32(&pixels, &w, &h);
  fonts_ = gpu::make_texture(gpu_, "ui fonts", {uint32_t(w), uint32_t(h)}, VK_FORMAT_R8G8B8A8_UNORM,
                             std::as_bytes(std::span(pixels, size_t(w) * size_t(h) * 4)));
  io.Fonts->SetTexID(texture("fonts", fonts_.view()));
  io.BackendRendererName = "retort";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;  // indices have 16 bits
}

ImTextureID Renderer::texture(const std::string& name, VkImageView view) {
  External& e = externals_[name];
  if (e.view != view) {
    e.view = view;
    e.now = (e.now + 1) % e.ring.size();
    if (!e.ring[e.now]) e.ring[e.now] = descriptors_.make_set();
    descriptors_.write(e.ring[e.now], 0, view, sampler_);
  }
  return reinterpret_cast<ImTextureID>(e.ring[e.now]);
}

void Renderer::grow(gpu::Buffer& buffer, const char* name, VkDeviceSize wanted, VkBufferUsageFlags usage) {
  if (buffer && buffer.size() >= wanted) return;
  buffer = gpu::Buffer(gpu_, name, wanted + wanted / 2, usage, gpu::MemoryKind::kUpload);
}

void Renderer::record(VkCommandBuffer cmd, const ImDrawData& data, uint32_t slot_index) {
  if (data.TotalVtxCount == 0) return;
  Slot& slot = slots_[slot_index];
  grow(slot.vertices, "ui vertices", VkDeviceSize(data.TotalVtxCount) * sizeof(ImDrawVert), VK_BUFFER_USAGE_VERTEX_BUFFER_BIT);
  grow(slot.indices, "ui indices", VkDeviceSize(data.TotalIdxCount) * sizeof(ImDrawIdx), VK_BUFFER_USAGE_INDEX_BUFFER_BIT);
  auto* v = slot.vertices.mapped<ImDrawVert>();
  auto* i = slot.indices.mapped<ImDrawIdx>();
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList* list = data.CmdLists[n];
    v = std::copy(list->VtxBuffer.begin(), list->VtxBuffer.end(), v);
    i = std::copy(list->IdxBuffer.begin(), list->IdxBuffer.end(), i);
  }

  const float width = data.DisplaySize.x * data.FramebufferScale.x, height = data.DisplaySize.y * data.FramebufferScale.y;
  pipeline_.bind(cmd);
  gpu::set_viewport(cmd, {uint32_t(width), uint32_t(height)});
  const VkDeviceSize zero = 0;
  const VkBuffer vertices = slot.vertices.handle();
  vkCmdBindVertexBuffers(cmd, 0, 1, &vertices, &zero);
  vkCmdBindIndexBuffer(cmd, slot.indices.handle(), 0,
                       sizeof(ImDrawIdx) == 2 ? VK_INDEX_TYPE_UINT16 : VK_INDEX_TYPE_UINT32);
  Push push{{2 / data.DisplaySize.x, 2 / data.DisplaySize.y}, {}};
  push.shift[0] = -1 - data.DisplayPos.x * push.scale[0];
  push.shift[1] = -1 - data.DisplayPos.y * push.scale[1];
  pipeline_.push(cmd, push);

  int32_t base_vertex = 0;
  uint32_t base_index = 0;
  VkDescriptorSet bound = VK_NULL_HANDLE;
  for (int n = 0; n < data.CmdListsCount; ++n) {
    const ImDrawList* list = data.CmdLists[n];
    for (const ImDrawCmd& draw : list->CmdBuffer) {
      if (draw.UserCallback) continue;
      const float x0 = std::max(0.f, (draw.ClipRect.x - data.DisplayPos.x) * data.FramebufferScale.x);
      const float y0 = std::max(0.f, (draw.ClipRect.y - data.DisplayPos.y) * data.FramebufferScale.y);
      const float x1 = std::min(width, (draw.ClipRect.z - data.DisplayPos.x) * data.FramebufferScale.x);
      const float y1 = std::min(height, (draw.ClipRect.w - data.DisplayPos.y) * data.FramebufferScale.y);
      if (x1 <= x0 || y1 <= y0) continue;
      const VkRect2D scissor{{int32_t(x0), int32_t(y0)}, {uint32_t(x1 - x0), uint32_t(y1 - y0)}};
      vkCmdSetScissor(cmd, 0, 1, &scissor);
      const auto set = reinterpret_cast<VkDescriptorSet>(draw.GetTexID());
      if (set != bound) pipeline_.bind_set(cmd, 0, bound = set);
      vkCmdDrawIndexed(cmd, draw.ElemCount, 1, base_index + draw.IdxOffset, base_vertex + int32_t(draw.VtxOffset), 0);
    }
    base_vertex += list->VtxBuffer.Size;
    base_index += uint32_t(list->IdxBuffer.Size);
  }
}

void Renderer::record_screen(const gpu::WindowFrame& f, const ImDrawData& data) {
  gpu::Target target;
  target.extent = f.extent;
  target.color = f.view;
  const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(color::kGround);
  target.clear = {{ground.x, ground.y, ground.z, 1}};
  gpu::begin_pass(f.cmd, target);
  record(f.cmd, data, f.slot);
  gpu::end_pass(f.cmd);
}

}  // namespace retort::ui
