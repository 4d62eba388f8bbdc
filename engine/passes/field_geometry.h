// The instances of a field on the GPU, and which of them a pass draws: what its view sees, as fine as it can be told. The one way that
// shapes are drawn.
#pragma once
#include <array>
#include <functional>
#include <memory>
#include <span>

#include "engine/passes/device_culling.h"
#include "engine/passes/quality.h"

namespace retort::passes {

class FieldGeometry {
 public:
  /// `moves`: for each part, whether it is ever elsewhere than `rest` says.
  FieldGeometry(gpu::Gpu& gpu, const geometry::DrawList& list, const std::vector<bool>& moves, std::span<const geometry::PartState> rest, Culling culling);

  /// Before the first frame of a slot: its parts, where the device reads them.
  void read_parts(uint32_t slot, const gpu::TexelView& parts);
  /// Before the first `see` of a frame.
  void begin(uint32_t slot, Count& count);
  /// What is seen: the numbers of the instances, where the GPU reads them. Outside a pass.
  Draws see(VkCommandBuffer cmd, uint32_t slot, const Sight& sight, std::span<const geometry::PartState> parts);
  void draw(VkCommandBuffer cmd, uint32_t slot, std::span<const Draw> draws, const std::function<void(uint32_t group)>& enter_group, Count& count) const;
  uint64_t triangles() const { return triangles_; }
  size_t instances() const { return instances_.size(); }

  /// All instances, for the shaders (instance.glsl).
  const gpu::TexelView& table() const { return texels_; }

  /// Vertex input of every pipeline that draws it.
  static void describe(gpu::PipelineDesc& desc);

 private:
  struct Bound {
    glm::vec3 centre;
    float radius, thickness;
  };
  /// Neighbours of a range, about as thick, that stand for ever, or what it has of one part that moves: judged together where a view sees all of them, or none.
  struct Cell {
    uint32_t first, count;          // instances
    uint32_t part;                  // that moves them; 0: they stand
    uint32_t material;              // the flags, the same for all
    glm::vec3 centre{0};            // of the world, or of the part
    float radius = 0;               // round all of them
    float smallest = 1e30f, largest = 0, thinnest = 1e30f, thickest = 0;   // of any of them: radius and thickness
  };
  struct Run {
    uint32_t first, count;          // instances
  };
  void divide(const std::vector<bool>& moves);
  std::unique_ptr<DeviceCulling> judged_by_device() const;
  static Bound moved(const Bound& b, const geometry::PartState& p);
  bool wanted(const Sight& sight, uint32_t material) const;
  size_t level_of(const geometry::MeshRange& mesh, float pixels_across) const;
  gpu::Gpu& gpu_;
  std::vector<geometry::Instance> instances_;
  std::vector<Bound> bounds_;
  std::vector<geometry::DrawRange> ranges_;
  std::vector<Cell> cells_;
  struct Division {
    uint32_t standing, moving, end;  // cells of a range
  };
  std::vector<Division> divisions_;
  std::vector<geometry::MeshRange> meshes_;
  gpu::Buffer vertices_, indices_, table_;
  gpu::TexelView texels_;
  std::array<gpu::Buffer, gpu::Frames::kInFlight> seen_;
  std::array<uint32_t, gpu::Frames::kInFlight> used_{};
  uint64_t triangles_ = 0;
  std::unique_ptr<DeviceCulling> device_;   ///< where the device judges
  std::vector<Run> levels_[DeviceCulling::kLevels];       ///< scratch: instances of a range at each level of detail
};

}  // namespace retort::passes
