#include <cstring>
#include <random>
#include <set>

#include "sim/base/file.h"
#include "engine/gpu/frames.h"
#include "engine/gpu/picture.h"
#include "engine/gpu/pipeline.h"
#include "tests/pictures/gpu_fixture.h"

using namespace retort::gpu;
using retort::tests::CheckedGpu;

TEST_CASE("freed ranges coalesce and never overlap", "[gpu]") {
  RangeList list(1 << 16);
  std::mt19937 random(7);
  std::vector<std::pair<uint64_t, uint64_t>> taken;
  uint64_t held = 0;
  for (int i = 0; i < 5000; ++i) {
    if (taken.empty() || random() % 5 < 3) {
      const uint64_t size = 1 + random() % 900, alignment = 1ull << (random() % 9);
      const auto at = list.take(size, alignment);
      if (!at) continue;
      REQUIRE(*at % alignment == 0);
      REQUIRE(*at + size <= 1 << 16);
      for (auto [o, s] : taken) REQUIRE((*at + size <= o || o + s <= *at));
      taken.push_back({*at, size});
      held += size;
    } else {
      const size_t k = random() % taken.size();
      list.give_back(taken[k].first);
      held -= taken[k].second;
      taken.erase(taken.begin() + long(k));
    }
    REQUIRE(list.free_bytes() + held == 1 << 16);
  }
  for (auto [o, s] : taken) list.give_back(o);
  CHECK(list.unused());
  CHECK(list.free_ranges() == 1);
  CHECK_THROWS_AS(list.give_back(0), std::logic_error);
}

TEST_CASE("the transition table is complete and orders every pair", "[gpu]") {
  std::set<VkImageLayout> layouts;
  for (Use from : kAllUses)
    for (Use to : kAllUses) {
      if (to == Use::kUndefined || to == Use::kAcquired) {
        CHECK_THROWS_AS(barrier_between(VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT, from, to), std::logic_error);
        continue;
      }
      const auto b = barrier_between(VK_NULL_HANDLE, VK_IMAGE_ASPECT_COLOR_BIT, from, to);
      const UseInfo a = use_info(from), z = use_info(to);
      CHECK(b.oldLayout == a.layout);
      CHECK(b.newLayout == z.layout);
      // Whatever wrote is waited for, and made visible to whoever reads or writes next.
      if (from != Use::kUndefined) CHECK((b.srcStageMask & a.stages) == a.stages);
      CHECK((b.srcAccessMask & a.writes) == a.writes);
      CHECK((b.dstAccessMask & z.reads) == z.reads);
      CHECK((b.dstAccessMask & z.writes) == z.writes);
      CHECK(b.dstStageMask != VK_PIPELINE_STAGE_2_NONE);
      layouts.insert(b.newLayout);
    }
  CHECK(layouts.size() == 6);
}

TEST_CASE("every transition is accepted by the validation layer", "[gpu]") {
  CheckedGpu g;
  for (Use first : {Use::kTransferDst, Use::kTransferSrc, Use::kColorTarget, Use::kSampled})
    for (Use second : {Use::kTransferDst, Use::kTransferSrc, Use::kColorTarget, Use::kSampled}) {
      Image image(g.gpu, "transitions", {{8, 8}, VK_FORMAT_R8G8B8A8_UNORM,
                                         VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT |
                                             VK_IMAGE_USAGE_TRANSFER_DST_BIT | VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT});
      g.gpu.run([&](VkCommandBuffer cmd) {
        image.to(cmd, first);
        image.to(cmd, second);
      });
      CHECK(image.use() == second);
    }
}

TEST_CASE("memory returns to its block and large resources give it back", "[gpu]") {
  CheckedGpu g;
  const auto make = [&](VkDeviceSize size) {
    return Buffer(g.gpu, "test", size, VK_BUFFER_USAGE_STORAGE_BUFFER_BIT, MemoryKind::kUpload);
  };
  auto settle = [&] {
    g.gpu.run([](VkCommandBuffer) {});
    g.gpu.collect();
  };
  {
    std::vector<Buffer> many;
    for (int i = 0; i < 200; ++i) many.push_back(make(1000 + 17 * VkDeviceSize(i)));
    CHECK(g.gpu.memory().blocks() == 1);
    for (Buffer& b : many) std::memset(b.mapped(), 0x5A, b.size());
  }
  settle();
  const VkDeviceSize before = g.gpu.memory().bytes_reserved();
  { Buffer large = make(Memory::kBlockBytes + 1); CHECK(g.gpu.memory().bytes_reserved() > before); }
  CHECK(g.gpu.memory().bytes_reserved() > before);  // deferred: the GPU may still use it
  settle();
  CHECK(g.gpu.memory().bytes_reserved() == before);
}

TEST_CASE("frames never run ahead by more than two", "[gpu]") {
  CheckedGpu g;
  Frames frames(g.gpu);
  std::vector<uint64_t> values;
  for (int i = 0; i < 6; ++i) {
    const auto f = frames.begin();
    if (i >= 2) CHECK(g.gpu.completed() >= values[size_t(i) - 2]);
    CHECK(f.slot == uint32_t(i % 2));
    values.push_back(frames.submit(f));
  }
  g.gpu.wait(values.back());
  CHECK(g.gpu.completed() == values.back());
}

TEST_CASE("a cleared image reads back as its colour and survives PNG", "[gpu]") {
  CheckedGpu g;
  Image image(g.gpu, "clear", {{33, 17}, VK_FORMAT_R8G8B8A8_UNORM, VK_IMAGE_USAGE_COLOR_ATTACHMENT_BIT | VK_IMAGE_USAGE_TRANSFER_SRC_BIT});
  ReadBack read(g.gpu, image.extent(), image.format());
  g.gpu.run([&](VkCommandBuffer cmd) {
    image.to(cmd, Use::kColorTarget);
    Target t;
    t.extent = image.extent();
    t.color = image.view();
    t.clear = {{1.0f, 0.5f, 0.0f, 1.0f}};
    begin_pass(cmd, t);
    end_pass(cmd);
    image.to(cmd, Use::kTransferSrc);
    read.record(cmd, image.handle());
  });
  const Picture p = read.finish();
  CHECK(p.at(32, 16) == std::array<uint8_t, 4>{255, 128, 0, 255});
  retort::write_file("clear_test.png", png(p));
  const Picture q = read_png("clear_test.png");
  CHECK(q.rgba == p.rgba);
  CHECK(compare(p, q).mean == 0);
  Picture other = p;
  other.rgba[0] = 0;
  CHECK(compare(p, other).worst_share == Approx(1.0 / (33 * 17)));
  CHECK_THROWS_AS(read_png("does_not_exist.png"), std::runtime_error);
}

TEST_CASE("real graphics devices are preferred to the CPU", "[gpu]") {
  CHECK(device_rank(VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU) < device_rank(VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU));
  CHECK(device_rank(VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU) < device_rank(VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU));
  CHECK(device_rank(VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU) < device_rank(VK_PHYSICAL_DEVICE_TYPE_CPU));
  setenv("RETORT_GPU", "no such device", 1);
  CHECK_THROWS_WITH(Gpu(), ContainsSubstring("is not RETORT_GPU=no such device"));
  unsetenv("RETORT_GPU");
}
