#include "engine/gpu/picture.h"

#include <stb_image.h>
#include <stb_image_write.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <stdexcept>

namespace retort::gpu {

std::array<uint8_t, 4> Picture::at(uint32_t x, uint32_t y) const {
  const uint8_t* p = rgba.data() + 4 * (size_t(y) * width + x);
  return {p[0], p[1], p[2], p[3]};
}

ReadBack::ReadBack(Gpu& gpu, VkExtent2D extent, VkFormat format)
    : extent_(extent),
      swap_red_blue_(format == VK_FORMAT_B8G8R8A8_UNORM || format == VK_FORMAT_B8G8R8A8_SRGB),
      buffer_(gpu, "read-back", VkDeviceSize(extent.width) * extent.height * 4, VK_BUFFER_USAGE_TRANSFER_DST_BIT,
              MemoryKind::kReadback) {}

void ReadBack::record(VkCommandBuffer cmd, VkImage image) {
  VkBufferImageCopy region{};
  region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, 0, 0, 1};
  region.imageExtent = {extent_.width, extent_.height, 1};
  vkCmdCopyImageToBuffer(cmd, image, use_info(Use::kTransferSrc).layout, buffer_.handle(), 1, &region);
  make_visible_to_host(cmd);
}

Picture ReadBack::finish() const {
  Picture result{extent_.width, extent_.height, std::vector<uint8_t>(size_t(extent_.width) * extent_.height * 4)};
  std::memcpy(result.rgba.data(), buffer_.mapped(), result.rgba.size());
  for (size_t i = 0; i < result.rgba.size(); i += 4) {
    if (swap_red_blue_) std::swap(result.rgba[i], result.rgba[i + 2]);
    result.rgba[i + 3] = 255;
  }
  return result;
}

std::string png(const Picture& p) {
  std::string bytes;
  const auto keep = [](void* to, void* data, int size) { static_cast<std::string*>(to)->append(static_cast<char*>(data), size_t(size)); };
  if (!stbi_write_png_to_func(keep, &bytes, int(p.width), int(p.height), 4, p.rgba.data(), int(p.width) * 4)) throw std::bad_alloc();
  return bytes;
}

Picture read_png(const std::string& path) {
  int w = 0, h = 0, channels = 0;
  unsigned char* pixels = stbi_load(path.c_str(), &w, &h, &channels, 4);
  if (!pixels) throw std::runtime_error("cannot read " + path + ": " + stbi_failure_reason());
  Picture result{uint32_t(w), uint32_t(h), std::vector<uint8_t>(pixels, pixels + size_t(w) * size_t(h) * 4)};
  stbi_image_free(pixels);
  return result;
}

Difference compare(const Picture& a, const Picture& b, int threshold) {
  if (a.width != b.width || a.height != b.height || a.rgba.empty()) return {255, 1};
  double sum = 0;
  size_t above = 0;
  for (size_t i = 0; i < a.rgba.size(); i += 4) {
    int worst = 0;
    for (size_t k = 0; k < 3; ++k) {
      const int d = std::abs(int(a.rgba[i + k]) - int(b.rgba[i + k]));
      sum += d;
      worst = std::max(worst, d);
    }
    above += worst > threshold;
  }
  const double pixels = double(a.rgba.size() / 4);
  return {sum / (3 * pixels), double(above) / pixels};
}

}  // namespace retort::gpu
