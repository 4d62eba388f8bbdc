#include "engine/ui/offscreen.h"

#include "engine/ui/theme.h"

namespace retort::ui {

gpu::Picture draw_picture(gpu::Gpu& gpu, Context& context, uint32_t width, uint32_t height,
                          const std::function<void(Renderer&)>& build, int frames) {
  constexpr VkFormat kFormat = VK_FORMAT_R8G8B8A8_UNORM;
  Renderer renderer(gpu, kFormat);
  const VkExtent2D extent{width, height};
  gpu::Image target(gpu, "screen", {extent, kFormat, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  const ImDrawData* data = nullptr;
  for (int i = 0; i < frames; ++i) {
    if (context.begin(float(width), float(height), 1 / 30.f, {}) || i == 0) renderer.upload_fonts();
    build(renderer);
    data = &context.end();
  }
  gpu::ReadBack read(gpu, extent, kFormat);
  gpu.run([&](VkCommandBuffer cmd) {
    target.to(cmd, gpu::Use::kColorTarget);
    gpu::Target pass;
    pass.extent = extent;
    pass.color = target.view();
    const ImVec4 ground = ImGui::ColorConvertU32ToFloat4(color::kGround);
    pass.clear = {{ground.x, ground.y, ground.z, 1}};
    gpu::begin_pass(cmd, pass);
    renderer.record(cmd, *data, 0);
    gpu::end_pass(cmd);
    target.to(cmd, gpu::Use::kTransferSrc);
    read.record(cmd, target.handle());
  });
  return read.finish();
}

}  // namespace retort::ui
