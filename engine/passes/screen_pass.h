// A pass over the whole picture: one triangle, a fragment shader, what it reads and what it writes.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "engine/gpu/frames.h"
#include "engine/gpu/pipeline.h"
#include "engine/passes/field_geometry.h"

namespace retort::passes {

class ScreenPass {
 public:
  ScreenPass() = default;
  /// Binding 0 are the frame's uniforms; what it reads, `reads` images, is bound from 2 on.
  ScreenPass(gpu::Gpu& gpu, const std::string& name, std::span<const uint32_t> fragment, VkFormat format, uint32_t reads, uint32_t push_bytes = 0);

  void read(uint32_t slot, const gpu::Buffer& uniforms, const std::vector<const gpu::Image*>& images);
  template <class T>
  void record(VkCommandBuffer cmd, uint32_t slot, gpu::Image& target, const T& push, Count& count) {
    begin(cmd, slot, target, count);
    pipeline_.push(cmd, push);
    end(cmd, target);
  }
  void record(VkCommandBuffer cmd, uint32_t slot, gpu::Image& target, Count& count) {
    begin(cmd, slot, target, count);
    end(cmd, target);
  }

 private:
  void begin(VkCommandBuffer cmd, uint32_t slot, gpu::Image& target, Count& count);
  void end(VkCommandBuffer cmd, gpu::Image& target);

  gpu::Sampler linear_, nearest_;
  gpu::Descriptors descriptors_;
  gpu::Pipeline pipeline_;
  std::array<VkDescriptorSet, gpu::Frames::kInFlight> sets_{};
  std::array<uint64_t, gpu::Frames::kInFlight> bytes_read_{};
};

/// Bytes of an image, each touched once.
uint64_t bytes_of(const gpu::Image& image);

}  // namespace retort::passes
