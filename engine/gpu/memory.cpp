#include "engine/gpu/memory.h"

#include <algorithm>
#include <stdexcept>

#include "engine/gpu/check.h"

namespace retort::gpu {

RangeList::RangeList(uint64_t size) { free_[0] = size; }

std::optional<uint64_t> RangeList::take(uint64_t size, uint64_t alignment) {
  size = std::max<uint64_t>(size, 1);
  for (auto it = free_.begin(); it != free_.end(); ++it) {
    const auto [offset, length] = *it;
    const uint64_t start = (offset + alignment - 1) & ~(alignment - 1);
    if (start + size > offset + length) continue;
    free_.erase(it);
    if (start > offset) free_[offset] = start - offset;
    if (start + size < offset + length) free_[start + size] = offset + length - start - size;
    taken_[start] = size;
    return start;
  }
  return std::nullopt;
}

void RangeList::give_back(uint64_t offset) {
  auto taken = taken_.find(offset);
  if (taken == taken_.end()) throw std::logic_error("RangeList: nothing was taken at this offset");
  uint64_t size = taken->second;
  taken_.erase(taken);
  auto next = free_.lower_bound(offset);
  if (next != free_.end() && offset + size == next->first) {
    size += next->second;
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    auto before = std::prev(next);
    if (before->first + before->second == offset) {
      before->second += size;
      return;
    }
  }
  free_[offset] = size;
}

uint64_t RangeList::free_bytes() const {
  uint64_t sum = 0;
  for (auto& [offset, size] : free_) sum += size;
  return sum;
}

Memory::Memory(VkPhysicalDevice physical, VkDevice device) : device_(device) {
  vkGetPhysicalDeviceMemoryProperties(physical, &properties_);
}

Memory::~Memory() {
  for (auto& [id, block] : blocks_) vkFreeMemory(device_, block.memory, nullptr);
}

uint32_t Memory::type_for(uint32_t bits, MemoryKind kind) const {
  constexpr VkMemoryPropertyFlags device = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
  constexpr VkMemoryPropertyFlags host = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
  constexpr VkMemoryPropertyFlags cached = host | VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
  std::vector<VkMemoryPropertyFlags> wishes;
  if (kind == MemoryKind::kDevice) wishes = {device, 0};
  if (kind == MemoryKind::kUpload) wishes = {host};
  if (kind == MemoryKind::kReadback) wishes = {cached, host};
  for (VkMemoryPropertyFlags wish : wishes)
    for (uint32_t i = 0; i < properties_.memoryTypeCount; ++i)
      if ((bits >> i & 1) && (properties_.memoryTypes[i].propertyFlags & wish) == wish) return i;
  throw GpuError("no suitable memory type on this device");
}

Allocation Memory::allocate(const VkMemoryRequirements& wanted, MemoryKind kind, bool linear) {
  const uint32_t type = type_for(wanted.memoryTypeBits, kind);
  for (auto& [id, block] : blocks_) {
    if (block.type != type || block.linear != linear) continue;
    if (auto offset = block.ranges.take(wanted.size, wanted.alignment))
      return {block.memory, *offset, wanted.size, block.mapped ? static_cast<char*>(block.mapped) + *offset : nullptr, id};
  }
  // A resource larger than half a block gets a block of exactly its size, which goes when the resource goes.
  const VkDeviceSize size = wanted.size > kBlockBytes / 2 ? wanted.size : kBlockBytes;
  VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO, nullptr, size, type};
  VkDeviceMemory memory = VK_NULL_HANDLE;
  check(vkAllocateMemory(device_, &info, nullptr, &memory), "vkAllocateMemory");
  void* mapped = nullptr;
  if (kind != MemoryKind::kDevice) check(vkMapMemory(device_, memory, 0, VK_WHOLE_SIZE, 0, &mapped), "vkMapMemory");
  const uint32_t id = next_block_++;
  Block& block = blocks_.emplace(id, Block{memory, type, linear, mapped, size, RangeList(size)}).first->second;
  const uint64_t offset = *block.ranges.take(wanted.size, wanted.alignment);
  return {memory, offset, wanted.size, mapped, id};
}

void Memory::free(const Allocation& a) {
  auto it = blocks_.find(a.block);
  if (it == blocks_.end()) return;
  it->second.ranges.give_back(a.offset);
  if (it->second.ranges.unused() && it->second.size != kBlockBytes) {
    vkFreeMemory(device_, it->second.memory, nullptr);
    blocks_.erase(it);
  }
}

VkDeviceSize Memory::bytes_reserved() const {
  VkDeviceSize sum = 0;
  for (auto& [id, block] : blocks_) sum += block.size;
  return sum;
}

size_t Memory::blocks() const { return blocks_.size(); }

}  // namespace retort::gpu
