#include "apps/bench/camera.h"

#include <algorithm>
#include <chrono>
#include <vector>

#include "platform/system.h"

namespace retort {
namespace {

double median(std::vector<double> v) {
  std::nth_element(v.begin(), v.begin() + long(v.size() / 2), v.end());
  return v[v.size() / 2];
}

}  // namespace

Camera::Camera(gpu::Gpu& gpu, scene::FieldRenderer& renderer, std::span<const double> values, const passes::Camera& camera, VkExtent2D size)
    : gpu_(gpu), renderer_(renderer), values_(values), size_(size) {
  view_.camera = camera;
}

Cost Camera::frames(int n, float scale) {
  view_.scale = scale;
  frame();   // shadows, pipelines, targets
  std::vector<double> record, whole, device, processor;
  for (int i = 0; i < n; ++i) {
    const double before = process_processor_seconds();
    whole.push_back(frame());
    processor.push_back(1e3 * (process_processor_seconds() - before));
    record.push_back(renderer_.record_ms());
    device.push_back(renderer_.passes().device_ms().value_or(whole.back()));   // of the frame before: the camera stands
  }
  return {renderer_.passes().count(), median(record), median(whole), median(device), median(processor)};
}

double Camera::frame() {
  const auto start = std::chrono::steady_clock::now();
  gpu_.run([&](VkCommandBuffer cmd) { renderer_.record(cmd, 0, size_, values_, 0.03, view_); });
  const double ms = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  gpu_.collect();
  return ms;
}

}  // namespace retort
