// A picture on the CPU: 8-bit RGBA, top row first. Read back from an image, written to and read from PNG, compared.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/gpu/resource.h"

namespace retort::gpu {

struct Picture {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<uint8_t> rgba;
  std::array<uint8_t, 4> at(uint32_t x, uint32_t y) const;
};

/// Records a copy of `image` (8-bit RGBA or BGRA) to a read-back buffer, leaving it in kTransferSrc.
/// `finish` is called after the frame's timeline value was waited for.
class ReadBack {
 public:
  ReadBack(Gpu& gpu, VkExtent2D extent, VkFormat format);
  void record(VkCommandBuffer cmd, VkImage image);
  Picture finish() const;

 private:
  VkExtent2D extent_;
  bool swap_red_blue_;
  Buffer buffer_;
};

std::string png(const Picture& picture);                          ///< the bytes of a file
Picture read_png(const std::string& path);                        ///< throws std::runtime_error

struct Difference {
  double mean = 0;    ///< mean absolute difference over all channels, 0 to 255
  double worst_share = 0;  ///< share of pixels whose largest channel difference is above `threshold`
};
/// Pictures of different size differ entirely. `threshold` on the 0-255 scale.
Difference compare(const Picture& a, const Picture& b, int threshold = 24);

}  // namespace retort::gpu
