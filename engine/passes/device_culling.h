// Which instances a view sees, judged by the device: it writes their numbers and the commands that draw them, and the CPU has next to nothing to record.
#pragma once
#include <array>
#include <span>

#include "engine/gpu/frames.h"
#include "engine/gpu/pipeline.h"
#include "engine/passes/sight.h"

namespace retort::passes {

class DeviceCulling {
 public:
  static constexpr size_t kLevels = 4;

  /// An instance as it is judged (mirrors shaders/cull.comp).
  struct Judged {
    glm::vec4 ball{0};                ///< centre in the world, or in its part, and radius
    float thickness = 0;
    uint32_t part = 0, material = 0, spare = 0;
  };
  /// Instances of one mesh, those that stand first.
  struct Range {
    uint32_t first = 0, standing = 0, count = 0, first_command = 0;
    std::array<uint32_t, kLevels> index_count{}, first_index{};
    std::array<int32_t, kLevels> first_vertex{};
    std::array<float, kLevels> coarser_below{};
    uint32_t levels = 0, spare[3]{};
  };

  /// Whether the device has what it takes.
  static bool possible(const gpu::Gpu& gpu) { return gpu.indirect_draws(); }
  /// `groups`: of each range, ascending.
  DeviceCulling(gpu::Gpu& gpu, std::span<const Judged> instances, std::vector<Range> ranges, std::vector<uint32_t> groups);

  /// What the parts of a slot are, before its first frame.
  void read_parts(uint32_t slot, const gpu::TexelView& parts);
  /// Before the first `see` of a frame. Counts what the last frame of this slot drew: what this one will is not known to the CPU.
  void begin(uint32_t slot, Count& count);
  /// Outside a pass.
  Draws see(VkCommandBuffer cmd, uint32_t slot, const Sight& sight);
  void draw(VkCommandBuffer cmd, uint32_t slot, const Draw& draw) const;
  /// The numbers of the instances that a view sees.
  const gpu::Buffer& seen(uint32_t slot, uint32_t view) const { return slots_[slot].views[view].seen; }

 private:
  /// Of a frame: the zenith, three cascades and what moves in them, the camera, the pointer.
  static constexpr size_t kViews = 9;
  struct View {
    gpu::Buffer seen, commands;       ///< its own: while it is drawn the next one is judged
    VkDescriptorSet set = VK_NULL_HANDLE;
  };
  struct Slot {
    std::array<View, kViews> views;
    uint32_t used = 0;                ///< views of the frame that was recorded last
  };
  gpu::Gpu& gpu_;
  std::vector<uint32_t> groups_;
  std::vector<uint32_t> first_commands_;   ///< of each range, and where the last one ends
  uint32_t instances_ = 0;
  gpu::Descriptors descriptors_;
  gpu::ComputePipeline pipeline_;
  gpu::Buffer judged_, ranges_;
  std::array<Slot, gpu::Frames::kInFlight> slots_;
};

}  // namespace retort::passes
