// Device memory. Vulkan wants few, large allocations; resources want many small ones. `RangeList` is the book of one
// block (pure arithmetic, first fit, freed neighbours coalesce); `Memory` keeps blocks per memory type.
#pragma once
#include <vulkan/vulkan.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace retort::gpu {

/// The free ranges of one block of `size` bytes. Offsets and sizes in bytes; alignment a power of two.
class RangeList {
 public:
  explicit RangeList(uint64_t size);
  std::optional<uint64_t> take(uint64_t size, uint64_t alignment);
  void give_back(uint64_t offset);  ///< throws std::logic_error when nothing was taken there
  uint64_t free_bytes() const;
  size_t free_ranges() const { return free_.size(); }
  bool unused() const { return taken_.empty(); }

 private:
  std::map<uint64_t, uint64_t> free_;   // offset -> size
  std::map<uint64_t, uint64_t> taken_;  // offset -> size
};

enum class MemoryKind {
  kDevice,    ///< images and static buffers
  kUpload,    ///< written by the CPU, read by the GPU; stays mapped
  kReadback,  ///< written by the GPU, read by the CPU; stays mapped
};

struct Allocation {
  VkDeviceMemory memory = VK_NULL_HANDLE;
  VkDeviceSize offset = 0;
  VkDeviceSize size = 0;
  void* mapped = nullptr;  ///< points at `offset` already; null for kDevice
  uint32_t block = 0;
};

class Memory {
 public:
  static constexpr VkDeviceSize kBlockBytes = VkDeviceSize(32) << 20;

  Memory(VkPhysicalDevice physical, VkDevice device);
  ~Memory();
  Memory(const Memory&) = delete;

  /// `linear`: buffers and images live in blocks of their own, so bufferImageGranularity never matters.
  Allocation allocate(const VkMemoryRequirements& wanted, MemoryKind kind, bool linear);
  void free(const Allocation& a);
  VkDeviceSize bytes_reserved() const;
  size_t blocks() const;

 private:
  struct Block {
    VkDeviceMemory memory;
    uint32_t type;
    bool linear;
    void* mapped;
    VkDeviceSize size;
    RangeList ranges;
  };
  uint32_t type_for(uint32_t bits, MemoryKind kind) const;

  VkDevice device_;
  VkPhysicalDeviceMemoryProperties properties_{};
  std::map<uint32_t, Block> blocks_;
  uint32_t next_block_ = 1;
};

}  // namespace retort::gpu
