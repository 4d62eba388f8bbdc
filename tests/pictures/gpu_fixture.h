// A headless device; fails the test on any validation message.
#pragma once
#include "engine/gpu/device.h"
#include "tests/catch.h"

namespace retort::tests {

struct CheckedGpu {
  gpu::Gpu gpu;
  ~CheckedGpu() {
    for (const std::string& text : gpu.validation().texts) UNSCOPED_INFO(text);
    CHECK(gpu.validation().errors == 0);
    CHECK(gpu.validation().warnings == 0);
  }
};

}  // namespace retort::tests
